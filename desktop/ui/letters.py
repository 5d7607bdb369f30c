"""One line of text, many times a second: a list paints four a row.

Qt breaks a text that it is given a box for into lines, and shapes one that it is to cut twice: three quarters of a
row's time. Here a text is cut by the widths of its letters, which are asked for once, and set down at a point. Other
than Latin letters join and combine: those Qt cuts.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication

from desktop.ui import theme

_DOTS = "…"
_LATIN = "\u024f"
_NARROWEST = 2
"""Pixels of a letter: no line holds more than its width by this."""


class Face:
    """A font that knows its letters."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self._widths = _Widths(self._metrics)
        self._middle = (self._metrics.ascent() - self._metrics.descent()) / 2

    def width(self, text: str) -> float:
        return sum(map(self._widths.__getitem__, text)) if _simple(text) else self._metrics.horizontalAdvance(text)

    def cut(self, text: str, width: float) -> str:
        """As much as there is room for, with dots where something is left out."""
        if width <= 0:
            return ""
        if not _simple(text):
            return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        ends = list(accumulate(map(self._widths.__getitem__, text[: int(width / _NARROWEST)])))
        if len(ends) == len(text) and (not ends or ends[-1] <= width):
            return text
        room = bisect_right(ends, width - self._widths[_DOTS])
        return text[:room].rstrip() + _DOTS

    def draw(self, painter: QPainter, left: float, middle: float, text: str) -> None:
        """In the middle of a line."""
        painter.setFont(self.font)
        painter.drawText(QPointF(left, round(middle + self._middle)), text)


class _Widths(dict[str, float]):
    """Of each letter, asked for when it is first met."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, letter: str) -> float:
        width = self[letter] = self._metrics.horizontalAdvance(letter)
        return width


def face(pixels: int = theme.BODY, *, bold: bool = False) -> Face:
    return _face(QApplication.font().family(), theme.scaled(pixels), pixels, bold)


@lru_cache(maxsize=32)
def _face(family: str, size: int, pixels: int, bold: bool) -> Face:  # noqa: ARG001 - other letters, another face
    return Face(theme.font(pixels, bold=bold))


def _simple(text: str) -> bool:
    return text.isascii() or max(text) <= _LATIN

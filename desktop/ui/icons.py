"""Line icons of our own, drawn in the ink that the theme has at that moment: ``resources/icons/line``, found by Qt
under ``icons:``. Twenty by twenty, one stroke, ``currentColor``."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QFile, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import theme

SIZE = 16


def of_place(key: str) -> str:
    """The name of a place's icon."""
    kind, sign, _ = key.partition(":")
    return {"saved": "search", "mailbox": "mailbox"}[kind] if sign else key


def draw(painter: QPainter, left: float, middle: float, name: str, ink: str, size: int = SIZE) -> None:
    """An icon from ``left`` on, around the line ``middle``."""
    sharp = painter.device().devicePixelRatio()
    found = _drawn(name, ink, round(size * sharp))
    painter.drawPixmap(QRectF(round(left), round(middle - size / 2), size, size), found, QRectF(found.rect()))


@lru_cache(maxsize=256)
def _drawn(name: str, ink: str, pixels: int) -> QPixmap:
    """Raises FileNotFoundError for one that is not shipped."""
    file = QFile(f"icons:line/{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(name)
    source = bytes(file.readAll().data()).replace(b"currentColor", QColor(ink).name().encode())
    drawn = QPixmap(pixels, pixels)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(drawn.rect()))
    painter.end()
    return drawn


class Icon(QWidget):
    """One that stands beside words which say the same."""

    def __init__(self, name: str = "", size: int = SIZE) -> None:
        super().__init__()
        self._name = name
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str) -> None:
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        return QSize(self._size, self._size)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        if self._name:
            painter = QPainter(self)
            draw(painter, 0, self._size / 2, self._name, theme.colours().muted, self._size)
            painter.end()

"""A scroll bar that is quickly painted: it moves with each line that is scrolled, and painting Qt's own, by style sheet
or by Fusion, takes as long as ten lines of a list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from desktop.ui import theme
from desktop.ui.theme import colour

_EDGE, _ROUND = 2, 4


class Bar(QScrollBar):
    """Upright, on a list's own ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ScrollBarSlider
        handle = self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self)
        found = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(found.surface))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(found.muted if self.underMouse() or self.isSliderDown() else found.line))
        painter.drawRoundedRect(QRectF(handle).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE), _ROUND, _ROUND)
        painter.end()

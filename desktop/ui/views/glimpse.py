"""What one sees of an attached picture without opening it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.theme import STEP

_ROOM = QSize(32 * STEP, 20 * STEP)


class PictureGlimpse(QLabel):
    """Made small; a click or Space opens it."""

    pressed = Signal()

    def __init__(self, image: QImage, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sharp = self.devicePixelRatioF()
        small = image.size().scaled(_ROOM * sharp, Qt.AspectRatioMode.KeepAspectRatio)
        if small.width() < image.width():
            image = image.scaled(small, mode=Qt.TransformationMode.SmoothTransformation)
        drawn = QPixmap.fromImage(image)
        drawn.setDevicePixelRatio(sharp)
        self.setPixmap(drawn)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("kind", "glimpse")
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def mousePressEvent(self, _: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        if event.key() == Qt.Key.Key_Space:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

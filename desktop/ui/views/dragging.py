"""A mail that a person drags out of the window becomes a file wherever it is let go: the mail as it came. It is asked
for when the mouse begins to move with it, and the drag goes on once it is here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


class DragOut(QObject):
    wanted = Signal()
    """The file, to be given to ``carry``."""

    def __init__(self, card: QWidget) -> None:
        """From wherever on the card nothing else takes the mouse: not from what can be selected or pressed."""
        super().__init__(card)
        self._card = card
        self._pressed: QPoint | None = None
        self._asked = False
        self._path = ""
        card.installEventFilter(self)

    def carry(self, path: str) -> None:
        """Empty when it cannot be had."""
        self._path, self._asked = path, False

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.globalPosition().toPoint()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            far = event.globalPosition().toPoint() - self._pressed
            if far.manhattanLength() >= QApplication.startDragDistance():
                self._go()
        return False

    def _go(self) -> None:
        if self._path:
            self._pressed = None
            self._drag()
        elif not self._asked:
            self._asked = True
            self.wanted.emit()

    def _drag(self) -> None:
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(self._path)])
        drag = QDrag(self._card)
        drag.setMimeData(carried)
        drag.exec(Qt.DropAction.CopyAction)

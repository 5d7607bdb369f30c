"""A team file that is dropped on a window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.team_files import ENDING


class TeamFileDrop(QObject):
    """On a window; what its parts take themselves stays theirs."""

    dropped = Signal(str)
    """Its path."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if isinstance(event, QDragEnterEvent | QDropEvent) and (path := _team_file(event.mimeData())):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.dropped.emit(path)
            return True
        return False


def _team_file(data: QMimeData) -> str:
    """The one file that is there, by its name; empty when it is no team file."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].lower().endswith(ENDING) else ""

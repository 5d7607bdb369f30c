"""One window per profile: the second start brings the first to the front and ends."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from desktop.domain.mailto import is_mailto

_ANSWER_WITHIN = 1000
"""Milliseconds: a window that hangs longer does not come to the front, and another may say so."""

_NAME = "sportello-"
_FRONT = "front"
_LONGEST = 65_536


def name_of(profile: Path) -> str:
    """Where the profile's window listens; short, for some systems cut a socket's path at 100 characters."""
    user = os.environ.get("USERNAME") or str(getattr(os, "getuid", int)())
    digest = hashlib.sha256(f"{user} {profile.resolve()}".encode()).hexdigest()[:24]
    folder = os.environ.get("XDG_RUNTIME_DIR", tempfile.gettempdir())
    return str(Path(folder) / f"{_NAME}{digest}") if os.name != "nt" else f"{_NAME}{digest}"


def bring_to_front(profile: Path, mailto: str = "") -> bool:
    """Asks the profile's window, if there is one, to come forward, and to begin the mail of a link. Whether it
    heard."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(profile))
    if not socket.waitForConnected(_ANSWER_WITHIN):
        return False
    socket.write((mailto or _FRONT).encode()[:_LONGEST])
    heard = socket.waitForBytesWritten(_ANSWER_WITHIN)
    socket.disconnectFromServer()
    return heard


def to_front(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class Doorbell(QObject):
    """Rung by another start of the same profile."""

    rung = Signal()
    asked = Signal(str)
    """The link that was clicked elsewhere."""

    def __init__(self, profile: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(name_of(profile))  # left over from a crash: the profile's lock is ours
        self._server.listen(name_of(profile))

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection()
        caller.disconnected.connect(self._listen)
        if caller.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            self._hear(caller)
        self.rung.emit()

    def _listen(self) -> None:
        caller = self.sender()
        if isinstance(caller, QLocalSocket):
            self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
        """All that it said; once."""
        said = caller.read(_LONGEST).data().decode(errors="replace")
        caller.deleteLater()
        if is_mailto(said):
            self.asked.emit(said)

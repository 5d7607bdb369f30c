"""One window per profile: the second start brings the first to the front, hands it the file that it was given, and
ends."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_ANSWER_WITHIN = 1000
"""Milliseconds: a window that hangs longer does not come to the front, and another may say so."""

_NAME = "sportello-"
_FRONT, _OPEN, _WRITE = b"front\n", b"open ", b"write "
_LONGEST = 32 * 1024
"""Octets: more than any path has; a link beyond it is cut where it is taken in."""


def name_of(profile: Path) -> str:
    """Where the profile's window listens; short, for some systems cut a socket's path at 100 characters."""
    user = os.environ.get("USERNAME") or str(getattr(os, "getuid", int)())
    digest = hashlib.sha256(f"{user} {profile.resolve()}".encode()).hexdigest()[:24]
    folder = os.environ.get("XDG_RUNTIME_DIR", tempfile.gettempdir())
    return str(Path(folder) / f"{_NAME}{digest}") if os.name != "nt" else f"{_NAME}{digest}"


def bring_to_front(profile: Path, file: Path | None = None, link: str = "") -> bool:
    """Asks the profile's window, if there is one, to come forward and to open a team file or to begin the mail of a
    link. Whether it heard."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(profile))
    if not socket.waitForConnected(_ANSWER_WITHIN):
        return False
    given = _OPEN + os.fsencode(file.absolute()) + b"\n" if file is not None else _FRONT
    socket.write(_WRITE + os.fsencode(link)[: _LONGEST // 2] + b"\n" if link else given)
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
    handed = Signal(str)
    """A team file's path."""
    asked = Signal(str)
    """A link of a mail to be begun."""

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
        caller.disconnected.connect(self._read)
        self.rung.emit()

    def _read(self) -> None:
        """All is here: whoever rang has gone."""
        caller = self.sender()
        if isinstance(caller, QLocalSocket):
            said = bytes(caller.read(_LONGEST).data())
            caller.deleteLater()
            if said.startswith(_OPEN) and said.endswith(b"\n"):
                self.handed.emit(os.fsdecode(said[len(_OPEN) : -1]))
            elif said.startswith(_WRITE) and said.endswith(b"\n"):
                self.asked.emit(os.fsdecode(said[len(_WRITE) : -1]))

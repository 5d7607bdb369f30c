"""All sockets of one program, so that it can end while a server hangs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from desktop.domain.errors import SportelloError


class _Closes(Protocol):
    @property
    def closed(self) -> bool: ...
    def close(self) -> None: ...


class Line:
    """Where connections sign up as soon as they can be closed from another thread. ``cut`` closes them hard, and
    every one that signs up later: whoever waits on one gets an error at once. ``refused`` is told of a password that a
    server did not take."""

    def __init__(self, refused: Callable[[SportelloError, str], None] = lambda *_: None) -> None:
        self.refused = refused
        self._turn = threading.Lock()
        self._open: list[_Closes] = []
        self._cut = False

    def add(self, connection: _Closes) -> None:
        with self._turn:
            self._open = [*(one for one in self._open if not one.closed), connection]
            cut = self._cut
        if cut:
            connection.close()

    def cut(self) -> None:
        with self._turn:
            self._cut = True
        self.drop()

    def drop(self) -> None:
        """Closes hard what is open now; whoever waits on one dials again."""
        with self._turn:
            closing, self._open = self._open, []
        for connection in closing:
            connection.close()

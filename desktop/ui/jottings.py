"""What is being typed beside the composer, kept as one types: closing the window or a crash costs less than a word."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop.ui.desk import Desk

_SAVE_AFTER = 400
"""Milliseconds after the first key that is not kept yet, as in the composer."""


class Jottings(QObject):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._letters = desk.letters
        self._now = desk.facts.jotted()
        self._unkept: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER)
        self._timer.timeout.connect(self.flush)

    def get(self, about: str) -> Any:
        """A JSON value, or None."""
        return self._now.get(about)

    def of(self, kind: str) -> dict[str, Any]:
        """All of a kind, by what follows it."""
        return {about.removeprefix(kind): value for about, value in self._now.items() if about.startswith(kind)}

    def keep(self, about: str, value: Any) -> None:
        """None when nothing is left of it."""
        if self._now.get(about) == value:
            return
        if value is None:
            del self._now[about]
        else:
            self._now[about] = value
        self._unkept.add(about)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Now."""
        self._timer.stop()
        for about in sorted(self._unkept):
            self._letters.jot(about, self._now.get(about))
        self._unkept.clear()

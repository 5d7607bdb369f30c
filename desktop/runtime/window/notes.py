"""Who shows notes on this desktop."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.engine.notices import NoteLost, NotePressed, Notice
from desktop.ports.notifier import Note, Notifier
from desktop.runtime.compose import desktop_notifier


class Nobody:
    """Each note is lost at once: the window shows it by its tray."""

    def __init__(self, tell: Callable[[Notice], None]) -> None:
        self._tell = tell

    def show(self, note: Note) -> None:
        self._tell(NoteLost(note))

    def withdraw(self, note: str) -> None: ...
    def close(self) -> None: ...


def notifier(environ: Mapping[str, str], tell: Callable[[Notice], None]) -> Notifier:
    """``tell`` may be called from any thread."""
    bus = _bus(environ)
    if not bus:
        return Nobody(tell)
    return desktop_notifier(
        bus, lambda note, action: tell(NotePressed(note, action)), lambda note: tell(NoteLost(note))
    )


def _bus(environ: Mapping[str, str]) -> str:
    """The session's, on Linux; none where the variable is empty."""
    if sys.platform != "linux":
        return ""
    usual = Path(environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "bus"
    return environ.get("DBUS_SESSION_BUS_ADDRESS", f"unix:path={usual}" if usual.exists() else "")

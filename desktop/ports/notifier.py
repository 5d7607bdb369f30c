"""The desktop's own way to tell a person something while they look elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Note:
    """Plain words. A note of the same ``id`` takes the place of the one before."""

    id: str
    title: str
    body: str
    actions: tuple[tuple[str, str], ...]
    """Name and text of what can be done there and then; the first is done by who clicks on the note itself."""


class Notifier(Protocol):
    """Nothing here waits or raises. What a person does with a note, and that it could not be shown, is told as
    notices: ``NotePressed``, ``NoteLost``."""

    def show(self, note: Note) -> None: ...
    def withdraw(self, note: str) -> None:
        """By its id: what it told is known by now."""
        ...

    def close(self) -> None: ...

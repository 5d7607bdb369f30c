"""Tickets that a person has selected to treat alike: what a key does then, it does to all of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Marks(QObject):
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[str, None] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """In the order in which they were selected."""
        return tuple(self._ids)

    def __contains__(self, ticket: object) -> bool:
        return ticket in self._ids

    def toggle(self, ticket: str) -> None:
        self._say({one: None for one in (*self._ids, ticket) if one != ticket or ticket not in self._ids})

    def add(self, tickets: Iterable[str]) -> None:
        self._say(self._ids | dict.fromkeys(tickets))

    def drop(self, tickets: Iterable[str]) -> None:
        gone = set(tickets)
        self._say({one: None for one in self._ids if one not in gone})

    def clear(self) -> None:
        self._say({})

    def _say(self, ids: dict[str, None]) -> None:
        if ids != self._ids:
            self._ids = ids
            self.changed.emit()

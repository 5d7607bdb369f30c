"""Where tickets stand that are, or were, out of sight: worked out as slices are written, and anew as time goes by."""

from __future__ import annotations

from typing import NamedTuple

from desktop.adapters.store.connection import Connection
from desktop.adapters.store.profile import SqliteProfile
from desktop.domain.ticket import Priority
from desktop.journal.state import Ticket
from desktop.ports.store.reader import NEVER

FIRST = -1
"""The rank of what is back: before the most urgent."""

_RANKS = {priority: rank for rank, priority in enumerate(Priority)}
_RANK = "CASE priority " + " ".join(f"WHEN '{one}' THEN {rank}" for one, rank in _RANKS.items()) + " END"
_TOLD = "told-time"
_DUE = "shelf = 'snoozed' AND merged_into = '' AND until <= ?"
_EARLY = "back = 'time' AND until > ?"


class Standing(NamedTuple):
    """Values of the columns of the same names."""

    rank: int
    shelf: str
    until: int
    back: str


def standing(ticket: Ticket, now: int) -> Standing:
    snooze, rank = ticket.snooze, _RANKS[ticket.priority]
    if snooze is None or ticket.merged_into:
        return Standing(rank, ticket.status, 0, "")
    until = snooze.until or NEVER
    if snooze.is_back(now):
        return Standing(FIRST, "open", until, "customer" if snooze.written else "time")
    return Standing(rank, "snoozed", until, "")


class SqliteSnoozes:
    def __init__(self, connection: Connection, profile: SqliteProfile) -> None:
        self._connection = connection
        self._profile = profile

    def told(self) -> int:
        """The time that was told last."""
        return int(self._profile.get(_TOLD, 0))

    def tell_time(self, now: int) -> frozenset[str]:
        """Nothing is written while nothing changes: this is asked every few seconds."""
        due = self._connection.rows(f"SELECT id FROM tickets WHERE {_DUE}", (now,))
        early = self._connection.rows(f"SELECT id FROM tickets WHERE {_EARLY}", (now,))
        if due or early:
            with self._connection.transaction():
                self._profile.put(_TOLD, now)
                woken = f"UPDATE tickets SET shelf = 'open', back = 'time', rank = {FIRST} WHERE {_DUE}"
                self._connection.run(woken, (now,))
                asleep = f"UPDATE tickets SET shelf = 'snoozed', back = '', rank = {_RANK} WHERE {_EARLY}"
                self._connection.run(asleep, (now,))
        return frozenset(row[0] for row in (*due, *early))

    def next(self) -> int | None:
        row = self._connection.one(
            "SELECT min(until) FROM tickets WHERE shelf = 'snoozed' AND merged_into = '' AND until < ?", (NEVER,)
        )
        return None if row is None or row[0] is None else int(row[0])

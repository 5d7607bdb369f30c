"""Who opened a ticket first, told to the team: so that a lead sees what nobody has looked at yet.

Looking must cost little: what this profile has shown is told in one entry for many tickets, at most every few seconds,
and only for tickets that nobody has opened before. Nothing hangs on it, so it waits for the line like any edit.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice

from desktop.domain.errors import SportelloError
from desktop.engine.journal import Journal
from desktop.journal.entries import Seen
from desktop.ports.clock import Clock
from desktop.ports.store import Store

EVERY = 5.0
"""Seconds between two entries at least, sleep included."""

BATCH = 200
"""Tickets in one entry."""


class FirstLooks:
    def __init__(self, store: Store, journal: Journal, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._told = -EVERY

    def tell(self) -> None:
        """Whatever has been shown here and nobody has told; quiet when the log cannot be written now."""
        now = self._clock.boottime()
        if now - self._told < EVERY or self._journal.safety.current() is not None:
            return
        waiting = {ticket for entry in self._journal.pending() for ticket in _named(entry.body)}
        new = (ticket for ticket in self._store.reader.first_looks() if ticket not in waiting)
        tickets = tuple(islice(new, BATCH))
        if tickets:
            self._told = now
            with suppress(SportelloError):
                self._journal.submit("", Seen(tickets))


def _named(body: object) -> tuple[str, ...]:
    return body.tickets if isinstance(body, Seen) else ()

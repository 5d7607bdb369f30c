"""Half an hour of first-hand knowledge before an answer may be revoked.

The server's dates could be stepped, so they alone must not free a slot: the revoker's own workstation has to have
known the newest intent or attempt unresolved for 30 minutes, on its clock that counts sleep, with its link up. Known
means read in a replay to the end of the log; a line that was found down, a new attempt or a restart of the machine
begins the time anew.
"""

from __future__ import annotations

from desktop.domain.errors import RefusedByTeam
from desktop.domain.ticket import shown_reference
from desktop.journal.grants import REVOKE_DELAY
from desktop.journal.state import Grant, Ticket
from desktop.ports.clock import Clock
from desktop.ports.store import Store

_PREFIX = "known-open:"


class Patience:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def replayed(self) -> None:
        """After each replay to the end: note what is open, forget what is not."""
        noted = self._store.profile.items(_PREFIX)
        grants = self._open()
        for key in noted.keys() - grants.keys():
            self._store.profile.delete(key)
        for key, grant in grants.items():
            if not self._same(noted.get(key), grant):
                value = {"newest": grant.newest, "boot": self._clock.boot_id(), "since": self._clock.boottime()}
                self._store.profile.put(key, value)

    def link_lost(self) -> None:
        """What we know may be old: begin anew at the next replay."""
        for key in self._store.profile.items(_PREFIX):
            self._store.profile.delete(key)

    def require(self, ticket: Ticket, grant_id: str) -> None:
        """Raises RefusedByTeam ``revoke-too-early`` with the minutes that are left. Call after a replay."""
        self.replayed()
        grant = ticket.grants.get(grant_id)
        if grant is None or not grant.unresolved:
            return
        waited = self._waited(grant)
        if waited < REVOKE_DELAY:
            minutes = int((REVOKE_DELAY - waited) // 60) + 1
            raise RefusedByTeam("revoke-too-early", reference=shown_reference(ticket.reference), minutes=minutes)

    def over(self, grant: Grant) -> bool:
        """Whether it has been known open for long enough, as of the last replay."""
        return self._waited(grant) >= REVOKE_DELAY

    def _waited(self, grant: Grant) -> float:
        noted = self._store.profile.get(_PREFIX + grant.id)
        same = self._same(noted, grant)
        return self._clock.boottime() - float(noted["since"]) if same else 0.0

    def _open(self) -> dict[str, Grant]:
        tickets = (self._store.entries.ticket(ticket) for ticket in self._store.entries.unresolved())
        grants = (grant for ticket in tickets if ticket is not None for grant in ticket.grants.values())
        return {_PREFIX + grant.id: grant for grant in grants if grant.unresolved}

    def _same(self, noted: dict[str, object] | None, grant: Grant) -> bool:
        return bool(noted and noted["newest"] == grant.newest and noted["boot"] == self._clock.boot_id())

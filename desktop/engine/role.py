"""A role of the team: the duty of doing background work, the turn to import a big mailbox. A claim like any other;
correctness never depends on it."""

from __future__ import annotations

from desktop.domain.errors import SportelloError
from desktop.engine.journal import Journal
from desktop.journal.claims import LEASE, RENEWAL
from desktop.journal.entries import Claimed, Released, Renewed
from desktop.journal.state import Claim
from desktop.ports.clock import Clock


class Role:
    """``name`` is one of ``entries.ROLES``. Timers are monotonic and only decide when to try."""

    def __init__(self, journal: Journal, clock: Clock, name: str) -> None:
        self._journal = journal
        self._clock = clock
        self._name = name
        self._seen: tuple[str, int] | None = None
        self._seen_at = clock.boottime()

    def mine(self) -> bool:
        """Try to have it when nobody does or its holder has gone quiet; renew it when due."""
        claim = self.claim
        newest = (claim.id, claim.renewed) if claim else None
        if newest != self._seen:
            self._seen, self._seen_at = newest, self._clock.boottime()
        quiet = self._clock.boottime() - self._seen_at
        held = claim is not None and claim.workstation == self._journal.me.workstation
        if claim is None or (not held and quiet > LEASE):
            return self._say(Claimed())
        if held and quiet > RENEWAL:
            return self._say(Renewed(claim=claim.id))
        return held

    def release(self) -> None:
        claim = self.claim
        if claim is not None and claim.workstation == self._journal.me.workstation:
            self._say(Released(claim=claim.id))

    @property
    def claim(self) -> Claim | None:
        """Who has it, as far as the log has been read."""
        return self._journal.team.roles.get(self._name)

    def _say(self, body: Claimed | Renewed | Released) -> bool:
        try:
            _, verdict = self._journal.write(self._name, body)
        except SportelloError:
            return False
        return verdict.applied

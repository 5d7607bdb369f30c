"""The duty: which workstation does the background work. A claim on the role; correctness never depends on it."""

from __future__ import annotations

from desktop.domain.errors import SportelloError
from desktop.engine.journal import Journal
from desktop.journal.claims import LEASE, RENEWAL
from desktop.journal.entries import DUTY, Claimed, Released, Renewed
from desktop.ports.clock import Clock


class Duty:
    """Kept while ``sync --watch`` runs; timers are monotonic and only decide when to try."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._seen: tuple[str, int] | None = None
        self._seen_at = clock.boottime()

    def mine(self) -> bool:
        """Try to have it when nobody does or its holder has gone quiet; renew it when due."""
        duty = self._journal.team.duty
        newest = (duty.id, duty.renewed) if duty else None
        if newest != self._seen:
            self._seen, self._seen_at = newest, self._clock.boottime()
        quiet = self._clock.boottime() - self._seen_at
        held = duty is not None and duty.workstation == self._journal.me.workstation
        if duty is None or (not held and quiet > LEASE):
            return self._say(Claimed())
        if held and quiet > RENEWAL:
            return self._say(Renewed(claim=duty.id))
        return held

    def release(self) -> None:
        duty = self._journal.team.duty
        if duty is not None and duty.workstation == self._journal.me.workstation:
            self._say(Released(claim=duty.id))

    def _say(self, body: Claimed | Renewed | Released) -> bool:
        try:
            _, verdict = self._journal.write(DUTY, body)
        except SportelloError:
            return False
        return verdict.applied

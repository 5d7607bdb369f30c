"""After a gap in time every lease counts as lost until the log has been read again.

A computer that slept, or whose clock was set, knows nothing of what colleagues did meanwhile, and its connections are
dead without having said so. What was under way begins anew.
"""

from __future__ import annotations

from desktop.domain.errors import Offline
from desktop.engine.journal import Journal
from desktop.engine.patience import Patience
from desktop.ports.clock import Clock

GAP = 5.0
"""Seconds by which the clocks may part between two questions: less is a clock that is being corrected."""


class Awakening:
    def __init__(self, journal: Journal, patience: Patience, clock: Clock) -> None:
        self._journal = journal
        self._patience = patience
        self._clock = clock
        self._offsets = self._now()

    def gap(self) -> Offline | None:
        """Why nothing counts that was read before this question: the connection is dropped then, and what was known
        at first hand is known no more. Else None."""
        before, self._offsets = self._offsets, self._now()
        if all(abs(now - then) <= GAP for now, then in zip(self._offsets, before, strict=True)):
            return None
        self._journal.connection.drop()
        self._patience.link_lost()
        return Offline("slept")

    def _now(self) -> tuple[float, float]:
        """How far the clock that counts sleep, and the wall clock, are ahead of the one that does not."""
        awake = self._clock.awake()
        return self._clock.boottime() - awake, self._clock.now().timestamp() - awake

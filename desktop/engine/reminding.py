"""Snoozed tickets come back when their time has come: by this computer's clock, at every look, with no entry for it."""

from __future__ import annotations

from desktop.ports.clock import Clock
from desktop.ports.store import Store


class Reminding:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def tell_time(self) -> frozenset[str]:
        """The tickets that stand elsewhere now."""
        return self._store.snoozes.tell_time(int(self._clock.now().timestamp()))

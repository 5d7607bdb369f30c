"""Tickets out of sight: where each stands as time goes by. The log says until when; the time is this computer's."""

from __future__ import annotations

from typing import Protocol


class Snoozes(Protocol):
    def tell_time(self, now: int) -> frozenset[str]:
        """From now on it is so late, in seconds since 1970 UTC: what is back stands before all others, and what a clock
        that was ahead had brought back sleeps again. The tickets concerned."""
        ...

    def next(self) -> int | None:
        """When the next one wakes; None when none waits for a time."""
        ...

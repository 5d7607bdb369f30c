"""A computer's clocks, moved by the test: what counts sleep, which boot this is, and a wall clock that may be wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass
class FakeClock:
    """Implements ``ports.clock.Clock`` over ``true``, seconds since 1970 as they really are."""

    true: Callable[[], float]
    booted: float = 0.0
    """When the computer was started, in true seconds."""
    boots: int = 1
    wall_error: float = 0.0
    """Seconds by which the wall clock is ahead."""
    slept: float = 0.0
    """Of the seconds since the start, those in which the computer slept."""
    looked: float = 0.0
    """True time of the last look at any of them."""

    def boottime(self) -> float:
        self.looked = self.true()
        return self.looked - self.booted

    def awake(self) -> float:
        return self.true() - self.booted - self.slept

    def boot_id(self) -> str:
        return f"boot-{self.boots}"

    def now(self) -> datetime:
        self.looked = self.true()
        return datetime.fromtimestamp(self.looked + self.wall_error, UTC)

    def reboot(self) -> None:
        self.boots += 1
        self.booted = self.true()

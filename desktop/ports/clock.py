"""Time. Rights never come from a wall clock (JOURNAL contract, WIRE.md section 4)."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """One per system: what counts sleep has another name on each of them."""

    def boottime(self) -> float:
        """Seconds since the machine started, **sleep included**; comparable only within one boot."""
        ...

    def awake(self) -> float:
        """Seconds like ``boottime``'s, **sleep left out**: only their difference means anything."""
        ...

    def boot_id(self) -> str:
        """Names this boot of this machine, so that a stored boottime is never read in another one."""
        ...

    def now(self) -> datetime:
        """The wall clock, timezone-aware, UTC. For Date headers and display; differences may only stop."""
        ...

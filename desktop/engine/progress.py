"""How far a first reading has come, how fast it is, and when it will be over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    held: int
    """Mails that are here."""
    total: int
    rate: float
    """Mails a second; 0 while that is not known."""

    @property
    def left(self) -> int | None:
        """Seconds to the end."""
        return round((self.total - self.held) / self.rate) if self.rate else None


class Pace:
    """Measures over the last moments: mails differ in size, and lines in their mood. ``moment`` by any clock that only
    rises."""

    _OVER = 10
    """Observations."""

    def __init__(self) -> None:
        self._seen: list[tuple[float, int]] = []

    def at(self, moment: float, held: int, total: int) -> Progress:
        self._seen = [*self._seen[1 - self._OVER :], (moment, held)]
        (begun, before), (now, after) = self._seen[0], self._seen[-1]
        rate = (after - before) / (now - begun) if now > begun else 0.0
        return Progress(held, total, max(rate, 0.0))

    def rest(self) -> None:
        """What comes next is measured anew: nothing was read meanwhile."""
        self._seen = []

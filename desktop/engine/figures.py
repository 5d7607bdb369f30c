"""How the team does, in few figures: which share of what was promised was kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.journal.state import Promise

DAYS = 30
"""That are looked at, and compared with as many before."""


@dataclass(frozen=True, slots=True)
class Share:
    """Of the promises that were decided in a time."""

    kept: int = 0
    of: int = 0

    @property
    def percent(self) -> int | None:
        """None where nothing was decided. 100 only when all were kept, 0 only when none was."""
        if not self.of:
            return None
        return min(99, max(1, round(100 * self.kept / self.of))) if 0 < self.kept < self.of else 100 * bool(self.kept)


@dataclass(frozen=True, slots=True)
class Promises:
    now: Share
    before: Share
    waiting: int
    """Nobody has answered yet."""
    late: int
    """Of these, past their time."""


def promises(made: Iterable[Promise], now: int) -> Promises:
    """``now``: seconds since 1970 UTC. One that is open and late counts as not kept."""
    every = list(made)
    span = DAYS * 86_400
    waiting = [one for one in every if one.is_open]
    late = sum(one.kept(now) is False for one in waiting)
    return Promises(_share(every, now - span, now), _share(every, now - 2 * span, now - span), len(waiting), late)


def _share(every: Iterable[Promise], after: int, until: int) -> Share:
    """A promise is decided by an answer in time, or by its time."""
    decided = [one for one in every if after < (min(one.answered, one.due) if one.answered else one.due) <= until]
    return Share(sum(bool(one.kept(until)) for one in decided), len(decided))

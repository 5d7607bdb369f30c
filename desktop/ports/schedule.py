"""Being woken at a time. What is due, and whether, the own tables say; a wake-up only makes somebody look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Schedule(Protocol):
    def at(self, name: str, moment: int, post: Callable[[], None]) -> None:
        """Calls ``post`` once at that time (seconds since 1970 UTC, by this computer's clock; at once when it has
        passed, also in a sleep), on a thread of its own: it must only post. The same name again takes the earlier
        one's place."""
        ...

    def close(self) -> None:
        """Nothing is posted any more. May be called twice."""
        ...

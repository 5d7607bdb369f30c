"""What time it is by the log, and whether this computer's clock agrees (WIRE.md section 6b).

The log's newest date is only the least that the time can be: nobody may have written for a night. An entry of our own
that has just been read back tells the time itself, and from then on a clock counts that cannot be set. Nothing here
grants anything; a wrong answer can only make automatic mail wait.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ports.clock import Clock

TOLERANCE = 5 * 60
"""Seconds that this computer's clock may differ from the log's, either way, before automatic mail stops."""

_PROMPT = 60.0
"""Seconds between the start of an append and its read-back, within which the server's date is taken for now."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The log's date, when it was read by the clock that counts sleep, and whether it was the time itself."""

    date: int
    boot: float
    exact: bool


class LogTime:
    """One process's knowledge of the time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._told: _Told | None = None

    def asks(self, entry: str) -> None:
        """An own entry's APPEND is about to be started."""
        self._asked.setdefault(entry, self._clock.boottime())

    def unanswered(self) -> tuple[str, ...]:
        """Entries asked for and not read back yet."""
        return tuple(self._asked)

    def answered(self, entry: str, date: int) -> None:
        """An own entry has been read back. One that took long tells only the least that the time can be."""
        boot = self._clock.boottime()
        if boot - self._asked.pop(entry) <= _PROMPT:
            self._told = _Told(date, boot, exact=True)
        else:
            self.read(date)

    def read(self, date: int) -> None:
        """The newest date of the log, as read just now."""
        now = self.now()
        if now is None or date > now:
            self._told = _Told(date, self._clock.boottime(), exact=self._told is not None and self._told.exact)

    def now(self) -> float | None:
        """Seconds since 1970 by the log: the least that it can be, or the time itself. None before the first read."""
        told = self._told
        return None if told is None else told.date + self._clock.boottime() - told.boot

    def known_for(self) -> float | None:
        """Seconds since an own entry told the time itself; None when none has."""
        told = self._told
        return self._clock.boottime() - told.boot if told is not None and told.exact else None

    def is_off(self) -> bool:
        """Whether this computer's clock is off: behind what the log shows, or, once an own entry has told the time,
        off it either way. A quiet log says nothing of a clock that is ahead."""
        now = self.now()
        if now is None:
            return False
        ahead = self._clock.now().timestamp() - now
        return ahead < -TOLERANCE or (self.known_for() is not None and ahead > TOLERANCE)

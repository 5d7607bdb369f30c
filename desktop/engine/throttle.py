"""A mail server that asks to slow down is left alone until it may be asked again, by every process of the profile."""

from __future__ import annotations

import re

from desktop.domain.errors import Offline
from desktop.ports.clock import Clock
from desktop.ports.store.profile import Profile

PAUSE = 30.0
"""Seconds, when the server does not say how long."""

_LONGEST = 600.0
_KEY = "throttled"
_HINT = re.compile(r"back.?off[^0-9]{0,20}([0-9]{1,9})\s*(ms|millis)?", re.IGNORECASE)
"""Exchange Online: ``Suggested Backoff Time: 299961 milliseconds`` (LIBRARIES.md, trap 15)."""


class Throttle:
    def __init__(self, profile: Profile, clock: Clock, address: str) -> None:
        self._profile = profile
        self._clock = clock
        self._address = address

    def asked(self, detail: str) -> Offline:
        """The server has refused for this reason; the caller raises what comes back."""
        hint = _HINT.search(detail)
        seconds = min(int(hint[1]) / (1000 if hint[2] else 1), _LONGEST) if hint else PAUSE
        until = self._clock.boottime() + seconds
        self._profile.put(_KEY, {"boot": self._clock.boot_id(), "until": until})
        return Offline("journal-throttled", address=self._address)

    def require(self) -> None:
        """Raises Offline ``journal-throttled`` while the server wants to be left alone."""
        noted = self._profile.get(_KEY)
        if noted and noted["boot"] == self._clock.boot_id() and self._clock.boottime() < float(noted["until"]):
            raise Offline("journal-throttled", address=self._address)

    def lately(self) -> bool:
        """Whether it has asked since something was last appended."""
        return self._profile.get(_KEY) is not None

    def over(self) -> None:
        """Something was appended again, or the journal is elsewhere now."""
        if self.lately():
            self._profile.delete(_KEY)

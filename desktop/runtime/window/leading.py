"""A lead's word to the whole team, and a journal begun anew: posted to the journal's lane, answered by notices."""

from __future__ import annotations

from desktop.journal.entries import Halted, Resumed
from desktop.runtime.lanes import Lane
from desktop.runtime.window.coordination import Coordination


class Leading:
    """Implements ``ui.desk.Leading``."""

    def __init__(self, coordination: Lane[Coordination]) -> None:
        self._coordination = coordination

    def halt(self, reason: str) -> None:
        self._coordination.post(lambda lane: lane.say(Halted(reason=reason)))

    def resume(self) -> None:
        self._coordination.post(lambda lane: lane.say(Resumed()))

    def look_what_goes(self, address: str) -> None:
        self._coordination.post(lambda lane: lane.look_what_goes(address))

    def erase(self, address: str, *, mail_too: bool) -> None:
        self._coordination.post(lambda lane: lane.erase(address, mail_too=mail_too))

    def restore(self, *, anew: bool = False) -> None:
        self._coordination.post(lambda lane: lane.restore(anew=anew))

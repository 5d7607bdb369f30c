"""What the window asks of a mailbox from outside, on a lane that nobody waits for and that begins when first asked: the
day-0 picture, and the servers of an address."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from desktop.domain.errors import SportelloError
from desktop.engine import discovery
from desktop.engine.enrolling import ServersFound
from desktop.engine.survey import Counted, Counting, NotCounted
from desktop.runtime.compose import lookups
from desktop.runtime.lanes import Lane
from desktop.runtime.providers import shipped_providers

Take = Callable[[str, Callable[[Counting], None]], Counted]


class _GivenUp(Exception):
    pass


class Surveys:
    """Implements ``ui.desk.Surveys``. ``take``: the picture of a mailbox, saying how far it has come."""

    def __init__(
        self,
        take: Take,
        tell: Callable[[Counting | Counted | NotCounted | ServersFound], None],
        crashed: Callable[[BaseException], None],
    ) -> None:
        self._take = take
        self._tell = tell
        self._wanted = 0
        """The newest thing that is still wanted. Set by the window, looked at by the lane."""
        self._lane: Lane[None] = Lane("survey", _nothing, crashed)
        self._begun = False

    def survey(self, address: str) -> None:
        number = self._want()
        self._lane.post(lambda _: self._count(address, number))

    def find(self, address: str) -> None:
        number = self._want()

        def look(_: None) -> None:
            found = discovery.find(address, shipped_providers(), lookups(lambda: number != self._wanted))
            if number == self._wanted:
                self._tell(ServersFound(found))

        self._lane.post(look)

    def stop(self) -> None:
        self._wanted += 1

    def ask_to_end(self) -> None:
        self.stop()
        self._lane.ask_to_end()

    def join(self, seconds: float) -> bool:
        return self._lane.join(seconds)

    def _want(self) -> int:
        """The number of something new, in place of what was wanted before."""
        self._wanted += 1
        if not self._begun:
            self._begun = True
            self._lane.start()
        return self._wanted

    def _count(self, address: str, number: int) -> None:
        def say(counting: Counting) -> None:
            if number != self._wanted:
                raise _GivenUp
            self._tell(counting)

        try:
            counted = self._take(address, say)
        except _GivenUp:
            return
        except SportelloError as error:
            if number == self._wanted:
                self._tell(NotCounted(address, error))
        else:
            if number == self._wanted:
                self._tell(counted)


def _nothing() -> AbstractContextManager[None]:
    return nullcontext()

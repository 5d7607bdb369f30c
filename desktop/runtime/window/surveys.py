"""The day-0 picture from the window: counted on a lane that nobody waits for, which begins when it is first asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from desktop.domain.errors import SportelloError
from desktop.engine.survey import Counted, Counting, NotCounted
from desktop.runtime.lanes import Lane

Take = Callable[[str, Callable[[Counting], None]], Counted]


class _GivenUp(Exception):
    pass


class Surveys:
    """Implements ``ui.desk.Surveys``. ``take``: the picture of a mailbox, saying how far it has come."""

    def __init__(
        self,
        take: Take,
        tell: Callable[[Counting | Counted | NotCounted], None],
        crashed: Callable[[BaseException], None],
    ) -> None:
        self._take = take
        self._tell = tell
        self._wanted = 0
        """The newest survey that is still wanted. Set by the window, looked at by the lane."""
        self._lane: Lane[None] = Lane("survey", _nothing, crashed)
        self._begun = False

    def survey(self, address: str) -> None:
        self._wanted += 1
        number = self._wanted
        if not self._begun:
            self._begun = True
            self._lane.start()
        self._lane.post(lambda _: self._count(address, number))

    def stop(self) -> None:
        self._wanted += 1

    def ask_to_end(self) -> None:
        self.stop()
        self._lane.ask_to_end()

    def join(self, seconds: float) -> bool:
        return self._lane.join(seconds)

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

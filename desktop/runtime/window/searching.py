"""The lane of the search: it reads, with a connection of its own, and gives up as soon as something else is wanted."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing

from desktop.domain.errors import SportelloError
from desktop.domain.search import Query
from desktop.engine import notices
from desktop.engine.figures import promises
from desktop.ports.store.reader import Hit, Reader
from desktop.runtime.window.coordination import Tell

FIRST = 50
"""Hits that are told at once: a screenful and a half."""

MOST = 1_000
"""Nobody reads further: another word finds it sooner."""


class Searching:
    """``stopped``: whether the search of that number is not wanted any more."""

    def __init__(self, reader: Reader, agent: str, tell: Tell, stopped: Callable[[int], bool]) -> None:
        self._reader = reader
        self._agent = agent
        self._tell = tell
        self._stopped = stopped

    def find(self, number: int, query: Query) -> None:
        def stopped() -> bool:
            return self._stopped(number)

        hits: list[Hit] = []
        try:
            with closing(self._reader.find(query, self._agent, stopped)) as found:
                for hit in found:
                    if len(hits) == MOST:
                        break
                    hits.append(hit)
                    if len(hits) == FIRST:
                        self._tell(notices.Found(number, tuple(hits), ended=False, more=False))
                else:
                    self._end(number, hits, more=False)
                    return
            self._end(number, hits, more=True)
        except SportelloError as error:
            self._tell(notices.Trouble(error))

    def figures(self) -> None:
        try:
            self._tell(notices.FiguresRead(promises(self._reader.promises(), int(time.time()))))
        except SportelloError as error:
            self._tell(notices.Trouble(error))

    def _end(self, number: int, hits: list[Hit], *, more: bool) -> None:
        if not self._stopped(number):
            self._tell(notices.Found(number, tuple(hits), ended=True, more=more))

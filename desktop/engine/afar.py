"""The journal as another lane sees it: read here, over this lane's own store; written where the journal lives.

One lane holds the connection to the log and alone writes what the log said. What sends or files mail on another
lane asks it, and waits for the answer: the order append, read back, decide stays whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from desktop.engine.identity import Identity
from desktop.engine.journal import Journal
from desktop.journal.entries import Kind
from desktop.journal.working import Verdict
from desktop.ports.clock import Clock
from desktop.ports.entropy import Entropy
from desktop.ports.log import LogPlace
from desktop.ports.store import Store

T = TypeVar("T")


class There(Protocol):
    """Does a job on the journal's own lane and gives back what came of it, errors included."""

    def __call__(self, job: Callable[[Journal], T]) -> T: ...


class AfarJournal(Journal):
    """Never call it inside a transaction, ``queue`` excepted: the other lane may have to write too."""

    def __init__(
        self, store: Store, place: LogPlace, clock: Clock, entropy: Entropy, me: Identity, there: There
    ) -> None:
        super().__init__(store, place, clock, entropy, me)
        self._there = there

    def catch_up(self) -> None:
        self._there(Journal.catch_up)
        self._ask_the_time()

    def flush(self) -> None:
        self._there(Journal.flush)

    def write(self, ticket: str, body: Kind, entry_id: str = "") -> tuple[str, Verdict]:
        said = self._there(lambda journal: journal.write(ticket, body, entry_id))
        self._ask_the_time()
        return said

    def _ask_the_time(self) -> None:
        """Only where the log is read is it known; its reader counts on."""
        self.time = self._there(lambda journal: journal.time)

"""What a key is meant for: the tickets that are selected, else the one that the person has turned to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.ports.store.reader import Hit, Reader, TicketRow
from desktop.ui.attention import Attention
from desktop.ui.marks import Marks
from desktop.ui.models.seen import Seen


class Meant:
    def __init__(self, lists: Reader, marks: Marks, seen: Seen, attention: Attention) -> None:
        self._lists = lists
        self._marks = marks
        self._seen = seen
        self._attention = attention
        self._aimed: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        one = (self._attention.ticket,) if self._attention.ticket else ()
        return self._aimed or self._marks.ids or one

    def rows(self) -> list[TicketRow]:
        """As the person knows them."""
        rows = self._lists.rows([Hit(ticket) for ticket in self.ids])
        return [self._seen.row(row) for row in rows if isinstance(row, TicketRow)]

    @contextmanager
    def aimed(self, ids: tuple[str, ...]) -> Iterator[None]:
        """What a list that is open to choose from was opened for, whatever has changed meanwhile."""
        self._aimed = ids
        try:
            yield
        finally:
            self._aimed = ()

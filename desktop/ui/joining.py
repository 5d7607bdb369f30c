"""Tickets of one customer made one, and taken apart again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.search import Query, Term
from desktop.ports.store.reader import TicketRow
from desktop.ui.attention import Attention
from desktop.ui.desk import Desk
from desktop.ui.moments import moment
from desktop.ui.panes import Panes

_MOST = 50
"""Tickets of one customer that are offered to be merged, the newest."""

Pick = Callable[[str, Sequence[tuple[str, str]], Callable[[str], object]], None]


class Joining(QObject):
    turned = Signal(str)
    """A ticket that the person goes on with."""
    advice = Signal(str)
    """A sentence: why nothing was done."""

    def __init__(self, desk: Desk, panes: Panes, attention: Attention, pick: Pick, barred: Callable[[], bool]) -> None:
        """``pick``: from a list with that title; ``barred``: whether this computer may change nothing."""
        super().__init__(panes)
        self._desk = desk
        self._panes = panes
        self._attention = attention
        self._pick = pick
        self._barred = barred
        panes.ticket.merging.agreed.connect(self._merge_all_the_same)
        panes.ticket.merging.undone.connect(self._take_apart)

    def pick_merge(self) -> None:
        """Another ticket of the same customer, to go into this one; of several that are selected, which one stays."""
        chosen = self._panes.list.tickets.marks.ids
        if chosen and set(chosen) != {self._attention.ticket}:
            self._pick_whole(tuple(dict.fromkeys((self._attention.ticket, *chosen)) if len(chosen) == 1 else chosen))
            return
        into = self._desk.lists.row(self._attention.ticket)
        if into is None:
            return
        address = into.customer_address
        rows = self._desk.lists.tickets("all", self._desk.facts.agent, Query((Term("", address),)), _MOST)
        others = [row for row in rows if row.customer_address == address and row.id != into.id]
        if not others:
            self.advice.emit(self.tr("%1 has no other ticket to merge into this one.").replace("%1", address))
            return
        choices = [self._line(row) for row in others]
        self._pick(self.tr("Merge into this ticket"), choices, partial(self._merge, into.id))

    def _pick_whole(self, chosen: tuple[str, ...]) -> None:
        """The one before the person's eyes first, else the newest."""
        front = self._attention.ticket
        found = (self._desk.lists.row(one) for one in chosen)
        rows = sorted(filter(None, found), key=lambda row: (row.id != front, -row.last_date))
        others = sorted({row.customer_address for row in rows if row.customer_address})
        if len(others) > 1:
            said = self.tr("Only tickets of one customer become one; these are from: %1")
            self.advice.emit(said.replace("%1", ", ".join(others)))
            return
        title = self.tr("Make the %1 selected tickets one. Which one stays?").replace("%1", str(len(rows)))
        self._pick(title, [self._line(row) for row in rows], partial(self._merge_all, tuple(row.id for row in rows)))

    def _merge_all(self, chosen: Sequence[str], into: str) -> None:
        self._panes.list.tickets.marks.clear()
        self.turned.emit(into)
        for ticket in chosen:
            if ticket != into:
                self._desk.requests.merge(into, ticket)

    def _merge_all_the_same(self, into: str, absorbed: str) -> None:
        if not self._barred():
            self._desk.requests.merge(into, absorbed, sure=True)

    def _take_apart(self, ticket: str, slots: tuple[str, ...]) -> None:
        if not self._barred():
            self._desk.requests.split(ticket, slots)

    def _merge(self, into: str, absorbed: str) -> None:
        self._desk.requests.merge(into, absorbed)

    def _line(self, row: TicketRow) -> tuple[str, str]:
        subject = row.subject or self.tr("(no subject)")
        return row.id, f"#{row.number} · {moment(row.last_date)} · {subject}"

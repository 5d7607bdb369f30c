"""What the palette offers, each kind from a source of its own. A new kind is one more small class."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.domain.search import parsed
from desktop.engine.canned import usable
from desktop.engine.notices import Found
from desktop.ports.store.reader import TicketRow
from desktop.ui.desk import Desk
from desktop.ui.fuzzy import fit
from desktop.ui.keymap import Keymap, text_of, where
from desktop.ui.models.places import PlacesModel


@dataclass(frozen=True, slots=True)
class Offer:
    """``detail``: its keys, or what it is."""

    name: str
    detail: str
    do: Callable[[], object]
    rank: int
    """How well it fits what was typed; above 0."""


class PaletteSource(Protocol):
    def offers(self, typed: str) -> Iterable[Offer]:
        """That fit, in any order; at once: nothing here waits."""
        ...


class Commands:
    """``place``: where the person is, for what means something only there."""

    def __init__(self, actions: Mapping[str, Callable[[], object]], place: Callable[[], str], desk: Desk) -> None:
        self._actions = actions
        self._place = place
        self._desk = desk

    def offers(self, typed: str) -> Iterable[Offer]:
        keymap, here = Keymap(self._desk.chosen.now), self._place()
        for action, do in self._actions.items():
            name = text_of(action)
            if where(action) in ("", here) and action != "palette" and (rank := fit(typed, name)):
                yield Offer(name, keymap.shown(action), do, rank)


class Places:
    def __init__(self, model: PlacesModel, go: Callable[[str], object]) -> None:
        self._model = model
        self._go = go

    def offers(self, typed: str) -> Iterable[Offer]:
        what = QCoreApplication.translate("palette", "Place")
        for number in range(self._model.rowCount()):
            place = self._model.place(number)
            if not place.is_heading and (rank := fit(typed, place.title)):
                yield Offer(place.title, what, partial(self._go, place.key), rank)


class Texts:
    """Canned responses by their title in any of their languages, as long as they may be used."""

    def __init__(self, desk: Desk, put_in: Callable[[str], object]) -> None:
        self._desk = desk
        self._put_in = put_in

    def offers(self, typed: str) -> Iterable[Offer]:
        what, own = QCoreApplication.translate("palette", "Canned response"), QLocale().name()[:2]
        for text in usable(self._desk.lists.texts(), time.strftime("%Y-%m-%d")):
            rank = max(fit(typed, name) for name in (text.key, *(body.title for body in text.bodies.values())))
            if rank:
                detail = " · ".join(filter(None, (what, text.folder)))
                yield Offer(text.body(own).title, detail, partial(self._put_in, text.key), rank)


_MOST = 50
"""Tickets that are looked at for their customers."""

_TICKETS = 8
"""That are offered at once."""


class Tickets:
    """By number, reference, subject or customer, found on the lane of the search: what is asked for here comes when it
    has been found."""

    def __init__(self, desk: Desk, open_ticket: Callable[[str], object], find: Callable[[str], object]) -> None:
        """``find``: searches in the list."""
        self._desk = desk
        self._open = open_ticket
        self._find = find
        self._number = 0
        """Of the newest search: below 0, those of the list are above."""
        self._typed = ""
        self._rows: Sequence[TicketRow] = ()

    def ask(self, typed: str) -> None:
        self._typed, self._rows = typed, ()
        self._number -= 1
        query = parsed(typed.removeprefix("#"), datetime.now().astimezone().date(), typing=True)
        if query.terms:
            self._desk.searches.search(self._number, query)

    def told(self, found: Found) -> bool:
        """Whether it is what was asked for last."""
        if found.number != self._number:
            return False
        rows = self._desk.lists.rows([hit for hit in found.hits[:_MOST] if not hit.is_mail])
        self._rows = [row for row in rows if isinstance(row, TicketRow)]
        return True

    def offers(self, typed: str) -> Iterable[Offer]:
        if typed != self._typed:
            return
        nothing = QCoreApplication.translate("palette", "(no subject)")
        wanted = typed.strip().removeprefix("#")
        for place, row in enumerate(self._rows[:_TICKETS]):
            said = f"{row.subject} {row.customer}"
            rank = 10**6 if wanted in (str(row.number), row.reference) else fit(typed, said) or _TICKETS - place
            yield Offer(row.subject or nothing, f"#{row.number} · {row.customer}", partial(self._open, row.id), rank)
        yield from self._customers(typed)

    def _customers(self, typed: str) -> Iterable[Offer]:
        what = QCoreApplication.translate("palette", "Customer: all tickets")
        known = {row.customer_address: row.customer for row in self._rows if row.customer_address}
        for address, name in known.items():
            shown = name if name == address else f"{name} <{address}>"
            if rank := fit(typed, shown):
                yield Offer(shown, what, partial(self._find, f"from:{address} "), rank)

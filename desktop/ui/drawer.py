"""What a person has written and the disk has not taken yet: held until the papers lane says that it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from desktop.engine.notices import DraftKept
from desktop.journal.state import Ticket
from desktop.ports.store.drafts import Draft
from desktop.ui.desk import Requests

_AGAIN = 1_000
"""Milliseconds after which what the disk refused is offered to it once more."""


class Drawer(QObject):
    def __init__(self, requests: Requests, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._requests = requests
        self._held: dict[str, Draft] = {}
        self._taken_in: dict[str, tuple[str, ...]] = {}
        """By the draft that has their text now."""
        self._refused: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN)
        self._timer.timeout.connect(self._try_again)

    def keep(self, draft: Draft, instead_of: Sequence[Draft] = ()) -> None:
        self._held[draft.id] = draft
        self._taken_in[draft.id] = (*self._taken_in.get(draft.id, ()), *(one.id for one in instead_of))
        self._requests.keep_draft(draft, self._taken_in[draft.id])

    def give_up(self, draft: Draft) -> None:
        """There is nothing in it."""
        self.keep(replace(draft, state="dismissed"))

    def let_go(self, draft: Draft) -> None:
        """Handed over by others; it comes back when that is refused."""
        self._held[draft.id] = replace(draft, state="sending")
        self._refused.discard(draft.id)

    def holds(self, draft: str) -> bool:
        return draft in self._held

    @property
    def refused(self) -> frozenset[str]:
        """Ids of the drafts that the disk would not take."""
        return frozenset(self._refused)

    def told(self, kept: DraftKept) -> None:
        draft, held = kept.draft, self._held.get(kept.draft.id)
        same_end = held is not None and (held.state == "writing") == (draft.state == "writing")
        if held is None or not same_end:
            return  # a word on an earlier version; the newer one's is on its way
        if kept.refused is not None:
            if held.state == "sending":
                self._held[draft.id] = replace(held, state="writing", resolve=False)
            self._refused.add(draft.id)
            self._timer.start()
        elif held.typed == draft.typed:
            del self._held[draft.id]
            self._taken_in.pop(draft.id, None)
            self._refused.discard(draft.id)
            if not self._refused:
                self._timer.stop()

    def laid_over(self, stored: Sequence[Draft], ticket: Ticket) -> list[Draft]:
        """What is being written on the ticket, oldest first, as its author knows it: what the disk has may be older
        than what is held here."""
        here = {one.id: one for one in self._held.values() if one.ticket in (ticket.id, *ticket.slots)}
        known = {one.id: one for one in stored} | here
        gone = {one for taken in self._taken_in.values() for one in taken}
        found = [one for one in known.values() if one.state == "writing" and one.id not in gone]
        return [replace(one, ticket=ticket.id) for one in sorted(found, key=lambda one: one.created)]

    def _try_again(self) -> None:
        for draft in [self._held[one] for one in self._refused if one in self._held]:
            self.keep(draft)

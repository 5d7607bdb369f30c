"""Taking tickets in hand, by key or button: to write on one, to claim them, give them back, or leave them unread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.ports.store.drafts import Draft
from desktop.ui.attention import Attention
from desktop.ui.desk import Desk
from desktop.ui.meant import Meant
from desktop.ui.panes import Panes


class Taking(QObject):
    dealt_with = Signal(object)
    """Ids of tickets from which the person moves on."""
    advice = Signal(str)
    """A sentence: why something was not done."""

    def __init__(
        self, desk: Desk, panes: Panes, attention: Attention, meant: Meant, turn: Callable[[str], None]
    ) -> None:
        """``turn`` to another ticket."""
        super().__init__(panes)
        self._turn = turn
        self._also: dict[str, tuple[str, ...]] = {}
        """By a note's draft: the other tickets that it is written for."""
        panes.ticket.composer.finished.connect(self._note_others)
        self._desk = desk
        self._panes = panes
        self._attention = attention
        self._meant = meant
        panes.ticket.to_reply.connect(self.reply)
        panes.ticket.to_note.connect(self.note)

    def reply(self) -> None:
        """Claim what is free, and write."""
        self._write("reply")

    def note(self) -> None:
        """Of several, one for all of them."""
        meant = self._meant.ids
        if len(meant) > 1 and self._attention.ticket not in meant:
            self._turn(meant[0])
        self._write("note")
        draft = self._panes.ticket.composer.draft
        if draft is None or draft.kind != "note":
            return
        self._also[draft.id] = tuple(one for one in meant if one != draft.ticket)
        if self._also[draft.id]:
            words = self.tr("This note is for all %1 selected tickets.")
            self.advice.emit(words.replace("%1", str(len(meant))))

    def _note_others(self, draft: Draft) -> None:
        for ticket in self._also.pop(draft.id, ()):
            self._desk.requests.note(replace(draft, id=self._desk.facts.new_id(), ticket=ticket))

    def claim(self) -> None:
        """Of several, what nobody holds."""
        meant, pane = self._meant.ids, self._panes.ticket
        if len(meant) == 1 and pane.shows(meant[0]):
            pane.claim()
            return
        rows = self._meant.rows()
        ours = [row for row in rows if row.holder in ("", self._desk.facts.agent)]
        for row in rows if len(rows) == 1 else ours:
            pane.ask_for(row.id)
        if len(rows) > 1 and len(ours) < len(rows):
            held = self.tr("Colleagues are answering %1 of the selected tickets: those stay theirs.")
            self.advice.emit(held.replace("%1", str(len(rows) - len(ours))))

    def release(self) -> None:
        """Of several, what is one's own."""
        meant, me = self._meant.ids, self._desk.facts.agent
        for ticket in meant if len(meant) == 1 else [row.id for row in self._meant.rows() if row.holder == me]:
            self._desk.requests.release(ticket)

    def unread(self) -> None:
        """And on, lest it count as read again."""
        meant = self._meant.ids
        for ticket in meant:
            self._desk.requests.unread(ticket)
        if meant:
            self.dealt_with.emit(meant)

    def _write(self, kind: str) -> None:
        pane, ticket = self._panes.ticket, self._attention.ticket
        if pane.shows(ticket):
            pane.write(kind)
            return
        row = self._desk.lists.row(ticket)
        if row is not None:
            self._panes.show_writing()
            pane.write_ahead(row, kind)
            if kind == "reply" and not row.holder:
                pane.ask_for(row.id)

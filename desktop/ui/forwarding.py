"""Mails that are no answer to the customer of a ticket: a forward to a supplier, what is written to the supplier after
that, and a new mail to anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Signal

from desktop.domain.errors import UsageError
from desktop.domain.mailto import Wanted
from desktop.engine.correspondents import correspondents
from desktop.engine.notices import Trouble
from desktop.engine.queries import Conversation
from desktop.journal.entries import START
from desktop.journal.state import Ticket
from desktop.ports.store.drafts import Draft
from desktop.ports.store.messages import Message
from desktop.ui.attention import Attention
from desktop.ui.begun import fresh
from desktop.ui.desk import Desk
from desktop.ui.panes import Panes
from desktop.ui.theme import STEP
from desktop.ui.views.picker import Picker

_NEW = "new"


class Forwarding(QObject):
    stopped = Signal(object)
    """A Trouble: a link's mail was not begun."""

    def __init__(self, desk: Desk, panes: Panes, attention: Attention) -> None:
        super().__init__(panes)
        self._desk = desk
        self._panes = panes
        self._attention = attention
        self._wanted: Wanted | None = None
        thread, composer = panes.ticket.thread_view, panes.ticket.composer
        panes.ticket.to_forward.connect(self.forward)
        thread.forward_wanted.connect(self.forward_mail)
        thread.side_wanted.connect(self.go_on)
        composer.carried.file_wanted.connect(desk.parts.attach_mail)

    def forward(self) -> None:
        """The newest mail of the customer; where there are side conversations already, one of them may go on."""
        found = self._shown()
        if found is None:
            return
        if not found.sides:
            self.forward_mail(_newest(found))
            return
        choices = [(side.id, self._named(found, side)) for side in found.sides]
        picker = Picker(
            self.tr("Write to"),
            [*choices, (_NEW, self.tr("Somebody else: a new side conversation"))],
            self._panes.window(),
        )
        picker.picked.connect(self._picked)
        head = self._panes.ticket.head
        picker.open_at(head.mapToGlobal(QPoint(2 * STEP, head.height() - STEP)))

    def forward_mail(self, slot: str) -> None:
        found = self._shown()
        if found is None:
            return
        subject = next((m.mail.subject for m in found.messages if m.slot == slot), found.row.subject)
        self._panes.ticket.composer.carried.offer(slot)
        self._panes.ticket.write("forward", subject=subject, quoted=slot)

    def go_on(self, side: str) -> None:
        """A further mail in a side conversation."""
        found = self._shown()
        chosen = next((one for one in found.sides if one.id == side), None) if found is not None else None
        if found is not None and chosen is not None:
            self._panes.ticket.write("forward", side=side, to=_partner(found, chosen))

    def attach_whole(self) -> None:
        self._panes.ticket.composer.carried.attach()

    def new_mail(self) -> None:
        """What was begun before, or an empty one; it comes as soon as the disk has been asked."""
        self._desk.letters.begin_mail()

    def new_mail_to(self, wanted: Wanted) -> None:
        """As a link asks for it; what was begun before is for somebody else, and comes back untouched."""
        self._wanted = wanted
        self.new_mail()

    def open_mail(self, begun: Draft | None) -> None:
        wanted, self._wanted = self._wanted, None
        self._attention.turn_to("")
        self._panes.show_writing()
        self._panes.turn_to_conversation()
        pane, mailboxes = self._panes.ticket, tuple(self._desk.facts.team.mailboxes)
        now = pane.composer.draft
        if now is not None and now.kind == "mail":
            pane.composer.text.setFocus()
        else:
            pane.clear()
            empty = fresh(self._desk.facts.new_id(), "", "mail", again=False, shown=START)
            empty = replace(empty, mailbox=mailboxes[0])
            if wanted is not None:
                empty = replace(empty, to=wanted.to, cc=wanted.cc, subject=wanted.subject, text=wanted.text)
            pane.composer.write(begun or empty, "", mailboxes)
            pane.composer.begin()
        if wanted is not None and (begun is not None or (now is not None and now.kind == "mail")):
            self.stopped.emit(Trouble(UsageError("mail-begun-already", to=", ".join(wanted.to))))

    def _picked(self, value: str) -> None:
        found = self._shown()
        if value == _NEW and found is not None:
            self.forward_mail(_newest(found))
        else:
            self.go_on(value)

    def _named(self, found: Conversation, side: Ticket) -> str:
        to = ", ".join(_partner(found, side))
        return to or self.tr("A mail that has not left")

    def _shown(self) -> Conversation | None:
        """Of the ticket that the person has turned to."""
        pane = self._panes.ticket
        return pane.conversation if self._attention.ticket and pane.shows(self._attention.ticket) else None


def _newest(found: Conversation) -> str:
    """Of the customer's mails; else of all."""
    sides = {side.id for side in found.sides}
    mails = [m for m in found.messages if m.ticket not in sides]
    asked = [m for m in mails if not m.outgoing and not m.mail.automatic]
    return (asked or mails)[-1].slot if mails else ""


def _partner(found: Conversation, side: Ticket) -> tuple[str, ...]:
    """Who is on the other side: who wrote last, else whom we wrote to."""
    mails: Sequence[Message] = [m for m in found.messages if m.ticket == side.id]
    people = [m for m in mails if not m.mail.automatic]
    came = [m for m in people if not m.outgoing]
    return tuple(sorted(correspondents((came or people or mails)[-1]))) if mails else ()

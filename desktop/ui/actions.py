"""What a person does to the ticket that they have turned to, or to all that are selected, by key or button: claim,
tags, priority, assignee, status, merging."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal

from desktop.domain.commands import AssignTicket, Command, SetPriority, SetStatus, TagTicket
from desktop.domain.search import Query, Term
from desktop.domain.ticket import DONE, Priority, Status, is_tag
from desktop.engine.queries import Conversation
from desktop.ports.store.reader import Hit, TicketRow
from desktop.ui import vocabulary
from desktop.ui.attention import Attention
from desktop.ui.desk import Desk
from desktop.ui.moments import moment
from desktop.ui.panes import Panes
from desktop.ui.theme import STEP
from desktop.ui.views.picker import Picker

FAVOURITES = ("pre-sale", "post-sale")

_MOST = 50
"""Tickets of one customer that are offered to be merged, the newest."""


class TicketActions(QObject):
    dealt_with = Signal(object)
    """Ids of tickets from which the person moves on."""
    advice = Signal(str)
    """A sentence: why nothing was done."""

    def __init__(self, desk: Desk, panes: Panes, attention: Attention) -> None:
        """When any are marked in the list, what is done is done to all of them."""
        super().__init__(panes)
        self._marks = panes.list.tickets.marks
        self._seen = panes.list.seen
        self._desk = desk
        self._panes = panes
        self._attention = attention
        self._aimed: tuple[str, ...] = ()
        """What a list that is open to choose from was opened for, whatever changes meanwhile."""
        self._tags: dict[str, None] = dict.fromkeys(FAVOURITES)
        """Tags met so far, for the list to choose from."""
        pane, head = panes.ticket, panes.ticket.head
        head.change_status.connect(self.pick_status)
        head.change_priority.connect(self.pick_priority)
        head.change_assignee.connect(self.pick_assignee)
        head.change_tags.connect(self.pick_tag)
        pane.resolve.connect(self.resolve)
        pane.to_reply.connect(self.reply)
        pane.to_note.connect(self.note)

    def met(self, conversation: Conversation) -> None:
        self._tags |= dict.fromkeys(conversation.ticket.tags)

    def reply(self) -> None:
        """Claim what is free, and write."""
        self._write("reply")

    def note(self) -> None:
        self._write("note")

    def claim(self) -> None:
        """Of several, what nobody holds."""
        meant = self._meant
        if len(meant) == 1 and self._panes.ticket.shows(meant[0]):
            self._panes.ticket.claim()
            return
        rows = self._found()
        ours = [row for row in rows if row.holder in ("", self._desk.facts.agent)]
        for row in rows if len(rows) == 1 else ours:
            self._panes.ticket.ask_for(row.id)
        if len(rows) > 1 and len(ours) < len(rows):
            held = self.tr("Colleagues are answering %1 of the selected tickets: those stay theirs.")
            self.advice.emit(held.replace("%1", str(len(rows) - len(ours))))

    def release(self) -> None:
        """Of several, what is one's own."""
        meant, me = self._meant, self._desk.facts.agent
        for ticket in meant if len(meant) == 1 else [row.id for row in self._found() if row.holder == me]:
            self._desk.requests.release(ticket)

    def unread(self) -> None:
        """And on, lest it count as read again."""
        meant = self._meant
        for ticket in meant:
            self._desk.requests.unread(ticket)
        self._leave(meant)

    def pick_tag(self) -> None:
        self._pick(self.tr("Tag"), [(tag, tag) for tag in self._tags], self.toggle_tag, free=True)

    def pick_assignee(self) -> None:
        agents = [(agent, name) for agent, name in self._desk.facts.team.agents().items()]
        self._pick(self.tr("Assign to"), [*agents, ("", self.tr("Nobody"))], self._assign)

    def pick_status(self) -> None:
        self._pick(self.tr("Status"), [(one.value, vocabulary.status(one.value)) for one in Status], self._set_status)

    def pick_priority(self) -> None:
        choices = [(one.value, vocabulary.priority(one.value)) for one in Priority]
        self._pick(self.tr("Priority"), choices, self._set_priority)

    def toggle_tag(self, tag: str) -> None:
        """On when it is off, off when it is on."""
        found = self._found()
        if found:
            self._tags |= {tag: None}
            has = all(tag in one.tags for one in found)
            self._edit(TagTicket(remove=(tag,)) if has else TagTicket(add=(tag,)))

    def pre_sale(self) -> None:
        self.toggle_tag(FAVOURITES[0])

    def post_sale(self) -> None:
        self.toggle_tag(FAVOURITES[1])

    def urgent(self) -> None:
        self._edit(SetPriority(Priority.URGENT))

    def high(self) -> None:
        self._edit(SetPriority(Priority.HIGH))

    def normal(self) -> None:
        self._edit(SetPriority(Priority.NORMAL))

    def low(self) -> None:
        self._edit(SetPriority(Priority.LOW))

    def resolve(self) -> None:
        """Without an answer; what is done already is opened again."""
        found = self._found()
        if found and all(one.status in DONE for one in found):
            self._edit(SetStatus(Status.OPEN))
            self._panes.list.let_go()
        else:
            self._done(Status.RESOLVED)

    def pick_merge(self) -> None:
        """Another ticket of the same customer, to go into this one."""
        into = self._desk.lists.row(self._attention.ticket)
        if into is None:
            return
        address = into.customer_address
        rows = self._desk.lists.tickets("all", self._desk.facts.agent, Query((Term("", address),)), _MOST)
        others = [row for row in rows if row.customer_address == address and row.id != into.id]
        if not others:
            self.advice.emit(self.tr("%1 has no other ticket to merge into this one.").replace("%1", address))
            return
        subject = self.tr("(no subject)")
        choices = [(row.id, f"#{row.number} · {moment(row.last_date)} · {row.subject or subject}") for row in others]
        self._pick(self.tr("Merge into this ticket"), choices, partial(self._merge, into.id))

    def spam(self) -> None:
        self._done(Status.SPAM)

    def _merge(self, into: str, absorbed: str) -> None:
        self._desk.requests.merge(into, absorbed)

    def _assign(self, agent: str) -> None:
        self._edit(AssignTicket(agent))

    def _set_status(self, status: str) -> None:
        self._edit(SetStatus(Status(status)))

    def _set_priority(self, priority: str) -> None:
        self._edit(SetPriority(Priority(priority)))

    def _edit(self, command: Command) -> None:
        for ticket in self._meant:
            self._seen.ask(ticket, command)
            self._desk.requests.edit(ticket, command)

    def _done(self, status: Status) -> None:
        """Then on to the next."""
        meant = self._meant
        self._edit(SetStatus(status))
        self._leave(meant)

    def _leave(self, meant: Collection[str]) -> None:
        self._marks.clear()
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

    @property
    def _meant(self) -> tuple[str, ...]:
        """What is selected, else the ticket that the person has turned to."""
        return self._aimed or self._marks.ids or ((self._attention.ticket,) if self._attention.ticket else ())

    def _found(self) -> list[TicketRow]:
        """What is meant, as the person knows it."""
        rows = self._desk.lists.rows([Hit(ticket) for ticket in self._meant])
        return [self._seen.row(row) for row in rows if isinstance(row, TicketRow)]

    def _pick(
        self, title: str, choices: Sequence[tuple[str, str]], picked: Callable[[str], object], *, free: bool = False
    ) -> None:
        meant = self._meant
        if not meant:
            return

        def take(value: str) -> None:
            self._aimed = meant
            try:
                picked(value)
            finally:
                self._aimed = ()

        window = self._panes.window()
        picker = Picker(title, choices, window, is_tag if free else None)
        picker.picked.connect(take)
        head = self._panes.ticket.head
        beside = head if head.isVisible() else window
        picker.open_at(beside.mapToGlobal(QPoint(2 * STEP, head.height() - STEP)))

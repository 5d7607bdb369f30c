"""The top of a conversation: what it is about, and its status, priority, assignee and tags."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop.domain.ticket import shown_reference
from desktop.engine.queries import Conversation
from desktop.journal.state import Team, Ticket
from desktop.ui import vocabulary
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Chips, Elided, button, column, label, restyle, row


class TicketHead(QFrame):
    change_status = Signal()
    change_priority = Signal()
    change_assignee = Signal()
    change_tags = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("head")
        self._subject = Elided(kind="title")
        self._facts = Elided(kind="muted")
        self._status = button("", self.change_status.emit, tip=self.tr("Status"))
        self._priority = button("", self.change_priority.emit, tip=self.tr("Priority (1–4)"))
        self._assignee = button("", self.change_assignee.emit, tip=self.tr("Assign (S)"), does="assign")
        self._tag = button(self.tr("+ tag"), self.change_tags.emit, kind="quiet", tip=self.tr("Tag (L)"), does="tag")
        self._tags = Chips()
        self._pending = Elided(kind="small", hugs=True)
        self._score = label(kind="strong")
        self._about = Elided(kind="muted", hugs=True)
        self._promise = Elided(kind="strong", hugs=True)
        controls = row(self._status, self._priority, self._assignee)
        controls.addSpacing(STEP)
        controls.addWidget(self._tags)
        controls.addWidget(self._tag)
        controls.addWidget(self._about)
        controls.addStretch(1)
        controls.addWidget(self._promise)
        controls.addWidget(self._score)
        controls.addWidget(self._pending)
        layout = column(self, self._subject, self._facts, controls, spacing=STEP // 2)
        layout.setContentsMargins(2 * STEP, STEP + STEP // 2, 2 * STEP, STEP + STEP // 2)
        layout.insertSpacing(2, STEP // 2)

    def allow(self, *, changing: bool) -> None:
        for control in (self._status, self._priority, self._assignee, self._tag):
            control.setEnabled(changing)

    def show_ticket(self, found: Conversation, team: Team) -> None:
        ticket, line = found.ticket, found.row
        self._subject.say(line.subject or self.tr("(no subject)"))
        named = line.customer != line.customer_address
        customer = f"{line.customer} · {line.customer_address}" if named else line.customer
        reference = shown_reference(ticket.reference)
        origin = next((m.mail.origin for m in reversed(found.messages) if m.mail.origin is not None), None)
        via = vocabulary.origin(origin) if origin is not None else ""
        facts = (customer, f"#{ticket.number}", reference, line.mailbox, via)
        self._facts.say("  ·  ".join(filter(None, facts)))
        self._set(self._status, self.tr("Status"), vocabulary.status(ticket.status))
        self._set(self._priority, self.tr("Priority"), vocabulary.priority(ticket.priority))
        name = team.agent_name(ticket.assignee) if ticket.assignee else self.tr("Nobody")
        self._set(self._assignee, self.tr("Assigned to"), name)
        self._tags.say(ticket.tags)
        self._score.setText(self.tr("Customer: %1 of 5").replace("%1", str(ticket.score)) if ticket.score else "")
        self._score.setAccessibleName(self._score.text())
        self._show_about(ticket)
        self._pending.say(self.tr("a change waits to be written") if ticket.pending else "")

    def _show_about(self, ticket: Ticket) -> None:
        """Reason and outcome, and until when we have promised to write."""
        self._about.say(vocabulary.classified(f"{ticket.reason}\n{ticket.outcome}"))
        self._about.setVisible(bool(self._about.text()))
        last = ticket.promises[-1] if ticket.promises else None
        kept = last.kept(int(time.time())) if last is not None else None
        said = "" if last is None else vocabulary.promise(last.due, kept=kept)
        self._promise.say(said)
        self._promise.setVisible(bool(said))
        restyle(self._promise, "bad" if kept is False else "strong")

    def _set(self, control: QPushButton, what: str, value: str) -> None:
        control.setText(value.replace("&", "&&"))
        control.setAccessibleName(f"{what}: {value}")

"""What has gone wrong with a ticket's mail, put right by key or button: who really wrote a form's mail, and mail that
somebody took out of its inbox."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from desktop.engine.correcting import correctable
from desktop.ui.attention import Attention
from desktop.ui.desk import Desk
from desktop.ui.meant import Meant
from desktop.ui.views.conversation import TicketPane
from desktop.ui.views.correcting import CorrectionDialog
from desktop.ui.views.form_rule import FormRuleDialog
from desktop.ui.views.splitting import SplitQuestion


class Corrections(QObject):
    advice = Signal(str)
    """A sentence: why nothing was done."""

    def __init__(
        self, desk: Desk, pane: TicketPane, attention: Attention, meant: Meant, turn: Callable[[str], None]
    ) -> None:
        """``turn`` to another ticket."""
        super().__init__(pane)
        self._meant = meant
        self._turn = turn
        self._desk = desk
        self._pane = pane
        self._attention = attention
        pane.thread_view.correct_wanted.connect(self._correct)
        pane.thread_view.split_wanted.connect(self._ask_to_split)

    def put_back(self) -> None:
        """All of the tickets' mails that somebody took out of their inbox."""
        meant = self._meant.ids
        if len(meant) > 1:
            self._desk.parts.put_back_all(meant)
        else:
            self._when_shown(self._put_back)

    def correct(self) -> None:
        """Who wrote the newest form's mail of the ticket, or the newest mail. Of several tickets, one after the
        other, until Esc."""
        meant = self._meant.ids
        if len(meant) > 1:
            self._correct_each(meant)
        else:
            self._when_shown(self._correct_newest)

    def _correct_each(self, tickets: tuple[str, ...]) -> None:
        if tickets:
            self._turn(tickets[0])
            self._when_shown(partial(self._correct_newest, tickets[1:]))

    def split(self) -> None:
        """The newest open mail of the ticket goes on as one of its own."""
        self._when_shown(self._split)

    def _split(self) -> None:
        if not self._pane.thread_view.ask_to_split():
            self.advice.emit(
                self.tr("The mail that began a ticket stays in it. Unfold a later one: that can become its own ticket.")
            )

    def _ask_to_split(self, slot: str) -> None:
        found = self._pane.conversation
        message = next((one for one in found.messages if one.slot == slot), None) if found is not None else None
        if found is None or message is None:
            return
        sender = message.mail.writer
        name = (sender.name or sender.email) if sender is not None else "-"
        question = SplitQuestion(self._pane.window(), found.ticket.id, slot, name)
        question.agreed.connect(self._desk.requests.split)
        question.open()

    def _when_shown(self, doing: Callable[[], None]) -> None:
        """Also on a ticket that is still on its way here."""
        attention = self._attention
        if attention.ticket and not self._pane.shows(attention.ticket):
            attention.then = doing
        elif attention.ticket:
            doing()

    def _put_back(self) -> None:
        found = self._pane.conversation
        missing = [one.slot for one in found.missing] if found is not None else []
        if missing:
            self._desk.parts.put_back(missing)
        else:
            self.advice.emit(self.tr("All mails of this ticket are where they belong."))

    def _correct_newest(self, others: tuple[str, ...] = ()) -> None:
        found = self._pane.conversation
        message = correctable(found) if found is not None else None
        if message is not None:
            self._correct(message.slot, others)
        else:
            self._correct_each(others)

    def _correct(self, slot: str, others: tuple[str, ...] = ()) -> None:
        found, facts = self._pane.conversation, self._desk.facts
        if found is None:
            return
        member = facts.team.member(facts.workstation)
        lead = member is not None and member.is_lead and member.active
        dialog = CorrectionDialog(self._pane.window(), found, slot, facts.team.mailboxes, lead=lead)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.corrected.connect(self._desk.requests.edit)
        dialog.rule_wanted.connect(self._make_rule)
        dialog.accepted.connect(partial(self._correct_each, others))
        dialog.open()

    def _make_rule(self, slot: str) -> None:
        found, facts = self._pane.conversation, self._desk.facts
        message = next((m for m in found.messages if m.slot == slot), None) if found is not None else None
        if message is None:
            return
        dialog = FormRuleDialog(self._pane.window(), message.mail, message.mailbox, facts.team.mailboxes, facts.rules)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.made.connect(self._desk.requests.configure)
        dialog.open()

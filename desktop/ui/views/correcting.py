"""Who really wrote a form's mail: what a rule found, to be corrected by a person."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.errors import UsageError
from desktop.engine.correcting import correction
from desktop.engine.queries import Conversation
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field
from desktop.ui.views.widgets import button, column, label, row


class CorrectionDialog(QDialog):
    """Of one mail as it was when the dialog opened; other mails of the ticket by the same customer go along."""

    corrected = Signal(str, object)
    """The ticket's id, and a CorrectCustomer."""

    rule_wanted = Signal(str)
    """For all mails that are like the one of this slot."""

    def __init__(
        self, parent: QWidget, found: Conversation, slot: str, mailboxes: Collection[str], *, lead: bool
    ) -> None:
        """``mailboxes``: the team's own addresses."""
        super().__init__(parent)
        self._own = mailboxes
        self._found = found
        self._slot = slot
        known = correction(found, slot)
        self.setWindowTitle(self.tr("Who wrote this?"))
        self._customer = Field(self.tr("Customer's address: answers go there"))
        self._name = Field(self.tr("Name"))
        self._order = Field(self.tr("Order number"))
        self._reason = Field(self.tr("Reason"))
        for field, text in zip(self._fields, (known.customer, known.name, known.order, known.reason), strict=True):
            field.fill(text)
        title = label(self.tr("Who wrote this, and what about?"), kind="title")
        words = label(
            self.tr("The whole team sees it so from then on. The mail itself stays as it came."), kind="muted"
        )
        save = button(self.tr("Save"), self._save, kind="primary")
        save.setDefault(True)
        rule = [button(self.tr("A rule for such mails …"), self._want_rule)] if lead else []
        close = row(*rule, None, button(self.tr("Cancel"), self.reject, tip="Esc"), save)
        column(self, title, words, *self._fields, close, margins=3 * STEP)
        self.resize(60 * STEP, 0)
        self._customer.edit.setFocus()

    def _want_rule(self) -> None:
        self.reject()  # nothing has been said of this mail
        self.rule_wanted.emit(self._slot)

    @property
    def _fields(self) -> tuple[Field, Field, Field, Field]:
        return self._customer, self._name, self._order, self._reason

    def _save(self) -> None:
        customer, name, order, reason = (field.text for field in self._fields)
        try:
            said = correction(
                self._found, self._slot, customer=customer, name=name, order=order, reason=reason, own=self._own
            )
        except UsageError as error:
            own = self.tr("This is a mailbox of the team. Write the customer's own address.")
            bad = self.tr("This is no address that mail can be sent to.")
            self._customer.complain(own if error.code == "own-address" else bad)
            self._customer.edit.setFocus()
            return
        if said != correction(self._found, self._slot):
            self.corrected.emit(self._found.ticket.id, said)
        self.accept()

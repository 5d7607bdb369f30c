"""A mailbox as a person describes it: address, the two servers, which are looked for by the address, and password."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import SportelloError
from desktop.engine.discovery import Proposal
from desktop.engine.enrolling import MailboxWanted
from desktop.ui.first_run_address import AddressForm
from desktop.ui.theme import STEP
from desktop.ui.views.opening import OpeningFields
from desktop.ui.views.widgets import card, column, label

_ABOUT = {
    "password": "password",
    "unreachable": "host",
    "certificate": "host",
    "tls": "security",
    "plain": "security",
    "name": "agent",
}
"""A word in an error's code, and what a person will want to change for it."""


def about(code: str) -> str:
    """The field that an error is about, empty when it is about none."""
    return next((field for word, field in _ABOUT.items() if word in code), "")


class AccountFields(QWidget):
    def __init__(self, words: str) -> None:
        """``words`` stand below address and password."""
        super().__init__()
        self.where = AddressForm(QLocale().name()[:2])
        self.address, self.servers = self.where.address, self.where.servers
        self.opening = OpeningFields()
        self.password = self.opening.password
        column(
            self,
            self.where,
            card(
                self.tr("How it is opened"),
                self.opening,
                self.opening.choice,
                label(words, kind="small", wraps=True),
            ),
            margins=0,
            spacing=2 * STEP,
        ).addStretch(1)

    def show_proposal(self, proposal: Proposal) -> None:
        self.where.show_proposal(proposal)
        if self.where.sign_in:
            self.opening.choose(self.where.sign_in)
        if proposal.imap is not None and proposal.user:
            self.opening.first.edit.setFocus()

    def wanted(self) -> MailboxWanted | None:
        """None when something is missing: the fields say what, and the first of them has the focus."""
        mailbox, wrong = self.where.wanted(), self.opening.wrong()
        if mailbox is None:
            return None
        if wrong:
            wrong[0].edit.setFocus()
            return None
        address, settings = mailbox
        return MailboxWanted(address, {**settings, **self.opening.settings()}, self.opening.typed_password())

    def point_at(self, why: SportelloError) -> None:
        """The focus to what an error is about."""
        what = about(why.code)
        if what == "password":
            self.opening.first.edit.setFocus()
        else:
            self.where.point_at(why.code, what)

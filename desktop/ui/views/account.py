"""A mailbox as a person describes it: address, password, and the two servers, which are guessed from the address."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.errors import SportelloError
from desktop.engine.enrolling import MailboxWanted
from desktop.mime.addresses import strict_addr_spec
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field
from desktop.ui.views.opening import OpeningFields
from desktop.ui.views.servers import ServerFields
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
        self.address = Field(self.tr("Address"), hint="info@shop.example")
        self.opening = OpeningFields()
        self.password = self.opening.password
        self.servers = ServerFields()
        self.address.changed.connect(self._usual_hosts)
        column(
            self,
            card(
                self.tr("The shared mailbox"),
                self.address,
                self.opening,
                label(words, kind="small", wraps=True),
            ),
            card(self.tr("Its servers"), self.servers),
            self.opening.choice,
            margins=0,
            spacing=2 * STEP,
        ).addStretch(1)

    def wanted(self) -> tuple[MailboxWanted | None, list[Field]]:
        """Or the fields that lack something; each says what."""
        address = strict_addr_spec(self.address.text)
        wrong = [*self.opening.wrong(), *self.servers.wrong()]
        if address is None:
            self.address.complain(self.tr("This is not a mail address."))
            return None, [self.address, *wrong]
        if wrong:
            return None, wrong
        address = address.lower()
        settings = {**self.servers.settings(address), **self.opening.settings()}
        return MailboxWanted(address, settings, self.opening.typed_password()), []

    def point_at(self, why: SportelloError) -> None:
        """The focus to what an error is about."""
        what = about(why.code)
        if what == "password":
            self.opening.first.edit.setFocus()
        else:
            self.servers.point_at(why.code, what)

    def _usual_hosts(self) -> None:
        self.servers.guess(self.address.text)

"""A mailbox as a person describes it: address, password, and the two servers, which are guessed from the address."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QComboBox, QLayout, QWidget

from desktop.domain.errors import SportelloError
from desktop.engine.enrolling import USUAL_PORTS, MailboxWanted, usual_hosts
from desktop.mime.addresses import strict_addr_spec
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field, missing
from desktop.ui.views.widgets import card, column, label, row

_SECURITY: dict[str, Any] = {
    "tls": QT_TRANSLATE_NOOP("first-run", "TLS (the usual one)"),
    "starttls": QT_TRANSLATE_NOOP("first-run", "STARTTLS"),
    "none": QT_TRANSLATE_NOOP("first-run", "None (only for a server on this computer)"),
}

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
        self.password = Field(self.tr("Password"), secret=True)
        self.imap = Field(self.tr("Incoming mail (IMAP)"), port=USUAL_PORTS["tls"][0])
        self.smtp = Field(self.tr("Outgoing mail (SMTP)"), port=USUAL_PORTS["tls"][1])
        self.user = Field(self.tr("User name"), hint=self.tr("when it is not the address"))
        self.security = QComboBox()
        self.security.setAccessibleName(self.tr("Encryption"))
        for value, text in _SECURITY.items():
            self.security.addItem(QCoreApplication.translate("first-run", text), value)
        self.security.currentIndexChanged.connect(self._usual_ports)
        self.address.changed.connect(self._usual_hosts)
        security = QWidget()
        named = label(self.tr("Encryption"), kind="small")
        named.setBuddy(self.security)
        column(security, named, self.security, margins=0, spacing=STEP // 2).addStretch(1)
        column(
            self,
            card(
                self.tr("The shared mailbox"),
                row(self.address, self.password, spacing=2 * STEP),
                label(words, kind="small", wraps=True),
            ),
            card(
                self.tr("Its servers"),
                row(self.imap, self.smtp, spacing=2 * STEP),
                _halves(security, self.user),
            ),
            margins=0,
            spacing=2 * STEP,
        ).addStretch(1)

    def wanted(self) -> tuple[MailboxWanted | None, list[Field]]:
        """Or the fields that lack something; each says what."""
        address = strict_addr_spec(self.address.text)
        wrong = missing(self.password, self.imap, self.smtp)
        if address is None:
            self.address.complain(self.tr("This is not a mail address."))
            return None, [self.address, *wrong]
        if wrong:
            return None, wrong
        security = str(self.security.currentData())
        settings: dict[str, str | int] = {
            "imap_host": self.imap.text,
            "imap_port": self.imap.port.value(),
            "smtp_host": self.smtp.text,
            "smtp_port": self.smtp.port.value(),
            "security": security,
            "smtp_security": security,
            "user": self.user.text or address.lower(),
        }
        return MailboxWanted(address.lower(), settings, self.password.edit.text()), []

    def point_at(self, why: SportelloError) -> None:
        """The focus to what an error is about."""
        host = self.smtp if why.code.startswith("smtp") else self.imap
        fields = {"password": self.password.edit, "host": host.edit, "security": self.security}
        found = fields.get(about(why.code))
        if found is not None:
            found.setFocus()

    def _usual_hosts(self) -> None:
        for field, host in zip((self.imap, self.smtp), usual_hosts(self.address.text), strict=True):
            field.fill(host)

    def _usual_ports(self) -> None:
        """Unless a person has set another."""
        for n, field in enumerate((self.imap, self.smtp)):
            if field.port.value() in [ports[n] for ports in USUAL_PORTS.values()]:
                field.port.set_value(USUAL_PORTS[str(self.security.currentData())][n])


def _halves(*parts: QWidget) -> QLayout:
    line = row(*parts, spacing=2 * STEP)
    for n in range(len(parts)):
        line.setStretch(n, 1)
    return line

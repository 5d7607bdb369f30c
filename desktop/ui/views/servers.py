"""The two servers of a mailbox, as a person may type or change them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QComboBox, QLayout, QWidget

from desktop.domain.providers import Server
from desktop.engine.enrolling import USUAL_PORTS, usual_hosts
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field, missing
from desktop.ui.views.widgets import column, label, row

_SECURITY: dict[str, Any] = {
    "tls": QT_TRANSLATE_NOOP("first-run", "TLS (the usual one)"),
    "starttls": QT_TRANSLATE_NOOP("first-run", "STARTTLS"),
    "none": QT_TRANSLATE_NOOP("first-run", "None (only for a server on this computer)"),
}


class ServerFields(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.imap = Field(self.tr("Incoming mail (IMAP)"), port=USUAL_PORTS["tls"][0])
        self.smtp = Field(self.tr("Outgoing mail (SMTP)"), port=USUAL_PORTS["tls"][1])
        self.user = Field(self.tr("User name"))
        self.say_user(own=False)
        self.imap_security = _encryption(self.tr("Encryption of incoming mail"))
        self.smtp_security = _encryption(self.tr("Encryption of outgoing mail"))
        self.imap_security.currentIndexChanged.connect(self._usual_imap_port)
        self.smtp_security.currentIndexChanged.connect(self._usual_smtp_port)
        column(
            self,
            _line(self.imap, _named(self.imap_security)),
            _line(self.smtp, _named(self.smtp_security)),
            self.user,
            margins=0,
            spacing=STEP + STEP // 2,
        )

    def show_servers(self, imap: Server, smtp: Server, user: str) -> None:
        """As they were found, in place of what stands here."""
        for field, security, server in (
            (self.imap, self.imap_security, imap),
            (self.smtp, self.smtp_security, smtp),
        ):
            field.edit.setText(server.host)
            security.setCurrentIndex(security.findData(server.security))
            field.port.set_value(server.port)
        self.user.edit.setText(user)

    def say_user(self, *, own: bool) -> None:
        """What the name is that the mailbox is opened by; ``own``: only who has the mailbox knows."""
        hint = self.tr("as the provider has given it to you") if own else self.tr("when it is not the address")
        self.user.edit.setPlaceholderText(hint)

    def guess(self, address: str) -> None:
        for field, host in zip((self.imap, self.smtp), usual_hosts(address), strict=True):
            field.fill(host)

    def wrong(self) -> list[Field]:
        """Fields that lack something; each says what."""
        return missing(self.imap, self.smtp)

    def settings(self, address: str) -> dict[str, str | int]:
        return {
            "imap_host": self.imap.text,
            "imap_port": self.imap.port.value(),
            "smtp_host": self.smtp.text,
            "smtp_port": self.smtp.port.value(),
            "security": str(self.imap_security.currentData()),
            "smtp_security": str(self.smtp_security.currentData()),
            "user": self.user.text or address,
        }

    def point_at(self, code: str, what: str) -> None:
        """The focus to what an error is about: ``host`` or ``security``, of the server that its code begins with."""
        outgoing = code.startswith("smtp")
        if what == "host":
            (self.smtp if outgoing else self.imap).edit.setFocus()
        elif what == "security":
            (self.smtp_security if outgoing else self.imap_security).setFocus()

    def _usual_imap_port(self) -> None:
        _usual_port(self.imap, 0, self.imap_security)

    def _usual_smtp_port(self) -> None:
        _usual_port(self.smtp, 1, self.smtp_security)


def _encryption(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)  # host names want the room
    for value, text in _SECURITY.items():
        made.addItem(QCoreApplication.translate("first-run", text), value)
    return made


def _named(choice: QComboBox) -> QWidget:
    made = QWidget()
    name = label(QCoreApplication.translate("first-run", "Encryption"), kind="small")
    name.setBuddy(choice)
    column(made, name, choice, margins=0, spacing=STEP // 2).addStretch(1)
    return made


def _line(field: Field, security: QWidget) -> QLayout:
    line = row(field, security, spacing=2 * STEP)
    line.setStretch(0, 3)
    line.setStretch(1, 2)
    return line


def _usual_port(field: Field, n: int, security: QComboBox) -> None:
    """Unless a person has set another."""
    if field.port.value() in [ports[n] for ports in USUAL_PORTS.values()]:
        field.port.set_value(USUAL_PORTS[str(security.currentData())][n])

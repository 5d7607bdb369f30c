"""The two forms of the first run: a team to begin, and a team file to join with. What is typed stays until it is
used: a refusal, a cancelled attempt and the way back change nothing of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLayout, QVBoxLayout, QWidget

from desktop.domain.errors import SportelloError, UsageError
from desktop.engine.enrolling import USUAL_PORTS, PlaceWanted, TeamWanted, usual_hosts
from desktop.engine.founding import Founder, readable_name
from desktop.engine.teamfile import TeamFile
from desktop.mime.addresses import strict_addr_spec
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field
from desktop.ui.views.widgets import button, card, column, empty, label, row

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


class TeamForm(QWidget):
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.team = Field(self.tr("Team"), hint=self.tr("the shop's name"))
        self.agent = Field(self.tr("Your name"), hint=self.tr("as colleagues see it"))
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
        layout = column(
            self,
            card(self.tr("Who you are"), row(self.team, self.agent, spacing=2 * STEP)),
            card(
                self.tr("The shared mailbox"),
                row(self.address, self.password, spacing=2 * STEP),
                label(
                    self.tr(
                        "It will also carry the team's journal, in a folder of its own. "
                        "The password stays in this computer's keyring; where there is none, a passphrase keeps it."
                    ),
                    kind="small",
                    wraps=True,
                ),
            ),
            card(
                self.tr("Its servers"),
                row(self.imap, self.smtp, spacing=2 * STEP),
                _halves(security, self.user),
            ),
            margins=0,
            spacing=2 * STEP,
        )
        layout.addStretch(1)

    @property
    def first(self) -> Field:
        return self.team

    def wanted(self) -> TeamWanted | None:
        """None when something is missing: the fields say what."""
        address = strict_addr_spec(self.address.text)
        wrong = [
            *_no_name(self.team, self.agent),
            *_missing(self.password, self.imap, self.smtp),
        ]
        if address is None:
            self.address.complain(self.tr("This is not a mail address."))
            wrong.append(self.address)
        if wrong or address is None:
            min(wrong, key=self._fields.index).edit.setFocus()
            return None
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
        founder = Founder(readable_name(self.team.text), readable_name(self.agent.text), address.lower(), settings)
        return TeamWanted(founder, self.password.edit.text(), self._language)

    def point_at(self, why: SportelloError) -> None:
        """The focus to what an error is about."""
        code = why.code
        host = self.smtp if code.startswith("smtp") else self.imap
        fields = {
            "password": self.password.edit,
            "host": host.edit,
            "security": self.security,
            "agent": self.agent.edit,
        }
        found = fields.get(about(code))
        if found is not None:
            found.setFocus()

    @property
    def _fields(self) -> list[Field]:
        return [self.team, self.agent, self.address, self.password, self.imap, self.smtp, self.user]

    def _usual_hosts(self) -> None:
        for field, host in zip((self.imap, self.smtp), usual_hosts(self.address.text), strict=True):
            field.fill(host)

    def _usual_ports(self) -> None:
        """Unless a person has set another."""
        for n, field in enumerate((self.imap, self.smtp)):
            if field.port.value() in [ports[n] for ports in USUAL_PORTS.values()]:
                field.port.set_value(USUAL_PORTS[str(self.security.currentData())][n])


class FileForm(QWidget):
    chosen = Signal(str)
    """A team file's path: it is read elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.path = Field(self.tr("Team file"), hint=self.tr("the file that a lead has given you"))
        self.agent = Field(self.tr("Your name"), hint=self.tr("as colleagues see it"))
        self.password = Field(self.tr("Password"), secret=True)
        self._choose = button(self.tr("Choose …"), self._ask)
        self._open = button(self.tr("Open it"), self._read)
        self.path.edit.returnPressed.connect(self._read)
        self._team = label(kind="large", wraps=True)
        self._mark = label(kind="muted", wraps=True, selectable=True)
        self._whose = label(kind="small", wraps=True)
        self._file: TeamFile | None = None
        self._others: dict[str, Field] = {}
        """Passwords of the team's other mailboxes."""
        self._more = QVBoxLayout()
        self._more.setSpacing(STEP + STEP // 2)
        buttons = row(self._choose, self._open, None)
        line = row(self.agent, self.password, spacing=2 * STEP)
        self._rest = card("", self._team, self._mark, line, self._whose, self._more)
        self._rest.hide()
        layout = column(self, card(self.tr("The file"), self.path, buttons), self._rest, margins=0, spacing=2 * STEP)
        layout.addStretch(1)

    @property
    def first(self) -> Field:
        return self.agent if self._file is not None else self.path

    @property
    def file(self) -> TeamFile | None:
        """As it was read."""
        return self._file

    def show_file(self, file: TeamFile) -> None:
        self._file = file
        self._team.setText(self.tr("The team %1").replace("%1", file.name))
        compare = self.tr("Compare this by phone with who gave you the file: %1")
        self._mark.setText(compare.replace("%1", file.fingerprint))
        self._whose.setText(self.tr("The password is that of the mailbox %1.").replace("%1", file.home))
        self._ask_for_others([address for address in sorted(file.mailboxes) if address != file.home])
        self._rest.show()
        self.agent.edit.setFocus()

    def forget(self) -> None:
        """Another file is wanted."""
        self._file = None
        self._rest.hide()

    def wanted(self) -> PlaceWanted | None:
        if self._file is None:
            self._read()
            return None
        wrong = [*_no_name(self.agent), *_missing(self.password)]
        if wrong:
            wrong[0].edit.setFocus()
            return None
        typed = {address: field.edit.text() for address, field in self._others.items() if field.edit.text()}
        passwords = {self._file.home: self.password.edit.text(), **typed}
        return PlaceWanted(self._file, readable_name(self.agent.text), passwords)

    def point_at(self, why: SportelloError) -> None:
        password = self._others.get(str(why.facts.get("address", "")), self.password)
        found = {"password": password, "agent": self.agent}.get(about(why.code), self.path)
        found.edit.setFocus()

    def read(self, path: str) -> None:
        self.path.edit.setText(path)
        self._read()

    def _ask_for_others(self, addresses: list[str]) -> None:
        empty(self._more)
        self._others = {}
        before = self.password.edit
        for address in addresses:
            field = Field(
                self.tr("Password of %1").replace("%1", address),
                hint=self.tr("may stay empty: it is asked for later"),
                secret=True,
            )
            self._others[address] = field
            self._more.addWidget(field)
            QWidget.setTabOrder(before, field.edit)
            before = field.edit

    def _read(self) -> None:
        if not _missing(self.path):
            self.forget()
            self.chosen.emit(self.path.text)

    def _ask(self) -> None:
        kinds = self.tr("Team files (*.sportello *.json);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Team file"), "", kinds)
        if path:
            self.read(path)


def _halves(*parts: QWidget) -> QLayout:
    line = row(*parts, spacing=2 * STEP)
    for n in range(len(parts)):
        line.setStretch(n, 1)
    return line


def _no_name(*fields: Field) -> list[Field]:
    wrong = []
    for field in fields:
        if field in (missing := _missing(field)):
            wrong += missing
            continue
        try:
            readable_name(field.text)
        except UsageError:
            field.complain(QCoreApplication.translate("first-run", "A name has letters or digits, at most 80."))
            wrong.append(field)
    return wrong


def _missing(*fields: Field) -> list[Field]:
    """Of what has to be typed, a server's port included."""
    wrong = [field for field in fields if not field.edit.text().strip() or not field.port.hasAcceptableInput()]
    _say_missing(wrong)
    return wrong


def _say_missing(fields: Iterable[Field]) -> None:
    for field in fields:
        field.complain(QCoreApplication.translate("first-run", "This is needed."))

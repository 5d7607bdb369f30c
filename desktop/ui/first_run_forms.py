"""Who begins a team, and a team file to join with. What is typed stays until it is used: a refusal, a cancelled attempt
and the way back change nothing of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from desktop.domain.errors import SportelloError, UsageError
from desktop.domain.signing_in import name_of
from desktop.engine.enrolling import PlaceWanted, TeamWanted
from desktop.engine.founding import Founder, Settings, readable_name
from desktop.engine.teamfile import TeamFile
from desktop.ui.theme import STEP
from desktop.ui.views.account import about
from desktop.ui.views.fields import Field, missing
from desktop.ui.views.opening import OpeningFields
from desktop.ui.views.widgets import button, card, column, empty, label, row


class TeamForm(QWidget):
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._address = ""
        self.team = Field(self.tr("Team"), hint=self.tr("the shop's name"))
        self.agent = Field(self.tr("Your name"), hint=self.tr("as colleagues see it"))
        self.opening = OpeningFields()
        self.password = self.opening.password
        self._whose = label(kind="small", wraps=True)
        self._note = label(wraps=True, selectable=True)
        self._box = QFrame()
        self._box.setProperty("kind", "banner-held")
        column(self._box, self._note, margins=STEP + STEP // 2)
        words = self.tr(
            "It will also carry the team's journal, in a folder of its own. "
            "What opens it stays in this computer's keyring; where there is none, a passphrase keeps it."
        )
        column(
            self,
            card(self.tr("Who you are"), row(self.team, self.agent, spacing=2 * STEP)),
            card(
                self.tr("What opens the mailbox"),
                self._whose,
                self.opening,
                self.opening.choice,
                self._box,
                label(words, kind="small", wraps=True),
            ),
            margins=0,
            spacing=2 * STEP,
        ).addStretch(1)

    @property
    def first(self) -> Field:
        return self.team

    def show_mailbox(self, address: str, settings: Settings, note: str, way: str) -> None:
        """Which it is, who will be given what opens it, and what has to be known of that; ``way``: whose page it is
        that opens it, usually. What a person has chosen for this mailbox stays."""
        if address != self._address:
            self._address = address
            self.opening.choose(way)
        said = self.tr("%1: what opens it goes to %2 and %3, and nowhere else.").replace("%1", address)
        for place, host in (("%2", "imap_host"), ("%3", "smtp_host")):
            said = said.replace(place, str(settings[host]))
        self._whose.setText(said)
        self._note.setText(note)
        self._box.setVisible(bool(note))

    def wanted(self, address: str, settings: Settings) -> TeamWanted | None:
        """None when something is missing: the fields say what."""
        wrong = [*_no_name(self.team, self.agent), *self.opening.wrong()]
        if wrong:
            wrong[0].edit.setFocus()
            return None
        team, agent = readable_name(self.team.text), readable_name(self.agent.text)
        founder = Founder(team, agent, address, {**settings, **self.opening.settings()})
        return TeamWanted(founder, self.opening.typed_password(), self._language)

    def point_at(self, why: SportelloError) -> None:
        """The focus to what an error is about."""
        found = {"agent": self.agent, "password": self.opening.first}.get(about(why.code))
        if found is not None:
            found.edit.setFocus()


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
        self._where = label(wraps=True, selectable=True)
        self._whose = label(kind="small", wraps=True)
        self._file: TeamFile | None = None
        self._others: dict[str, Field] = {}
        """Passwords of the team's other mailboxes."""
        self._more = QVBoxLayout()
        self._more.setSpacing(STEP + STEP // 2)
        buttons = row(self._choose, self._open, None)
        line = row(self.agent, self.password, spacing=2 * STEP)
        self._rest = card("", self._team, self._mark, self._where, line, self._whose, self._more)
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

    @property
    def provider(self) -> str:
        """Whose page opens the team's home mailbox; empty for a password."""
        return name_of(self._file.mailboxes[self._file.home]) if self._file is not None else ""

    def show_file(self, file: TeamFile) -> None:
        self._file = file
        self._team.setText(self.tr("The team %1").replace("%1", file.name))
        compare = self.tr("Compare this by phone with who gave you the file: %1")
        self._mark.setText(compare.replace("%1", file.fingerprint))
        self._where.setText("\n".join(self._servers(address, file.mailboxes[address]) for address in _home_first(file)))
        provider = self.provider
        whose = self.tr("The password is that of the mailbox %1.")
        if provider:
            whose = self.tr("The page of %2 opens in your browser: sign in there to %1. No password is typed here.")
        self._whose.setText(whose.replace("%1", file.home).replace("%2", provider))
        self.password.setVisible(not provider)
        self._ask_for_others([one for one in _home_first(file)[1:] if not name_of(file.mailboxes[one])])
        self._rest.show()
        self.agent.edit.setFocus()

    def _servers(self, address: str, settings: Settings) -> str:
        """Who will be given a mailbox's password: a file from a stranger would name a stranger's servers."""
        provider = name_of(settings)
        said = self.tr("%1: its password goes to %2 and %3, and nowhere else.")
        if provider:
            said = self.tr("%1: you sign in with %4, and what it gives goes to %2 and %3, and nowhere else.")
        said = said.replace("%1", address).replace("%4", provider)
        for place, side in (("%2", "imap"), ("%3", "smtp")):
            said = said.replace(place, f"{settings[f'{side}_host']}:{settings[f'{side}_port']}")
        return said

    def forget(self) -> None:
        """Another file is wanted."""
        self._file = None
        self._rest.hide()

    def wanted(self) -> PlaceWanted | None:
        if self._file is None:
            self._read()
            return None
        wrong = [*_no_name(self.agent), *([] if self.provider else missing(self.password))]
        if wrong:
            wrong[0].edit.setFocus()
            return None
        typed = {address: field.edit.text() for address, field in self._others.items() if field.edit.text()}
        home = {} if self.provider else {self._file.home: self.password.edit.text()}
        passwords = {**home, **typed}
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
        if not missing(self.path):
            self.forget()
            self.chosen.emit(self.path.text)

    def _ask(self) -> None:
        kinds = self.tr("Team files (*.sportello *.json);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Team file"), "", kinds)
        if path:
            self.read(path)


def _home_first(file: TeamFile) -> list[str]:
    return [file.home, *sorted(address for address in file.mailboxes if address != file.home)]


def _no_name(*fields: Field) -> list[Field]:
    wrong = []
    for field in fields:
        if lacking := missing(field):
            wrong += lacking
            continue
        try:
            readable_name(field.text)
        except UsageError:
            field.complain(QCoreApplication.translate("first-run", "A name has letters or digits, at most 80."))
            wrong.append(field)
    return wrong

"""The first run: a profile without a team begins one, or joins one by its file. What is done is done elsewhere and
told here; the window stays alive, and an attempt can be given up at any moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QScrollArea, QStackedWidget, QWidget

from desktop.domain.errors import OPENED_BY_PASSPHRASE, SEALED, SportelloError
from desktop.engine.enrolling import (
    Doing,
    Enrolled,
    FileRead,
    PlaceWanted,
    Probed,
    ServersFound,
    Stopped,
    TeamWanted,
)
from desktop.engine.notices import Crashed
from desktop.engine.signing_in import SignInShown
from desktop.engine.survey import Counted, Counting
from desktop.ports.log import Probe
from desktop.ui.desk import Words
from desktop.ui.first_run_address import AddressForm
from desktop.ui.first_run_end import EndPage, listed
from desktop.ui.first_run_forms import FileForm, TeamForm
from desktop.ui.first_run_pages import ChoicePage, Head, Stage
from desktop.ui.first_run_parts import Trouble
from desktop.ui.handed import TeamFileDrop
from desktop.ui.passphrase import PassphraseForm
from desktop.ui.theme import STEP
from desktop.ui.views.account import about
from desktop.ui.views.sign_in import SignInWait
from desktop.ui.views.widgets import Rule, button, column, label, row

Wanted = TypeVar("Wanted", TeamWanted, PlaceWanted)


class Enrolling(Protocol):
    """Nothing here waits: what comes of it is told (``engine.enrolling``)."""

    def find(self, address: str) -> None:
        """The mailbox's servers."""
        ...

    def picture(self, address: str) -> None:
        """How a mailbox stands whose password has just opened it."""
        ...

    def read(self, path: str) -> None: ...
    def create(self, wanted: TeamWanted) -> None: ...
    def join(self, wanted: PlaceWanted) -> None: ...
    def cancel(self) -> None:
        """What is under way ends, and is not told of any more, unless it has made or joined a team by then."""
        ...


class FirstRun(QWidget):
    """``enrolled`` when it closes: there is a team now."""

    done = Signal()

    def __init__(self, enrolling: Enrolling, words: Words, language: str, known: str = "") -> None:
        """``known``: the name of who has been in the team before; only a team file helps them."""
        super().__init__()
        self._known = known
        self._enrolling = enrolling
        self._words = words
        self.enrolled = False
        self._probe: Probe | None = None
        self._address = ""
        """Of the mailbox that was tried last."""
        self.setWindowTitle(self.tr("Welcome – Sportello"))
        self.setObjectName("firstRun")
        self.address_form = AddressForm(language)
        self.team_form = TeamForm(language)
        self.file_form = FileForm()
        self.passphrase_form = PassphraseForm()
        self._passphrase = ""
        self._form: QWidget = self.team_form
        """Whose attempt wants a passphrase."""
        self.choice = ChoicePage(self.begin_team, self.join_team)
        self.end = EndPage(words)
        self._pages = QStackedWidget()
        for page in (self.choice, self.address_form, self.team_form, self.file_form, self.passphrase_form, self.end):
            self._pages.addWidget(page)
        self._head = Head()
        self.trouble = Trouble()
        self._doing = label(kind="muted", wraps=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(STEP // 2)
        self.waiting = SignInWait()
        self.waiting.by_code.connect(self._by_code)
        self._again: Callable[[], None] = self._rest
        """The attempt under way once more, by a code."""
        self.back = button(self.tr("Back"), self.go_back, kind="quiet")
        self.cancel = button(self.tr("Cancel"), self.give_up, tip="Esc")
        self.go = button("", self.go_on, kind="primary", tip="Ctrl+Enter")
        self._lay_out()
        for keys, act in (("Esc", self.give_up), ("Ctrl+Return", self.go_on)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._revealing = QTimer(self, singleShot=True, interval=0)
        self._revealing.timeout.connect(self._reveal)
        self.address_form.entered.connect(self.go_on)
        self.address_form.turned.connect(self._say_buttons)
        self.team_form.opening.turned.connect(self._say_buttons)
        self.end.standing.again.connect(self._take_picture)
        self.end.standing.stop.connect(self._enrolling.cancel)
        self.file_form.chosen.connect(self._read)
        self.file_form.agent.fill(known)
        TeamFileDrop(self).dropped.connect(self.open_file)
        self._show(self.file_form if known else self.choice)

    # -- what is told -------------------------------------------------------------------------------------------

    def told(self, what: object) -> None:
        match what:
            case Doing(step=step):
                self.waiting.hide()
                self._doing.show()
                self._doing.setText(self._step(step))
            case Probed(probe=probe):
                self._probe = probe
            case SignInShown():
                self._doing.hide()
                self.waiting.show_page(what)
            case ServersFound(proposal=proposal):
                self._rest()
                self.go.setFocus()
                self.address_form.show_proposal(proposal)
                self._revealing.start()
            case FileRead(file=file):
                self._rest()
                self.file_form.show_file(file)
                self._say_buttons()
            case Counting():
                self.end.standing.count(what)
            case Counted():
                self.end.standing.show_counted(what)
            case Stopped(why=why) if self._pages.currentWidget() is self.end:
                told = self._words.of(why)
                self.end.standing.give_up(f"{told.message} {told.remedy}")
            case Stopped(why=why):
                self._stopped(why)
            case Enrolled():
                self._rest()
                self.enrolled = True
                self.end.say(what, self._probe)
                self._show(self.end)
                if self._probe is not None:
                    self._take_picture()
            case Crashed(report=report, summary=summary):
                self._rest()
                said = self.tr("Something went wrong in the program itself (%1). A report was written: %2")
                self.trouble.say(said.replace("%1", summary).replace("%2", report), "")

    # -- what the person does -----------------------------------------------------------------------------------

    def open_file(self, path: str) -> None:
        """A team file that was given with the start, dropped here, or found where one may wait."""
        if not self.busy and self._pages.currentWidget() is not self.end:
            self._show(self.file_form)
            self.file_form.read(path)

    def begin_team(self) -> None:
        self._show(self.address_form)

    def join_team(self) -> None:
        self._show(self.file_form)

    def go_back(self) -> None:
        if not self.busy:
            if self._pages.currentWidget() is self.passphrase_form:
                self._show(self._form)
            elif self._pages.currentWidget() is self.team_form:
                self._show(self.address_form)
            elif self._known:
                self.close()
            else:
                self._show(self.choice)

    def go_on(self) -> None:
        if self.busy:
            return
        page = self._pages.currentWidget()
        if page is self.end:
            self.close()
        elif page is self.address_form:
            self._look_for_servers()
        elif page is self.team_form:
            if (mailbox := self.address_form.wanted()) is None:
                self._show(self.address_form)
            else:
                self._try(self.team_form.wanted(*mailbox), self._enrolling.create)
        elif page is self.file_form:
            self._try(self.file_form.wanted(), self._enrolling.join)
        elif page is self.passphrase_form and (chosen := self.passphrase_form.wanted()):
            self._passphrase = chosen
            self._show(self._form)
            self.go_on()

    def give_up(self) -> None:
        """The attempt under way; what was typed stays."""
        if self.busy:
            self._enrolling.cancel()
            self._rest()
            self._form_again()

    @property
    def busy(self) -> bool:
        return not self._bar.isHidden()

    # -- inside -------------------------------------------------------------------------------------------------

    def _look_for_servers(self) -> None:
        """Or on, when they are known."""
        page = self.address_form
        if not page.known:
            if address := page.wanted_address():
                self._work(self.tr("Looking for the servers of %1 …").replace("%1", address))
                self._enrolling.find(address)
        elif (mailbox := page.wanted()) is not None:
            address, settings = mailbox
            self.team_form.show_mailbox(address, settings, page.note(), page.sign_in)
            self._show(self.team_form)

    def _reveal(self) -> None:
        """What has the focus, once what is new has its place."""
        if (focus := self.focusWidget()) is not None:
            self._area.ensureWidgetVisible(focus, 0, 4 * STEP)

    def _take_picture(self) -> None:
        self.end.standing.begin(self._address)
        self._enrolling.picture(self._address)

    def _read(self, path: str) -> None:
        self._work(self.tr("Opening the file …"))
        self._enrolling.read(path)

    def _try(self, wanted: Wanted | None, attempt: Callable[[Wanted], None]) -> None:
        if wanted is not None:
            self._probe = None
            if isinstance(wanted, TeamWanted):
                self._address = wanted.founder.address
            self._work(self.tr("Signing in …"))
            ready = replace(wanted, passphrase=self._passphrase)
            self._again = lambda: attempt(replace(ready, by_code=True))
            attempt(ready)

    def _by_code(self) -> None:
        """What waits for the browser is given up for it."""
        if self.busy:
            self._work(self.tr("Signing in …"))
            self._again()

    def _work(self, words: str) -> None:
        self.trouble.hide()
        self.waiting.hide()
        self._doing.setText(words)
        self._doing.show()
        self._bar.show()
        self._pages.setEnabled(False)
        self._say_buttons()
        self.cancel.setFocus()

    def _rest(self) -> None:
        self._bar.hide()
        self._doing.hide()
        self.waiting.hide()
        self._pages.setEnabled(True)
        self._say_buttons()

    def _stopped(self, why: SportelloError) -> None:
        self._rest()
        said = self._words.of(why)
        if why.code in OPENED_BY_PASSPHRASE:
            self._ask_for_passphrase(why.code)
            return
        findings = self._probe.findings if why.code == "mailbox-unfit" and self._probe is not None else ()
        more = [self._words.of(SportelloError(finding)).message for finding in findings]
        what, page = about(why.code), self._pages.currentWidget()
        if page is self.team_form and what in ("host", "security"):
            self._show(self.address_form)
            self.address_form.point_at(why.code, what)
        else:
            self._form_again()
            if isinstance(page, TeamForm | FileForm):
                page.point_at(why)
        self.trouble.say(f"{said.message}\n{listed(more)}" if more else said.message, said.remedy)

    def _ask_for_passphrase(self, code: str) -> None:
        """Instead of a keyring. ``signing-key-sealed``: an attempt that was cut short has had another one."""
        page = self._pages.currentWidget()
        if page is not None:
            self._form = page
        self._show(self.passphrase_form)
        if code == SEALED:
            said = self._words.of(SportelloError(code))
            self.trouble.say(said.message, said.remedy)

    def _form_again(self) -> None:
        page = self._pages.currentWidget()
        if isinstance(page, AddressForm | TeamForm | FileForm):
            page.first.edit.setFocus()

    def _step(self, step: str) -> str:
        return {
            "probing": self.tr("Trying out the mailbox: order, speed, connections. This takes a few seconds …"),
            "mailboxes": self.tr("Trying the team's other mailboxes …"),
            "outgoing": self.tr("Trying the outgoing server; no mail is sent …"),
            "founding": self.tr("Beginning the team's journal …"),
            "enrolling": self.tr("Reading the team's journal and joining …"),
        }.get(step, "")

    def _show(self, page: QWidget) -> None:
        self.trouble.hide()
        self._pages.setCurrentWidget(page)
        self._head.say(self._stage(page))
        self._say_buttons()
        if isinstance(page, AddressForm | TeamForm | FileForm | PassphraseForm):
            page.first.edit.setFocus()
        elif page is self.end:
            self.go.setFocus()
        else:
            self.choice.begin.setFocus()

    def _stage(self, page: QWidget) -> Stage:
        return {
            self.choice: Stage.WELCOME,
            self.address_form: Stage.ADDRESS,
            self.team_form: Stage.BEGINNING,
            self.file_form: Stage.JOINING_ANEW if self._known else Stage.JOINING,
            self.passphrase_form: Stage.PASSPHRASE,
            self.end: Stage.PICTURE if self._probe is not None else Stage.IN,
        }[page]

    def _say_buttons(self) -> None:
        page = self._pages.currentWidget()
        self.back.setVisible(page not in (self.choice, self.end) and not self.busy)
        self.cancel.setVisible(self.busy)
        self.go.setVisible(page is not self.choice)
        self.go.setEnabled(not self.busy and (page is not self.file_form or self.file_form.file is not None))
        words = {
            self.address_form: self.tr("Go on") if self.address_form.known else self.tr("Find the servers"),
            self.team_form: self._go_words(self.team_form.opening.provider, self.tr("Begin the team")),
            self.file_form: self._go_words(self.file_form.provider, self.tr("Join")),
            self.passphrase_form: self.tr("Go on"),
        }
        self.go.setText(words.get(page, self.tr("Open the inbox")) if page is not None else "")
        self.go.setAccessibleName(self.go.text())

    def _go_words(self, provider: str, usual: str) -> str:
        return self.tr("Sign in with %1").replace("%1", provider) if provider else usual

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        self._enrolling.cancel()
        super().closeEvent(event)
        self.done.emit()

    # -- making -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._pages)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = row(self.back, None, self.cancel, self.go)
        layout = column(
            self,
            self._head,
            area,
            self.trouble,
            self.waiting,
            self._doing,
            self._bar,
            Rule(),
            buttons,
            margins=3 * STEP,
            spacing=2 * STEP,
        )
        layout.setStretch(1, 1)
        self._doing.hide()
        self._bar.hide()
        self.resize(88 * STEP, 90 * STEP)

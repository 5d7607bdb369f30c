"""What is seldom opened over the window. Each is made when it is first asked for: at the start nobody waits for it."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.jottings import Jottings
from desktop.ui.views.figures import FiguresDialog
from desktop.ui.views.list_pane import ListPane
from desktop.ui.views.mailbox import MailboxDialog
from desktop.ui.views.mailboxes import MailboxesDialog
from desktop.ui.views.moving import MovingDialog
from desktop.ui.views.standing import StandingDialog
from desktop.ui.views.team import TeamDialog
from desktop.ui.views.texts import TextsDialog
from desktop.ui.views.trouble import TroubleBar


class Dialogs(QObject):
    waiting_wanted = Signal()
    """The tickets that wait, from the figures."""
    text_wanted = Signal(str)
    """A canned response, by its key."""

    def __init__(
        self,
        desk: Desk,
        jottings: Jottings,
        lists: ListPane,
        team: TeamDialog,
        mailboxes: MailboxesDialog,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk, self._jottings, self._lists = desk, jottings, lists
        self._parent, self._team, self._mailboxes = parent, team, mailboxes
        team.figures_wanted.connect(self.show_figures)
        team.add_mailbox.connect(self._add_mailbox)
        mailboxes.standing_wanted.connect(self._show_standing)

    @cached_property
    def texts(self) -> TextsDialog:
        return TextsDialog(self._parent, self._desk, self._jottings)

    @cached_property
    def figures(self) -> FiguresDialog:
        made = FiguresDialog(self._parent, self._desk)
        made.waiting_wanted.connect(self.waiting_wanted)
        made.text_wanted.connect(self.text_wanted)
        return made

    @cached_property
    def moving(self) -> MovingDialog:
        return MovingDialog(self._parent, self._desk.moving, self._lists)

    @cached_property
    def mailbox(self) -> MailboxDialog:
        made = MailboxDialog(self._team, self._desk.words)
        made.looked_for.connect(self._desk.surveys.find)
        made.wanted.connect(self._desk.requests.add_mailbox)
        return made

    @cached_property
    def standing(self) -> StandingDialog:
        made = StandingDialog(self._mailboxes)
        made.wanted.connect(self._desk.surveys.survey)
        made.given_up.connect(self._desk.surveys.stop)
        return made

    def show_figures(self) -> None:
        self.figures.bring()

    def show_moving(self) -> None:
        self.moving.bring()

    def trouble(self) -> TroubleBar | None:
        """Of the one that is before the person's eyes."""
        made = [vars(self).get(name) for name in ("texts", "moving")]
        return next((dialog.trouble for dialog in made if dialog is not None and dialog.isVisible()), None)

    def give_up(self) -> None:
        """The program has failed, and no answer comes any more."""
        if "mailbox" in vars(self):
            self.mailbox.gave_up()

    def _add_mailbox(self) -> None:
        self.mailbox.open_empty()

    def _show_standing(self, address: str) -> None:
        self.standing.bring(address)

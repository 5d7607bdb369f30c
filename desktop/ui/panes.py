"""The window's panes and bars, made and put together."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.journal.state import Team
from desktop.ui.acquaintance import Acquainted
from desktop.ui.desk import Desk
from desktop.ui.dialogs import Dialogs
from desktop.ui.folding import Folding
from desktop.ui.jottings import Jottings
from desktop.ui.own_keys import name_keys
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.conversation import TicketPane
from desktop.ui.views.history import HistoryPane
from desktop.ui.views.list_pane import ListPane
from desktop.ui.views.mailboxes import MailboxesDialog
from desktop.ui.views.password import PasswordBar
from desktop.ui.views.places import PlacesPane
from desktop.ui.views.rejoin import RejoinBar
from desktop.ui.views.review import ReviewPane
from desktop.ui.views.sign_in import SignInBar
from desktop.ui.views.standstill import StandstillBar
from desktop.ui.views.status import StatusLine
from desktop.ui.views.team import TeamDialog
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.undo import Leaving
from desktop.ui.views.update import UpdateBar
from desktop.ui.views.widgets import column, label, row


class Panes(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.places = PlacesPane(desk.facts.team.name)
        self.list = ListPane(desk)
        self.toast = self.list.toast
        self.ticket = TicketPane(desk)
        self.review = ReviewPane(desk.words)
        self.history = HistoryPane()
        self.status = StatusLine()
        self.trouble = TroubleBar()
        self.password = PasswordBar()
        self.sign_in = SignInBar()
        self.rejoin = RejoinBar(desk.facts.workstation, desk.words)
        self.newer = UpdateBar(desk.words)
        self.newer.wanted.connect(desk.updates.save)
        self.standstill = StandstillBar(desk.facts.workstation, desk.words)
        self.leaving = Leaving()
        self.team = TeamDialog(self, desk.facts.workstation)
        self.standstill.mend.connect(self.team.mend)
        care, leading = self.team.care, desk.leading
        care.halt.connect(leading.halt)
        care.resume.connect(leading.resume)
        care.restore.connect(leading.restore)
        self.jottings = Jottings(desk, self)
        facts = desk.facts
        self.mailboxes = MailboxesDialog(self, facts.workstation, facts.rules, facts.own_signature, self.jottings)
        self.mailboxes.show_team(desk.facts.team)
        self.dialogs = Dialogs(desk, self.jottings, self.list, self.team, self.mailboxes, self)
        self.team.update_chosen.connect(desk.updates.publish)
        self._nothing = self._blank()
        self._right = QStackedWidget()
        for pane in (self._nothing, self.ticket, self.review, self.history):
            self._right.addWidget(pane)
        self._read = QWidget()
        self.acquainted = Acquainted(desk, self.jottings, self._read, self._right, self.ticket)
        self.say_team(desk.facts.team)
        self.folding = Folding()
        self._lay_out()

    def say_team(self, team: Team) -> None:
        """As the journal says now."""
        self.team.show_team(team)
        self.rejoin.show_team(team)
        self.standstill.show_team(team)
        self.ticket.say_team(team)
        self.acquainted.say_team(team)

    def show_ticket(self) -> None:
        """The ticket that was read last, or is written on; a word of advice while there is none."""
        there = self.ticket.ticket or self.ticket.composer.is_open
        self._right.setCurrentWidget(self.ticket if there else self._nothing)

    def show_writing(self) -> None:
        """Also before there is anything to see but the text."""
        self._right.setCurrentWidget(self.ticket)

    def show_review(self) -> None:
        self._right.setCurrentWidget(self.review)

    def show_history(self) -> None:
        self._right.setCurrentWidget(self.history)

    def turn_to_list(self) -> None:
        self.folding.bring(self.list)

    def turn_to_conversation(self) -> None:
        self.folding.bring(self._read)

    def widths(self) -> QByteArray:
        return self.folding.widths()

    def restore_widths(self, state: QByteArray) -> None:
        self.folding.restore_widths(state)

    def _blank(self) -> QWidget:
        blank = QWidget()
        words = label(kind="muted")
        said = self.tr("Choose a ticket: J and K go through the list, F1 shows every key")
        name_keys(words, "setText", said, "next", "previous")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark = QLabel()
        mark.setPixmap(QApplication.windowIcon().pixmap(9 * STEP))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(blank, mark, words, spacing=2 * STEP)
        layout.insertStretch(0, 1)
        layout.addStretch(1)
        return blank

    def _lay_out(self) -> None:
        side_by_side = row(spacing=0)
        self.acquainted.lay_into(side_by_side)
        stacked = column(self._read, side_by_side, self.leaving, margins=0, spacing=0)
        stacked.setStretch(0, 1)
        self._read.setMinimumWidth(scaled(68 * STEP))
        self._read.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.folding.add(self.places, self.tr("Places"), scaled(28 * STEP))
        self.folding.add(self.list, self.tr("Tickets"), scaled(46 * STEP))
        self.folding.add(self._read, self.tr("Conversation"), scaled(90 * STEP))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rejoin)
        layout.addWidget(self.standstill)
        layout.addWidget(self.trouble)
        layout.addWidget(self.password)
        layout.addWidget(self.sign_in)
        layout.addWidget(self.newer)
        layout.addWidget(self.folding, 1)
        layout.addWidget(self.status)

"""The window's panes and bars, made and put together."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.desk import Desk
from desktop.ui.theme import STEP
from desktop.ui.views.conversation import TicketPane
from desktop.ui.views.history import HistoryPane
from desktop.ui.views.list_pane import ListPane
from desktop.ui.views.password import PasswordBar
from desktop.ui.views.places import PlacesPane
from desktop.ui.views.review import ReviewPane
from desktop.ui.views.status import StatusLine
from desktop.ui.views.team import TeamDialog
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.undo import Leaving
from desktop.ui.views.widgets import column, label


class Panes(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.places = PlacesPane(desk.facts.team.name)
        self.list = ListPane(desk)
        self.ticket = TicketPane(desk)
        self.review = ReviewPane(desk.words)
        self.history = HistoryPane()
        self.status = StatusLine()
        self.trouble = TroubleBar()
        self.password = PasswordBar()
        self.leaving = Leaving()
        self.team = TeamDialog(self, desk.facts.workstation)
        self.team.show_team(desk.facts.team)
        self._nothing = self._blank()
        self._right = QStackedWidget()
        for pane in (self._nothing, self.ticket, self.review, self.history):
            self._right.addWidget(pane)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()

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

    def widths(self) -> QByteArray:
        return self._split.saveState()

    def restore_widths(self, state: QByteArray) -> None:
        self._split.restoreState(state)

    def _blank(self) -> QWidget:
        blank = QWidget()
        words = label(self.tr("Choose a ticket: J and K go through the list, F1 shows every key"), kind="muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark = QLabel()
        mark.setPixmap(QApplication.windowIcon().pixmap(9 * STEP))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(blank, mark, words, spacing=2 * STEP)
        layout.insertStretch(0, 1)
        layout.addStretch(1)
        return blank

    def _lay_out(self) -> None:
        split = self._split
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        right = QWidget()
        stacked = column(right, self._right, self.leaving, margins=0, spacing=0)
        stacked.setStretch(0, 1)
        right.setMinimumWidth(68 * STEP)
        right.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        for number, pane in enumerate((self.places, self.list, right)):
            split.addWidget(pane)
            split.setStretchFactor(number, int(pane is right))
        split.setSizes([24 * STEP, 46 * STEP, 90 * STEP])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.trouble)
        layout.addWidget(self.password)
        layout.addWidget(split, 1)
        layout.addWidget(self.status)

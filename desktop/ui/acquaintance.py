"""The customer panel in its window: when it is there, and how a person comes to it and away."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, QSettings, Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from desktop.domain.commands import CorrectCustomerNote, JoinAddresses, NoteCustomer
from desktop.engine.queries import Conversation
from desktop.journal.state import CustomerNote, Team
from desktop.ui.desk import Desk
from desktop.ui.jottings import Jottings
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.customer import MOST, WIDTH, CustomerPanel
from desktop.ui.views.customer_data import CustomerData

_READ = 68 * STEP
"""What the conversation keeps beside it."""

_KEY = "customer"


class Acquainted(QObject):
    """Shown where there is room, until a person says otherwise; then as they said, from one start to the next."""

    left = Signal()

    def __init__(self, desk: Desk, jottings: Jottings, read: QWidget, beside: QStackedWidget, ticket: QWidget) -> None:
        """``read``: the pane that holds it to the right of ``beside``, where it belongs to ``ticket``."""
        super().__init__(read)
        self._desk, self._lists = desk, desk.lists
        self._read, self._beside, self._ticket = read, beside, ticket
        self._wanted: bool | None = None
        self.panel = CustomerPanel(self._name_of, self._may_correct, jottings)
        self.data = CustomerData(read, desk.facts.workstation)
        self.panel.data_wanted.connect(self.data.bring)
        self.data.export.connect(desk.parts.export_customer)
        self.data.look.connect(desk.leading.look_what_goes)
        self.data.erase.connect(self._erase)
        self.panel.corrected.connect(self._correct)
        self.panel.noted.connect(self._note)
        self.panel.joined.connect(self._join)
        self.panel.hide()
        self.panel.left.connect(self.left)
        beside.currentChanged.connect(self._fit)
        read.installEventFilter(self)

    def lay_into(self, line: QBoxLayout) -> None:
        line.addWidget(self._beside, 1)
        line.addWidget(self.panel)

    def show_conversation(self, found: Conversation) -> None:
        self.panel.show_customer(found, self._lists.customer(found.row.customer_address, MOST))
        self._fit()

    @property
    def rests_on(self) -> Collection[str]:
        """Tickets whose news may change what is shown of the customer."""
        return self.panel.rests_on

    def turn(self) -> None:
        """By its key: into it, then away."""
        if self.panel.has_focus():
            self._wanted = False
            self._fit()
            self.left.emit()
        elif self._beside.currentWidget() is self._ticket:
            self._wanted = True
            self._fit()
            self.panel.take_focus()

    def remember(self, settings: QSettings) -> None:
        if self._wanted is not None:
            settings.setValue(_KEY, "shown" if self._wanted else "folded")

    def restore(self, settings: QSettings) -> None:
        self._wanted = {"shown": True, "folded": False}.get(str(settings.value(_KEY, "")))
        self._fit()

    def say_team(self, team: Team) -> None:
        self.data.show_team(team)

    def show_data(self) -> None:
        """Of the customer whose ticket is shown."""
        self.panel.ask_for_data()

    def _erase(self, address: str, mail_too: bool) -> None:
        self._desk.leading.erase(address, mail_too=mail_too)

    def _name_of(self, agent: str) -> str:
        return self._desk.facts.team.agent_name(agent)

    def _note(self, ticket: str, address: str, text: str) -> None:
        self._desk.requests.edit(ticket, NoteCustomer(address, text))

    def _correct(self, ticket: str, note: str, text: str) -> None:
        self._desk.requests.edit(ticket, CorrectCustomerNote(note, text))

    def _may_correct(self, note: CustomerNote) -> bool:
        facts = self._desk.facts
        member = facts.team.member(facts.workstation)
        return member is not None and member.active and (member.is_lead or member.agent == note.agent)

    def _join(self, ticket: str, address: str, other: str, one_person: bool) -> None:
        self._desk.requests.edit(ticket, JoinAddresses(address, other, one_person))

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        there = self._beside.currentWidget() is self._ticket
        room = self._read.width() >= scaled(_READ + WIDTH)
        self.panel.setVisible(there and (room if self._wanted is None else self._wanted))
        self._read.setMinimumWidth(scaled(_READ + (WIDTH if there and self._wanted else 0)))

"""The middle pane: a place's title, the search, and the tickets, or what there is to review."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.engine.following import FollowUp
from desktop.ui import vocabulary
from desktop.ui.desk import Desk
from desktop.ui.models.leaving import LeavingModel
from desktop.ui.models.review import ReviewModel
from desktop.ui.models.tickets import TicketsModel
from desktop.ui.theme import STEP
from desktop.ui.views.leaving import LeavingList
from desktop.ui.views.review import ReviewList
from desktop.ui.views.ticket_list import TicketList
from desktop.ui.views.widgets import Elided, column, label, row

_TYPING = 200
"""Milliseconds after the last letter before a search is made."""


_AT_ONCE = 200
"""Tickets that are selected together at most."""


class ListPane(QWidget):
    shown = Signal(str)
    """A place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("listPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(34 * STEP)
        self._desk = desk
        self.model = TicketsModel(desk.lists, desk.facts.agent, self)
        self.review_model = ReviewModel(self)
        self.tickets = TicketList(self.model, desk.facts.agent, self._name_of)
        self.review = ReviewList(self.review_model, desk.words)
        self.leaving_model = LeavingModel(self)
        self.leaving = LeavingList(self.leaving_model)
        self.tickets.marks.changed.connect(self._say)
        self._place = ""
        self._title = Elided()
        self._title.setObjectName("placeTitle")
        self._count = label()
        self._count.setObjectName("placeCount")
        self.search = _Search()
        self.search.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self._searched)
        self.search.textChanged.connect(self._typing.start)
        self.search.left.connect(self.tickets.setFocus)
        self._nothing = label(kind="muted", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMargin(3 * STEP)
        self._stack = QStackedWidget()
        for view in (self.tickets, self.review, self.leaving, self._nothing):
            self._stack.addWidget(view)
        top = QWidget()
        title = row(self._title, self._count)
        title.setStretch(0, 1)
        column(top, title, self.search, margins=2 * STEP, spacing=STEP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(self._stack, 1)

    @property
    def place(self) -> str:
        return self._place

    @property
    def is_review(self) -> bool:
        return self._place == "review"

    @property
    def is_leaving(self) -> bool:
        return self._place == "leaving"

    def show_place(self, key: str) -> None:
        self.tickets.marks.clear()
        self._place = key
        self._title.say(vocabulary.place(key))
        self.search.setVisible(self._lists_tickets)
        if self._lists_tickets:
            self.model.show_place(key, self.search.text())
            self.tickets.scrollToTop()
        self._say()
        self.shown.emit(key)

    def tickets_changed(self, ids: frozenset[str]) -> None:
        if self._lists_tickets:
            self.model.changed(ids)
            marks = self.tickets.marks
            marks.drop(ticket for ticket in marks.ids if ticket in ids and self.model.find(ticket) is None)
        self._say()

    def review_changed(self) -> None:
        self._say()

    def show_leaving(self, follow_ups: Sequence[FollowUp]) -> None:
        self.leaving_model.show_items(follow_ups)
        self._say()

    def counts(self) -> dict[str, int]:
        """Of the places that list no tickets."""
        return {"review": self.review_model.rowCount(), "leaving": self.leaving_model.rowCount()}

    def step(self, by: int) -> None:
        self._shown()[0].step(by)

    def mark(self) -> None:
        if self._lists_tickets:
            self.tickets.mark()

    def extend(self, by: int) -> None:
        if self._lists_tickets:
            self.tickets.extend(by)

    def mark_all(self) -> None:
        """Of the place, or of what was found: as many as a person can mean at once."""
        if self._lists_tickets:
            rows = self._desk.lists.page(self._place, self._desk.facts.agent, self.search.text(), None, 0, _AT_ONCE)
            self.tickets.marks.add(row.id for row in rows)

    def stop(self) -> None:
        """The follow-up that is chosen."""
        if self.is_leaving:
            self.leaving.stop()

    @property
    def _lists_tickets(self) -> bool:
        return not self.is_review and not self.is_leaving

    def _shown(self) -> tuple[TicketList | ReviewList | LeavingList, int]:
        """The place's list, and how long it is."""
        if self.is_review:
            return self.review, self.review_model.rowCount()
        if self.is_leaving:
            return self.leaving, self.leaving_model.rowCount()
        return self.tickets, self.model.rowCount()

    def _searched(self) -> None:
        if self._lists_tickets:
            self.tickets.marks.clear()
            self.model.show_place(self._place, self.search.text())
            self._say()

    def _say(self) -> None:
        view, count = self._shown()
        marked = len(self.tickets.marks.ids) if self._lists_tickets else 0
        selected = self.tr("%1 selected").replace("%1", str(marked))
        self._count.setText(selected if marked else str(count) if count else "")
        searched = self._lists_tickets and self.search.text()
        nothing_found = self.tr("Nothing found.\nEsc shows the whole place again.")
        self._nothing.setText(nothing_found if searched else vocabulary.empty(self._place))
        self._stack.setCurrentWidget(view if count else self._nothing)

    def _name_of(self, agent: str) -> str:
        return self._desk.facts.team.agent_name(agent)


class _Search(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Enter and Down go to what was found, Esc drops the search."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

"""The middle pane: tickets, one glance each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ports.store.reader import MailRow, TicketRow
from desktop.ui.marks import Marks
from desktop.ui.models.found import FoundModel
from desktop.ui.models.tickets import ROW, TicketsModel
from desktop.ui.views.ticket_row import HEIGHT, TicketDelegate


class TicketList(QTableView):
    """Chooses by keys and mouse; what happens elsewhere never moves the choice."""

    chosen = Signal(str)
    """A ticket's id, by the person's doing."""
    chosen_mail = Signal(str)
    """The slot of a mail that belongs to no ticket."""

    def __init__(
        self,
        model: TicketsModel | FoundModel,
        me: str,
        name_of: Callable[[str], str],
        marks: Marks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``marks``: of another list, whose selection it shares."""
        super().__init__(parent)
        self.setObjectName("list")
        self.setModel(model)
        self._tickets = model
        self._row = 0
        """Where the choice stood last."""
        self._leaving = False
        self.marks = marks or Marks(self)
        self.marks.changed.connect(self.viewport().update)
        self._delegate = TicketDelegate(model, me, name_of, self.marks, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Tickets"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(HEIGHT)

    def choose(self, row: int) -> None:
        """By number, kept inside the list."""
        if self._tickets.rowCount():
            self.setCurrentIndex(self._tickets.index(max(0, min(row, self._tickets.rowCount() - 1)), 0))

    def step(self, by: int) -> None:
        """To the next or the one before; from a ticket that has left the list, to the one that took its place."""
        if self.currentIndex().isValid():
            self.choose(self.currentIndex().row() + by)
        else:
            self.choose(self._row + (by if by < 0 else 0))

    def mark(self) -> None:
        """Selects the chosen ticket, or lets it go."""
        row = self.currentIndex().data(ROW)
        if isinstance(row, TicketRow):
            self.marks.toggle(row.id)

    def extend(self, by: int) -> None:
        """The chosen ticket and its neighbour; nothing is opened, so nothing counts as read."""
        before = self.currentIndex().data(ROW)
        self._leaving = True
        self.step(by)
        self._leaving = False
        after = self.currentIndex().data(ROW)
        self.marks.add(row.id for row in (before, after) if isinstance(row, TicketRow))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Esc lets all go, and opens what the choice has come to meanwhile."""
        if event.key() == Qt.Key.Key_Escape and self.marks.ids:
            self.marks.clear()
            row = self.currentIndex().data(ROW)
            if isinstance(row, TicketRow):
                self.chosen.emit(row.id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        self._delegate.begin()
        super().paintEvent(event)

    def point_at(self, ticket: str) -> None:
        """Marks a ticket that is shown already; nothing is told."""
        found = self._tickets.find(ticket)
        self._leaving = True
        self.setCurrentIndex(self._tickets.index(found, 0) if found is not None else QModelIndex())
        self._leaving = False

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: N802 - Qt's own name
        super().currentChanged(current, previous)
        if current.isValid():
            self._row = current.row()
            row = current.data(ROW)
            if row is not None and not self._leaving:
                (self.chosen_mail if isinstance(row, MailRow) else self.chosen).emit(row.id)

    def rowsAboutToBeRemoved(self, parent: QModelIndex, start: int, end: int) -> None:  # noqa: N802 - Qt's own name
        """Qt would choose a neighbour; the person has not."""
        self._leaving = True
        if start <= self.currentIndex().row() <= end:
            self._row = start
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        super().rowsAboutToBeRemoved(parent, start, end)
        self._leaving = False

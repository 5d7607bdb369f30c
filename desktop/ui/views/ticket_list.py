"""The middle pane: tickets, one glance each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ports.store.reader import MailRow, TicketRow
from desktop.ui.marks import Marks
from desktop.ui.models.found import FoundModel
from desktop.ui.models.tickets import ROW, TicketsModel
from desktop.ui.preferences import Preferences
from desktop.ui.views.bar import Bar
from desktop.ui.views.ticket_row import TicketDelegate


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
        self.setVerticalScrollBar(Bar(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self._delegate.height)

    def prefer(self, chosen: Preferences) -> None:
        """Compact: more rows, each in two lines."""
        self._delegate.compact = chosen.density == "compact"
        self.verticalHeader().setDefaultSectionSize(self._delegate.height)
        self.viewport().update()

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

    def move_on(self, stays: Callable[[TicketRow], bool], far: int) -> bool:
        """To the nearest ticket that stays, the chosen one first, then downwards, then upwards, ``far`` rows each way.
        Where there is none nothing is chosen."""
        here = self.currentIndex().row() if self.currentIndex().isValid() else self._row
        below, above = (
            range(here, min(here + far, self._tickets.rowCount())),
            range(here - 1, max(here - far, 0) - 1, -1),
        )
        for number in (*below, *above):
            row = self._tickets.row(number)
            if isinstance(row, TicketRow) and stays(row):
                self._open(number)
                return True
        self._choose_none()
        return False

    def mark(self) -> None:
        """Selects the chosen ticket, or lets it go; with the last of them all are let go."""
        row = self.currentIndex().data(ROW)
        if isinstance(row, TicketRow):
            if self.marks.ids == (row.id,):
                self.let_go()
            else:
                self.marks.toggle(row.id)

    def let_go(self) -> bool:
        """All, and opens what the choice has come to meanwhile. False when nothing was selected."""
        selected = bool(self.marks.ids)
        self.marks.clear()
        if selected and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        return selected

    def extend(self, by: int) -> None:
        """The chosen ticket and its neighbour; nothing is opened, so nothing counts as read."""
        before = self.currentIndex().data(ROW)
        self._leaving = True
        self.step(by)
        self._leaving = False
        after = self.currentIndex().data(ROW)
        self.marks.add(row.id for row in (before, after) if isinstance(row, TicketRow))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        self._delegate.begin()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """What was in sight at the list's foot stays so when it becomes lower."""
        chosen = self.visualRect(self.currentIndex())
        super().resizeEvent(event)
        if 0 < chosen.bottom() <= event.oldSize().height() and chosen.bottom() > event.size().height():
            self.scrollTo(self.currentIndex())

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
            if not self._leaving:
                self._tell(current.data(ROW))

    def rowsAboutToBeRemoved(self, parent: QModelIndex, start: int, end: int) -> None:  # noqa: N802 - Qt's own name
        """Qt would choose a neighbour; the person has not."""
        self._leaving = True
        if start <= self.currentIndex().row() <= end:
            self._row = start
            self._choose_none()
        super().rowsAboutToBeRemoved(parent, start, end)
        self._leaving = False

    def reset(self) -> None:
        """Another list begins at its top."""
        super().reset()
        self._row = 0

    def _open(self, number: int) -> None:
        """Also what is chosen already."""
        if self.currentIndex().row() == number:
            self._tell(self.currentIndex().data(ROW))
        else:
            self.choose(number)

    def _tell(self, row: object) -> None:
        if isinstance(row, MailRow):
            self.chosen_mail.emit(row.id)
        elif isinstance(row, TicketRow):
            self.chosen.emit(row.id)

    def _choose_none(self) -> None:
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

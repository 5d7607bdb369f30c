"""The middle pane: tickets, one glance each."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.domain.search import OVERDUE
from desktop.ports.store.reader import MailRow, TicketRow
from desktop.ui import theme, vocabulary
from desktop.ui.marks import Marks
from desktop.ui.models.found import FoundModel
from desktop.ui.models.tickets import BEGUN, ROW, TicketsModel
from desktop.ui.moments import moment, waited
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import chip_width, paint_chip

_HEIGHT, _CHIP = 10 * STEP, 19
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


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
        self.setItemDelegate(TicketDelegate(me, name_of, self.marks, self))
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
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_HEIGHT))

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


class TicketDelegate(QStyledItemDelegate):
    """Customer and wait, subject, then tags, who holds it, and the first new words."""

    def __init__(self, me: str, name_of: Callable[[str], str], marks: Marks, parent: QWidget) -> None:
        super().__init__(parent)
        self._me = me
        self._marks = marks
        self._name_of = name_of

    def sizeHint(self, _: QStyleOptionViewItem, __: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(0, theme.scaled(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, TicketRow | MailRow):
            return
        found = theme.colours()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, marked = bool(state & QStyle.StateFlag.State_Selected), row.id in self._marks
        painter.fillRect(box, QColor(found.chosen if chosen else found.raised if marked else found.surface))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(found.line))
        inner = box.adjusted(3 * STEP, STEP, -2 * STEP, -STEP - 1)
        height = inner.height() // 3
        lines = [QRect(inner.left(), inner.top() + n * height, inner.width(), height) for n in range(3)]
        if isinstance(row, TicketRow):
            self._ticket(painter, box, lines, row, found, begun=bool(index.data(BEGUN)))
        else:
            self._mail(painter, lines, row, found)
        painter.restore()

    def _ticket(
        self,
        painter: QPainter,
        box: QRect,
        lines: list[QRect],
        row: TicketRow,
        found: theme.Colours,
        *,
        begun: bool,
    ) -> None:
        bar = {"urgent": found.bad, "high": found.warn}.get(row.priority)
        if bar:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height() - 1), QColor(bar))
        if row.id in self._marks:
            _tick(painter, box.left() + STEP, lines[0].center().y(), QColor(found.accent))
        elif row.unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(found.accent))
            painter.drawEllipse(QRectF(box.left() + STEP + 2, lines[0].center().y() - 3, 7, 7))
        self._first(painter, lines[0], row, found)
        painter.setFont(theme.font(theme.BODY, bold=row.unread))
        painter.setPen(QColor(found.text))
        painter.drawText(lines[1], _LEFT, _cut(painter, row.subject, lines[1].width()))
        draft = [(vocabulary.draft(), (found.surface, found.accent))] if begun else []
        self._last(painter, lines[2], [*draft, *self._chips(row, found)], row.snippet, found)

    def _mail(self, painter: QPainter, lines: list[QRect], row: MailRow, found: theme.Colours) -> None:
        """History: nothing of it asks for anything."""
        painter.setPen(QColor(found.muted))
        painter.setFont(theme.font(theme.SMALL))
        when = moment(row.date)
        painter.drawText(lines[0], _RIGHT, when)
        used = painter.fontMetrics().horizontalAdvance(when) + STEP
        painter.setFont(theme.font(theme.BODY))
        person = f"→ {row.person}" if row.outgoing else row.person
        painter.drawText(lines[0], _LEFT, _cut(painter, person, lines[0].width() - used))
        painter.drawText(lines[1], _LEFT, _cut(painter, row.subject, lines[1].width()))
        chips = [(self.tr("History"), (found.raised, found.muted))]
        if row.has_files:
            chips.append((self.tr("Attachment"), (found.raised, found.muted)))
        self._last(painter, lines[2], chips, row.snippet, found)

    def _first(self, painter: QPainter, line: QRect, row: TicketRow, found: theme.Colours) -> None:
        late = row.waits and time.time() - row.waits_from > OVERDUE
        clock = waited(row.waits_from) if row.waits else moment(row.last_date)
        painter.setFont(theme.font(theme.SMALL, bold=row.waits))
        painter.setPen(QColor(found.bad if late else found.text if row.waits else found.muted))
        painter.drawText(line, _RIGHT, clock)
        used = painter.fontMetrics().horizontalAdvance(clock) + STEP
        painter.setFont(theme.font(theme.BODY, bold=row.unread))
        painter.setPen(QColor(found.text if row.unread else found.muted))
        painter.drawText(line, _LEFT, _cut(painter, row.customer, line.width() - used))

    def _last(
        self,
        painter: QPainter,
        line: QRect,
        chips: list[tuple[str, tuple[str, str]]],
        snippet: str,
        found: theme.Colours,
    ) -> None:
        left, height = line.left(), theme.scaled(_CHIP)
        for text, colours in chips:
            width = chip_width(text)
            if left + width > line.right():
                break
            paint_chip(painter, QRectF(left, line.center().y() - height / 2 + 0.5, width, height), text, colours)
            left += width + STEP // 2
        rest = QRect(left + (STEP // 2 if left > line.left() else 0), line.top(), line.right() - left, line.height())
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(QColor(found.muted))
        painter.drawText(rest, _LEFT, _cut(painter, snippet, rest.width() - STEP))

    def _chips(self, row: TicketRow, found: theme.Colours) -> list[tuple[str, tuple[str, str]]]:
        chips: list[tuple[str, tuple[str, str]]] = []
        if row.alarms:
            chips.append((self.tr("Two answers"), (found.bad_soft, found.bad)))
        if row.holder == self._me:
            chips.append((self.tr("Yours"), (found.good_soft, found.good)))
        elif row.holder:
            chips.append((self.tr("%1 is answering").replace("%1", self._name_of(row.holder)), _held(found)))
        elif row.assignee:
            chips.append((f"→ {self._name_of(row.assignee)}", (found.raised, found.text)))
        if row.status in ("waiting", "on-hold"):
            chips.append((vocabulary.status(row.status), (found.raised, found.muted)))
        return [*chips, *((tag, theme.chip(tag)) for tag in row.tags)]


def _tick(painter: QPainter, left: int, middle: int, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.5))
    painter.drawPolyline([QPointF(left, middle), QPointF(left + 4, middle + 4), QPointF(left + 11, middle - 5)])


def _held(found: theme.Colours) -> tuple[str, str]:
    return found.warn_soft, found.warn


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))

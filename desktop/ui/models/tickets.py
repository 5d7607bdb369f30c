"""The ticket list as a window over keyset pages: a count, and the pages that somebody looks at.

A million tickets are as quick as ten: a page is read when a row of it is first asked for, from behind the nearest row
that is known, and old pages are forgotten. What changes in the journal becomes rows that go, come and change; the
model is reset only when another list is shown, so that selection and scrolling stay where the person put them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.ports.store.reader import Reader, TicketRow
from desktop.ui.models.seen import Seen
from desktop.ui.models.spoken import spoken

PAGE = 50
"""Rows read at once: a screenful and a half."""

_KEPT = 12
"""Pages remembered, beside those of chosen rows."""

_FEW = 25
"""Changed tickets that are moved one by one; more are shown afresh in place."""

_DEEP = 10_000
"""Rows from the top down to which changes become moves, a millisecond each; who reads further down has it shown
afresh in place too."""

ROW = Qt.ItemDataRole.UserRole
BEGUN = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class TicketsModel(QAbstractTableModel):
    """One column, for a delegate. ``data`` under ``ROW`` is a TicketRow, under ``BEGUN`` whether the person has begun
    to write on it."""

    def __init__(
        self,
        lists: Reader,
        agent: str,
        parent: QObject | None = None,
        seen: Seen | None = None,
        name_of: Callable[[str], str] = str,
    ) -> None:
        super().__init__(parent)
        self.seen = seen or Seen(self)
        self.seen.changed.connect(self._tell)
        self._lists = lists
        self._agent = agent
        self._name_of = name_of
        self._place = ""
        self._count = 0
        self._pages: dict[int, list[TicketRow]] = {}
        self._anchors: dict[int, TicketRow] = {}
        """The last row of each page that was ever read, by page."""

    # -- what Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own signature
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW:
            return row
        begun = self.seen.is_begun(row.id)
        if role == BEGUN:
            return begun
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, self._agent, self._name_of, begun=begun)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.customer}, {row.subject}"
        return None

    # -- what the window asks -----------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        return self._place

    def show_place(self, place: str) -> None:
        """Another list."""
        self.beginResetModel()
        self._place = place
        self._forget()
        self._count = self._size()
        self.endResetModel()

    def row(self, number: int) -> TicketRow | None:
        """The row, its page read if need be; None for one that has gone meanwhile."""
        if not 0 <= number < self._count:
            return None
        page = self._page(number // PAGE)
        within = number % PAGE
        return self.seen.row(page[within]) if within < len(page) else None

    def find(self, ticket: str) -> int | None:
        """Where a ticket stands in this list, looked for among the rows at hand, then in the store."""
        at_hand = next((number for number, row in self._at_hand() if row.id == ticket), None)
        return at_hand if at_hand is not None else self._position(ticket)

    def changed(self, tickets: Iterable[str]) -> None:
        """These tickets are not what they were; none named: any may not be."""
        if not self._place:
            return
        at = {row.id: number for number, row in self._at_hand()}
        names = list(tickets)
        reach = max(at.values(), default=0) + PAGE
        for ticket in names if len(names) <= _FEW and reach <= _DEEP else ():
            at = self._change(ticket, at, reach)
        self._settle({number: ticket for ticket, number in at.items()})

    # -- changes ------------------------------------------------------------------------------------------------

    def _change(self, ticket: str, at: dict[str, int], reach: int) -> dict[str, int]:
        """One ticket goes, comes or moves; ``at`` says where those at hand stand, and comes back as it is then. Where
        it is further down than ``reach``, no matter how far, nothing has been read yet."""
        old, new = at.get(ticket), self._position(ticket, reach)
        if new == reach:
            new = min(reach, self._count - (old is not None))
        if old is not None and new is None:
            self.beginRemoveRows(QModelIndex(), old, old)
            self._count -= 1
            self._forget()
            self.endRemoveRows()
            return {name: n - (n > old) for name, n in at.items() if name != ticket}
        if old is None and new is not None and self._size() > self._count and new <= self._count:
            self.beginInsertRows(QModelIndex(), new, new)
            self._count += 1
            self._forget()
            self.endInsertRows()
            return {name: n + (n >= new) for name, n in at.items()} | {ticket: new}
        if old is not None and new is not None and old != new and new < self._count:
            self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), new + 1 if new > old else new)
            self._forget()
            self.endMoveRows()
            without = {name: n - (n > old) for name, n in at.items() if name != ticket}
            return {name: n + (n >= new) for name, n in without.items()} | {ticket: new}
        return at

    def _settle(self, named: dict[int, str]) -> None:
        """Afterwards the model is what the store says: rows too few come at the end, persistent indexes follow their
        tickets (``named`` by row), only then rows too many go at the end, and what is in sight is read afresh."""
        size = self._size()
        self._forget()
        if size > self._count:
            self.beginInsertRows(QModelIndex(), self._count, size - 1)
            self._count = size
            self.endInsertRows()
        marked = ((index.row(), named.get(index.row())) for index in self.persistentIndexList())
        if any(ticket is not None and not self._is(row, ticket) for row, ticket in marked):
            self._follow(named)
        if size < self._count:
            self.beginRemoveRows(QModelIndex(), size, self._count - 1)
            self._count = size
            self._forget()
            self.endRemoveRows()
        for index in self.persistentIndexList():
            self.row(index.row())  # the next change has to know whose place it is
        self._tell()

    def _follow(self, named: dict[int, str]) -> None:
        """All persistent indexes at once: two must never meet on one row on their way."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        positions = [self._position(named[index.row()]) if index.row() in named else None for index in before]
        after = [QModelIndex() if row is None else self.index(row, 0) for row in positions]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _is(self, number: int, ticket: str) -> bool:
        row = self.row(number)
        return row is not None and row.id == ticket

    # -- pages --------------------------------------------------------------------------------------------------

    def _page(self, number: int) -> list[TicketRow]:
        page = self._pages.pop(number, None)
        if page is None:
            page = self._read(number)
            self._anchors |= {number: page[-1]} if len(page) == PAGE else {}
        self._pages[number] = page  # the newest last
        if len(self._pages) > _KEPT:
            held = {index.row() // PAGE for index in self.persistentIndexList()}
            old = next((one for one in self._pages if one not in held), None)
            if old is not None and old != number:
                del self._pages[old]
        return page

    def _read(self, number: int) -> list[TicketRow]:
        """From behind the nearest page that is known, or from the list's end when that is nearer, the rows between
        left out by the index."""
        before = max((page for page in self._anchors if page < number), default=-1)
        skip = (number - before - 1) * PAGE
        left = self._size() - number * PAGE
        if max(0, left - PAGE) < skip:
            return list(self._lists.tail(self._place, self._agent, max(0, left - PAGE), max(0, min(PAGE, left))))
        return list(self._lists.page(self._place, self._agent, self._anchors.get(before), skip, PAGE))

    def _tell(self) -> None:
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0))

    def _forget(self) -> None:
        self._pages, self._anchors = {}, {}

    def _at_hand(self) -> list[tuple[int, TicketRow]]:
        return [(page * PAGE + n, row) for page, rows in self._pages.items() for n, row in enumerate(rows)]

    def _position(self, ticket: str, most: int = -1) -> int | None:
        return self._lists.position(ticket, self._place, self._agent, most)

    def _size(self) -> int:
        return self._lists.size(self._place, self._agent)

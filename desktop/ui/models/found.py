"""What a search has found, as a list: the hits are known, their rows are read a page at a time when somebody looks.

A search that is made again, because something has changed, becomes rows that go, come and move; the model is reset
only when another search is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from desktop.ports.store.reader import Hit, MailRow, Reader, TicketRow
from desktop.ui.models.seen import Seen
from desktop.ui.models.spoken import spoken
from desktop.ui.models.tickets import BEGUN, PAGE, ROW, Index


class FoundModel(QAbstractTableModel):
    """One column, for a delegate. ``data`` under ``ROW`` is a TicketRow or a MailRow, under ``BEGUN`` whether the
    person has begun to write on it."""

    def __init__(
        self,
        lists: Reader,
        parent: QObject | None = None,
        seen: Seen | None = None,
        agent: str = "",
        name_of: Callable[[str], str] = str,
    ) -> None:
        super().__init__(parent)
        self._agent = agent
        self._name_of = name_of
        self.seen = seen or Seen(self)
        self.seen.changed.connect(self._tell)
        self._lists = lists
        self._hits: list[Hit] = []
        self._rows: dict[Hit, TicketRow | MailRow] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._hits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own signature
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW:
            return row
        begun = isinstance(row, TicketRow) and self.seen.is_begun(row.id)
        if role == BEGUN:
            return begun
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, MailRow):
                return ", ".join((row.person, row.subject, row.snippet))
            return spoken(row, self._agent, self._name_of, begun=begun)
        return None

    def row(self, number: int) -> TicketRow | MailRow | None:
        """None for one that has gone meanwhile."""
        if not 0 <= number < len(self._hits):
            return None
        hit = self._hits[number]
        if hit not in self._rows:
            first = number // PAGE * PAGE
            page = self._hits[first : first + PAGE]
            self._rows |= {_hit(row): row for row in self._lists.rows(page)}
        row = self._rows.get(hit)
        return self.seen.row(row) if isinstance(row, TicketRow) else row

    def find(self, ticket: str) -> int | None:
        hit = Hit(ticket)
        return self._hits.index(hit) if hit in self._hits else None

    def show_hits(self, hits: Sequence[Hit], *, another: bool) -> None:
        """``another``: of another search than what is shown."""
        if another:
            self.beginResetModel()
            self._hits, self._rows = list(hits), {}
            self.endResetModel()
            return
        self._remove_all_but(frozenset(hits))
        known = set(self._hits)
        for place, hit in enumerate(hits):
            if place < len(self._hits) and self._hits[place] == hit:
                continue
            if hit in known:
                old = self._hits.index(hit)
                self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), place)
                self._hits.insert(place, self._hits.pop(old))
                self.endMoveRows()
            else:
                new = _run(hits[place:], known)
                self.beginInsertRows(QModelIndex(), place, place + len(new) - 1)
                self._hits[place:place] = new
                self.endInsertRows()
        self.refresh()

    def refresh(self) -> None:
        """Any row may have changed."""
        self._rows = {}
        self._tell()

    def _remove_all_but(self, wanted: frozenset[Hit]) -> None:
        for row in reversed(range(len(self._hits))):
            if self._hits[row] not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._hits[row]
                self.endRemoveRows()

    def _tell(self) -> None:
        if self._hits:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._hits) - 1, 0))


def _run(hits: Sequence[Hit], known: set[Hit]) -> list[Hit]:
    """The new ones at the beginning."""
    end = next((place for place, hit in enumerate(hits) if hit in known), len(hits))
    return list(hits[:end])


def _hit(row: TicketRow | MailRow) -> Hit:
    return Hit(row.id, is_mail=isinstance(row, MailRow))

"""A short list that is told whole each time it changes: what stays keeps its place in the person's hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from desktop.ui.models.tickets import Index

ITEM = Qt.ItemDataRole.UserRole


class RowsModel(QAbstractListModel):
    """``data`` under ``ITEM`` is an item; each has an ``id``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Any] = []

    def said(self, item: Any) -> str:
        """What a screen reader says; each list knows better."""
        return str(item.id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.said(item)
        return None

    def show_items(self, items: Sequence[Any]) -> None:
        """What is gone goes, what is new comes at its place, the rest stays selected."""
        wanted = {item.id: item for item in items}
        for row in reversed(range(len(self._items))):
            if self._items[row].id not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._items[row]
                self.endRemoveRows()
        for place, item in enumerate(items):
            found = [n for n, one in enumerate(self._items) if one.id == item.id]
            if not found:
                self.beginInsertRows(QModelIndex(), place, place)
                self._items.insert(place, item)
                self.endInsertRows()
                continue
            if found[0] != place:
                self.beginMoveRows(QModelIndex(), found[0], found[0], QModelIndex(), place)
                self._items.insert(place, self._items.pop(found[0]))
                self.endMoveRows()
            if self._items[place] != item:
                self._items[place] = item
                self.dataChanged.emit(self.index(place), self.index(place))

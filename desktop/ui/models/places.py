"""The places at the left: what there is to look at, with how much waits there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from desktop.ui.models.tickets import Index

SAVED = "saved:"
"""Before the name of a saved search, as a place's key."""

PLACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Place:
    """``key`` is empty for a heading. ``count`` None: not counted."""

    key: str
    title: str
    count: int | None = None

    @property
    def is_heading(self) -> bool:
        return not self.key


class PlacesModel(QAbstractListModel):
    """``data`` under ``PLACE`` is a Place."""

    def __init__(self, places: list[Place], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places = places

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self._places[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return place
            case Qt.ItemDataRole.DisplayRole:
                return place.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return place.title if place.count is None else f"{place.title}, {place.count}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are read, never chosen."""
        if not index.isValid() or self._places[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def place(self, row: int) -> Place:
        return self._places[row]

    def row_of(self, key: str) -> int:
        """-1 when there is no such place."""
        return next((row for row, place in enumerate(self._places) if place.key == key), -1)

    def count(self, counts: dict[str, int]) -> None:
        """New numbers; what is not named has none."""
        for row, place in enumerate(self._places):
            counted = None if place.is_heading or place.key.startswith(SAVED) else counts.get(place.key, 0)
            if counted != place.count:
                self._places[row] = replace(place, count=counted)
                index = self.index(row)
                self.dataChanged.emit(index, index)

    def replace_searches(self, heading: str, names: list[str]) -> None:
        """Saved searches stand before the mailboxes' heading, under one of their own while there are any."""
        wanted = [Place("", heading), *(Place(f"{SAVED}{name}", name) for name in names)] if names else []
        begin = next((row for row, place in enumerate(self._places) if place.key.startswith(SAVED)), 0) - 1
        if begin >= 0:
            known = [place for place in self._places if place.key.startswith(SAVED)]
            if [place.key for place in known] == [place.key for place in wanted[1:]]:
                return
            self.beginRemoveRows(QModelIndex(), begin, begin + len(known))
            del self._places[begin : begin + len(known) + 1]
            self.endRemoveRows()
        if wanted:
            begin = max(row for row, place in enumerate(self._places) if place.is_heading)
            self.beginInsertRows(QModelIndex(), begin, begin + len(wanted) - 1)
            self._places[begin:begin] = wanted
            self.endInsertRows()

    def replace_mailboxes(self, addresses: list[str]) -> None:
        """The team's mailboxes stand last, under their heading."""
        first = next((row for row, place in enumerate(self._places) if place.key.startswith("mailbox:")), None)
        known = [place.title for place in self._places[first:]] if first is not None else []
        if known == addresses:
            return
        if first is not None:
            self.beginRemoveRows(QModelIndex(), first, len(self._places) - 1)
            del self._places[first:]
            self.endRemoveRows()
        if addresses:
            begin = len(self._places)
            self.beginInsertRows(QModelIndex(), begin, begin + len(addresses) - 1)
            self._places += [Place(f"mailbox:{address}", address) for address in addresses]
            self.endInsertRows()

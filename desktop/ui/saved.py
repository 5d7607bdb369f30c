"""Searches as places: saved, gone to, renamed and removed by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint

from desktop.engine.saved import LONGEST_NAME
from desktop.ui.desk import Desk
from desktop.ui.models.places import SAVED
from desktop.ui.theme import STEP
from desktop.ui.views.list_pane import ListPane
from desktop.ui.views.picker import Picker
from desktop.ui.views.places import PlacesPane


class SavedPlaces(QObject):
    def __init__(self, desk: Desk, lists: ListPane, places: PlacesPane) -> None:
        super().__init__(lists)
        self._desk = desk
        self._lists = lists
        self._places = places
        self._names: list[str] = []
        places.rename.connect(self.ask_new_name)
        places.remove.connect(desk.searches.remove)

    def show_searches(self, searches: Mapping[str, str]) -> None:
        self._names = list(searches)
        self._lists.know_searches(searches)
        self._places.show_searches(self._names)

    def ask_name(self) -> None:
        """For what is being searched for."""
        if self._lists.is_searching:
            typed = self._lists.search.text()
            self._ask(self.tr("Save this search as"), lambda name: self._desk.searches.save(name, typed))

    def ask_new_name(self, name: str) -> None:
        self._ask(self.tr("New name for %1").replace("%1", name), partial(self._desk.searches.rename, name))

    def pick(self) -> None:
        """One of them, to go to."""
        if self._names:
            picker = Picker(self.tr("Saved searches"), [(name, name) for name in self._names], self._lists.window())
            picker.picked.connect(lambda name: self._places.go(f"{SAVED}{name}"))
            self._open(picker)

    def _ask(self, title: str, named: Callable[[str], None]) -> None:
        picker = Picker(title, [], self._lists.window(), lambda name: 0 < len(name) <= LONGEST_NAME)
        picker.picked.connect(named)
        self._open(picker)

    def _open(self, picker: Picker) -> None:
        field = self._lists.search
        picker.open_at(field.mapToGlobal(QPoint(0, field.height() + STEP)))

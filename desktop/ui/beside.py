"""What a person opens beside their work: the sheet of keys, the settings."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.instance import to_front
from desktop.ui.notifying import notifying
from desktop.ui.views.key_sheet import KeySheet
from desktop.ui.views.settings import SettingsDialog


class Beside(QObject):
    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self.settings = SettingsDialog(window, desk.chosen, notifying(desk.facts.team))

    def show_keys(self) -> None:
        """Once: a second key brings it to the front."""
        sheet = self._window.findChild(KeySheet)
        if sheet is None:
            sheet = KeySheet(self._window, self._desk.chosen)
            sheet.settings.connect(self._show_key_settings)
        to_front(sheet)

    def show_settings(self) -> None:
        to_front(self.settings)

    def _show_key_settings(self) -> None:
        self.settings.turn_to_keys()
        to_front(self.settings)

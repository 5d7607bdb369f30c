"""What a person opens beside their work: the palette, the sheet of keys, the settings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.engine.notices import Found, Notice
from desktop.ui.desk import Desk
from desktop.ui.instance import to_front
from desktop.ui.notifying import notifying
from desktop.ui.offers import PaletteSource, Tickets
from desktop.ui.views.key_sheet import KeySheet
from desktop.ui.views.palette import Palette
from desktop.ui.views.settings import SettingsDialog
from desktop.ui.views.widgets import discard


class Beside(QObject):
    palette_closed = Signal()
    """What it searched for has taken the place of what the list was looking for."""
    moving_wanted = Signal()

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._palette: Palette | None = None
        self._settings: SettingsDialog | None = None
        desk.chosen.replaced.connect(self._forget_settings)

    @property
    def settings(self) -> SettingsDialog:
        """Made when it is first asked for: nobody waits for it at the start."""
        if self._settings is None:
            self._settings = SettingsDialog(self._window, self._desk.chosen, notifying(self._desk.facts.team))
            self._settings.moving_wanted.connect(self.moving_wanted)
        return self._settings

    def offer(self, tickets: Tickets, *others: PaletteSource) -> None:
        """In the palette."""
        self._tickets = tickets
        self._sources = [*others, tickets]

    def show_palette(self) -> None:
        palette = self._palette = Palette(self._sources, self._window)
        palette.asked.connect(self._tickets.ask)
        palette.closed.connect(self._forget_palette)
        palette.open_over(self._window)

    def told(self, notice: Notice) -> None:
        if isinstance(notice, Found) and self._palette is not None and self._tickets.told(notice):
            self._palette.refresh()

    def _forget_palette(self) -> None:
        self._palette = None
        self.palette_closed.emit()

    def show_keys(self) -> None:
        """Once: a second key brings it to the front."""
        sheet = self._window.findChild(KeySheet)
        if sheet is None:
            sheet = KeySheet(self._window, self._desk.chosen)
            sheet.settings.connect(self._show_key_settings)
        to_front(sheet)

    def show_settings(self) -> None:
        to_front(self.settings)

    def _forget_settings(self) -> None:
        """They show what was chosen before."""
        if self._settings is not None:
            discard(self._settings)
            self._settings = None

    def _show_key_settings(self) -> None:
        self.settings.turn_to_keys()
        to_front(self.settings)

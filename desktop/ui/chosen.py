"""The preferences as they are now, told to whoever goes by them when they change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.ui.preferences import Preferences, load, save


class Chosen(QObject):
    changed = Signal(object)
    """Preferences, at once."""
    replaced = Signal()
    """All of them, by others; told before ``changed``."""
    unsaved = Signal()
    """The disk did not take them: they hold until the window is closed."""

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self._profile = profile
        self.now: Preferences = load(profile)

    def read_again(self) -> None:
        """Others have come from a back-up."""
        self.now = load(self._profile)
        self.replaced.emit()
        self.changed.emit(self.now)

    def change(self, **what: Any) -> None:
        """By the names in ``Preferences``."""
        wanted = replace(self.now, **what)
        if wanted == self.now:
            return
        self.now = wanted
        try:
            save(self._profile, wanted)
        except OSError:
            self.unsaved.emit()
        self.changed.emit(wanted)

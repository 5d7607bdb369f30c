"""Why there is no window: for who has started the program by its icon and sees no terminal."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox


class Refused(QMessageBox):
    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(QMessageBox.Icon.Warning, "Sportello", message)
        self.setInformativeText(remedy)

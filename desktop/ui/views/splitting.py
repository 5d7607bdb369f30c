"""A mail that is about something else goes on as a ticket of its own: asked once, for the colleagues see it at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget


class SplitQuestion(QMessageBox):
    """It belongs to a window, and stays when what was shown there changes."""

    agreed = Signal(str, object)
    """A ticket's id, and the slots that leave it."""

    def __init__(self, parent: QWidget, ticket: str, slot: str, sender: str) -> None:
        super().__init__(parent)
        self._ticket, self._slot = ticket, slot
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("A ticket of its own?"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        said = self.tr(
            "The mail from %1 leaves this ticket and becomes one of its own, for the whole team; a mail that was "
            "merged into this ticket goes back to its former one. Answers that were sent stay here. "
            "M merges the two again."
        )
        self.setText(said.replace("%1", sender))
        self._go_on = self.addButton(self.tr("Split it off"), QMessageBox.ButtonRole.AcceptRole)
        leave = self.addButton(self.tr("Leave it here"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self._go_on)
        self.setEscapeButton(leave)
        self.buttonClicked.connect(self._answered)

    def _answered(self, answer: QAbstractButton) -> None:
        if answer is self._go_on:
            self.agreed.emit(self._ticket, (self._slot,))

"""What stands under the mails of a mailbox: the part that all share, and one's own lines above it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.theme import STEP, scaled
from desktop.ui.views.widgets import column, label, row

_HEIGHT = 9 * STEP


class SignatureFields(QWidget):
    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shared = self._field(self.tr("Signature of the mailbox, for all"))
        self.own = self._field(self.tr("Your own lines above it, on this computer"))
        parts = []
        for field in (self.own, self.shared):
            side = QWidget()
            name = label(field.accessibleName(), kind="small", wraps=True)
            name.setBuddy(field)
            column(side, name, field, margins=0, spacing=STEP // 2)
            parts.append(side)
        self.setLayout(row(*parts, spacing=2 * STEP))

    def fill(self, own: str, shared: str) -> None:
        """Nobody has typed it."""
        self.blockSignals(True)
        self.own.setPlainText(own)
        self.shared.setPlainText(shared)
        self.blockSignals(False)

    def allow(self, *, lead: bool) -> None:
        self.shared.setReadOnly(not lead)

    def _field(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(scaled(_HEIGHT))
        made.textChanged.connect(self.typed)
        return made

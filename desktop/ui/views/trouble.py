"""A sentence that a person should read, until they put it away."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, label, row


class TroubleBar(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self._words = label(wraps=True, selectable=True)
        layout = row(self._words, button(self.tr("Put away"), self.hide, kind="quiet"))
        layout.setStretch(0, 1)
        layout.setContentsMargins(2 * STEP, STEP // 2, STEP, STEP // 2)
        self.setLayout(layout)
        self.hide()

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

"""A sentence that a person should read, until they put it away; about a ticket, until that is settled or they have
moved on to another one."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, label, row


class TroubleBar(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self._about = ""
        self._words = label(wraps=True, selectable=True)
        layout = row(self._words, button(self.tr("Put away"), self.hide, kind="quiet"))
        layout.setStretch(0, 1)
        layout.setContentsMargins(2 * STEP, STEP // 2, STEP, STEP // 2)
        self.setLayout(layout)
        self.hide()

    def say(self, words: str, about: str = "") -> None:
        """``about``: a ticket's reference, empty for what concerns none."""
        self._about = about
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def settle(self, reference: str) -> None:
        """What stood in this ticket's way does so no more."""
        if reference and self._about == reference:
            self.hide()

    def move_on(self, reference: str) -> None:
        """The person looks at this ticket now."""
        if self._about and self._about != reference:
            self.hide()

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

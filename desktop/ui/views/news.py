"""What came in behind the back of a person who is writing: to be read before they send."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, label, row


class NewsBar(QFrame):
    read = Signal()
    """The person has looked at it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner-held")
        self._words = label(wraps=True)
        layout = row(self._words, button(self.tr("I have read it"), self.read.emit))
        layout.setStretch(0, 1)
        layout.setContentsMargins(STEP + STEP // 2, STEP // 2, STEP // 2, STEP // 2)
        self.setLayout(layout)
        self.hide()

    def say(self, *, news: bool, part_of: int) -> None:
        """``part_of``: the number of the ticket that this one has become part of meanwhile, else 0."""
        if part_of:
            words = self.tr("This ticket has become part of #%1: read what is new here before you go on")
            self._words.setText(words.replace("%1", str(part_of)))
        else:
            self._words.setText(self.tr("Something new came in while you were writing: read it before you send"))
        self.setAccessibleName(self._words.text())
        self.setVisible(news or bool(part_of))

    @property
    def text(self) -> str:
        return self._words.text()

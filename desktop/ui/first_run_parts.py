"""What the pages of the first run are made of."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.theme import STEP
from desktop.ui.views.widgets import column, label, row


class Trouble(QFrame):
    """A sentence and its remedy."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner-bad")
        self._words = label(kind="strong", wraps=True, selectable=True)
        self._remedy = label(wraps=True, selectable=True)
        column(self, self._words, self._remedy, margins=STEP + STEP // 2, spacing=STEP // 2)
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._words.text()} {self._remedy.text()}" if not self.isHidden() else ""

    def say(self, words: str, remedy: str) -> None:
        self._words.setText(words)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(f"{words} {remedy}")
        self.show()


def offer(title: str, words: str, begin: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "card")
    column(
        frame, label(title, kind="large"), label(words, kind="muted", wraps=True), row(begin, None), margins=3 * STEP
    )
    return frame

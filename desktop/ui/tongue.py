"""In which of our two languages somebody is writing: their own words say it, and until they do the customer's."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QTextEdit

from desktop.domain.language import spoken

_TYPING = 400
"""Milliseconds after the last letter before the words are looked at."""


class Tongue(QObject):
    turned = Signal(str)
    """``it`` or ``en``: it is another than before, or a text is begun."""

    def __init__(self, words: QTextEdit) -> None:
        super().__init__(words)
        self._words = words
        self._otherwise = self._now = ""
        self._timer = QTimer(self, singleShot=True, interval=_TYPING)
        self._timer.timeout.connect(self._look)
        words.textChanged.connect(self._timer.start)

    def begin(self, otherwise: str) -> None:
        """A text; ``otherwise`` where it does not tell."""
        self._otherwise, self._now = otherwise, ""
        self._look()

    def _look(self) -> None:
        found = spoken(self._words.toPlainText(), self._otherwise)
        if found != self._now:
            self._now = found
            self.turned.emit(found)

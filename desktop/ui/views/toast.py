"""What was just done, said for a few seconds below a list, with the key that takes it back. Takes no focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, column, label, row

STAYS = 6_000
"""Milliseconds: read at leisure, gone before it is in the way."""


class Toast(QWidget):
    """The list makes room for it: it covers no ticket."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label(wraps=True)
        self._undo: Callable[[], object] | None = None
        self._button = button(self.tr("Undo"), self._take_back, does="undo")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card = QFrame()
        card.setObjectName("undo")
        layout = row(self._words, self._button)
        layout.setStretch(0, 1)
        layout.setContentsMargins(2 * STEP, STEP, STEP, STEP)
        card.setLayout(layout)
        column(self, card, margins=STEP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """``undo`` takes back what was done."""
        self._undo = undo
        self._words.setText(words)
        self.setAccessibleName(words)
        self._button.setVisible(undo is not None)
        self.show()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def _take_back(self) -> None:
        if self._undo is not None:
            self._undo()

"""What stands where a list has nothing in it: what that means, and where to go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.icons import Icon
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import label

_SIZE = 5 * STEP


class Nothing(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon(size=_SIZE)
        self._what = label(kind="strong", wraps=True)
        self._then = label(kind="muted", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 3 * STEP)
        layout.setSpacing(STEP)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._what, self._then):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words)
        layout.addStretch(3)

    @property
    def text(self) -> str:
        return f"{self._what.text()}\n{self._then.text()}"

    def say(self, words: str, icon: str) -> None:
        """``words``: what it means on the first line, what to do on the others."""
        what, _, then = words.partition("\n")
        self._what.setText(what)
        self._then.setText(then)
        self._icon.show_icon(icon)

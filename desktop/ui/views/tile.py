"""One figure to be seen at a glance, what it is of, and a word more."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy

from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Elided, column, label


def tile(figure: str, words: str, more: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "card")
    frame.setAccessibleName(f"{figure} {words}. {more}")
    frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    column(
        frame,
        label(figure, kind="title"),
        label(words, wraps=True),
        Elided(more, "small"),
        margins=STEP + STEP // 2,
        spacing=STEP // 2,
    )
    return frame

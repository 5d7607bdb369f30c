"""Under a text that is being written: what happens to the ticket once it has left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from desktop.domain import reasons
from desktop.domain.texts import After
from desktop.ui import vocabulary
from desktop.ui.moments import moment
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Elided, button, row


class AfterLine(QWidget):
    def __init__(self, drop: Callable[[], object], parent: QWidget | None = None) -> None:
        """``drop``: none of it shall happen."""
        super().__init__(parent)
        self._words = Elided(kind="muted")
        self._drop = button(
            self.tr("Only the text"),
            drop,
            kind="quiet",
            name=self.tr("Send the text, and change nothing else about the ticket"),
        )
        layout = row(self._words, self._drop)
        layout.setStretch(0, 1)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        self.setLayout(layout)
        self.hide()

    def say(self, after: After) -> None:
        said = described(after)
        self._words.say(self.tr("Once it has left: %1").replace("%1", said) if said else "")
        self.setVisible(bool(said))


def described(after: After) -> str:
    """What the texts want, in words; empty when they want nothing."""
    way = QLocale().name()[:2]
    tr = vocabulary.said
    parts = [
        *(f"#{tag}" for tag in after.tags),
        reasons.shown(after.reason, way),
        reasons.shown(after.outcome, way),
        vocabulary.status(after.status) if after.status else "",
        tr(vocabulary.PROMISED, moment(after.due)) if after.due else "",
    ]
    return "  ·  ".join(filter(None, parts))

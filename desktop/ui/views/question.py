"""One calm question before a mail leaves: what its author may have overlooked, and the two keys that answer it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.ui.own_keys import own
from desktop.ui.views.widgets import Asking, button, label


class CautionBar(Asking):
    agreed = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner-held")
        self._words = label(wraps=True)
        self._agree = button(self.tr("Send all the same"), self.agreed.emit, does="send")
        self._back = button(self.tr("Back to the text"), self.declined.emit, does="close")
        self.lay(self._words, self._agree, self._back)
        self.hide()

    def ask(self, cautions: Sequence[str]) -> None:
        asked = own(self.tr("Ctrl+Enter sends it all the same, Esc goes back to the text."), "close")
        self._words.setText(" ".join((*cautions, asked)))
        self.setAccessibleName(self._words.text())
        self.show()

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

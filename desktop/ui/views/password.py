"""A mailbox's password has changed: one line that asks for the new one, while everything else goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from desktop.domain.errors import NEEDS_PASSWORD, SportelloError
from desktop.ui.desk import Words
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, column, label, row


class PasswordBar(QFrame):
    """Never takes the focus: somebody may be writing. One mailbox at a time; what others say meanwhile waits."""

    given = Signal(str, str)
    """A mailbox's address and its new password."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner-held")
        self._waiting: dict[str, str] = {}
        self._untried: list[str] = []
        self._words = label(wraps=True)
        name = label(self.tr("New &password"), kind="small")
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaximumWidth(40 * STEP)
        self.edit.returnPressed.connect(self._give)
        name.setBuddy(self.edit)
        line = row(name, self.edit, button(self.tr("Use it"), self._give, kind="primary"), None)
        line.setStretch(1, 1)
        self._line = QWidget()
        self._line.setLayout(line)
        column(self, self._words, self._line, margins=STEP + STEP // 2)
        self.hide()

    def asks(self, error: SportelloError | None, words: Words) -> bool:
        """Whether another password would mend it; then it is asked for here."""
        if error is None or error.code not in NEEDS_PASSWORD or not error.facts.get("address"):
            return False
        address, empty = str(error.facts["address"]), not self._waiting
        self._waiting.setdefault(address, words.of(error).message)
        if empty:
            self._say()
        return True

    def say_waiting(self, address: str, *, waits: bool) -> None:
        """A password that was given here is tried as soon as the server can be reached."""
        self._untried = [one for one in self._untried if one != address] + [address] * waits
        self._say()

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    @property
    def address(self) -> str:
        """Whose password is asked for; empty when none is."""
        return next(iter(self._waiting), "")

    def _say(self) -> None:
        words = self._waiting.get(self.address, "")
        self._line.setVisible(bool(words))
        if not words and self._untried:
            words = self.tr(
                "The new password of %1 could not be tried yet: its mail server cannot be reached. It is tried as soon "
                "as it can be; if it is refused, you are asked again."
            ).replace("%1", ", ".join(self._untried))
        self._words.setText(words)
        self.edit.setAccessibleName(self.tr("New password of %1").replace("%1", self.address))
        self.setVisible(bool(words))

    def _give(self) -> None:
        typed, address = self.edit.text(), self.address
        if typed and address:
            self.edit.clear()
            del self._waiting[address]
            self._say()
            self.given.emit(address, typed)

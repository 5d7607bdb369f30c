"""One thing to be typed: its name above, and below what is wrong with it, in place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop.ui.theme import STEP, scaled
from desktop.ui.views.widgets import column, label, row


class Port(QLineEdit):
    """A server's; 0 as long as there is none."""

    def __init__(self, port: int) -> None:
        super().__init__(str(port or 1))
        self.setValidator(QIntValidator(1, 65535, self))
        self.setFixedWidth(scaled(8 * STEP))

    def value(self) -> int:
        return int(self.text()) if self.hasAcceptableInput() else 0

    def set_value(self, port: int) -> None:
        self.setText(str(port))


class Field(QWidget):
    changed = Signal()
    """By the person, not by the program."""

    def __init__(self, title: str, *, hint: str = "", secret: bool = False, port: int = 0) -> None:
        """``port``: there is a number beside it."""
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName(title)
        self.edit.setPlaceholderText(hint)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.textEdited.connect(self._edited)
        self.port = Port(port)
        self.port.textEdited.connect(self.calm)
        self.port.setAccessibleName(self.tr("%1: port").replace("%1", title))
        self.touched = False
        """Whether a person has written here."""
        self._wrong = label(kind="bad", wraps=True)
        self._wrong.hide()
        name = QLabel(title)
        name.setProperty("kind", "small")
        name.setBuddy(self.edit)
        line = row(self.edit, self.port)
        line.setStretch(0, 1)
        self.port.setVisible(bool(port))
        column(self, name, line, self._wrong, margins=0, spacing=STEP // 2).addStretch(1)

    @property
    def text(self) -> str:
        return self.edit.text().strip()

    def fill(self, text: str) -> None:
        """By the program, unless a person has written here."""
        if not self.touched:
            self.edit.setText(text)

    def complain(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.show()
        self.edit.setAccessibleDescription(words)

    def calm(self) -> None:
        self._wrong.hide()
        self.edit.setAccessibleDescription("")

    def _edited(self) -> None:
        self.touched = True
        self.calm()
        self.changed.emit()


def missing(*fields: Field) -> list[Field]:
    """Of what has to be typed, a server's port included; each says so."""
    wrong = [field for field in fields if not field.edit.text().strip() or not field.port.hasAcceptableInput()]
    for field in wrong:
        field.complain(QCoreApplication.translate("first-run", "This is needed."))
    return wrong

"""A computer without a keyring: its passphrase, chosen at the first run and asked for before the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.domain.errors import SportelloError
from desktop.ui.desk import Words
from desktop.ui.instance import Doorbell, to_front
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field
from desktop.ui.views.widgets import Rule, button, card, column, label, row

_SHORTEST = 8
"""Characters of a passphrase."""


class PassphraseForm(QWidget):
    """Chosen twice the same; nobody can look it up afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.first = Field(self.tr("Passphrase"), hint=self.tr("some words that you will remember"), secret=True)
        self.second = Field(self.tr("The same once more"), secret=True)
        words = label(
            self.tr(
                "It opens what is kept on this computer: the key that signs for you, and the mailbox's password. It is "
                "asked for each time Sportello starts. If it is forgotten, a lead writes a new team file for you."
            ),
            kind="small",
            wraps=True,
        )
        group = card(self.tr("For this computer"), row(self.first, self.second, spacing=2 * STEP), words)
        column(self, group, margins=0).addStretch(1)

    def wanted(self) -> str:
        """Empty when it will not do: the fields say why."""
        typed, again = self.first.edit.text(), self.second.edit.text()
        if len(typed.strip()) < _SHORTEST:
            self.first.complain(self.tr("At least %1 characters.").replace("%1", str(_SHORTEST)))
            self.first.edit.setFocus()
            return ""
        if typed != again:
            self.second.complain(self.tr("This is not the same."))
            self.second.edit.setFocus()
            return ""
        return typed


class Unlock(QWidget):
    """``passphrase`` is empty when it was closed without one; ``forgotten``: because there is a team file instead."""

    def __init__(self, why: SportelloError, words: Words, profile: Path) -> None:
        super().__init__()
        self.setObjectName("firstRun")
        self.setWindowTitle(self.tr("Unlock – Sportello"))
        self.passphrase = ""
        self.forgotten = False
        self.field = Field(self.tr("Passphrase of this computer"), secret=True)
        self.field.edit.returnPressed.connect(self._answer)
        said = words.of(why)
        mark = QLabel()
        mark.setPixmap(QApplication.windowIcon().pixmap(6 * STEP))
        forgotten = label(
            self.tr(
                "Forgotten? Nobody can look it up. Ask a lead for a new team file and open it here: this computer gets "
                "a new key, and its mail and what you wrote stay."
            ),
            kind="muted",
            wraps=True,
        )
        self.lost = button(self.tr("I have forgotten it: open a team file …"), self._forget, kind="quiet")
        head = row(mark, label("Sportello", kind="title"), None, spacing=2 * STEP)
        column(
            self,
            head,
            label(said.message, kind="strong", wraps=True),
            label(said.remedy, wraps=True),
            self.field,
            forgotten,
            row(self.lost, None),
            Rule(),
            row(None, button(self.tr("Close"), self.close), button(self.tr("Open"), self._answer, kind="primary")),
            margins=3 * STEP,
            spacing=2 * STEP,
        ).insertStretch(6, 1)
        self._bell = Doorbell(profile, self)
        self._bell.rung.connect(self._to_front)
        self.resize(68 * STEP, 58 * STEP)
        self.field.edit.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        self._bell.close()
        super().closeEvent(event)

    def _answer(self) -> None:
        self.passphrase = self.field.edit.text()
        if self.passphrase:
            self.close()
        else:
            self.field.complain(self.tr("Type it here."))

    def _forget(self) -> None:
        self.forgotten = True
        self.close()

    def _to_front(self) -> None:
        to_front(self)

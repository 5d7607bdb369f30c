"""Before the window, on a computer without a keyring: its passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.domain.errors import SportelloError
from desktop.ui.desk import Words
from desktop.ui.instance import Doorbell, to_front
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field
from desktop.ui.views.widgets import Rule, button, column, label, row


class Unlock(QWidget):
    """``passphrase`` is empty when it was closed without one."""

    def __init__(self, why: SportelloError, words: Words, profile: Path) -> None:
        super().__init__()
        self.setObjectName("firstRun")
        self.setWindowTitle(self.tr("Unlock – Sportello"))
        self.passphrase = ""
        self.field = Field(self.tr("Passphrase of this computer"), secret=True)
        self.field.edit.returnPressed.connect(self._answer)
        said = words.of(why)
        mark = QLabel()
        mark.setPixmap(QApplication.windowIcon().pixmap(6 * STEP))
        head = row(mark, label("Sportello", kind="title"), None, spacing=2 * STEP)
        column(
            self,
            head,
            label(said.message, kind="strong", wraps=True),
            label(said.remedy, wraps=True),
            self.field,
            Rule(),
            row(None, button(self.tr("Close"), self.close), button(self.tr("Open"), self._answer, kind="primary")),
            margins=3 * STEP,
            spacing=2 * STEP,
        ).insertStretch(4, 1)
        self._bell = Doorbell(profile, self)
        self._bell.rung.connect(self._to_front)
        self.resize(64 * STEP, 40 * STEP)
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

    def _to_front(self) -> None:
        to_front(self)

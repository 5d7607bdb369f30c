"""One more mailbox for the team, by a lead: tried out first, then told to everybody."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QScrollArea, QWidget

from desktop.domain.errors import SportelloError
from desktop.engine.discovery import Proposal
from desktop.ui.desk import Words
from desktop.ui.theme import STEP
from desktop.ui.views.account import AccountFields
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.widgets import Rule, button, column, label, row


class MailboxDialog(QDialog):
    looked_for = Signal(str)
    """An address, whose servers are looked for."""
    wanted = Signal(object)
    """A MailboxWanted, to be tried."""

    def __init__(self, parent: QWidget, words: Words) -> None:
        super().__init__(parent)
        self._sentences = words
        self._trying = ""
        self.setWindowTitle(self.tr("Add a mailbox"))
        self.fields = AccountFields(
            self.tr(
                "Everybody in the team reads and answers its mail from now on, and is asked once for what opens it. "
                "One that the team has already gets these servers instead of its old ones."
            )
        )
        self.trouble = TroubleBar()
        self._looking = False
        self.fields.where.entered.connect(self._go_on)
        self.fields.where.turned.connect(self._say_button)
        self._doing = label(kind="muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(STEP // 2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.fields)
        self.add = button("", self._go_on, kind="primary")
        self.add.setDefault(True)
        layout = column(
            self,
            label(self.tr("Add a mailbox"), kind="title"),
            area,
            self.trouble,
            self._doing,
            self._bar,
            Rule(),
            row(None, button(self.tr("Close"), self.reject, tip="Esc"), self.add),
            margins=3 * STEP,
        )
        layout.setStretch(1, 1)
        self.resize(80 * STEP, 76 * STEP)
        self._rest()
        self._say_button()

    def open_empty(self) -> None:
        """What was typed before stays as long as it has not been added."""
        self.show()
        self.raise_()
        self.fields.address.edit.setFocus()

    def told(self, address: str, refused: SportelloError | None) -> bool:
        """What became of an attempt. Whether it is said here."""
        if address != self._trying:
            return False
        self._rest()
        if refused is None:
            self.accept()
        elif self.isVisible():
            said = self._sentences.of(refused)
            self.trouble.say(f"{said.message} {said.remedy}")
            self.fields.point_at(refused)
        return refused is None or self.isVisible()

    def show_found(self, proposal: Proposal) -> None:
        """Where its servers are, or that they were not found."""
        if self._looking:
            self._rest()
            self.fields.show_proposal(proposal)

    def gave_up(self) -> None:
        """The attempt will not be answered."""
        if self._trying or self._looking:
            self._rest()

    def _go_on(self) -> None:
        """To the servers, as long as they are not known; then they are tried."""
        if not self.add.isEnabled():
            return
        if not self.fields.where.known:
            if address := self.fields.where.wanted_address():
                self._looking = True
                self._work(self.tr("Looking for the servers of %1 …").replace("%1", address))
                self.looked_for.emit(address)
        elif (mailbox := self.fields.wanted()) is not None:
            self._trying = mailbox.address
            self._work(self.tr("Trying both servers; no mail is sent …"))
            self.wanted.emit(mailbox)

    def _work(self, words: str) -> None:
        self.trouble.hide()
        self.fields.setEnabled(False)
        self.add.setEnabled(False)
        self._doing.setText(words)
        self._doing.show()
        self._bar.show()

    def _say_button(self) -> None:
        self.add.setText(self.tr("Add it") if self.fields.where.known else self.tr("Look for its servers"))

    def _rest(self) -> None:
        self._trying, self._looking = "", False
        self.fields.setEnabled(True)
        self.add.setEnabled(True)
        self._doing.hide()
        self._bar.hide()

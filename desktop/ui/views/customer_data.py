"""What the team holds of one customer: handed out as files; by leads also erased everywhere. And what was erased."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QLocale, QStandardPaths, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QFrame, QWidget

from desktop.engine.notices import CustomerErasedHere, CustomerExported, CustomerGoing
from desktop.journal.state import Team
from desktop.ui.moments import moment
from desktop.ui.theme import STEP
from desktop.ui.views.standstill import leads
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.widgets import Rule, button, column, label, row

_LISTED = 5


class CustomerData(QDialog):
    export = Signal(str, str)
    """The address, and a folder that is not there yet."""
    look = Signal(str)
    erase = Signal(str, bool)
    """The address, and whether mail on the server goes too."""

    def __init__(self, parent: QWidget, workstation: str) -> None:
        super().__init__(parent)
        self._me = workstation
        self._address = ""
        self.setWindowTitle(self.tr("A customer's data"))
        self.trouble = TroubleBar()
        self._whose = label(kind="large", wraps=True)
        out = label(self.tr("All mail with them, their tickets and the notes on them, as files."), wraps=True)
        self.hand_out = button(self.tr("Export …"), self._choose)
        self._said = label(kind="muted", wraps=True, selectable=True)
        self._leads = QWidget()
        self.begin = button(self.tr("Erase …"), self._look)
        gone = label(self.tr("Erased on every computer of the team, for good."), wraps=True)
        self.question = _Question()
        self.question.agreed.connect(self._erase)
        self.question.left.connect(self.begin.setFocus)
        self._earlier = label(kind="small", wraps=True)
        erasing, handing = row(gone, self.begin), row(out, self.hand_out)
        for line in (erasing, handing):
            line.setStretch(0, 1)
        column(self._leads, Rule(), erasing, self.question, self._earlier, margins=0)
        close = row(None, button(self.tr("Close"), self.accept, tip="Esc"))
        layout = column(self, self.trouble, self._whose, handing, self._leads, self._said, close, margins=3 * STEP)
        layout.insertStretch(layout.count() - 1)
        self.resize(76 * STEP, 54 * STEP)

    @property
    def said(self) -> str:
        return self._said.text()

    @property
    def earlier(self) -> str:
        return self._earlier.text()

    def bring(self, name: str, address: str) -> None:
        self._address = address
        self._whose.setText(name if name == address else f"{name} · {address}")
        self._said.clear()
        self.trouble.hide()
        self.question.hide()
        self.show()
        self.raise_()
        self.activateWindow()
        self.hand_out.setFocus()

    def show_team(self, team: Team) -> None:
        self._leads.setVisible(leads(team, self._me))
        words = self.tr("Erased by %1, %2: %3")
        newest = sorted(team.erasures, key=lambda one: one.date, reverse=True)
        told = [
            words.replace("%1", team.agent_name(one.agent))
            .replace("%2", moment(one.date))
            .replace("%3", self._sum(one.counts))
            for one in newest[:_LISTED]
        ]
        self._earlier.setText("\n".join(told))
        self._earlier.setVisible(bool(told))

    def told(self, notice: CustomerGoing | CustomerErasedHere | CustomerExported) -> None:
        """Of whom the dialog speaks no more, nothing is said."""
        if isinstance(notice, CustomerExported):
            self._said.setText("" if notice.why else self._exported(notice))
        elif notice.address == self._address and isinstance(notice, CustomerGoing):
            self.question.ask(self._sum(notice.counts))
        elif notice.address == self._address:
            self._said.setText(self.tr("Erased: %1").replace("%1", self._sum(notice.counts)))

    def settle(self) -> None:
        """What was asked for was refused."""
        self._said.clear()

    def _exported(self, notice: CustomerExported) -> str:
        words = self.tr("In %1 – mails: %2.").replace("%1", notice.path).replace("%2", _number(notice.mails))
        left = self.tr("Mails that could not be had as they came, but only as text: %1.")
        return f"{words} {left.replace('%1', _number(notice.left_out))}" if notice.left_out else words

    def _sum(self, counts: Mapping[str, int]) -> str:
        """What they come to, each by its number."""
        words = (
            (self.tr("mails: %1"), "mails"),
            (self.tr("tickets: %1"), "tickets"),
            (self.tr("notes: %1"), "notes"),
            (self.tr("mails on the server: %1"), "on_server"),
        )
        return ", ".join(said.replace("%1", _number(counts[name])) for said, name in words if name in counts)

    def _choose(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(home) / self._address.replace("/", "_"))
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("A new folder for it"), suggested, options=QFileDialog.Option.ShowDirsOnly
        )
        if path:
            self._said.setText(self.tr("Being written …"))
            self.export.emit(self._address, path)

    def _look(self) -> None:
        self.look.emit(self._address)

    def _erase(self, mail_too: bool) -> None:
        self._said.setText(self.tr("Being erased …"))
        self.erase.emit(self._address, mail_too)


class _Question(QFrame):
    """What goes, before it does."""

    agreed = Signal(bool)
    left = Signal()
    """Agreed or not: it is no question any more."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner-held")
        self._words = label(wraps=True)
        self.mail_too = QCheckBox(self.tr("Their mail on the server, too"))
        self.agree = button(self.tr("Erase it everywhere"), self._agree, kind="primary")
        self.leave = button(self.tr("Leave it as it is"), self._leave)
        column(self, self._words, self.mail_too, row(None, self.agree, self.leave), margins=STEP + STEP // 2)
        self.hide()

    def ask(self, counts: str) -> None:
        words = self.tr(
            "This goes from every computer of the team, also from those that are off now, with drafts and attachments: "
            "%1. It cannot be taken back. Export it first if it has to be handed out."
        ).replace("%1", counts)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.mail_too.setChecked(False)
        self.show()
        self.leave.setFocus()

    def _leave(self) -> None:
        self.left.emit()
        self.hide()

    def _agree(self) -> None:
        self._leave()
        self.agreed.emit(self.mail_too.isChecked())


def _number(count: int) -> str:
    return QLocale().toString(count)

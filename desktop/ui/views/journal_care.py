"""What a lead does about claiming and sending as a whole: stops them, lets them go on, begins a lost journal anew."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from desktop.domain.errors import SportelloError
from desktop.engine.restoring import LOST
from desktop.journal.state import Team
from desktop.ui.theme import STEP
from desktop.ui.views.standstill import leads
from desktop.ui.views.widgets import button, column, label, row


class JournalCare(QWidget):
    """One button, that of the moment; each asks before it does anything that holds for all."""

    halt = Signal(str)
    """The reason, for everybody to read."""
    resume = Signal()
    restore = Signal()

    def __init__(self, workstation: str) -> None:
        super().__init__()
        self._me = workstation
        self._team: Team | None = None
        self._lost = self._busy = False
        self._words = label(wraps=True)
        self.stop = button(self.tr("Stop claiming and sending …"), self._ask_halt, kind="quiet")
        self.go_on = button(self.tr("Let claiming and sending go on"), self.resume.emit, kind="primary")
        self.begin = button(self.tr("Restore the journal …"), self._ask_restore)
        self.question = _Question()
        self.question.halt.connect(self.halt)
        self.question.restore.connect(self._restore)
        self.question.left.connect(self.turn_to)
        line = row(self._words, self.stop, self.go_on, self.begin)
        line.setStretch(0, 1)
        column(self, line, self.question, margins=0)

    def show_team(self, team: Team) -> None:
        self._team = team
        self._say()

    def say_link(self, online: bool, doubt: SportelloError | None) -> None:
        """Offline nothing new is known."""
        if online:
            self._lost = doubt is not None and doubt.code in LOST
            self._say()

    def settle(self) -> None:
        """What was asked for was refused."""
        self._busy = False
        self._say()

    def turn_to(self) -> None:
        """The button of the moment has the focus."""
        shown = (one for one in (self.begin, self.go_on, self.stop) if not one.isHidden())
        next(shown, self.stop).setFocus()

    def _say(self) -> None:
        team = self._team
        if team is None:
            return
        self.setVisible(leads(team, self._me))
        halted = team.halted is not None
        if self._busy:
            words = self.tr("Restoring the journal … This can take some minutes; the window then begins anew.")
        elif self._lost:
            words = self.tr("The journal is lost, or not whole.")
        elif halted:
            words = self.tr("Stopped for the whole team: %1").replace("%1", team.halted or "–")
        else:
            words = self.tr("Everybody can claim and send.")
        self._words.setText(words)
        held = any(one.hasFocus() for one in (self.begin, self.go_on, self.stop))
        self.begin.setVisible(self._lost and not self._busy)
        self.go_on.setVisible(halted and not self._lost)
        self.stop.setVisible(not halted and not self._lost)
        self.question.hold(halting=not halted and not self._lost, restoring=self._lost and not self._busy)
        if held:
            self.turn_to()

    def _restore(self) -> None:
        self._busy = True
        self._say()
        self.restore.emit()

    def _ask_halt(self) -> None:
        self.question.ask_halt()

    def _ask_restore(self) -> None:
        self.question.ask_restore()


class _Question(QFrame):
    """What it means for the others, before it is done."""

    halt = Signal(str)
    restore = Signal()
    left = Signal()
    """It is no question any more."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner-held")
        self._restoring = False
        self._words = label(wraps=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why? Everybody reads it"))
        self.reason.setAccessibleName(self.tr("Why claiming and sending stop"))
        self.reason.textChanged.connect(self._typed)
        self.reason.returnPressed.connect(self._agree)
        self.agree = button("", self._agree, kind="primary")
        self.leave = button(self.tr("Leave it as it is"), self._leave)
        column(self, self._words, self.reason, row(None, self.agree, self.leave), margins=STEP + STEP // 2)
        self.hide()

    def ask_halt(self) -> None:
        words = self.tr(
            "Nobody in the team can take a ticket or send an answer until a lead lets it go on. Mail goes on coming "
            "in, and what is being written is kept."
        )
        self._ask(words, self.tr("Stop them"), restoring=False)
        self.reason.setFocus()

    def ask_restore(self) -> None:
        words = self.tr(
            "First look for the old folder, in the mailbox's trash or in a backup: put back, it is better than any "
            "restore. Restoring writes what this computer knows into a new folder; the others follow by themselves and "
            "add the answers that they sent. What else only they knew is lost, and for half an hour nobody claims or "
            "sends."
        )
        self._ask(words, self.tr("Restore from this computer"), restoring=True)
        self.leave.setFocus()

    def hold(self, *, halting: bool, restoring: bool) -> None:
        """The question stands for as long as it is one."""
        if not (restoring if self._restoring else halting):
            self.hide()

    def _ask(self, words: str, agree: str, *, restoring: bool) -> None:
        self._restoring = restoring
        self._words.setText(words)
        self.setAccessibleName(words)
        self.agree.setText(agree)
        self.agree.setAccessibleName(agree)
        self.reason.setVisible(not restoring)
        self._typed()
        self.show()

    def _leave(self) -> None:
        self.left.emit()
        self.hide()

    def _typed(self) -> None:
        self.agree.setEnabled(self._restoring or bool(self.reason.text().strip()))

    def _agree(self) -> None:
        if not self.agree.isEnabled():
            return
        self._leave()
        if self._restoring:
            self.restore.emit()
        else:
            self.halt.emit(self.reason.text().strip())
            self.reason.clear()

"""The team: who is in it and at which computer; a lead invites by a team file, and removes."""

from __future__ import annotations

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.ticket import Role
from desktop.engine.notices import Invited
from desktop.engine.updates import MANIFEST
from desktop.journal.state import Member, Team
from desktop.ui import vocabulary
from desktop.ui.moments import until
from desktop.ui.theme import STEP
from desktop.ui.views.journal_care import JournalCare
from desktop.ui.views.standstill import leads as is_lead
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.widgets import Initials, Rule, button, column, empty, label, row, tab_through

_SUFFIX = ".sportello"
_WORKSTATION = "workstation"
"""Whose line it is, a property of its button."""


class TeamDialog(QDialog):
    invite = Signal(str, object)
    """The file to write, and the Role."""
    remove = Signal(str)
    """A workstation's id."""
    mailboxes_wanted = Signal()
    figures_wanted = Signal()
    add_mailbox = Signal()
    update_chosen = Signal(str)
    """A manifest's file."""

    def __init__(self, parent: QWidget, workstation: str) -> None:
        super().__init__(parent)
        self._me = workstation
        self._shown: tuple[list[Member], bool] = ([], False)
        """The members, and whether who looks may remove them."""
        self.setWindowTitle(self.tr("Team"))
        self.trouble = TroubleBar()
        self._name = label(kind="title")
        self._members = QVBoxLayout()
        self._members.setSpacing(STEP)
        self._members.addStretch(1)
        inner = QWidget()
        column(inner, self._members, margins=0)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._sure = _Sure()
        self._sure.agreed.connect(self.remove)
        self._inviting = _Inviting()
        self._inviting.invite.connect(self.invite)
        self._addresses = label(wraps=True, selectable=True)
        self._add = button(self.tr("Add a &mailbox …"), self.add_mailbox.emit, name=self.tr("Add a mailbox"))
        mailboxes = row(self._addresses, self._add)
        mailboxes.setStretch(0, 1)
        self.care = JournalCare(workstation)
        self._under = Rule()
        self._leads = label(kind="muted", wraps=True)
        rules = button(self.tr("Mailboxes …"), self.mailboxes_wanted.emit, does="mailboxes")
        figures = button(self.tr("Figures …"), self.figures_wanted.emit, does="figures")
        self.newer = button(self.tr("Tell of a newer version …"), self._choose_update)
        close = row(rules, figures, self.newer, None, button(self.tr("Close"), self.accept, tip="Esc"))
        layout = column(
            self,
            self._name,
            self.trouble,
            area,
            self._sure,
            Rule(),
            mailboxes,
            Rule(),
            self._inviting,
            self._under,
            self.care,
            self._leads,
            close,
            margins=3 * STEP,
        )
        layout.setStretch(2, 1)
        self.resize(72 * STEP, 80 * STEP)

    def bring(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()

    def mend(self) -> None:
        """What keeps everybody from claiming and sending."""
        self.bring()
        self.care.turn_to()

    def show_team(self, team: Team) -> None:
        """As the journal says now."""
        leads = is_lead(team, self._me)
        self._name.setText(team.name)
        there = sorted((m for m in team.members.values() if m.active), key=lambda m: (m.name.casefold(), m.workstation))
        self._sure.go_on(leads and self._sure.workstation in [member.workstation for member in there])
        if (there, leads) != self._shown:
            self._shown = there, leads
            self._list(there, leads=leads)
        self._inviting.setVisible(leads)
        self.newer.setVisible(leads)
        self._add.setVisible(leads)
        self._under.setVisible(leads)
        self.care.show_team(team)
        self._addresses.setText(self.tr("Mailboxes: %1").replace("%1", ", ".join(team.mailboxes)))
        names = ", ".join(sorted({member.name for member in there if member.is_lead}))
        self._leads.setText(self.tr("Only a lead invites and removes: %1").replace("%1", names))
        self._leads.setVisible(not leads)

    def show_invited(self, invited: Invited) -> None:
        self.trouble.hide()
        self._inviting.show_invited(invited)

    def say_published(self, version: str) -> None:
        words = self.tr("Everybody in the team is told by Sportello that version %1 is there.")
        self.trouble.say(words.replace("%1", version))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        """What was said is over with the visit."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.trouble.hide()
            self._sure.hide()
            self.care.question.hide()
            self._inviting.forget()

    def _list(self, there: list[Member], *, leads: bool) -> None:
        """The focus stays on the line that it is on, if that is still there."""
        focus = self.focusWidget()
        on = focus.property(_WORKSTATION) if focus is not None else None
        empty(self._members)
        lines = [self._line(member, leads=leads) for member in there]
        for line in lines:
            self._members.addWidget(line)
        self._members.addStretch(1)
        tab_through(self._area, lines)
        same = [one for one in self.findChildren(QPushButton) if on and one.property(_WORKSTATION) == on]
        if same:
            same[-1].setFocus()

    def _line(self, member: Member, *, leads: bool) -> QWidget:
        made = QWidget()
        here = self.tr("this computer") if member.workstation == self._me else self.tr("computer %1")
        about = f"{vocabulary.role(member.role.value)} · {here.replace('%1', member.workstation[:4])}"
        words = QWidget()
        column(words, label(member.name, kind="strong"), label(about, kind="muted"), margins=0, spacing=0)
        line = row(Initials(member.name), words, None)
        if leads and member.workstation != self._me:
            ask = button(self.tr("Remove …"), self._ask, kind="quiet")
            ask.setAccessibleName(self.tr("Remove %1").replace("%1", f"{member.name}, {about}"))
            ask.setProperty(_WORKSTATION, member.workstation)
            ask.setProperty("agent", member.name)
            line.addWidget(ask)
        made.setLayout(line)
        return made

    def _choose_update(self) -> None:
        """The file that comes with the installers."""
        kinds = f"{MANIFEST} ({MANIFEST})"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Which version is new?"), "", kinds)
        if path:
            self.update_chosen.emit(path)

    def _ask(self) -> None:
        pressed = self.sender()
        self._sure.ask(str(pressed.property(_WORKSTATION)), str(pressed.property("agent")))


class _Sure(QFrame):
    """A second question before somebody's computer is removed."""

    agreed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner-held")
        self.workstation = ""
        self._words = label(wraps=True)
        self._keep = button(self.tr("Keep it"), self.hide)
        line = row(None, button(self.tr("Remove it"), self._agree, kind="primary"), self._keep)
        column(self, self._words, line, margins=STEP + STEP // 2)
        self.hide()

    def ask(self, workstation: str, name: str) -> None:
        self.workstation = workstation
        words = self.tr(
            "Remove %1's computer from the team? It can read what it has, but claim and send no more; "
            "coming back needs a new team file."
        )
        self._words.setText(words.replace("%1", name))
        self.setAccessibleName(self._words.text())
        self.show()
        self._keep.setFocus()

    def go_on(self, still: bool) -> None:
        """The question stands for as long as there is somebody to remove."""
        if not still:
            self.hide()

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit(self.workstation)


class _Inviting(QWidget):
    """What a lead has: a file for one colleague's computer."""

    invite = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._role = QComboBox()
        for one in Role:
            self._role.addItem(vocabulary.role(one.value), one)
        self._role.setAccessibleName(self.tr("Role"))
        named = label(self.tr("Invite a colleague as"), kind="strong")
        named.setBuddy(self._role)
        write = button(self.tr("&Write a team file …"), self._choose, kind="primary", name=self.tr("Write a team file"))
        self._done = QFrame()
        self._done.setProperty("kind", "banner-mine")
        self._words = label(kind="strong", wraps=True)
        self._path = label(wraps=True, selectable=True)
        self._mark = label(wraps=True, selectable=True)
        column(self._done, self._words, self._path, self._mark, margins=STEP + STEP // 2, spacing=STEP // 2)
        self._done.hide()
        column(self, row(named, self._role, write, None), self._done, margins=0)

    @property
    def text(self) -> str:
        shown = (self._words, self._path, self._mark)
        return "\n".join(one.text() for one in shown) if not self._done.isHidden() else ""

    def show_invited(self, invited: Invited) -> None:
        who = vocabulary.role(invited.role.value)
        words = self.tr("The file lets one computer in (%1), %2. Give it to your colleague yourself.")
        self._words.setText(words.replace("%1", who).replace("%2", until(invited.expires)))
        self._path.setText(invited.path)
        mark = self.tr("Compare this by phone when it is opened: %1")
        self._mark.setText(mark.replace("%1", invited.fingerprint))
        self._done.show()

    def forget(self) -> None:
        self._done.hide()

    def _choose(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = self.tr("invitation") + _SUFFIX
        kinds = self.tr("Team files (*.sportello)")
        # A file that is there is never written over: the invitation in it may be in use.
        option = QFileDialog.Option.DontConfirmOverwrite
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write a team file"), f"{home}/{name}", kinds, options=option
        )
        if path:
            self._done.hide()
            self.invite.emit(path if path.endswith(_SUFFIX) else path + _SUFFIX, Role(self._role.currentData()))

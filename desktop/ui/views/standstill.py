"""Nothing is claimed or sent by the whole team: why, until when, and the way to what helps."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import SportelloError
from desktop.engine.restoring import LOST, never_heard
from desktop.journal.restoring import DELAY
from desktop.journal.state import Team
from desktop.ui.desk import Words
from desktop.ui.moments import at, until
from desktop.ui.own_keys import own
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Asking, button, label


class StandstillBar(Asking):
    """Stopped by a lead, the journal lost, or just restored. Never takes the focus: somebody may be reading."""

    mend = Signal()
    """A lead wants to do something about it."""

    def __init__(self, workstation: str, sentences: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner-bad")
        self._me = workstation
        self._sentences = sentences
        self._team: Team | None = None
        self._doubt: SportelloError | None = None
        self._words = label(wraps=True, selectable=True)
        self.open = button(self.tr("What a lead can do …"), self.mend.emit, does="team")
        self.lay(self._words, self.open)
        self.setContentsMargins(STEP // 2, STEP // 2, STEP // 2, STEP // 2)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._say)
        self.hide()

    def show_team(self, team: Team) -> None:
        self._team = team
        self._say()

    def say_link(self, online: bool, doubt: SportelloError | None) -> None:
        """Offline nothing new is known."""
        if online:
            self._doubt = doubt
            self._say()

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def _say(self) -> None:
        team, doubt = self._team, self._doubt
        if team is None:
            return
        lead, words = leads(team, self._me), ""
        left = team.restored + DELAY - int(time.time()) if team.restores and team.restored else 0
        if doubt is not None and doubt.code in LOST:
            said = self._sentences.of(doubt)
            words = own(f"{said.message} {said.remedy}")
        elif team.halted is not None:
            words = self._halted(team, lead=lead)
        elif left > 0:
            words = self._waiting(team)
            self._over.start(left * 1000)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.open.setVisible(lead and (team.halted is not None or (doubt is not None and doubt.code in LOST)))
        self.setVisible(bool(words))

    def _halted(self, team: Team, *, lead: bool) -> str:
        said = self.tr("A lead has stopped claiming and sending for the whole team: %1. Reading and writing go on.")
        if not lead:
            names = {member.name for member in team.members.values() if member.active and member.is_lead}
            said += " " + self.tr("To let it go on, ask %2.").replace("%2", ", ".join(sorted(names)))
        return said.replace("%1", (team.halted or "–").rstrip("."))

    def _waiting(self, team: Team) -> str:
        """Who has not opened Sportello since may still know of an answer that nobody else does."""
        said = self.tr(
            "The journal was restored %1. Nothing is claimed or sent %2, so that every computer can tell which answers "
            "it has sent: leave Sportello open on all of them."
        )
        said = said.replace("%1", at(team.restored)).replace("%2", until(team.restored + DELAY))
        silent = never_heard(team)
        return f"{said} {self.tr('Not heard from yet: %1').replace('%1', ', '.join(silent))}" if silent else said


def leads(team: Team, workstation: str) -> bool:
    mine = team.member(workstation)
    return mine is not None and mine.is_lead and mine.active

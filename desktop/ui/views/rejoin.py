"""This computer is out of the team, or has lost the key that signs for it: said as long as it is so, with the way
back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.errors import MENDED_BY_TEAM_FILE, SportelloError
from desktop.journal.state import Team
from desktop.ui.desk import Words
from desktop.ui.moments import at
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, label, row


class RejoinBar(QFrame):
    """Never takes the focus: somebody may be reading."""

    wanted = Signal()
    """A new team file is to be opened."""

    def __init__(self, workstation: str, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner-bad")
        self._me = workstation
        self._sentences = words
        self._left = self._lost = ""
        self._words = label(wraps=True, selectable=True)
        self.open = button(self.tr("Open a new team file …"), self.wanted.emit, kind="primary")
        layout = row(self._words, self.open, spacing=2 * STEP)
        layout.setStretch(0, 1)
        layout.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        self.setLayout(layout)
        self.hide()

    def show_team(self, team: Team) -> None:
        """As the journal says now; what was said of a lost key holds until then."""
        self._left = self._removed(team)
        self._say()

    def say_link(self, online: bool, doubt: SportelloError | None) -> None:
        if doubt is None and online:
            self._lost = ""
            self._say()
        self.asks(doubt)

    def asks(self, error: SportelloError | None) -> bool:
        """Whether a new team file would mend it; then it is said here."""
        if error is None or error.code not in MENDED_BY_TEAM_FILE:
            return False
        if not self._left:
            said = self._sentences.of(error)
            self._lost = f"{said.message} {said.remedy}"
            self._say()
        return True

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def _removed(self, team: Team) -> str:
        left = team.left(self._me)
        if left is None:
            return ""
        who = self.tr("This computer was removed from the team.")
        if left.removed_at:
            who = self.tr("%1 removed this computer from the team %2.")
            who = who.replace("%1", team.agent_name(left.removed_by)).replace("%2", at(left.removed_at))
        still = self.tr(
            "Mail can still be read and searched here, and what you wrote is kept; nothing can be answered or changed. "
            "To come back, ask a lead for a new team file and open it."
        )
        return f"{who} {still}"

    def _say(self) -> None:
        words = self._left or self._lost
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

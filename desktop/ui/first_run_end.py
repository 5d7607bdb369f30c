"""The last page of the first run: what has become of it, and what comes next."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.errors import SportelloError
from desktop.engine.enrolling import Enrolled
from desktop.ports.log import Probe
from desktop.ui.desk import Words
from desktop.ui.own_keys import own
from desktop.ui.theme import STEP
from desktop.ui.views.standing import StandingView
from desktop.ui.views.widgets import column, label, restyle, row


class EndPage(QWidget):
    """What has become of it, and what comes next."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._sentences = words
        self._welcome = label(kind="large", wraps=True)
        self._mark = label(kind="muted", wraps=True, selectable=True)
        self._dot = label("●", kind="dot-mine")
        self._found = label(kind="strong", wraps=True)
        self._findings = label(wraps=True)
        self._kept = label(wraps=True)
        self._next = label(wraps=True, selectable=True)
        self._probed = QFrame()
        self.standing = StandingView()
        """Of a mailbox that nobody in the team has seen yet."""
        head = row(self._dot, self._found)
        head.setStretch(1, 1)
        column(self._probed, head, self._findings, margins=STEP + STEP // 2)
        layout = column(
            self,
            self._welcome,
            self._mark,
            self.standing,
            self._probed,
            self._kept,
            self._next,
            margins=0,
            spacing=2 * STEP,
        )
        layout.addStretch(1)

    @property
    def text(self) -> str:
        shown = (self._welcome, self._mark, self._found, self._findings, self._kept, self._next)
        return "\n".join(one.text() for one in shown if not one.isHidden())

    def say(self, found: Enrolled, probe: Probe | None) -> None:
        self._welcome.setText(
            self.tr("%1, you are in the team %2.").replace("%1", found.agent).replace("%2", found.team)
        )
        self._mark.setText(self.tr("The team's fingerprint: %1").replace("%1", found.fingerprint))
        self._probed.setVisible(probe is not None)
        self.standing.setVisible(probe is not None)
        if probe is not None:
            self._say_probe(probe)
        self._kept.setText(
            self.tr("Each start asks for your passphrase; it opens the password too.")
            if found.sealed and found.kept
            else self.tr("This computer has no keyring that works: the password will be asked for at each start.")
        )
        self._kept.setVisible(found.sealed or not found.kept)
        said = self.tr("The mail of the last 90 days is read now; you can begin at once.")
        if probe is not None:
            said = self.tr(
                "Next, invite your colleagues: Team (G T) writes a file for each of them. Make one of them a second "
                "lead: if the only lead is away or loses this computer, nobody else can invite, or end a claim."
            )
        self._next.setText(own(said))

    def _say_probe(self, probe: Probe) -> None:
        colour = {"green": "mine", "yellow": "held"}.get(probe.colour, "bad")
        restyle(self._probed, f"banner-{colour}")
        restyle(self._dot, f"dot-{colour}")
        self._found.setText(
            {
                "green": self.tr("Green: the mailbox carries the team's journal well."),
                "yellow": self.tr("Yellow: the mailbox carries the team's journal, with limits."),
            }.get(probe.colour, self.tr("Red: the mailbox cannot carry the team's journal."))
        )
        said = [self._sentences.of(SportelloError(finding)).message for finding in probe.findings]
        self._findings.setText(listed(said))
        self._findings.setVisible(bool(said))


def listed(said: list[str]) -> str:
    return "\n".join(f"– {one}" for one in said)

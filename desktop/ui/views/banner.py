"""The claim banner: who answers this ticket, and what may be done about it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.errors import SportelloError
from desktop.journal.claims import LEASE
from desktop.journal.grants import REVOKE_DELAY
from desktop.journal.state import DepartureState, Team, Ticket
from desktop.ui.moments import at, moment, since, until
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, label, restyle, row


class Standing(StrEnum):
    FREE = "free"
    ASKED = "asked"
    MINE = "mine"
    HELD = "held"
    RUN_OUT = "run-out"
    """Somebody else's, quiet for longer than a lease."""
    OTHER_OWN = "other-own"
    """Ours, on another workstation."""
    PLANNED = "planned"
    """Free, but somebody's answer is to leave later."""
    LOST = "lost"
    """Somebody answered while we were writing."""
    LEAVING = "leaving"
    """Somebody's answer is being handed over at this moment."""
    MAYBE_SENT = "maybe-sent"
    REMOVED = "removed"
    """This computer has left the team."""
    NO_LOCKS = "no-locks"
    OFFLINE = "offline"


TAKEABLE = (Standing.FREE, Standing.PLANNED, Standing.RUN_OUT, Standing.OTHER_OWN)
"""Where a claim may be asked for."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the banner says. ``why`` is for NO_LOCKS."""

    standing: Standing
    who: str = ""
    when: int = 0
    why: str = ""


def situation(
    ticket: Ticket,
    team: Team,
    workstation: str,
    *,
    agent: str,
    online: bool,
    doubt: SportelloError | None,
    asked: bool,
    writing_since: int = 0,
) -> Situation:
    """``writing_since``: when the open draft was begun, 0 without one, or when it is a further answer on purpose."""
    if team.left(workstation) is not None:
        return Situation(Standing.REMOVED)
    grant, claim = ticket.open_grant, ticket.claim
    if grant is not None and grant.workstation != workstation:
        if grant.under_way and time.time() < grant.newest_date + REVOKE_DELAY:
            return Situation(Standing.LEAVING, team.agent_name(grant.agent), grant.newest_date)
        return Situation(Standing.MAYBE_SENT, team.agent_name(grant.agent), grant.newest_date)
    if grant is not None and grant.state == "uncertain":
        return Situation(Standing.MAYBE_SENT, "", grant.newest_date)
    answer = max((a for r in ticket.slots.values() for a in r.answers), key=lambda a: a.date, default=None)
    if writing_since and answer is not None and answer.date >= writing_since and not ticket.waiting_slots:
        own = answer.agent == agent
        if not own:
            return Situation(Standing.LOST, team.agent_name(answer.agent) if answer.agent else "", answer.date)
    if doubt is not None and online:
        return Situation(Standing.NO_LOCKS, why=doubt.code)
    if asked:
        return Situation(Standing.ASKED)
    if claim is not None and claim.workstation == workstation:
        return Situation(Standing.MINE, when=claim.renewed + LEASE)
    if claim is not None:
        name = team.agent_name(claim.agent)
        if claim.agent == agent:
            return Situation(Standing.OTHER_OWN, name, claim.since)
        over = time.time() > claim.renewed + LEASE
        return Situation(Standing.RUN_OUT if over else Standing.HELD, name, claim.since)
    planned = (one for one in ticket.departures if one.state is DepartureState.PLANNED)
    departure = min(planned, key=lambda one: one.at, default=None)
    if departure is not None:
        own = departure.workstation == workstation
        return Situation(Standing.PLANNED, "" if own else team.agent_name(departure.agent), departure.at)
    return Situation(Standing.FREE if online else Standing.OFFLINE)


_LOOK = {
    Standing.FREE: "free",
    Standing.ASKED: "wait",
    Standing.MINE: "mine",
    Standing.HELD: "held",
    Standing.RUN_OUT: "held",
    Standing.OTHER_OWN: "held",
    Standing.PLANNED: "wait",
    Standing.LOST: "bad",
    Standing.LEAVING: "wait",
    Standing.MAYBE_SENT: "bad",
    Standing.REMOVED: "bad",
    Standing.NO_LOCKS: "bad",
    Standing.OFFLINE: "free",
}


NOT_BY_LOOKING = ("database-copy", "update-needed", "halted")
"""Why there are no locks, where another look at the server changes nothing."""


class ClaimBanner(QFrame):
    claim = Signal()
    release = Signal()
    take_over = Signal()
    end_claim = Signal()
    see_answer = Signal()
    review = Signal()
    again = Signal()
    """Why there are no locks may be over: to be looked at now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot = label("●")
        self._words = label(wraps=True)
        self._buttons = {
            "claim": button(self.tr("Take it"), self.claim.emit, does="claim"),
            "release": button(self.tr("Give it back"), self.release.emit, does="release"),
            "take_over": button(self.tr("Take it over"), self.take_over.emit, does="claim"),
            "end_claim": button(self.tr("End the claim"), self.end_claim.emit),
            "see_answer": button(self.tr("See the answer"), self.see_answer.emit),
            "review": button(self.tr("To review"), self.review.emit, does="go-review"),
            "again": button(self.tr("Try again"), self.again.emit, does="fetch"),
            "help": button(self.tr("What to do"), self._show_help),
        }
        self._help = ""
        """What is the matter, and what to do about it."""
        layout = row(self._dot, self._words, *self._buttons.values(), spacing=STEP)
        layout.setStretch(1, 1)
        layout.setContentsMargins(STEP + STEP // 2, STEP // 2, STEP // 2, STEP // 2)
        self.setLayout(layout)
        self.setMinimumHeight(5 * STEP)

    def say(self, found: Situation, why: str, *, lead: bool, remedy: str = "") -> None:
        """``why``: the sentence for NO_LOCKS, in one line; ``remedy``: what to do about it, which a button shows."""
        when = {"%2": moment(found.when), "%4": since(found.when), "%5": at(found.when), "%6": until(found.when)}
        words = self._sentence(found).replace("%1", found.who).replace("%3", why)
        for mark, said in when.items():
            words = words.replace(mark, said)
        self._help = f"{words} {remedy}" if found.standing is Standing.NO_LOCKS and remedy else ""
        helped = bool(self._help) and self._words.text() == self._help  # what was asked for stays in sight
        self._words.setText(self._help if helped else words)
        self.setAccessibleName(self._words.text())
        look = _LOOK[found.standing]
        restyle(self, f"banner-{look}")
        restyle(self._dot, f"dot-{look}")
        wanted = {
            "claim": found.standing in (Standing.FREE, Standing.RUN_OUT, Standing.PLANNED),
            "release": found.standing is Standing.MINE,
            "take_over": found.standing is Standing.OTHER_OWN,
            "end_claim": lead and found.standing in (Standing.HELD, Standing.RUN_OUT),
            "see_answer": found.standing is Standing.LOST,
            "review": found.standing is Standing.MAYBE_SENT,
            "again": found.standing is Standing.NO_LOCKS and found.why not in NOT_BY_LOOKING,
            "help": bool(self._help) and not helped,
        }
        for name, shown in wanted.items():
            self._buttons[name].setVisible(shown)

    @property
    def text(self) -> str:
        return self._words.text()

    def _show_help(self) -> None:
        self._words.setText(self._help)
        self.setAccessibleName(self._help)
        self._buttons["help"].hide()

    def _sentence(self, found: Situation) -> str:
        match found.standing:
            case Standing.FREE:
                return self.tr("Free: nobody is answering")
            case Standing.ASKED:
                return self.tr("Asked for …")
            case Standing.MINE:
                return self.tr("Yours %6")
            case Standing.HELD:
                return self.tr("%1 is answering %4")
            case Standing.RUN_OUT:
                return self.tr("%1 took it %5 and has gone quiet: you may take it")
            case Standing.OTHER_OWN:
                return self.tr("Yours on another computer %4")
            case Standing.PLANNED if found.who:
                return self.tr("Free. %1's answer leaves %5, unless the customer writes first")
            case Standing.PLANNED:
                return self.tr("Your answer leaves %5, unless the customer writes first")
            case Standing.LOST if found.who:
                return self.tr("Lost: %1 answered %5. What you wrote is kept")
            case Standing.LOST:
                return self.tr("Answered from another mail program %5. What you wrote is kept")
            case Standing.LEAVING:
                return self.tr("%1's answer is leaving now (%2)")
            case Standing.MAYBE_SENT if found.who:
                return self.tr("%1's workstation may have sent an answer (%2): nobody can answer until that is known")
            case Standing.MAYBE_SENT:
                return self.tr("Your answer (%2) may have been sent: decide in To review")
            case Standing.REMOVED:
                return self.tr("This computer is no longer in the team: it reads, and answers nothing")
            case Standing.NO_LOCKS:
                return self.tr("Locks not available: %3")
            case Standing.OFFLINE:
                return self.tr("Offline: what you write is kept, and leaves if nobody has answered first")

"""Every state of the claim banner, from the ticket as the journal has it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.errors import LocksNotAvailable
from desktop.domain.ticket import Role
from desktop.journal.claims import LEASE
from desktop.journal.state import Answer, Claim, Departure, Grant, GrantState, Member, Team, Ticket
from desktop.ui.views.banner import ClaimBanner, Situation, Standing, situation
from tests.unit.store import samples
from tests.unit.store.samples import TEAM, at, ticket

NOW = int(time.time())
ME, OTHER = "w-anna", "w-bruno"
MEMBERS = {
    ME: Member(ME, "", "anna", "Anna", Role.LEAD),
    OTHER: Member(OTHER, "", "bruno", "Bruno", Role.AGENT),
}


def team() -> Team:
    return Team(TEAM.journal, 1, TEAM.id, TEAM.name, TEAM.founder, members=MEMBERS)


def claimed(agent: str, workstation: str, renewed: int = NOW) -> Ticket:
    return ticket("s1:a", claim=Claim("c1", agent, workstation, NOW - 60, renewed, at(2)))


def granted(workstation: str, state: GrantState, ago: int = 9) -> Ticket:
    when = NOW - ago
    under_way = state is GrantState.GRANTED
    grant = Grant(
        "g1", (), "bruno", workstation, "run", "<m@x>", "0", "c@x", at(3), when, "g1", when, state, under_way=under_way
    )
    return ticket("s1:a", grants={"g1": grant})


def answered(agent: str, when: int) -> Ticket:
    return samples.answered(ticket("s1:a"), "s1:a", Answer("g1", agent, when))


def seen(found: Ticket, **told: Any) -> Situation:
    facts: dict[str, Any] = {"agent": "anna", "online": True, "doubt": None, "asked": False, **told}
    return situation(found, team(), ME, **facts)


def test_no_locks_is_one_line_with_the_buttons_that_help(qtbot: QtBot) -> None:
    banner = ClaimBanner()
    qtbot.addWidget(banner)
    asked = []
    banner.again.connect(lambda: asked.append("again"))

    def shown() -> list[str]:
        return [one.text() for one in banner.findChildren(QPushButton) if not one.isHidden()]

    gap = Situation(Standing.NO_LOCKS, why="journal-gap")
    banner.say(gap, "The order is in doubt.", lead=False, remedy="Read it again.")
    assert banner.text == "Locks not available: The order is in doubt."
    assert shown() == ["Try again", "What to do"]
    for one in banner.findChildren(QPushButton):
        if not one.isHidden():
            one.click()
    assert asked == ["again"]
    assert banner.text == "Locks not available: The order is in doubt. Read it again."
    banner.say(gap, "The order is in doubt.", lead=False, remedy="Read it again.")
    assert banner.text.endswith("Read it again."), "what was asked for stays in sight"
    assert shown() == ["Try again"]
    banner.say(Situation(Standing.NO_LOCKS, why="halted"), "A lead has stopped it.", lead=False, remedy="Ask.")
    assert (banner.text, shown()) == ("Locks not available: A lead has stopped it.", ["What to do"])
    banner.say(Situation(Standing.FREE), "", lead=False)
    assert shown() == ["Take it"]


def test_an_answer_that_leaves_later_is_said() -> None:
    planned = [Departure("e", "bruno", OTHER, NOW + 900, 1), Departure("f", "anna", ME, NOW + 60, 1)]
    found = ticket("s1:a", departures=(planned[0],))
    assert seen(found) == Situation(Standing.PLANNED, "Bruno", NOW + 900)
    assert seen(ticket("s1:a", departures=tuple(planned))) == Situation(Standing.PLANNED, "", NOW + 60)
    assert seen(claimed("bruno", OTHER)).standing is Standing.HELD


@pytest.mark.parametrize(
    ("found", "told", "expected"),
    [
        (ticket("s1:a"), {}, Situation(Standing.FREE)),
        (ticket("s1:a"), {"online": False}, Situation(Standing.OFFLINE)),
        (ticket("s1:a"), {"asked": True}, Situation(Standing.ASKED)),
        (claimed("anna", ME), {}, Situation(Standing.MINE, when=NOW + LEASE)),
        (claimed("anna", "w-anna-2"), {}, Situation(Standing.OTHER_OWN, "Anna", NOW - 60)),
        (claimed("bruno", OTHER), {}, Situation(Standing.HELD, "Bruno", NOW - 60)),
        (claimed("bruno", OTHER, NOW - LEASE - 5), {}, Situation(Standing.RUN_OUT, "Bruno", NOW - 60)),
        (granted(OTHER, GrantState.GRANTED), {}, Situation(Standing.LEAVING, "Bruno", NOW - 9)),
        (granted(OTHER, GrantState.GRANTED, 1900), {}, Situation(Standing.MAYBE_SENT, "Bruno", NOW - 1900)),
        (granted(OTHER, GrantState.UNCERTAIN), {}, Situation(Standing.MAYBE_SENT, "Bruno", NOW - 9)),
        (granted(ME, GrantState.UNCERTAIN), {}, Situation(Standing.MAYBE_SENT, "", NOW - 9)),
        (answered("bruno", NOW), {"writing_since": NOW - 50}, Situation(Standing.LOST, "Bruno", NOW)),
        (answered("", NOW), {"writing_since": NOW - 50}, Situation(Standing.LOST, "", NOW)),
        (answered("bruno", NOW - 90), {"writing_since": NOW - 50}, Situation(Standing.FREE)),
        (answered("anna", NOW), {"writing_since": NOW - 50}, Situation(Standing.FREE)),
        (answered("bruno", NOW), {}, Situation(Standing.FREE)),
        (
            ticket("s1:a"),
            {"doubt": LocksNotAvailable("journal-gap")},
            Situation(Standing.NO_LOCKS, why="journal-gap"),
        ),
    ],
    ids=lambda value: value.standing if isinstance(value, Situation) else "",
)
def test_what_the_banner_says(found: Ticket, told: dict[str, Any], expected: Situation) -> None:
    assert seen(found, **told) == expected

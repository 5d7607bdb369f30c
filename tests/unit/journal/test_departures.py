"""Answers that leave later: what the team is told of them, and that it holds nothing."""

from __future__ import annotations

import pytest

from desktop.journal.entries import Arrived, Merged, SendPlanEnded, SendPlanned, StatusChanged
from desktop.journal.state import Departure
from tests.unit.journal.office import ANNA, BRUNO, EVA, HOUR, LAPTOP, MORNING, Office, Said

MONDAY = MORNING + 48 * HOUR


@pytest.fixture
def plan(office: Office) -> Said:
    office.open("s1:a")
    return office.say(BRUNO, "s1:a", SendPlanned(at=MONDAY))


def states(office: Office) -> list[tuple[str, str]]:
    return [(one.agent, one.state.value) for one in office.ticket("s1:a").departures]


def test_the_team_knows_who_answers_when(office: Office, plan: Said) -> None:
    workstation = BRUNO.signer.workstation
    assert office.ticket("s1:a").departures == (Departure(plan.id, "bruno", workstation, MONDAY, plan.date),)
    assert not office.ticket("s1:a").marks


@pytest.mark.usefixtures("plan")
def test_each_workstation_has_one(office: Office) -> None:
    office.say(ANNA, "s1:a", SendPlanned(at=MONDAY))
    office.say(LAPTOP, "s1:a", SendPlanned(at=MONDAY))
    office.say(BRUNO, "s1:a", SendPlanned(at=MONDAY + HOUR))
    assert [one.at for one in office.ticket("s1:a").departures] == [MONDAY, MONDAY, MONDAY + HOUR]


@pytest.mark.usefixtures("plan")
def test_the_customers_mail_cancels_it_and_ours_does_not(office: Office) -> None:
    office.say(EVA, "s1:a", Arrived(slots=("s1:b",)))
    assert states(office) == [("bruno", "cancelled")]


@pytest.mark.parametrize("outcome", ["left", "withdrawn"])
def test_its_workstation_ends_it(office: Office, plan: Said, outcome: str) -> None:
    assert office.say(EVA, "s1:a", SendPlanEnded(plan.id, outcome)).reason == "not-yours"
    assert office.say(BRUNO, "s1:a", SendPlanEnded(plan.id, "lost")).reason == "malformed"
    assert office.say(BRUNO, "s1:a", SendPlanEnded(plan.id, outcome)).applied
    assert states(office) == []
    assert office.say(BRUNO, "s1:a", SendPlanEnded(plan.id, outcome)).reason == "unknown-plan"


def test_a_missed_one_stays_until_the_ticket_is_done(office: Office, plan: Said) -> None:
    office.say(BRUNO, "s1:a", SendPlanEnded(plan.id, "missed"))
    assert states(office) == [("bruno", "missed")]
    office.say(EVA, "s1:a", StatusChanged(status="resolved", saw="open"))
    assert states(office) == []


def test_it_goes_along_when_tickets_are_merged(office: Office, plan: Said) -> None:
    office.open("s1:z")
    office.say(EVA, "s1:z", Merged(absorbed="s1:a"))
    assert states(office) == [("bruno", "planned")]
    assert office.say(BRUNO, "s1:a", SendPlanEnded(plan.id, "left")).applied
    assert states(office) == []

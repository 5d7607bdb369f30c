"""Side conversations: linked to their ticket, and nothing that a customer's answer hangs on."""

from __future__ import annotations

import pytest

from desktop.domain.ticket import Status
from desktop.journal.entries import Arrived, Claimed, Filed, Forwarded, Merged, Sent, Snoozed, StatusChanged
from desktop.journal.state import GrantState
from tests.unit.journal.office import ANNA, BRUNO, MORNING, Office, Said

DRAFT = "d1:000000000000000000000001"


@pytest.fixture
def forwarded(office: Office) -> Said:
    """A customer's question, and a mail of Anna's to a supplier about it."""
    office.open("s1:asked")
    office.open(DRAFT, unanswered=False)
    return office.say(ANNA, "s1:asked", Forwarded(side=DRAFT, to="fornitore@example.org"))


def test_both_know_of_each_other(office: Office, forwarded: Said) -> None:
    assert forwarded.applied
    main, side = office.ticket("s1:asked"), office.ticket(DRAFT)
    assert (main.sides, main.side_of, side.side_of, side.sides) == ((DRAFT,), "", "s1:asked", ())
    assert main.waiting_slots == ("s1:asked",)
    assert main.marks == (), "nobody who writes to the customer is stopped by it"


@pytest.mark.usefixtures("forwarded")
def test_it_leaves_by_a_grant_of_its_own(office: Office) -> None:
    """While Bruno holds the ticket, and answers the customer."""
    assert office.say(BRUNO, "s1:asked", Claimed()).applied
    assert office.say(ANNA, DRAFT, Claimed()).applied
    out = office.intend(ANNA, DRAFT)
    answer = office.intend(BRUNO, "s1:asked")
    assert (out.applied, answer.applied) == (True, True)
    assert office.say(ANNA, DRAFT, Sent(grant=out.id)).applied
    assert office.ticket("s1:asked").waiting_slots == ("s1:asked",), "no answer to the customer"
    assert office.say(BRUNO, "s1:asked", Sent(grant=answer.id)).applied
    assert office.grant(out).state is GrantState.SENT
    assert office.ticket("s1:asked").alarms == ()


@pytest.mark.usefixtures("forwarded")
def test_the_same_mail_is_granted_once(office: Office) -> None:
    assert office.say(ANNA, DRAFT, Claimed()).applied
    out = office.intend(ANNA, DRAFT)
    assert office.say(ANNA, DRAFT, Sent(grant=out.id)).applied
    assert office.intend(ANNA, DRAFT).reason == "answered"


@pytest.mark.usefixtures("forwarded")
def test_what_the_supplier_writes_waits_for_nobody(office: Office) -> None:
    assert office.say(ANNA, "s1:asked", StatusChanged(status="on-hold", saw="open")).applied
    assert office.say(BRUNO, DRAFT, Filed(slots=("s1:supplier",))).applied
    side, main = office.ticket(DRAFT), office.ticket("s1:asked")
    assert side.waiting_slots == ()
    assert office.ticket("s1:supplier").id == DRAFT
    assert main.status is Status.OPEN, "what was on hold for it goes on"


@pytest.mark.usefixtures("forwarded")
def test_what_was_out_of_sight_for_it_is_there_again(office: Office) -> None:
    assert office.say(ANNA, "s1:asked", Snoozed(until=MORNING + 86_400)).applied
    assert office.say(BRUNO, DRAFT, Filed(slots=("s1:supplier",))).applied
    ticket = office.ticket("s1:asked")
    assert (ticket.snooze, ticket.status) == (None, Status.OPEN)


@pytest.mark.parametrize("status", ["waiting", "resolved", "spam"])
@pytest.mark.usefixtures("forwarded")
def test_no_other_status_changes(office: Office, status: str) -> None:
    assert office.say(ANNA, "s1:asked", StatusChanged(status=status, saw="open")).applied
    assert office.say(BRUNO, DRAFT, Filed(slots=("s1:supplier",))).applied
    assert office.ticket("s1:asked").status == status


@pytest.mark.usefixtures("forwarded")
def test_an_older_version_files_it_as_a_customers_mail(office: Office) -> None:
    """All grant the same: an answer on the side has to cover it."""
    assert office.say(BRUNO, DRAFT, Arrived(slots=("s1:supplier",))).applied
    assert office.ticket(DRAFT).waiting_slots == ("s1:supplier",)
    assert office.say(ANNA, DRAFT, Claimed()).applied
    assert office.intend(ANNA, DRAFT).reason == "uncovered"
    assert office.intend(ANNA, DRAFT, ("s1:supplier", 0)).applied


@pytest.mark.usefixtures("forwarded")
def test_it_follows_its_ticket_into_another(office: Office) -> None:
    office.open("s1:other")
    assert office.say(ANNA, "s1:other", Merged(absorbed="s1:asked")).applied
    assert office.ticket("s1:other").sides == (DRAFT,)
    assert office.say(ANNA, "s1:other", StatusChanged(status="on-hold", saw="open")).applied
    assert office.say(BRUNO, DRAFT, Filed(slots=("s1:supplier",))).applied
    assert office.ticket("s1:other").status is Status.OPEN


@pytest.mark.parametrize(
    ("ticket", "side", "reason"),
    [
        ("s1:asked", "s1:other", "no-side"),  # a customer's
        ("s1:asked", "s1:asked", "no-side"),
        ("s1:other", DRAFT, "no-side"),  # of another already
        (DRAFT, "d1:2", "no-side"),  # of a side
        ("s1:asked", "d1:none", "unknown-ticket"),
    ],
)
@pytest.mark.usefixtures("forwarded")
def test_what_can_be_a_side(office: Office, ticket: str, side: str, reason: str) -> None:
    office.open("s1:other")
    office.open("d1:2", unanswered=False)
    assert office.say(BRUNO, ticket, Forwarded(side=side)).reason == reason

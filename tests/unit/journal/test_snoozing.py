"""Snooze: out of sight until a time or until the customer writes, back until somebody acts on it."""

from __future__ import annotations

import pytest

from desktop.domain.ticket import Status
from desktop.journal.entries import (
    Arrived,
    Assigned,
    Claimed,
    Filed,
    Kind,
    Merged,
    Noted,
    Prioritised,
    Seen,
    Snoozed,
    SnoozeEnded,
    StatusChanged,
    Tagged,
)
from desktop.journal.overlay import overlaid
from tests.unit.journal.office import BRUNO, EVA, HOUR, MORNING, Office

MONDAY = MORNING + 48 * HOUR


@pytest.fixture
def ticket(office: Office) -> str:
    slot = office.open("s1:a")
    assert office.say(BRUNO, slot, Snoozed(until=MONDAY)).applied
    return slot


def test_it_sleeps_until_its_time_by_whatever_clock_reads_it(office: Office, ticket: str) -> None:
    snooze = office.ticket(ticket).snooze
    assert snooze is not None
    assert (snooze.agent, snooze.until) == ("bruno", MONDAY)
    assert not snooze.is_back(MONDAY - 1)
    assert snooze.is_back(MONDAY)


def test_without_a_time_only_the_customer_wakes_it(office: Office) -> None:
    slot = office.open("s1:a")
    office.say(BRUNO, slot, Snoozed())
    snooze = office.ticket(slot).snooze
    assert snooze is not None
    assert not snooze.is_back(2**53)
    written = office.say(EVA, slot, Arrived(slots=("s1:b",)))
    snooze = office.ticket(slot).snooze
    assert snooze is not None
    assert snooze.written == written.date
    assert snooze.is_back(0)


def test_the_customer_wakes_it_before_its_time_and_our_own_mail_does_not(office: Office, ticket: str) -> None:
    office.say(EVA, ticket, Filed(slots=("s1:ours",)))
    snooze = office.ticket(ticket).snooze
    assert snooze is not None
    assert not snooze.written
    office.say(EVA, ticket, Arrived(slots=("s1:b",)))
    snooze = office.ticket(ticket).snooze
    assert snooze is not None
    assert snooze.written


ACTS: tuple[Kind, ...] = (
    Tagged(add=("a",)),
    Prioritised(priority="urgent"),
    StatusChanged(status="waiting", saw="open"),
    Assigned(assignee="eva", saw=""),
    Noted(text="seen to"),
    Claimed(),
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: type(act).__name__)
def test_an_act_ends_it_only_when_it_is_back(office: Office, ticket: str, act: Kind) -> None:
    assert office.say(EVA, ticket, act, at=47 * HOUR).applied
    assert office.ticket(ticket).snooze is not None
    again = {"status-changed": StatusChanged(status="open", saw="waiting"), "assigned": Assigned("", "eva")}
    assert office.say(EVA, ticket, again.get(type(act).__struct_config__.tag, act), at=48 * HOUR).applied  # type: ignore[arg-type]
    assert office.ticket(ticket).snooze is None


def test_what_is_no_act_leaves_it_back(office: Office, ticket: str) -> None:
    office.say(EVA, "", Seen(tickets=(ticket,)), at=49 * HOUR)
    assert office.ticket(ticket).snooze is not None


def test_an_act_that_is_refused_ends_nothing(office: Office, ticket: str) -> None:
    assert not office.say(EVA, ticket, StatusChanged(status="waiting", saw="on-hold"), at=49 * HOUR).applied
    assert office.ticket(ticket).snooze is not None


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.SPAM])
def test_what_is_done_is_not_snoozed(office: Office, ticket: str, status: Status) -> None:
    office.say(EVA, ticket, StatusChanged(status=status, saw="open"))
    assert office.ticket(ticket).snooze is None
    assert office.say(BRUNO, ticket, Snoozed(until=MONDAY)).reason == "done"


def test_the_last_one_counts_and_a_word_ends_it(office: Office, ticket: str) -> None:
    later = office.say(EVA, ticket, Snoozed(until=MONDAY + HOUR))
    snooze = office.ticket(ticket).snooze
    assert snooze is not None
    assert (snooze.entry, snooze.until) == (later.id, MONDAY + HOUR)
    assert office.say(BRUNO, ticket, SnoozeEnded()).applied
    assert office.ticket(ticket).snooze is None
    assert office.say(BRUNO, ticket, SnoozeEnded()).reason == "not-snoozed"


def test_it_is_no_news_to_who_writes(office: Office, ticket: str) -> None:
    assert not office.ticket(ticket).marks


def test_what_goes_into_another_ticket_wakes_with_it(office: Office, ticket: str) -> None:
    other = office.open("s1:z")
    office.say(EVA, other, Merged(absorbed=ticket))
    assert office.ticket(ticket).snooze is None


def test_a_pending_one_is_laid_over_and_marked(office: Office) -> None:
    slot = office.open("s1:a")
    shown = overlaid(office.ticket(slot), [office.draft(BRUNO, slot, Snoozed(until=MONDAY)).entry()])
    assert shown.snooze is not None
    assert shown.pending == ("snooze",)

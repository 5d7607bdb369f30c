"""Tags, priority, status, assignee, notes: what commutes, what the last one wins, what is refused."""

from __future__ import annotations

from itertools import permutations

import pytest

from desktop.domain.ticket import Priority, Status
from desktop.journal.entries import (
    Arrived,
    Assigned,
    Claimed,
    Corrected,
    Kind,
    Merged,
    Noted,
    Prioritised,
    Sent,
    Split,
    StatusChanged,
    Tagged,
)
from tests.unit.journal.office import ANNA, BRUNO, CLARA, EVA, LAPTOP, Office, Person


@pytest.fixture
def ticket(office: Office) -> str:
    return office.open("s1:a")


def test_tags_of_different_people_commute(office: Office) -> None:
    edits = [
        (BRUNO, Tagged(add=("a", "b"))),
        (EVA, Tagged(add=("c",), remove=("z",))),
        (CLARA, Tagged(add=("b", "d"), remove=("y",))),
    ]
    outcomes = set()
    for n, order in enumerate(permutations(edits)):
        slot = office.open(f"s1:{n}")
        for who, body in order:
            assert office.say(who, slot, body).applied
        outcomes.add(office.ticket(slot).tags)
    assert outcomes == {("a", "b", "c", "d")}


@pytest.mark.parametrize(
    "tag",
    ["", "two words", "a,b", "+a", "-a", "#a", "x" * 41, "bell\a", "zero\u200bwidth", "\u202eabc", "line\u2028end"],
)
def test_what_is_no_tag_is_left_out(office: Office, ticket: str, tag: str) -> None:
    assert office.say(BRUNO, ticket, Tagged(add=(tag, "fine"))).applied
    assert office.ticket(ticket).tags == ("fine",)


def test_a_tag_can_be_any_sign_of_any_year(office: Office, ticket: str) -> None:
    """Some were added to Unicode after the oldest Python that reads the log: all must give the same state."""
    tags = ("\U0001fae8", "\U0001face", "\u0378", "perché", "日本")
    office.say(BRUNO, ticket, Tagged(add=tags))
    assert set(office.ticket(ticket).tags) == set(tags)


def test_the_last_priority_wins(office: Office, ticket: str) -> None:
    for priority in Priority:
        assert office.say(BRUNO, ticket, Prioritised(priority=priority)).applied
        assert office.ticket(ticket).priority is priority


@pytest.mark.parametrize("body", [Prioritised(priority="asap"), StatusChanged(status="gone", saw="open")])
def test_a_word_that_nobody_knows(office: Office, ticket: str, body: Kind) -> None:
    before = office.ticket(ticket)
    assert office.say(BRUNO, ticket, body).reason == "malformed"
    assert office.ticket(ticket) == before


@pytest.mark.parametrize("status", Status)
def test_a_status_that_was_seen_is_changed(office: Office, ticket: str, status: Status) -> None:
    assert office.say(BRUNO, ticket, StatusChanged(status=status, saw="open")).applied
    assert office.ticket(ticket).status is status


def test_a_status_that_has_changed_since_is_not(office: Office, ticket: str) -> None:
    first = office.say(EVA, ticket, StatusChanged(status="on-hold", saw="open"))
    said = office.say(BRUNO, ticket, StatusChanged(status="resolved", saw="open"))
    assert (said.reason, said.verdict.agent, said.verdict.date, said.verdict.entry) == (
        "changed",
        "eva",
        first.date,
        first.id,
    )
    assert office.ticket(ticket).status is Status.ON_HOLD


def test_who_changed_a_status_by_answering_is_named(office: Office, ticket: str) -> None:
    office.say(BRUNO, ticket, StatusChanged(status="on-hold", saw="open"))
    office.say(BRUNO, ticket, StatusChanged(status="open", saw="on-hold"))
    office.say(EVA, ticket, Claimed())
    grant = office.intend(EVA, ticket)
    sent = office.say(EVA, ticket, Sent(grant=grant.id))
    said = office.say(BRUNO, ticket, StatusChanged(status="resolved", saw="open"))
    assert (said.reason, said.verdict.agent, said.verdict.entry) == ("changed", "eva", sent.id)
    late = office.say(CLARA, ticket, Arrived(slots=("s1:b",)))
    said = office.say(BRUNO, ticket, StatusChanged(status="resolved", saw="waiting"))
    assert (said.verdict.agent, said.verdict.entry) == ("clara", late.id)


def test_an_assignee_that_has_changed_since_is_kept(office: Office, ticket: str) -> None:
    first = office.say(EVA, ticket, Assigned(assignee="eva", saw=""))
    said = office.say(BRUNO, ticket, Assigned(assignee="bruno", saw=""))
    assert (said.reason, said.verdict.entry, office.ticket(ticket).assignee) == ("changed", first.id, "eva")
    assert office.say(BRUNO, ticket, Assigned(assignee="bruno", saw="eva")).applied


@pytest.mark.parametrize(
    ("who", "assignee", "allowed"),
    [
        (BRUNO, "bruno", True),
        (BRUNO, "", True),
        (BRUNO, "eva", False),
        (ANNA, "eva", True),
        (CLARA, "bruno", True),
        # A role belongs to the workstation: the lead's laptop was invited as an agent's.
        (LAPTOP, "anna", True),
        (LAPTOP, "eva", False),
    ],
)
def test_only_leads_assign_to_others(office: Office, ticket: str, who: Person, assignee: str, allowed: bool) -> None:
    said = office.say(who, ticket, Assigned(assignee=assignee, saw=""))
    assert said.applied is allowed
    assert said.verdict.quarantined is not allowed


def test_notes_are_kept_in_log_order(office: Office, ticket: str) -> None:
    for who, text in ((BRUNO, "one"), (EVA, "two"), (BRUNO, "")):
        assert office.say(who, ticket, Noted(text=text)).applied
    assert [(note.agent, note.text, note.pending) for note in office.ticket(ticket).notes] == [
        ("bruno", "one", False),
        ("eva", "two", False),
        ("bruno", "", False),
    ]


def test_the_last_word_of_who_wrote_a_mail_counts_and_stays_with_the_mail(office: Office) -> None:
    first, second = office.open("s1:a"), office.open("s1:b")
    for who, name in ((BRUNO, "Maria"), (EVA, "Mario")):
        assert office.say(who, first, Corrected(slots=("s1:a", "s1:elsewhere"), customer="m@x.it", name=name)).applied
    office.say(EVA, second, Corrected(slots=("s1:b",), customer="b@x.it"))
    office.say(ANNA, first, Merged(absorbed=second))

    def said(ticket: str) -> dict[str, tuple[str, str, str]]:
        records = office.ticket(ticket).slots
        return {slot: (c.agent, c.customer, c.name) for slot, r in records.items() if (c := r.corrected) is not None}

    assert said(first) == {"s1:a": ("eva", "m@x.it", "Mario"), "s1:b": ("eva", "b@x.it", "")}
    office.say(ANNA, first, Split(slots=("s1:b",)))
    assert said(second) == {"s1:b": ("eva", "b@x.it", "")}
    late = office.say(BRUNO, first, Corrected(slots=("s1:b",), customer="x@x.it"))
    assert (late.applied, late.reason) == (False, "changed")


def test_who_wrote_a_mail_is_no_news_to_one_who_answers(office: Office, ticket: str) -> None:
    before = office.ticket(ticket).last_mark
    office.say(EVA, ticket, Corrected(slots=("s1:a",), customer="m@x.it"))
    assert office.ticket(ticket).last_mark == before


@pytest.mark.parametrize("body", [Tagged(add=("x",)), Noted(text="x"), Prioritised(priority="low")])
def test_an_edit_of_no_ticket(office: Office, body: Kind) -> None:
    assert office.say(BRUNO, "s1:nothing", body).reason == "unknown-ticket"

"""What the team says of a customer: bounded, kept over merges, and of two addresses the last word."""

from __future__ import annotations

import pytest

from desktop.journal import customers
from desktop.journal.entries import AddressesJoined, AddressesParted, CustomerNoteCorrected, CustomerNoted, Kind, Merged
from tests.unit.journal.office import ANNA, BRUNO, EVA, Office


@pytest.fixture
def ticket(office: Office) -> str:
    return office.open("s1:a")


def test_notes_add_up_are_of_the_address_and_stop_nobodys_reply(office: Office, ticket: str) -> None:
    before = office.ticket(ticket).marks
    assert office.say(BRUNO, ticket, CustomerNoted(address="Maria@x.it", text="Gentile")).applied
    assert office.say(EVA, ticket, CustomerNoted(address="maria@x.it", text="Paga in contrassegno")).applied
    found = office.ticket(ticket).about
    assert [(n.address, n.text) for n in found] == [("maria@x.it", "Gentile"), ("maria@x.it", "Paga in contrassegno")]
    assert office.ticket(ticket).marks == before


def test_the_last_word_about_two_addresses_counts_however_they_are_named(office: Office, ticket: str) -> None:
    office.say(BRUNO, ticket, AddressesJoined(address="b@x.it", other="A@x.it"))
    (joint,) = office.ticket(ticket).joints
    assert (joint.one, joint.other, joint.joined) == ("a@x.it", "b@x.it", True)
    office.say(EVA, ticket, AddressesParted(address="a@x.it", other="b@x.it"))
    (joint,) = office.ticket(ticket).joints
    assert not joint.joined


@pytest.mark.parametrize(
    "body",
    [
        CustomerNoted(address="", text="x"),
        CustomerNoted(address="a@x.it", text=" \n"),
        AddressesJoined(address="a@x.it", other="A@X.it"),
        AddressesJoined(address="", other="a@x.it"),
    ],
)
def test_what_says_nothing_is_refused(office: Office, ticket: str, body: Kind) -> None:
    before = office.ticket(ticket)
    assert office.say(BRUNO, ticket, body).reason == "malformed"
    assert office.ticket(ticket) == before


def test_there_is_an_end(office: Office, ticket: str) -> None:
    for number in range(customers.MOST):
        assert office.say(BRUNO, ticket, CustomerNoted(address="a@x.it", text=str(number))).applied
        assert office.say(BRUNO, ticket, AddressesJoined(address="a@x.it", other=f"{number}@x.it")).applied
    assert office.say(BRUNO, ticket, CustomerNoted(address="a@x.it", text="more")).reason == "too-many-notes"
    assert office.say(BRUNO, ticket, AddressesJoined(address="a@x.it", other="more@x.it")).reason == "too-many-notes"
    assert office.say(BRUNO, ticket, AddressesParted(address="a@x.it", other="1@x.it")).applied, "known ones still"


def test_a_merge_takes_it_along(office: Office, ticket: str) -> None:
    other = office.open("s1:b")
    office.say(BRUNO, other, CustomerNoted(address="a@x.it", text="Prima"))
    office.say(BRUNO, ticket, CustomerNoted(address="a@x.it", text="Poi"))
    office.say(BRUNO, other, AddressesJoined(address="a@x.it", other="b@x.it"))
    office.say(BRUNO, ticket, AddressesParted(address="a@x.it", other="b@x.it"))
    office.say(BRUNO, ticket, Merged(absorbed=other))
    whole = office.ticket(ticket)
    assert sorted(note.text for note in whole.about) == ["Poi", "Prima"]
    assert [joint.joined for joint in whole.joints] == [False]


def test_a_note_is_said_anew_or_taken_back_by_its_author_or_a_lead(office: Office, ticket: str) -> None:
    office.say(BRUNO, ticket, CustomerNoted(address="a@x.it", text="Sempre gentille"))
    (note,) = office.ticket(ticket).about
    refused = office.say(EVA, ticket, CustomerNoteCorrected(note=note.id, text="Mai gentile"))
    assert (refused.applied, refused.reason) == (False, "note-not-yours")
    assert office.say(BRUNO, ticket, CustomerNoteCorrected(note=note.id, text="Sempre gentile")).applied
    (note,) = office.ticket(ticket).about
    assert (note.text, note.agent, note.corrector, note.corrected > 0) == ("Sempre gentile", *2 * (note.agent,), True)
    assert office.say(ANNA, ticket, CustomerNoteCorrected(note=note.id, text=" ")).applied, "a lead takes it back"
    assert office.ticket(ticket).about == ()
    assert office.say(BRUNO, ticket, CustomerNoteCorrected(note=note.id, text="Ancora")).reason == "unknown-note"

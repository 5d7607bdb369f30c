"""Canned responses in the log, reason and outcome of a ticket, and promises that the next answer ends."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from desktop.domain.texts import Actions, Attachment, Body, Text
from desktop.journal.entries import (
    Claimed,
    Classified,
    Evidence,
    External,
    Genesis,
    Kind,
    Merged,
    Promised,
    Sent,
    TextPiece,
    TextRemoved,
    TextSaved,
    TextsUsed,
)
from desktop.journal.keys import external_id
from desktop.journal.restoring import packed
from desktop.journal.sharing import PIECE, VERSIONS
from desktop.journal.state import Promise, SharedText
from tests.unit.journal.office import ANNA, BRUNO, CLARA, MORNING, Office, Said

LATE = Text("late", {"it": Body("Ritardo", "Ci dispiace."), "en": Body("Late", "Sorry.")}, actions=Actions(("late",)))
DIGEST = "ab" * 32


def shared(office: Office, key: str = "late") -> SharedText:
    found = office.state.text(key)
    assert found is not None
    return found


def saved(office: Office, text: Text = LATE, saw: str = "") -> Said:
    return office.say(ANNA, "", TextSaved(text, saw))


def test_a_text_is_written_by_a_lead_and_stands_as_a_whole(office: Office) -> None:
    assert office.say(BRUNO, "", TextSaved(LATE)).reason == "leads-only"
    said = saved(office)
    assert said.applied
    assert shared(office).now.text == LATE
    assert (shared(office).now.entry, shared(office).now.agent) == (said.id, "anna")


def test_who_changed_what_was_changed_meanwhile_is_told_by_whom(office: Office) -> None:
    first = saved(office)
    second = office.say(CLARA, "", TextSaved(replace(LATE, folder="Consegna"), first.id))
    assert second.applied
    lost = saved(office, replace(LATE, folder="Altro"), first.id)
    assert (lost.reason, lost.verdict.agent, lost.verdict.entry) == ("changed", "clara", second.id)
    assert saved(office).reason == "changed", "a new one of the same key"
    assert [version.text.folder for version in shared(office).versions] == ["", "Consegna"]


def test_the_last_versions_are_kept(office: Office) -> None:
    saw = ""
    for number in range(VERSIONS + 3):
        saw = saved(office, replace(LATE, folder=f"{number}"), saw).id
    assert [version.text.folder for version in shared(office).versions] == [f"{n}" for n in range(3, VERSIONS + 3)]


def test_a_removed_text_is_kept_and_may_be_written_anew(office: Office) -> None:
    first = saved(office)
    assert office.say(ANNA, "", TextRemoved("late", "0" * 24)).reason == "changed"
    assert office.say(ANNA, "", TextRemoved("late", first.id)).applied
    assert shared(office).removed
    assert office.say(ANNA, "", TextRemoved("late", first.id)).reason == "unknown-text"
    assert saved(office).applied
    assert not shared(office).removed
    assert len(shared(office).versions) == 2


@pytest.mark.parametrize(
    "body",
    [
        TextSaved(replace(LATE, key="Not a key")),
        TextSaved(replace(LATE, bodies={})),
        TextSaved(replace(LATE, bodies={"Italian": Body("x", "x")})),
        TextSaved(replace(LATE, attachments=(Attachment("a.pdf", "application/pdf", "no digest", 1),))),
        TextPiece(DIGEST, 0, "no base64!"),
        TextPiece("../../etc", 0, "QQ=="),
        TextPiece(DIGEST, 0, base64.b64encode(b"x" * (PIECE + 1)).decode()),
    ],
)
def test_what_is_no_text_changes_nothing(office: Office, body: Kind) -> None:
    assert office.say(ANNA, "", body).reason == "malformed"
    assert office.state.text("late") is None
    assert office.state.pieces == []


def test_uses_are_counted_by_language_and_never_more_of_them_than_uses(office: Office) -> None:
    saved(office)
    assert office.say(BRUNO, "", TextsUsed({"late": 3}, {"late": {"it": 2}})).applied
    assert office.say(
        CLARA, "", TextsUsed({"late": 2}, {"late": {"en": 1, "it": 9, "Klingon": 1}, "gone": {"it": 1}})
    ).applied
    assert (shared(office).uses, shared(office).languages) == (5, {"it": 2, "en": 1})


def test_anybody_counts_what_they_sent(office: Office) -> None:
    saved(office)
    assert office.say(BRUNO, "", TextsUsed({"late": 2, "gone": 9})).applied
    assert office.say(CLARA, "", TextsUsed({"late": 1})).applied
    assert shared(office).uses == 3
    assert office.say(BRUNO, "", TextsUsed({"gone": 9})).applied
    assert office.state.text("gone") is None


def test_texts_and_their_files_come_back_with_a_restored_journal(office: Office) -> None:
    piece = TextPiece(DIGEST, 0, "QQ==")
    office.say(ANNA, "", piece)
    saved(office, replace(LATE, attachments=(Attachment("a.pdf", "application/pdf", DIGEST, 1),)))
    parts = packed(office.team, (), (), (shared(office),), tuple(office.state.pieces))
    new = Office(generation=2)
    new.count = 10_000
    body = Genesis(team="t", team_name="Shop", founder_key=ANNA.signer.public, founder_name="Anna", restores="f" * 32)
    assert new.say(ANNA, "", body).applied
    for part in parts:
        assert new.say(ANNA, "", part).applied
    assert shared(new) == shared(office)
    assert new.state.pieces == office.state.pieces


def test_reason_and_outcome_are_last_writer_wins_and_come_one_by_one(office: Office) -> None:
    slot = office.open("s1:a")
    office.say(BRUNO, slot, Classified(reason="delivery/late"))
    office.say(CLARA, slot, Classified(outcome="informed"))
    assert (office.ticket(slot).reason, office.ticket(slot).outcome) == ("delivery/late", "informed")
    office.say(BRUNO, slot, Classified(reason="return/how"))
    assert (office.ticket(slot).reason, office.ticket(slot).outcome) == ("return/how", "informed")


def answer(office: Office, slot: str, at: int) -> None:
    office.say(BRUNO, slot, Claimed())
    grant = office.intend(BRUNO, slot)
    assert office.say(BRUNO, slot, Sent(grant=grant.id), at=at).applied


def test_the_next_answer_ends_a_promise(office: Office) -> None:
    slot = office.open("s1:a")
    office.say(BRUNO, slot, Promised(due=MORNING + 3600))
    promise = office.ticket(slot).promise
    assert promise is not None
    assert promise.kept(MORNING + 10) is None
    assert promise.kept(MORNING + 3601) is False
    answer(office, slot, 600)
    assert office.ticket(slot).promise is None
    assert [one.kept(MORNING + 9999) for one in office.ticket(slot).promises] == [True]


def test_an_answer_too_late_breaks_it(office: Office) -> None:
    slot = office.open("s1:a")
    office.say(BRUNO, slot, Promised(due=MORNING + 60))
    answer(office, slot, 600)
    assert [one.kept(MORNING + 9999) for one in office.ticket(slot).promises] == [False]


def test_an_answer_from_another_program_ends_it_too(office: Office) -> None:
    slot = office.open("s1:a")
    office.say(BRUNO, slot, Promised(due=MORNING + 3600))
    evidence = Evidence("home@shop.example", 1, 7, "<elsewhere@x>")
    entry = external_id(slot, "home@shop.example", 1, 7)
    assert office.say(CLARA, slot, External(slot, evidence), entry).applied
    assert office.ticket(slot).promise is None


def test_a_new_promise_takes_the_place_of_an_open_one(office: Office) -> None:
    slot = office.open("s1:a")
    for due in (100, 200, 200):
        office.say(BRUNO, slot, Promised(due=MORNING + due))
    assert [one.due for one in office.ticket(slot).promises] == [MORNING + 200]
    assert office.say(BRUNO, slot, Promised(due=0)).applied
    assert office.ticket(slot).promises == ()
    assert office.say(BRUNO, slot, Promised(due=0)).applied


def test_of_two_open_promises_the_earlier_is_left_after_a_merge(office: Office) -> None:
    one, other = office.open("s1:a"), office.open("s1:b")
    office.say(BRUNO, one, Promised(due=MORNING + 900))
    office.say(BRUNO, other, Promised(due=MORNING + 300))
    office.say(BRUNO, other, Classified(reason="delivery/late"))
    assert office.say(BRUNO, one, Merged(absorbed=other)).applied
    promise = office.ticket(one).promise
    assert promise is not None
    assert promise.due == MORNING + 300
    assert office.ticket(one).reason == "delivery/late"


def test_a_promise_that_is_kept_to_the_second_is_kept() -> None:
    assert Promise(100, "anna", 50, answered=100).kept(500)

"""A lost journal begun anew: the state in parts, half an hour of silence, own answers carried over."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

from desktop.journal.entries import (
    AutomaticClaimed,
    CarriedOver,
    Claimed,
    Genesis,
    Merged,
    Noted,
    Refused,
    Released,
    SendAttempted,
    Sent,
    SnapshotPart,
    Split,
)
from desktop.journal.keys import automatic_id
from desktop.journal.restoring import DELAY, packed, packed_grant
from desktop.journal.state import GrantState
from tests.unit.journal.office import ANNA, BRUNO, CLARA, DINO, EVA, STRANGER, Office, Said, joined


@pytest.fixture
def old(office: Office) -> Office:
    """Three tickets: one answered by Bruno, one merged away, one free; and a grant of Eva's that is open."""
    for slot in ("s1:a", "s1:b", "s1:c", "s1:d"):
        office.open(slot)
    office.say(CLARA, "s1:c", Merged(absorbed="s1:b"))
    office.say(BRUNO, "s1:a", Claimed())
    grant = office.intend(BRUNO, "s1:a")
    office.say(BRUNO, "s1:a", Sent(grant=grant.id))
    office.say(EVA, "s1:d", Claimed())
    office.intend(EVA, "s1:d")
    return office


def _parts(old: Office) -> tuple[SnapshotPart, ...]:
    return packed(old.team, tuple(old.state.all_tickets()), ())


def _begun(old: Office) -> Office:
    new = Office(now=old.now + 3600, generation=2)
    body = Genesis(team="t", team_name="Shop", founder_key=ANNA.signer.public, founder_name="Anna", restores="f" * 32)
    new.count = 10_000
    assert new.say(ANNA, "", body).applied
    return new


@pytest.fixture
def new(old: Office) -> Office:
    new = _begun(old)
    for part in _parts(old):
        assert new.say(ANNA, "", part).applied
    return new


def _carried(old: Office, slot: str, said: Said) -> CarriedOver:
    return CarriedOver(grants=(packed_grant(slot, old.grant(said)),))


def test_the_state_comes_back_and_every_claim_is_over(old: Office, new: Office) -> None:
    before = {ticket.id: msgspec.structs.replace(ticket, claim=None) for ticket in old.state.all_tickets()}
    assert {ticket.id: ticket for ticket in new.state.all_tickets()} == before
    assert (new.team.members, new.team.next_number) == (old.team.members, old.team.next_number)
    assert (new.team.journal, new.team.generation, new.team.restored) == (new.team.journal, 2, new.now)
    for slot in ("s1:a", "s1:b", "s1:c", "s1:d"):
        assert new.ticket(slot).id == old.ticket(slot).id


@pytest.mark.parametrize("backwards", [True, False])
def test_a_slot_of_a_merge_half_taken_back_lies_where_it_lay(office: Office, backwards: bool) -> None:
    for slot in ("s1:a", "s1:b", "s1:c"):
        office.open(slot)
    office.say(CLARA, "s1:b", Merged(absorbed="s1:a"))
    office.say(CLARA, "s1:c", Merged(absorbed="s1:b"))
    office.say(CLARA, "s1:c", Split(slots=("s1:b",)))
    assert office.ticket("s1:a").id == "s1:c"
    new = _begun(office)
    tickets = office.state.all_tickets()
    for part in packed(office.team, tuple(tickets[::-1] if backwards else tickets), ()):
        new.say(ANNA, "", part)
    for slot in ("s1:a", "s1:b", "s1:c"):
        assert new.ticket(slot).id == office.ticket(slot).id


def test_parts_come_in_any_order_and_more_than_once(old: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.journal.restoring.PART", 200)
    parts = list(_parts(old))
    assert len(parts) > 3
    Random(7).shuffle(parts)
    new = _begun(old)
    for part in (parts[0], *parts):
        assert new.say(ANNA, "", part).applied
        assert len(new.rows) - 2 == len(parts) or not new.team.restored
    assert new.team.restored == new.now
    assert new.team.parts == {}
    assert new.say(ANNA, "", parts[0]).reason == "malformed"


def test_a_damaged_state_is_thrown_away_and_written_again(old: Office) -> None:
    new = _begun(old)
    (part,) = _parts(old)
    for damaged in (
        msgspec.structs.replace(part, data=part.data[:-8] + "AAAAAAA="),
        msgspec.structs.replace(part, data="!"),
        msgspec.structs.replace(part, of=0),
        msgspec.structs.replace(part, part=1),
    ):
        assert new.say(ANNA, "", damaged).reason == "malformed"
    assert not new.team.restored
    assert new.say(ANNA, "", part).applied


@pytest.mark.parametrize("missing", ["the state", "the half hour"])
def test_nothing_is_granted_meanwhile(old: Office, missing: str) -> None:
    new = _begun(old)
    if missing == "the state":
        assert new.say(ANNA, "s1:c", Claimed()).reason == "unknown-ticket"
        return
    new.say(ANNA, "", _parts(old)[0])
    new.now += DELAY - 1
    for body in (Claimed(), SendAttempted(grant="x")):
        assert not new.say(BRUNO, "s1:c", body).applied
    assert new.say(BRUNO, "s1:c", Claimed()).reason == "restoring"
    assert new.say(BRUNO, "s1:c", Noted(text="x")).applied
    new.now += 1
    assert new.say(BRUNO, "s1:c", Claimed()).applied
    assert new.intend(BRUNO, "s1:c", ("s1:b", 0), ("s1:c", 0)).applied


def test_an_answer_that_the_restorer_did_not_know_is_carried_over(old: Office, new: Office) -> None:
    """Written to the lost journal after the restorer's last look."""
    old.say(BRUNO, "s1:c", Claimed())
    late = old.intend(BRUNO, "s1:c", ("s1:b", 0), ("s1:c", 0))
    old.say(BRUNO, "s1:c", Sent(grant=late.id))
    assert new.say(BRUNO, "", _carried(old, "s1:c", late)).applied
    assert new.ticket("s1:b").waiting_slots == ()
    assert new.team.heard == (BRUNO.signer.workstation,)
    new.now += DELAY
    new.say(EVA, "s1:c", Claimed())
    assert new.intend(EVA, "s1:c", ("s1:b", 0), ("s1:c", 0)).reason == "answered"


def test_an_open_answer_that_is_carried_over_blocks(old: Office, new: Office) -> None:
    old.say(BRUNO, "s1:c", Claimed())
    late = old.intend(BRUNO, "s1:c", ("s1:b", 0), ("s1:c", 0))
    new.say(BRUNO, "", _carried(old, "s1:b", late))
    new.now += DELAY
    assert new.say(EVA, "s1:c", Claimed()).reason == "unresolved"
    assert new.say(BRUNO, "s1:c", Sent(grant=late.id)).applied


def test_what_is_known_finally_wins(old: Office, new: Office) -> None:
    grant = next(iter(old.ticket("s1:d").grants.values()))
    said = Said(grant.id, grant.position, grant.date, new.state.reads[-1].verdict)
    old.say(EVA, "s1:d", Refused(grant=grant.id))
    assert new.ticket("s1:d").grants[grant.id].state is GrantState.GRANTED
    new.say(EVA, "", _carried(old, "s1:d", said))
    assert new.ticket("s1:d").grants[grant.id].state is GrantState.REFUSED
    stale = msgspec.structs.replace(grant, state=GrantState.GRANTED)
    new.say(EVA, "", CarriedOver(grants=(packed_grant("s1:d", stale),)))
    assert new.ticket("s1:d").grants[grant.id].state is GrantState.REFUSED


def test_only_own_answers_are_carried_over(old: Office, new: Office) -> None:
    grant = next(iter(old.ticket("s1:d").grants.values()))
    forged = CarriedOver(grants=(packed_grant("s1:d", msgspec.structs.replace(grant, state=GrantState.SENT)),))
    for who in (BRUNO, DINO):
        new.say(who, "", forged)
    assert new.say(STRANGER, "", forged).verdict.quarantined
    assert new.ticket("s1:d").grants[grant.id].state is GrantState.GRANTED


def test_an_answer_under_a_mails_name_is_not_carried_over(old: Office, new: Office) -> None:
    (grant,) = old.ticket("s1:a").grants.values()
    foreign = msgspec.structs.replace(grant, id="s1:c")
    assert new.say(BRUNO, "", CarriedOver(grants=(packed_grant("s1:a", foreign),))).applied
    assert "s1:c" not in new.ticket("s1:a").grants
    assert new.ticket("s1:c").id == "s1:c"


def test_nothing_is_carried_over_into_a_journal_that_replaces_none(office: Office) -> None:
    """It would be a grant that nobody judged."""
    ticket = office.open("s1:a")
    office.say(BRUNO, ticket, Claimed())
    said = office.intend(BRUNO, ticket)
    office.say(BRUNO, ticket, Refused(grant=said.id))
    grant = msgspec.structs.replace(office.grant(said), id="e" * 24, state=GrantState.GRANTED)
    assert office.say(BRUNO, ticket, CarriedOver(grants=(packed_grant(ticket, grant),))).reason == "malformed"
    assert "e" * 24 not in office.ticket(ticket).grants
    part = packed(office.team, (), ())[0]
    assert office.say(ANNA, "", part).reason == "malformed"


@pytest.mark.parametrize(
    "text", ["", "[]", '["s1:a"]', '["s1:a",{}]', "[" * 30_000, '["s1:a",' + '{"x":' * 6_000, '["s1:z",null]']
)
def test_what_makes_no_sense_is_passed_over(new: Office, text: str) -> None:
    tickets = new.state.all_tickets()
    new.say(BRUNO, "", CarriedOver(grants=(text,)))
    assert new.state.all_tickets() == tickets


def test_automatic_mail_that_has_left_once_does_not_leave_again(old: Office) -> None:
    send = automatic_id("ack", "s1:a")
    body = AutomaticClaimed("s1:a", "ack", "<m@x>", "")
    old.say(BRUNO, "", body, send)
    automatic = old.state.automatic(send)
    assert automatic is not None
    new = _begun(old)
    new.say(ANNA, "", packed(old.team, tuple(old.state.all_tickets()), (automatic,))[0])
    new.now += DELAY
    assert new.say(EVA, "", body, send).reason == "known"
    assert new.state.automatic(send) == automatic


def test_who_was_not_in_the_snapshot_joins_anew(new: Office) -> None:
    one_time = new.invite(token="later")
    assert new.say(STRANGER, "", joined(STRANGER, one_time)).applied
    assert new.say(STRANGER, "s1:a", Released(claim="x")).reason == "not-holder"

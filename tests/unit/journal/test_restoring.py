"""A lost journal begun anew: the snapshot in parts, half an hour of silence, everybody's own answers."""

from __future__ import annotations

import hashlib

import msgspec

from desktop.journal import restoring
from desktop.journal.entries import CarriedOver, Claimed, Genesis, Sent, SnapshotPart
from desktop.journal.state import GrantState
from tests.unit.journal.office import ANNA, BRUNO, EVA, MINUTE, Office

SLOT = "s1:" + "a" * 64


def lost(office: Office) -> tuple[SnapshotPart, ...]:
    team = office.state.team()
    assert team is not None
    return restoring.packed(team, tuple(office.state.all_tickets()), ())


def begun_anew(parts: tuple[SnapshotPart, ...]) -> Office:
    new = Office()
    genesis = Genesis(
        team="t", team_name="Shop", founder_key=ANNA.signer.public, founder_name=ANNA.name, restores="9" * 32
    )
    assert new.say(ANNA, "", genesis).applied
    for part in parts:
        new.say(ANNA, "", part)
    return new


def answered() -> tuple[Office, str]:
    """A team with a ticket that Bruno has been granted to answer; the grant's id."""
    office = Office().found()
    office.open(SLOT)
    office.say(BRUNO, SLOT, Claimed())
    return office, office.intend(BRUNO, SLOT).id


def test_the_state_comes_back_but_claims_and_duty_do_not() -> None:
    office, grant = answered()
    new = begun_anew(lost(office))
    before, after = office.ticket(SLOT), new.ticket(SLOT)
    assert after == msgspec.structs.replace(before, claim=None)
    assert new.team.members == office.team.members
    assert (new.team.restored, new.team.parts) == (new.now, {})
    assert new.ticket(grant).id == SLOT


def test_a_damaged_part_brings_nothing_back() -> None:
    office, _ = answered()
    parts = lost(office)
    assert begun_anew(parts).team.restored
    damaged = tuple(msgspec.structs.replace(part, sha256="0" * 64) for part in parts)
    new = begun_anew(damaged)
    assert not new.team.restored
    assert new.say(ANNA, "", replace_number(parts[0], 5, 2)).reason == "malformed"


def replace_number(part: SnapshotPart, number: int, of: int) -> SnapshotPart:
    return msgspec.structs.replace(part, part=number, of=of)


def test_nothing_is_granted_for_half_an_hour() -> None:
    office = Office().found()
    office.open(SLOT)
    new = begun_anew(lost(office))
    assert new.say(EVA, SLOT, Claimed(), at=30 * MINUTE - 1).reason == "restoring"
    assert new.say(EVA, SLOT, Claimed(), at=30 * MINUTE).applied
    assert new.intend(EVA, SLOT, at=30 * MINUTE).applied


def test_what_its_holder_knows_wins_over_the_restorers_older_state() -> None:
    office, grant_id = answered()
    parts = lost(office)
    assert office.say(BRUNO, SLOT, Sent(grant=grant_id)).applied
    sent = office.ticket(SLOT).grants[grant_id]

    new = begun_anew(parts)
    assert new.ticket(SLOT).grants[grant_id].state is GrantState.GRANTED
    stolen = CarriedOver(grants=(restoring.packed_grant(SLOT, sent),))
    assert new.say(EVA, "", stolen).applied
    assert new.ticket(SLOT).grants[grant_id].state is GrantState.GRANTED, "only one's own"
    assert new.say(BRUNO, "", stolen).applied
    assert new.ticket(SLOT).grants[grant_id].state is GrantState.SENT
    assert not new.ticket(SLOT).waiting_slots
    assert new.team.heard == (EVA.signer.workstation, BRUNO.signer.workstation)


def test_only_a_lead_writes_a_snapshot_and_only_into_a_restored_journal() -> None:
    office, _ = answered()
    part = lost(office)[0]
    assert office.say(BRUNO, "", part).reason == "leads-only"
    assert office.say(ANNA, "", part).reason == "malformed"


def test_parts_come_in_any_order() -> None:
    office = Office().found()
    for number in range(900):
        office.open("s1:" + hashlib.sha256(b"%d" % number).hexdigest())
    parts = lost(office)
    assert len(parts) > 1
    new = begun_anew(parts[::-1][:-1])
    assert not new.team.restored
    assert new.say(ANNA, "", parts[0]).applied
    assert len(new.state.all_tickets()) == 900

"""A command to the entry that says it, or to the refusal that the log would give anyway."""

from __future__ import annotations

import pytest

from desktop.domain.commands import (
    AssignTicket,
    BreakClaim,
    ClaimTicket,
    Command,
    MergeTickets,
    ReleaseTicket,
    RevokeGrant,
    SetPriority,
    SetStatus,
    SettleGrant,
    SplitTicket,
    TagTicket,
    UndoExternal,
    WriteNote,
)
from desktop.domain.ticket import Priority, Status
from desktop.journal.decide import decide, slots_to_answer
from desktop.journal.entries import (
    Arrived,
    Assigned,
    ClaimBroken,
    Claimed,
    Evidence,
    External,
    ExternalUndone,
    Filed,
    Kind,
    Merged,
    Noted,
    Prioritised,
    Refused,
    Released,
    Revoked,
    SendAttempted,
    Sent,
    Settled,
    SlotKey,
    Split,
    StatusChanged,
    Tagged,
)
from desktop.journal.keys import external_id
from desktop.journal.state import Member
from desktop.journal.working import Verdict
from tests.unit.journal.office import ANNA, BRUNO, EVA, Office, Person


@pytest.fixture
def held(office: Office) -> Office:
    """``s1:a`` is Bruno's."""
    office.open("s1:a")
    office.say(BRUNO, "s1:a", Claimed())
    return office


def _decided(office: Office, who: Person, command: Command) -> Kind | Verdict:
    return decide(office.ticket("s1:a"), _member(office, who), command)


def _member(office: Office, who: Person) -> Member:
    return office.team.members[who.signer.workstation]


def _reason(decision: Kind | Verdict) -> str:
    assert isinstance(decision, Verdict)
    assert not decision.applied
    return decision.reason


EDITS: list[tuple[Command, Kind]] = [
    (TagTicket(add=("a",), remove=("b",)), Tagged(add=("a",), remove=("b",))),
    (SetPriority(Priority.URGENT), Prioritised(priority="urgent")),
    (SetStatus(Status.RESOLVED), StatusChanged(status="resolved", saw="open")),
    (AssignTicket("bruno"), Assigned(assignee="bruno", saw="")),
    (AssignTicket(""), Assigned(assignee="", saw="")),
    (WriteNote("x"), Noted(text="x")),
    (MergeTickets("s1:b"), Merged(absorbed="s1:b")),
    (SplitTicket(("s1:b",)), Split(slots=("s1:b",))),
    (UndoExternal("x"), ExternalUndone(external="x")),
    (ClaimTicket(), Claimed()),
]


@pytest.mark.parametrize(("command", "body"), EDITS, ids=lambda value: type(value).__name__)
def test_what_a_person_asks_for_is_said_as_seen(held: Office, command: Command, body: Kind) -> None:
    assert _decided(held, BRUNO, command) == body


def test_only_leads_assign_to_others(held: Office) -> None:
    assert _reason(_decided(held, BRUNO, AssignTicket("eva"))) == "leads-only"
    assert _decided(held, ANNA, AssignTicket("eva")) == Assigned(assignee="eva", saw="")


def test_claims(held: Office) -> None:
    claim = held.ticket("s1:a").claim
    assert claim is not None
    assert _decided(held, EVA, ClaimTicket(take_over=True)) == Claimed(takes=claim.id)
    assert _decided(held, BRUNO, ReleaseTicket()) == Released(claim=claim.id)
    assert _decided(held, EVA, ReleaseTicket()) == Verdict(False, "held", "bruno", claim.since, claim.id)
    assert _reason(_decided(held, EVA, BreakClaim())) == "leads-only"
    assert _decided(held, ANNA, BreakClaim()) == ClaimBroken(claim=claim.id)
    held.say(BRUNO, "s1:a", Released(claim=claim.id))
    assert _decided(held, EVA, ClaimTicket(take_over=True)) == Claimed()
    assert _reason(_decided(held, BRUNO, ReleaseTicket())) == "not-held"
    assert _reason(_decided(held, ANNA, BreakClaim())) == "not-held"


def test_grants(held: Office) -> None:
    grant = held.intend(BRUNO, "s1:a")
    assert _reason(_decided(held, ANNA, RevokeGrant("nothing"))) == "unknown-grant"
    assert _decided(held, ANNA, RevokeGrant(grant.id)) == Revoked(grant=grant.id, newest=grant.id)
    assert _decided(held, BRUNO, SettleGrant(grant.id, sent=True)) == Settled(grant=grant.id, outcome="sent")
    attempt = held.say(BRUNO, "s1:a", SendAttempted(grant=grant.id))
    assert _decided(held, ANNA, RevokeGrant(grant.id)) == Revoked(grant=grant.id, newest=attempt.id)
    settled = Settled(grant=grant.id, outcome="not-sent", newest=attempt.id)
    assert _decided(held, BRUNO, SettleGrant(grant.id, sent=False)) == settled
    ended = held.say(BRUNO, "s1:a", Refused(grant=grant.id))
    for command in (RevokeGrant(grant.id), SettleGrant(grant.id, sent=True)):
        assert _decided(held, ANNA, command) == Verdict(False, "refused", "bruno", ended.date, grant.id)


# --- what a reply covers ----------------------------------------------------------------------------------------


def _slots(office: Office, *, again: bool = False) -> tuple[SlotKey, ...] | str:
    found = slots_to_answer(office.ticket("s1:a"), again)
    return found.reason if isinstance(found, Verdict) else found


def _answer(office: Office, *keys: tuple[str, int]) -> str:
    grant = office.intend(BRUNO, "s1:a", *keys)
    assert grant.applied
    office.say(BRUNO, "s1:a", Sent(grant=grant.id))
    return grant.id


def test_a_reply_covers_every_waiting_mail(held: Office) -> None:
    held.say(EVA, "s1:a", Arrived(slots=("s1:c", "s1:b")))
    held.say(EVA, "s1:a", Filed(slots=("s1:robot",)))
    everything = (SlotKey("s1:a", 0), SlotKey("s1:b", 0), SlotKey("s1:c", 0))
    assert _slots(held) == _slots(held, again=True) == everything
    _answer(held, *((key.slot, key.k) for key in everything))
    held.say(EVA, "s1:a", Arrived(slots=("s1:d",)))
    assert _slots(held) == (SlotKey("s1:d", 0),)


def test_a_further_answer_is_asked_for(held: Office) -> None:
    answer = _answer(held, ("s1:a", 0))
    found = slots_to_answer(held.ticket("s1:a"), again=False)
    assert found == Verdict(False, "answered", "bruno", held.now, answer)
    assert _slots(held, again=True) == (SlotKey("s1:a", 1),)
    _answer(held, ("s1:a", 1))
    assert _slots(held, again=True) == (SlotKey("s1:a", 2),)


def test_a_further_answer_goes_to_the_newest_mail_that_asked(held: Office) -> None:
    held.say(EVA, "s1:a", Arrived(slots=("s1:b",)))
    _answer(held, ("s1:a", 0), ("s1:b", 0))
    held.say(EVA, "s1:a", Filed(slots=("s1:robot",)))
    assert _slots(held, again=True) == (SlotKey("s1:b", 1),)


def test_no_further_answer_to_one_that_nobody_can_read(held: Office) -> None:
    evidence = Evidence("home@shop.example", 1, 2, "")
    body = External(slot="s1:a", evidence=evidence, text_known=False)
    held.say(EVA, "s1:a", body, external_id("s1:a", "home@shop.example", 1, 2))
    assert _slots(held) == "answered"
    assert _slots(held, again=True) == "text-not-visible"


def test_a_ticket_of_our_own_mail(office: Office) -> None:
    office.open("s1:a", unanswered=False)
    office.say(BRUNO, "s1:a", Claimed())
    assert _slots(office) == "nothing-to-answer"
    assert _slots(office, again=True) == (SlotKey("s1:a", 0),)
    _answer(office, ("s1:a", 0))
    assert _slots(office) == "answered"

"""Which mail belongs to which ticket: the first entry wins, and identities outlive every merge."""

from __future__ import annotations

import hashlib

import pytest

from desktop.domain.ticket import Status, reference_from
from desktop.journal import working
from desktop.journal.entries import (
    Abandoned,
    Arrived,
    Assigned,
    Claimed,
    Evidence,
    Filed,
    Merged,
    Noted,
    Opened,
    OpenedTicket,
    Refused,
    Renewed,
    Sent,
    SlotKey,
    Split,
    StatusChanged,
    Tagged,
    Uncertain,
)
from desktop.journal.filing import SLOTS
from desktop.journal.replay import Batch
from desktop.journal.state import GrantState, Ticket
from tests.fakes.state import DictState
from tests.unit.journal.office import ANNA, BRUNO, CLARA, EVA, JOURNAL, MORNING, Office, Said


def _kinds(ticket: Ticket) -> list[str]:
    return [mark.kind for mark in ticket.marks]


# --- opened -----------------------------------------------------------------------------------------------------


def test_tickets_are_numbered_in_log_order(office: Office) -> None:
    groups = tuple(OpenedTicket((slot,), "info@shop.example") for slot in ("s1:b", "s1:a", "s1:c"))
    assert office.say(BRUNO, "", Opened(tickets=groups)).applied
    assert [office.ticket(slot).number for slot in ("s1:b", "s1:a", "s1:c")] == [1001, 1002, 1003]
    first = office.ticket("s1:b")
    assert (first.id, first.mailbox, first.date, first.status) == ("s1:b", "info@shop.example", MORNING, "open")
    assert first.reference == reference_from(hashlib.sha256(b"s1:b").digest())
    assert first.waiting_slots == ("s1:b",)


def test_the_first_opened_counts(office: Office) -> None:
    office.open("s1:a", "s1:b")
    office.open("s1:b")
    office.open("s1:a")
    assert office.team.next_number == 1002
    assert office.ticket("s1:b") == office.ticket("s1:a")


def test_a_missing_root_or_a_late_mail_makes_no_second_ticket(office: Office) -> None:
    """Two workstations saw different halves of one thread."""
    office.open("s1:root", "s1:middle")
    office.say(EVA, "", Opened(tickets=(OpenedTicket(("s1:late", "s1:middle"), "info@shop.example"),)))
    ticket = office.ticket("s1:late")
    assert (ticket.id, sorted(ticket.slots)) == ("s1:root", ["s1:late", "s1:middle", "s1:root"])
    assert _kinds(ticket) == ["arrived"]
    assert office.team.next_number == 1002


def test_nothing_is_opened_for_no_mail_and_once_for_a_mail_named_twice(office: Office) -> None:
    office.say(ANNA, "", Opened(tickets=(OpenedTicket((), "x"), OpenedTicket(("s1:a", "s1:a"), "x"))))
    assert [ticket.id for ticket in office.state.all_tickets()] == ["s1:a"]


def test_a_mail_of_ours_opens_a_ticket_that_waits_for_nobody(office: Office) -> None:
    office.open("d1:draft", unanswered=False)
    ticket = office.ticket("d1:draft")
    assert (ticket.waiting_slots, ticket.status) == ((), Status.OPEN)
    office.say(BRUNO, ticket.id, Claimed())
    grant = office.intend(BRUNO, ticket.id)
    assert grant.applied
    office.say(BRUNO, ticket.id, Sent(grant=grant.id))
    assert office.ticket(ticket.id).status is Status.WAITING
    assert office.intend(BRUNO, ticket.id).reason == "answered"


def test_a_taken_reference_takes_the_next_hash(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty bits collide one day: here the first two hashes of every slot are the same."""
    seconds = {hashlib.sha256(hashlib.sha256(slot).digest()).digest() for slot in (b"s1:a", b"s1:b", b"s1:c")}
    firsts = {hashlib.sha256(slot).digest() for slot in (b"s1:a", b"s1:b", b"s1:c")}

    def clumsy(digest: bytes) -> str:
        return "AAAAAAAA" if digest in firsts else "BBBBBBBB" if digest in seconds else reference_from(digest)

    monkeypatch.setattr(working, "reference_from", clumsy)
    office.open("s1:a")
    groups = tuple(OpenedTicket((slot,), "x") for slot in ("s1:b", "s1:c"))
    office.say(ANNA, "", Opened(tickets=groups))
    third = hashlib.sha256(b"s1:c")
    for _ in range(2):
        third = hashlib.sha256(third.digest())
    assert [office.ticket(slot).reference for slot in ("s1:a", "s1:b", "s1:c")] == [
        "AAAAAAAA",
        "BBBBBBBB",
        reference_from(third.digest()),
    ]
    whole = DictState()
    batch = Batch(whole, JOURNAL, 1)
    whole.commit(batch, [batch.read(row) for row in office.rows])
    assert whole.digest() == office.state.digest()


# --- arrived and filed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", Status)
def test_a_customers_mail_reopens_all_but_spam(office: Office, status: Status) -> None:
    ticket = office.open("s1:a")
    office.say(BRUNO, ticket, StatusChanged(status=status, saw="open"))
    said = office.say(BRUNO, ticket, Arrived(slots=("s1:b",)))
    now = office.ticket(ticket)
    assert said.applied
    assert now.status is (Status.SPAM if status is Status.SPAM else Status.OPEN)
    assert now.waiting_slots == ("s1:a", "s1:b")
    assert now.marks[-1].kind == "arrived"


def test_waiting_mails_stand_in_the_order_in_which_they_were_filed(office: Office) -> None:
    office.open("s1:z")
    for slots in (("s1:c", "s1:b"), ("s1:a",)):
        office.say(EVA, "s1:z", Arrived(slots=slots))
    assert office.ticket("s1:z").waiting_slots == ("s1:z", "s1:b", "s1:c", "s1:a")


def test_a_robots_mail_is_filed_and_calls_for_nothing(office: Office) -> None:
    ticket = office.open("s1:a")
    office.say(BRUNO, ticket, StatusChanged(status="resolved", saw="open"))
    assert office.say(BRUNO, ticket, Filed(slots=("s1:robot",))).applied
    now = office.ticket("s1:robot")
    assert (now.status, now.waiting_slots, _kinds(now)) == (Status.RESOLVED, ("s1:a",), ["status"])


@pytest.mark.parametrize("kind", [Arrived, Filed])
def test_what_is_filed_stays_where_it_is(office: Office, kind: type[Arrived]) -> None:
    one, two = office.open("s1:a"), office.open("s1:b")
    before = office.ticket(two)
    assert office.say(BRUNO, two, kind(slots=(one,))).reason == "known"
    assert office.say(BRUNO, "s1:nothing", kind(slots=("s1:c",))).reason == "unknown-ticket"
    assert office.ticket(two) == before
    assert office.ticket(one).id == one
    assert office.say(BRUNO, two, kind(slots=(one, "s1:c", "s1:c"))).applied
    assert office.ticket("s1:c").id == two


def test_a_bounce_reopens_the_ticket_as_not_delivered(office: Office) -> None:
    ticket = office.open("s1:a")
    office.say(BRUNO, ticket, Claimed())
    grant = office.intend(BRUNO, ticket)
    office.say(BRUNO, ticket, Sent(grant=grant.id))
    office.say(BRUNO, ticket, StatusChanged(status="resolved", saw="waiting"))
    bounce = Arrived(slots=("s1:bounce",), not_delivered=grant.id)
    assert office.say(EVA, ticket, bounce).applied
    now = office.ticket(ticket)
    assert (now.status, now.waiting_slots, now.marks[-1].kind) == (Status.OPEN, (), "not-delivered")
    assert now.grants[grant.id].state is GrantState.SENT
    assert office.say(EVA, ticket, bounce).reason == "known"
    shown = office.grant(grant).position
    assert office.intend(BRUNO, ticket, (ticket, 1), shown=shown).reason == "news"
    assert office.intend(BRUNO, ticket, (ticket, 1)).applied


def test_a_bounce_of_no_answer_of_ours_is_only_filed(office: Office) -> None:
    ticket = office.open("s1:a")
    office.say(BRUNO, ticket, StatusChanged(status="resolved", saw="open"))
    assert office.say(BRUNO, ticket, Arrived(slots=("s1:bounce",), not_delivered="f" * 24)).applied
    assert office.ticket("s1:bounce").status is Status.RESOLVED


# --- a full ticket ----------------------------------------------------------------------------------------------


def _slots(begin: int, end: int) -> tuple[str, ...]:
    return tuple(f"s1:{number:03d}" for number in range(begin, end))


def _sizes(office: Office) -> list[int]:
    return sorted(len(ticket.slots) for ticket in office.state.all_tickets())


def test_a_group_that_one_ticket_cannot_hold_opens_several(office: Office) -> None:
    office.open(*_slots(0, 250))
    assert _sizes(office) == [50, SLOTS, SLOTS]
    assert [office.ticket(slot).number for slot in ("s1:000", "s1:100", "s1:200")] == [1001, 1002, 1003]


@pytest.mark.parametrize("told", ["arrived", "opened"])
def test_what_a_full_ticket_has_no_room_for_opens_another(office: Office, told: str) -> None:
    """Two workstations that did not know of each other's mails; the place in the log decides for both."""
    full = office.open(*_slots(0, 90))
    group = OpenedTicket(("s1:000", *_slots(90, 120)), "home@shop.example")
    body = Arrived(slots=_slots(90, 120)) if told == "arrived" else Opened(tickets=(group,))
    assert office.say(BRUNO, full, body).applied
    assert _sizes(office) == [20, SLOTS]
    assert office.ticket("s1:119").waiting_slots == _slots(100, 120)
    assert office.say(BRUNO, full, Arrived(slots=("s1:late",))).applied
    assert _sizes(office) == [1, 20, SLOTS]


def test_what_calls_for_no_answer_takes_no_room(office: Office) -> None:
    full = office.open(*_slots(0, 100))
    assert office.say(BRUNO, full, Filed(slots=("s1:robot",))).applied
    assert office.ticket("s1:robot").id == full


def test_a_merge_makes_no_ticket_that_is_too_full_to_answer(office: Office) -> None:
    into, absorbed = office.open(*_slots(0, 60)), office.open(*_slots(60, 101))
    refused = office.say(ANNA, into, Merged(absorbed=absorbed))
    assert (refused.applied, refused.reason) == (False, "too-many-mails")
    fitting = office.open(*_slots(200, 240))
    assert office.say(ANNA, into, Merged(absorbed=fitting)).applied


# --- merged -----------------------------------------------------------------------------------------------------


def test_a_merge_keeps_everything(office: Office) -> None:
    into, absorbed = office.open("s1:a"), office.open("s1:b", "s1:c")
    office.say(BRUNO, into, Tagged(add=("fragile",)))
    office.say(EVA, absorbed, Tagged(add=("vip",)))
    office.now += 1
    office.say(EVA, absorbed, Noted(text="first"))
    office.now += 1
    office.say(BRUNO, into, Noted(text="second"))
    assert office.say(CLARA, into, Merged(absorbed=absorbed)).applied
    whole = office.ticket("s1:c")
    assert (whole.id, sorted(whole.slots), whole.tags) == (into, ["s1:a", "s1:b", "s1:c"], ("fragile", "vip"))
    assert [note.text for note in whole.notes] == ["first", "second"]
    assert _kinds(whole) == ["note", "note", "merged"]
    gone = office.state.ticket(absorbed)
    assert gone is not None
    assert (gone.merged_into, gone.slots, gone.number) == (into, {}, 1002)
    assert office.say(EVA, absorbed, Tagged(add=("late",))).applied
    assert "late" in office.ticket(into).tags


@pytest.mark.parametrize(
    ("into", "absorbed", "whole"),
    [
        ("resolved", "open", "open"),
        ("open", "resolved", "open"),
        ("waiting", "resolved", "waiting"),
        ("spam", "open", "open"),
    ],
)
def test_a_merge_is_open_when_either_is(office: Office, into: str, absorbed: str, whole: str) -> None:
    for slot, status in (("s1:a", into), ("s1:b", absorbed)):
        office.open(slot)
        office.say(BRUNO, slot, StatusChanged(status=status, saw="open"))
    office.say(BRUNO, "s1:a", Merged(absorbed="s1:b"))
    assert office.ticket("s1:a").status == whole


@pytest.mark.parametrize("absorbed", ["s1:a", "s1:nothing", "s1:c"])
def test_a_merge_needs_two_living_tickets(office: Office, absorbed: str) -> None:
    office.open("s1:a", "s1:c")
    assert office.say(BRUNO, "s1:a", Merged(absorbed=absorbed)).reason == "unknown-ticket"
    assert office.say(BRUNO, "s1:nothing", Merged(absorbed="s1:a")).reason == "unknown-ticket"


@pytest.mark.parametrize("first_into", [True, False])
def test_on_a_merge_the_lower_claim_survives(office: Office, first_into: bool) -> None:
    into, absorbed = office.open("s1:a"), office.open("s1:b")
    order = [(BRUNO, into), (EVA, absorbed)]
    (winner, kept), (loser, lost) = order if first_into else order[::-1]
    # The server's date of the lower claim is the later one: the place in the log decides.
    claim = office.say(winner, kept, Claimed(), at=5_000)
    other = office.say(loser, lost, Claimed(), at=0)
    shown = office.head
    office.say(CLARA, into, Merged(absorbed=absorbed), at=5_000)
    survivor = office.ticket(into).claim
    assert survivor is not None
    assert survivor.id == claim.id
    assert office.say(loser, lost, Renewed(claim=other.id), at=5_000).reason == "not-holder"
    keys = ((into, 0), (absorbed, 0))
    assert office.intend(loser, lost, *keys, at=5_000).reason == "held"
    assert office.intend(winner, kept, *keys, shown=shown, at=5_000).reason == "news"
    assert office.intend(winner, kept, *keys, at=5_000).applied


@pytest.mark.parametrize("uncertain", [False, True])
@pytest.mark.parametrize("on_absorbed", [False, True])
def test_an_open_grant_on_either_side_blocks_the_whole(office: Office, on_absorbed: bool, uncertain: bool) -> None:
    into, absorbed = office.open("s1:a"), office.open("s1:b")
    answered, other = (absorbed, into) if on_absorbed else (into, absorbed)
    office.say(BRUNO, answered, Claimed())
    grant = office.intend(BRUNO, answered)
    if uncertain:
        office.say(BRUNO, answered, Uncertain(grant=grant.id))
    office.say(EVA, other, Claimed())
    office.say(CLARA, into, Merged(absorbed=absorbed))
    assert office.intend(BRUNO, answered, (into, 0), (absorbed, 0)).reason == "unresolved"
    assert office.intend(EVA, other, (into, 0), (absorbed, 0)).reason == "unresolved"
    assert office.say(CLARA, into, Claimed()).reason == "unresolved"
    # Its outcome, written under the old name, finds it.
    assert office.say(BRUNO, answered, Sent(grant=grant.id)).applied
    assert office.ticket(into).waiting_slots == (other,)


def test_who_stands_in_the_way_is_the_same_before_and_after_a_restart(office: Office) -> None:
    """Two open grants after a merge: the older one is named, whatever order a dictionary has."""
    into, absorbed = office.open("s1:a"), office.open("s1:b")
    second_id, first_id = "1" * 24, "2" * 24
    office.say(BRUNO, into, Claimed())
    office.intend(BRUNO, into, entry_id=first_id)
    office.say(EVA, absorbed, Claimed())
    office.intend(EVA, absorbed, entry_id=second_id)
    office.say(CLARA, into, Merged(absorbed=absorbed))
    for packed in (True, False):
        office.state.packed = packed
        assert office.say(CLARA, into, Claimed()).verdict.entry == first_id
        assert office.intend(CLARA, into, (into, 0), (absorbed, 0)).verdict.entry == first_id
        assert office.say(CLARA, into, Split(slots=(absorbed,))).verdict.entry == first_id


# --- split ------------------------------------------------------------------------------------------------------


def test_a_split_moves_mail_with_its_answers(office: Office) -> None:
    ticket = office.open("s1:a", "s1:b", "s1:c")
    office.say(BRUNO, ticket, Claimed())
    grant = office.intend(BRUNO, ticket, ("s1:a", 0), ("s1:b", 0), ("s1:c", 0))
    office.say(BRUNO, ticket, Sent(grant=grant.id))
    assert office.say(EVA, ticket, Split(slots=("s1:b", "s1:b", "s1:elsewhere"))).applied
    own, left = office.ticket("s1:b"), office.ticket("s1:a")
    assert (own.id, own.number, sorted(own.slots), sorted(left.slots)) == ("s1:b", 1002, ["s1:b"], ["s1:a", "s1:c"])
    assert [answer.id for answer in own.slots["s1:b"].answers] == [grant.id]
    assert (_kinds(own), _kinds(left)) == (["split"], ["sent", "split"])
    assert (own.claim, left.claim is not None) == (None, True)


def test_the_mail_that_gave_the_ticket_its_name_stays(office: Office) -> None:
    ticket = office.open("s1:a", "s1:b")
    for slots in (("s1:a",), (), ("s1:nothing",)):
        assert office.say(EVA, ticket, Split(slots=slots)).reason == "known"
    assert office.say(EVA, "s1:nothing", Split(slots=("s1:b",))).reason == "unknown-ticket"


def test_no_split_while_an_answers_fate_is_open(office: Office) -> None:
    ticket = office.open("s1:a", "s1:b")
    office.say(BRUNO, ticket, Claimed())
    grant = office.intend(BRUNO, ticket, ("s1:a", 0), ("s1:b", 0))
    assert office.say(EVA, ticket, Split(slots=("s1:b",))).verdict.entry == grant.id
    office.say(BRUNO, ticket, Abandoned(entry=grant.id))
    assert office.say(EVA, ticket, Split(slots=("s1:b",))).applied


def _identity(ticket: Ticket) -> tuple[str, str, int]:
    return ticket.id, ticket.reference, ticket.number


def test_a_merge_can_be_taken_back(office: Office) -> None:
    into, absorbed = office.open("s1:a"), office.open("s1:b", "s1:c")
    was = _identity(office.ticket(absorbed))
    office.say(BRUNO, into, Merged(absorbed=absorbed))
    assert office.say(BRUNO, into, Split(slots=("s1:c", "s1:b"))).applied
    again = office.ticket("s1:c")
    assert _identity(again) == was
    assert (again.merged_into, sorted(again.slots)) == ("", ["s1:b", "s1:c"])
    assert office.team.next_number == 1003
    assert office.say(BRUNO, absorbed, Merged(absorbed=into)).applied
    assert office.ticket(into).id == absorbed


def test_a_merge_into_a_merged_ticket_can_be_taken_back(office: Office) -> None:
    """Its reference stands in mails that customers have; it must not get another."""
    first, second, third = office.open("s1:a"), office.open("s1:b"), office.open("s1:c")
    was = _identity(office.ticket(first))
    office.say(BRUNO, second, Merged(absorbed=first))
    office.say(BRUNO, third, Merged(absorbed=second))
    assert office.say(BRUNO, third, Split(slots=(first,))).applied
    assert _identity(office.ticket(first)) == was
    assert office.team.next_number == 1004


def _freed_by_bruno(office: Office, ticket: str) -> Said:
    office.say(BRUNO, ticket, Claimed())
    grant = office.intend(BRUNO, ticket)
    office.say(BRUNO, ticket, Refused(grant=grant.id))
    return grant


@pytest.mark.parametrize("named", ["s1:a", "s1:b"])
def test_a_late_sent_is_heard_wherever_its_ticket_went(office: Office, named: str) -> None:
    """The grant was freed, its ticket merged and split off again; then its mail turns up in Sent."""
    into, absorbed = office.open("s1:a"), office.open("s1:b")
    grant = _freed_by_bruno(office, absorbed)
    evidence = Evidence("home@shop.example", 1, 2, office.grant(grant).message_id)
    office.say(CLARA, into, Merged(absorbed=absorbed))
    office.say(CLARA, into, Split(slots=(absorbed,)))
    assert office.say(EVA, named, Sent(grant=grant.id, evidence=evidence)).applied
    assert [answer.id for answer in office.ticket(absorbed).slots[absorbed].answers] == [grant.id]
    office.say(EVA, absorbed, Claimed())
    assert office.intend(EVA, absorbed).reason == "answered"


def test_an_intent_abandoned_before_a_split_stays_void(office: Office) -> None:
    into, absorbed = office.open("s1:a"), office.open("s1:b")
    late = office.new_id()
    office.say(BRUNO, absorbed, Abandoned(entry=late))
    office.say(CLARA, into, Merged(absorbed=absorbed))
    office.say(CLARA, into, Split(slots=(absorbed,)))
    office.say(BRUNO, absorbed, Claimed())
    assert office.intend(BRUNO, absorbed, entry_id=late).reason == "void"


def test_a_split_is_news_on_both_sides(office: Office) -> None:
    ticket = office.open("s1:a", "s1:b")
    office.say(BRUNO, ticket, Claimed())
    shown = office.head
    office.say(EVA, ticket, Split(slots=("s1:b",)))
    office.say(EVA, "s1:b", Claimed())
    assert office.intend(BRUNO, ticket, shown=shown).reason == "news"
    assert office.intend(EVA, "s1:b", shown=shown).reason == "news"
    assert office.intend(BRUNO, ticket, ("s1:a", 0), ("s1:b", 0)).reason == "unknown-slot"


def test_a_refused_split_or_merge_changes_nothing(office: Office) -> None:
    ticket = office.open("s1:a", "s1:b")
    office.say(BRUNO, ticket, Assigned(assignee="bruno", saw=""))
    before = office.state.digest()
    assert not office.say(BRUNO, ticket, Split(slots=())).applied
    assert not office.say(BRUNO, ticket, Merged(absorbed="s1:b")).applied
    assert office.state.digest() == before


def test_slot_keys_of_a_grant_follow_its_mails(office: Office) -> None:
    ticket = office.open("s1:a", "s1:b")
    office.say(BRUNO, ticket, Claimed())
    grant = office.intend(BRUNO, ticket, ("s1:a", 0), ("s1:b", 0))
    office.say(BRUNO, ticket, Refused(grant=grant.id))
    office.say(EVA, ticket, Split(slots=("s1:b",)))
    office.say(BRUNO, ticket, Sent(grant=grant.id))
    assert office.grant(grant).slots == (SlotKey("s1:a", 0), SlotKey("s1:b", 0))
    for slot in ("s1:a", "s1:b"):
        assert office.ticket(slot).waiting_slots == ()

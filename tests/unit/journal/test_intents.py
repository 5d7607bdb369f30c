"""When an answer is granted: what the composer had shown, what it covers, what was there before."""

from __future__ import annotations

import msgspec
import pytest

from desktop.journal.entries import (
    Abandoned,
    Arrived,
    Assigned,
    Claimed,
    Evidence,
    External,
    ExternalUndone,
    Filed,
    Halted,
    Kind,
    Merged,
    Noted,
    Opened,
    OpenedTicket,
    Position,
    Prioritised,
    Refused,
    Released,
    Renewed,
    Resumed,
    Revoked,
    SendAttempted,
    SendIntended,
    Sent,
    Settled,
    SlotKey,
    Split,
    StatusChanged,
    Tagged,
    Uncertain,
)
from desktop.journal.grants import REVOKE_DELAY, material_after
from desktop.journal.keys import external_id
from desktop.journal.state import GrantState
from tests.unit.journal.office import ANNA, BRUNO, CLARA, DINO, EVA, HOUR, PHONE, STRANGER, Office, Person, Said


@pytest.fixture
def held(office: Office) -> Office:
    """``s1:a`` with a further mail, both unanswered; Bruno holds it."""
    office.open("s1:a", "s1:b")
    assert office.say(BRUNO, "s1:a", Claimed()).applied
    return office


def _both(office: Office, who: Person = BRUNO, shown: Position | None = None, entry_id: str = "") -> Said:
    return office.intend(who, "s1:a", ("s1:a", 0), ("s1:b", 0), shown=shown, entry_id=entry_id)


# --- the conditions ---------------------------------------------------------------------------------------------


def test_granted(held: Office) -> None:
    said = _both(held)
    grant = held.grant(said)
    assert said.applied
    assert (grant.state, grant.agent, grant.workstation, grant.run) == (
        GrantState.GRANTED,
        "bruno",
        BRUNO.signer.workstation,
        "run-1",
    )
    assert (grant.newest, grant.newest_date, grant.position) == (said.id, said.date, said.position)


def test_the_holder_alone_and_any_run_of_it(held: Office) -> None:
    for who in (EVA, PHONE, CLARA):
        said = _both(held, who)
        assert (said.reason, said.verdict.agent) == ("held", "bruno")
    assert _both(held, BRUNO.again()).applied


def test_not_without_a_claim(held: Office) -> None:
    claim = held.ticket("s1:a").claim
    assert claim is not None
    held.say(BRUNO, "s1:a", Released(claim=claim.id))
    assert _both(held).reason == "not-holder"


@pytest.mark.parametrize("who", [DINO, STRANGER])
def test_members_only(held: Office, who: Person) -> None:
    said = _both(held, who)
    assert said.verdict.quarantined
    assert said.id not in held.ticket("s1:a").grants


def test_not_while_halted(held: Office) -> None:
    held.say(ANNA, "", Halted())
    assert _both(held).reason == "halted"
    held.say(ANNA, "", Resumed())
    assert _both(held).applied


def test_not_beside_another_grant(held: Office) -> None:
    first = _both(held)
    second = _both(held)
    assert (second.reason, second.verdict.entry) == ("unresolved", first.id)
    assert held.grant(second).state is GrantState.VOID


def test_all_or_nothing(held: Office) -> None:
    grant = held.intend(BRUNO, "s1:a", ("s1:a", 0), ("s1:b", 0))
    held.say(BRUNO, "s1:a", Sent(grant=grant.id))
    held.say(EVA, "s1:a", Arrived(slots=("s1:c",)))
    assert held.intend(BRUNO, "s1:a", ("s1:a", 0), ("s1:c", 0)).reason == "answered"
    assert held.ticket("s1:a").waiting_slots == ("s1:c",)
    assert held.intend(BRUNO, "s1:a", ("s1:c", 0)).applied


@pytest.mark.parametrize("keys", [(("s1:a", 0),), (("s1:b", 0),), (("s1:a", 1),)])
def test_every_waiting_mail_is_covered(held: Office, keys: tuple[tuple[str, int], ...]) -> None:
    assert not held.intend(BRUNO, "s1:a", *keys).applied


def test_who_is_not_covered_is_named(held: Office) -> None:
    said = held.intend(BRUNO, "s1:a", ("s1:a", 0))
    assert (said.reason, said.verdict.entry) == ("uncovered", "s1:b")


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ((), "uncovered"),
        ((SlotKey("s1:a", 0), SlotKey("s1:b", 0), SlotKey("s1:b", 0)), "uncovered"),
        ((SlotKey("s1:a", 0), SlotKey("s1:b", 0), SlotKey("s1:z", 0)), "unknown-slot"),
        ((SlotKey("s1:a", 0), SlotKey("s1:b", 1)), "news"),
    ],
)
def test_slots_that_do_not_fit(held: Office, slots: tuple[SlotKey, ...], reason: str) -> None:
    body = SendIntended(slots, held.head, "<m@x>", "")
    assert held.say(BRUNO, "s1:a", body).reason == reason


def test_mail_that_calls_for_no_answer_need_not_be_covered(held: Office) -> None:
    held.say(EVA, "s1:a", Filed(slots=("s1:robot",)))
    assert _both(held).applied


def test_shown_lies_in_the_past(held: Office) -> None:
    """A position of another log, or a typing error, would make everything look old."""
    for shown in (Position(1, held.head.uid + 100), Position(2, 0)):
        assert _both(held, shown=shown).reason == "news"
    assert _both(held, shown=held.head).applied


# --- what is news -----------------------------------------------------------------------------------------------

_EVIDENCE = Evidence("home@shop.example", 1, 2, "<elsewhere@x>")


def _external(*, text_known: bool) -> External:
    return External(slot="s1:b", evidence=_EVIDENCE, text_known=text_known)


_EXTERNAL_ID = external_id("s1:b", "home@shop.example", 1, 2)

# What is said, and whether it is news to Bruno's composer when said by: another agent, Bruno's other workstation,
# Bruno's own workstation.
NEWS: list[tuple[Kind, str]] = [
    (Noted(text="call first"), "yes yes no"),
    (StatusChanged(status="on-hold", saw="open"), "yes yes no"),
    (Arrived(slots=("s1:c",)), "yes yes yes"),
    (Opened(tickets=(OpenedTicket(("s1:a", "s1:c"), "x"),)), "yes yes yes"),
    (Merged(absorbed="s1:other"), "yes yes yes"),
    (Split(slots=("s1:b",)), "yes yes yes"),
    (_external(text_known=True), "yes yes yes"),
    (_external(text_known=False), "yes yes yes"),
    (Filed(slots=("s1:c",)), "no no no"),
    (Tagged(add=("vip",)), "no no no"),
    (Prioritised(priority="urgent"), "no no no"),
    (Claimed(), "no no no"),
    (Renewed(claim="x"), "no no no"),
    (Noted(text=""), "yes yes no"),
]


@pytest.mark.parametrize(("author", "column"), [(CLARA, 0), (PHONE, 1), (BRUNO, 2)], ids=["other", "phone", "own"])
@pytest.mark.parametrize(("body", "news"), NEWS, ids=lambda value: type(value).__name__ if value else "")
def test_news(held: Office, body: Kind, news: str, author: Person, column: int) -> None:
    held.open("s1:other")
    shown = held.head
    entry_id = _EXTERNAL_ID if isinstance(body, External) else ""
    held.say(author, "s1:a", body, entry_id)
    found = material_after(held.ticket("s1:a"), shown, BRUNO.signer.workstation, "bruno")
    assert (found is not None) is (news.split()[column] == "yes")
    waiting = tuple((slot, 0) for slot in held.ticket("s1:a").waiting_slots) or (("s1:a", 0),)
    assert held.intend(BRUNO, "s1:a", *waiting, shown=shown).applied is (found is None)
    assert held.intend(BRUNO, "s1:a", *waiting).applied is (found is not None)


@pytest.mark.parametrize(
    ("assignee", "author", "news"),
    [
        ("eva", CLARA, True),
        ("bruno", CLARA, False),
        ("", CLARA, False),
        ("bruno", BRUNO, False),
    ],
)
def test_an_assignment_to_another_is_news(held: Office, assignee: str, author: Person, news: bool) -> None:
    held.say(CLARA, "s1:a", Assigned(assignee="anna", saw=""))
    shown = held.head
    held.say(author, "s1:a", Assigned(assignee=assignee, saw="anna"))
    assert _both(held, shown=shown).reason == ("news" if news else "")


def test_a_refused_edit_is_no_news(held: Office) -> None:
    shown = held.head
    assert held.say(CLARA, "s1:a", StatusChanged(status="spam", saw="waiting")).reason == "changed"
    assert _both(held, shown=shown).applied


# What becomes of a grant between what Eva's composer shows and her own intent; then whether it stops her.
ENDS: list[tuple[tuple[type[Kind], ...], str]] = [
    ((Refused,), ""),
    ((Abandoned,), ""),
    ((SendAttempted, Refused), ""),
    ((Uncertain, Settled), "news"),
    ((Revoked,), "news"),
    ((Uncertain,), "unresolved"),
    ((SendAttempted,), "unresolved"),
    ((Sent,), "answered"),
]


@pytest.mark.parametrize(("ends", "reason"), ENDS)
def test_how_a_grant_ends_is_news_unless_it_left_no_trace(
    held: Office, ends: tuple[type[Kind], ...], reason: str
) -> None:
    grant = _both(held)
    claim = held.ticket("s1:a").claim
    assert claim is not None
    held.say(BRUNO, "s1:a", Released(claim=claim.id))
    shown = held.head
    held.now += REVOKE_DELAY
    for kind in ends:
        fields = {"entry" if kind is Abandoned else "grant": grant.id}
        if kind is Revoked:
            fields["newest"] = grant.id
        if kind is Settled:
            fields["outcome"] = "not-sent"
        who = ANNA if kind in (Revoked, Settled) else BRUNO
        assert held.say(who, "s1:a", msgspec.convert({"kind": kind.__struct_config__.tag, **fields}, kind)).applied
    held.say(EVA, "s1:a", Claimed())
    assert _both(held, EVA, shown=shown).reason == (reason if reason != "unresolved" else "unresolved")


@pytest.mark.parametrize("freed", [Revoked, Settled])
def test_doubt_that_is_voiced_after_others_have_freed_the_message_is_news(held: Office, freed: type[Kind]) -> None:
    """Nothing is blocked again, but whoever writes next did not know that the mail may have left."""
    grant = _both(held)
    held.now += REVOKE_DELAY
    end = Revoked(grant=grant.id, newest=grant.id)
    settled = Settled(grant=grant.id, outcome="not-sent", newest=grant.id)
    assert held.say(ANNA, "s1:a", end if freed is Revoked else settled).applied
    claim = held.ticket("s1:a").claim
    assert claim is not None
    held.say(BRUNO, "s1:a", Released(claim=claim.id))
    held.say(EVA, "s1:a", Claimed())
    shown = held.head
    assert held.say(BRUNO, "s1:a", Uncertain(grant=grant.id, reply="cut")).applied
    assert _both(held, EVA, shown=shown).reason == "news"
    assert _both(held, EVA, shown=held.head).applied


# --- ids that are void ------------------------------------------------------------------------------------------


def test_an_abandoned_id_is_void_when_it_reaches_the_log_later(held: Office) -> None:
    late = held.new_id()
    held.say(BRUNO, "s1:a", Abandoned(entry=late))
    said = _both(held, entry_id=late)
    assert (said.reason, held.grant(said).state) == ("void", GrantState.VOID)
    assert _both(held).applied


def test_nobody_else_voids_an_intent(held: Office) -> None:
    late = held.new_id()
    held.say(EVA, "s1:a", Abandoned(entry=late))
    assert _both(held, entry_id=late).applied
    assert held.say(EVA, "s1:a", Abandoned(entry=late)).reason == "not-yours"


def test_a_mail_that_left_on_a_void_intent_is_an_answer(held: Office) -> None:
    """It should not have been; but it has left."""
    first = _both(held)
    void = _both(held)
    held.say(BRUNO, "s1:a", Sent(grant=first.id))
    assert held.say(BRUNO, "s1:a", Sent(grant=void.id)).applied
    assert held.ticket("s1:a").alarms == (void.id,)


def test_a_mail_that_left_on_an_addition_that_nobody_granted_raises_the_alarm(held: Office) -> None:
    first = _both(held)
    held.say(BRUNO, "s1:a", Sent(grant=first.id))
    void = held.intend(BRUNO, "s1:a", ("s1:a", 2))
    assert void.reason == "news"
    held.say(BRUNO, "s1:a", Sent(grant=void.id))
    assert held.ticket("s1:a").alarms == (void.id,)


# --- further answers --------------------------------------------------------------------------------------------


@pytest.fixture
def answered(held: Office) -> Office:
    """Both mails answered once, an hour ago."""
    grant = _both(held)
    held.say(BRUNO, "s1:a", Sent(grant=grant.id))
    held.now += HOUR
    return held


@pytest.mark.parametrize(("k", "reason"), [(0, "answered"), (1, ""), (2, "news"), (7, "news")])
def test_an_addition_is_numbered_by_the_answers_shown(answered: Office, k: int, reason: str) -> None:
    assert answered.intend(BRUNO, "s1:a", ("s1:b", k)).reason == reason


def test_additions_follow_one_another(answered: Office) -> None:
    for k in (1, 2, 3):
        grant = answered.intend(BRUNO, "s1:a", ("s1:b", k))
        assert grant.applied
        assert answered.intend(BRUNO, "s1:a", ("s1:b", k)).reason == "unresolved"
        answered.say(BRUNO, "s1:a", Sent(grant=grant.id))
    ticket = answered.ticket("s1:a")
    assert (len(ticket.slots["s1:b"].answers), len(ticket.slots["s1:a"].answers), ticket.alarms) == (4, 1, ())


def test_two_cannot_add_the_same(answered: Office) -> None:
    claim = answered.ticket("s1:a").claim
    assert claim is not None
    shown = answered.head
    first = answered.intend(BRUNO, "s1:a", ("s1:b", 1))
    answered.say(BRUNO, "s1:a", Sent(grant=first.id))
    answered.say(BRUNO, "s1:a", Released(claim=claim.id))
    answered.say(EVA, "s1:a", Claimed())
    assert answered.intend(EVA, "s1:a", ("s1:b", 1), shown=shown).reason == "answered"


def test_an_addition_waits_for_nobody_else(answered: Office) -> None:
    answered.say(EVA, "s1:a", Arrived(slots=("s1:c",)))
    assert answered.intend(BRUNO, "s1:a", ("s1:b", 1)).reason == "uncovered"
    assert answered.intend(BRUNO, "s1:a", ("s1:b", 1), ("s1:c", 0)).applied


# --- answers from elsewhere -------------------------------------------------------------------------------------


def test_an_answer_from_elsewhere_is_an_answer(held: Office) -> None:
    assert held.say(EVA, "s1:a", _external(text_known=True), _EXTERNAL_ID).applied
    said = _both(held)
    assert (said.reason, said.verdict.agent, said.verdict.entry) == ("answered", "", _EXTERNAL_ID)
    assert held.ticket("s1:a").waiting_slots == ("s1:a",)
    assert held.intend(BRUNO, "s1:a", ("s1:a", 0)).applied


def test_the_ticket_waits_for_the_customer_once_all_is_answered(held: Office) -> None:
    held.say(EVA, "s1:a", _external(text_known=True), _EXTERNAL_ID)
    assert held.ticket("s1:a").status == "open"
    grant = held.intend(BRUNO, "s1:a", ("s1:a", 0))
    held.say(BRUNO, "s1:a", Sent(grant=grant.id))
    assert held.ticket("s1:a").status == "waiting"


def test_two_find_the_same_answer_and_write_it_once(held: Office) -> None:
    held.say(EVA, "s1:a", _external(text_known=True), _EXTERNAL_ID)
    before = held.state.digest()
    assert held.say(CLARA, "s1:a", _external(text_known=True), _EXTERNAL_ID).reason == "duplicate"
    assert held.state.digest() == before


def _elsewhere(uid: int, *, text_known: bool, message_id: str = "<elsewhere@x>") -> tuple[External, str]:
    evidence = Evidence("home@shop.example", 1, uid, message_id)
    body = External(slot="s1:b", evidence=evidence, text_known=text_known)
    return body, external_id("s1:b", "home@shop.example", 1, uid)


def test_a_text_takes_the_place_of_a_flag(held: Office) -> None:
    held.say(EVA, "s1:a", *_elsewhere(1, text_known=False, message_id=""))
    assert held.say(EVA, "s1:a", *_elsewhere(2, text_known=True)).applied
    (answer,) = held.ticket("s1:a").slots["s1:b"].answers
    assert (answer.text_known, answer.message_id) == (True, "<elsewhere@x>")
    assert held.say(EVA, "s1:a", *_elsewhere(3, text_known=False)).reason == "known"
    assert held.ticket("s1:a").alarms == ()


def test_two_answers_from_elsewhere_raise_no_alarm(held: Office) -> None:
    """Both were sent past Sportello: there is nothing that it could have kept apart."""
    for uid in (1, 2):
        held.say(EVA, "s1:a", *_elsewhere(uid, text_known=True, message_id=f"<{uid}@x>"))
    ticket = held.ticket("s1:a")
    assert (len(ticket.slots["s1:b"].answers), ticket.alarms) == (2, ())


@pytest.mark.parametrize("text_known", [True, False])
@pytest.mark.parametrize("sent_first", [True, False])
def test_an_answer_of_each_raises_the_alarm(held: Office, sent_first: bool, text_known: bool) -> None:
    grant = _both(held)
    found = _elsewhere(1, text_known=text_known)
    if sent_first:
        held.say(BRUNO, "s1:a", Sent(grant=grant.id))
        assert held.say(EVA, "s1:a", *found).applied is text_known
        assert held.ticket("s1:a").alarms == ((found[1],) if text_known else ())
    else:
        held.say(EVA, "s1:a", *found)
        held.say(BRUNO, "s1:a", Sent(grant=grant.id))
        assert held.ticket("s1:a").alarms == (grant.id,)


def test_our_own_mail_in_sent_is_no_answer_from_elsewhere(held: Office) -> None:
    grant = _both(held)
    own = held.grant(grant).message_id
    assert held.say(EVA, "s1:a", *_elsewhere(1, text_known=True, message_id=own)).reason == "known"


def test_an_answer_to_a_mail_that_nobody_filed_is_none(held: Office) -> None:
    entry_id = external_id("s1:z", "home@shop.example", 1, 2)
    assert held.say(EVA, "s1:a", External(slot="s1:z", evidence=_EVIDENCE), entry_id).reason == "unknown-ticket"


def test_a_flag_can_be_taken_back_and_a_text_cannot(held: Office) -> None:
    flag, flag_id = _elsewhere(1, text_known=False)
    held.say(EVA, "s1:a", flag, flag_id)
    shown = held.head
    assert held.say(BRUNO, "s1:a", ExternalUndone(external=flag_id)).applied
    ticket = held.ticket("s1:a")
    assert (ticket.waiting_slots, ticket.status) == (("s1:a", "s1:b"), "open")
    assert _both(held, shown=shown).reason == "news"
    # Finding the flag again is the same entry: what a person undid stays undone.
    assert held.say(EVA, "s1:a", flag, flag_id).reason == "duplicate"
    text, text_id = _elsewhere(2, text_known=True)
    held.say(EVA, "s1:a", text, text_id)
    assert held.say(BRUNO, "s1:a", ExternalUndone(external=text_id)).reason == "known"
    assert held.ticket("s1:a").waiting_slots == ("s1:a",)
    assert held.say(BRUNO, "s1:z", ExternalUndone(external=text_id)).reason == "unknown-ticket"

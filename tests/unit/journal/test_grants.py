"""A grant's life: every state against every event, and who may say which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.journal.entries import (
    Abandoned,
    Claimed,
    Evidence,
    Halted,
    Kind,
    Refused,
    Released,
    Revoked,
    SendAttempted,
    Sent,
    Settled,
    Uncertain,
)
from desktop.journal.grants import AGENT_REVOKE_DELAY, REVOKE_DELAY, TABLE, Event
from desktop.journal.state import UNRESOLVED, GrantState
from tests.unit.journal.office import (
    ANNA,
    BRUNO,
    CLARA,
    DINO,
    EVA,
    HOUR,
    LAPTOP,
    MINUTE,
    PHONE,
    STRANGER,
    Office,
    Person,
    Said,
)

# The contract once more, apart from the code. A dot: nothing changes.
EXPECTED = """
            attempt    sent  refused  uncertain  abandoned  revoked  settled-sent  settled-not-sent
void        .          sent  .        .          .          .        .             .
granted     granted    sent  refused  uncertain  abandoned  revoked  sent          not-sent
uncertain   uncertain  sent  .        uncertain  .          revoked  sent          not-sent
sent        .          .     .        .          .          .        .             .
refused     .          sent  .        .          .          .        sent          .
abandoned   .          sent  .        .          .          .        sent          .
revoked     .          sent  .        revoked    .          .        sent          .
not-sent    .          sent  .        not-sent   .          .        sent          .
"""

_HEAD, *_LINES = EXPECTED.strip().splitlines()
CASES = [
    (GrantState(state), Event(event), None if after == "." else GrantState(after))
    for state, *afters in map(str.split, _LINES)
    for event, after in zip(_HEAD.split(), afters, strict=True)
]


def test_every_pair_is_in_the_table_or_changes_nothing() -> None:
    assert {(state, event): after for state, event, after in CASES if after} == TABLE
    assert len(CASES) == len(GrantState) * len(Event)


def _evidence(office: Office, grant: Said) -> Evidence:
    return Evidence("home@shop.example", 7, 8, office.grant(grant).message_id)


def _words(office: Office, event: Event, grant: Said) -> Kind:
    """What is written in the log for the event, by an author who knows the newest attempt."""
    newest = office.grant(grant).newest
    match event:
        case Event.ATTEMPT:
            return SendAttempted(grant=grant.id)
        case Event.SENT:
            return Sent(grant=grant.id)
        case Event.REFUSED:
            return Refused(grant=grant.id, reply="550 no", address="x@y.example")
        case Event.UNCERTAIN:
            return Uncertain(grant=grant.id, reply="25")
        case Event.ABANDONED:
            return Abandoned(entry=grant.id)
        case Event.REVOKED:
            return Revoked(grant=grant.id, newest=newest)
        case Event.SETTLED_SENT:
            return Settled(grant=grant.id, outcome="sent")
        case Event.SETTLED_NOT_SENT:
            return Settled(grant=grant.id, outcome="not-sent", newest=newest)


_BY_A_LEAD = (Event.REVOKED, Event.SETTLED_SENT, Event.SETTLED_NOT_SENT)
_WAY = {
    GrantState.GRANTED: (),
    GrantState.UNCERTAIN: (Event.UNCERTAIN,),
    GrantState.SENT: (Event.SENT,),
    GrantState.REFUSED: (Event.REFUSED,),
    GrantState.ABANDONED: (Event.ABANDONED,),
    GrantState.REVOKED: (Event.REVOKED,),
    GrantState.NOT_SENT: (Event.UNCERTAIN, Event.SETTLED_NOT_SENT),
}


def _happens(office: Office, grant: Said, event: Event) -> Said:
    return office.say(ANNA if event in _BY_A_LEAD else BRUNO, "s1:a", _words(office, event, grant))


def _in_state(office: Office, state: GrantState) -> Said:
    """Bruno's grant on ``s1:a``, half an hour old."""
    ticket = office.open("s1:a")
    if state is not GrantState.VOID:
        office.say(BRUNO, ticket, Claimed())
    grant = office.intend(BRUNO, ticket)
    office.now += REVOKE_DELAY
    for event in _WAY.get(state, ()):
        assert _happens(office, grant, event).applied
    assert office.grant(grant).state is state
    return grant


@pytest.mark.parametrize(("state", "event", "after"), CASES)
def test_pair(office: Office, state: GrantState, event: Event, after: GrantState | None) -> None:
    grant = _in_state(office, state)
    before = office.grant(grant)
    said = _happens(office, grant, event)
    now = office.grant(grant)
    assert said.applied is (after is not None)
    if after is None:
        assert now == before
        assert said.reason == state.value
    else:
        assert now.state is after
        expected = (said.id, said.date) if event is Event.ATTEMPT else (before.newest, before.newest_date)
        assert (now.newest, now.newest_date) == expected


@pytest.mark.parametrize("state", GrantState)
def test_what_blocks_and_what_frees(office: Office, state: GrantState) -> None:
    grant = _in_state(office, state)
    claim = office.ticket("s1:a").claim
    if claim is not None:
        office.say(BRUNO, "s1:a", Released(claim=claim.id))
    claimed = office.say(EVA, "s1:a", Claimed())
    assert claimed.applied is (state not in UNRESOLVED)
    second = office.intend(EVA, "s1:a")
    assert second.applied is (state not in (*UNRESOLVED, GrantState.SENT))
    if state is GrantState.SENT:
        assert (second.reason, second.verdict.agent, second.verdict.entry) == ("answered", "bruno", grant.id)
    if state in UNRESOLVED:
        assert (second.reason, second.verdict.entry) == ("unresolved", grant.id)


# --- who may say it ---------------------------------------------------------------------------------------------

HOLDER_AGAIN = BRUNO.again()
_HOLDER = {"holder", "holder's next run"}
_AGENT = _HOLDER | {"holder's other workstation"}
_TEAM = _AGENT | {"another agent", "lead"}
_GONE = "holder, removed"

RIGHTS: list[tuple[str, Callable[[Office, Said], Kind], set[str]]] = [
    ("attempt", lambda _, grant: SendAttempted(grant=grant.id), _HOLDER),
    ("sent", lambda _, grant: Sent(grant=grant.id), _HOLDER | {_GONE}),
    ("sent with evidence", lambda o, grant: Sent(grant=grant.id, evidence=_evidence(o, grant)), _TEAM | {_GONE}),
    ("refused", lambda _, grant: Refused(grant=grant.id), _HOLDER | {_GONE}),
    ("uncertain", lambda _, grant: Uncertain(grant=grant.id), _HOLDER | {_GONE}),
    ("abandoned", lambda _, grant: Abandoned(entry=grant.id), _HOLDER | {_GONE}),
    ("revoked", lambda _, grant: Revoked(grant=grant.id, newest=grant.id), _TEAM),
    ("settled sent", lambda _, grant: Settled(grant=grant.id, outcome="sent"), _AGENT | {"lead"}),
    (
        "settled not-sent",
        lambda _, grant: Settled(grant=grant.id, outcome="not-sent", newest=grant.id),
        _AGENT | {"lead"},
    ),
]
AUTHORS = {
    "holder": BRUNO,
    "holder's next run": HOLDER_AGAIN,
    "holder's other workstation": PHONE,
    "another agent": EVA,
    "lead": CLARA,
    _GONE: BRUNO,
    "another one, removed": DINO,
    "a stranger": STRANGER,
}


@pytest.mark.parametrize("author", AUTHORS)
@pytest.mark.parametrize(("words", "rightful"), [r[1:] for r in RIGHTS], ids=[r[0] for r in RIGHTS])
def test_right(office: Office, words: Callable[[Office, Said], Kind], rightful: set[str], author: str) -> None:
    grant = _in_state(office, GrantState.GRANTED)
    office.now += AGENT_REVOKE_DELAY
    if author == _GONE:
        office.remove(BRUNO)
    before = office.grant(grant)
    said = office.say(AUTHORS[author], "s1:a", words(office, grant))
    assert said.applied is (author in rightful)
    if author not in rightful:
        assert office.grant(grant) == before


def test_evidence_names_the_grants_own_mail(office: Office) -> None:
    grant = _in_state(office, GrantState.GRANTED)
    other = Evidence("home@shop.example", 7, 8, "<other@shop.example>")
    assert office.say(EVA, "s1:a", Sent(grant=grant.id, evidence=other)).reason == "not-yours"


def test_an_outcome_of_no_grant_is_none(office: Office) -> None:
    office.open("s1:a")
    for body in (Sent(grant="f" * 24), Revoked(grant="f" * 24, newest=""), Settled(grant="f" * 24, outcome="sent")):
        assert office.say(ANNA, "s1:a", body).reason == "unknown-grant"


@pytest.mark.parametrize("outcome", ["", "perhaps"])
def test_a_settlement_is_sent_or_not(office: Office, outcome: str) -> None:
    grant = _in_state(office, GrantState.UNCERTAIN)
    assert office.say(ANNA, "s1:a", Settled(grant=grant.id, outcome=outcome)).reason == "malformed"
    assert office.grant(grant).state is GrantState.UNCERTAIN


def test_nobody_tries_again_while_the_team_is_halted(office: Office) -> None:
    grant = _in_state(office, GrantState.GRANTED)
    office.say(ANNA, "", Halted())
    assert office.say(BRUNO, "s1:a", SendAttempted(grant=grant.id)).reason == "halted"
    assert office.say(BRUNO, "s1:a", Sent(grant=grant.id)).applied


# --- the delay --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seconds", "applied"),
    [
        (CLARA, REVOKE_DELAY - 1, False),
        (CLARA, REVOKE_DELAY, True),
        (CLARA, -REVOKE_DELAY, False),
        (EVA, REVOKE_DELAY, False),
        (EVA, AGENT_REVOKE_DELAY - 1, False),
        (EVA, AGENT_REVOKE_DELAY, True),
        (BRUNO, AGENT_REVOKE_DELAY - 1, False),
    ],
)
def test_a_revoke_comes_late_enough(office: Office, who: Person, seconds: int, applied: bool) -> None:
    office.open("s1:a")
    office.say(BRUNO, "s1:a", Claimed())
    grant = office.intend(BRUNO, "s1:a", at=0)
    said = office.say(who, "s1:a", Revoked(grant=grant.id, newest=grant.id), at=seconds)
    assert said.applied is applied
    if not applied:
        assert said.reason == "too-early"


def test_an_attempt_begins_the_delay_anew(office: Office) -> None:
    grant = _in_state(office, GrantState.GRANTED)
    attempt = office.say(BRUNO, "s1:a", SendAttempted(grant=grant.id))
    assert office.say(ANNA, "s1:a", Revoked(grant=grant.id, newest=attempt.id)).reason == "too-early"
    office.now += REVOKE_DELAY
    assert office.say(ANNA, "s1:a", Revoked(grant=grant.id, newest=attempt.id)).applied


def test_who_does_not_know_the_newest_attempt_frees_nothing(office: Office) -> None:
    """The server's clock may have jumped: the dates alone never free a slot."""
    grant = _in_state(office, GrantState.GRANTED)
    office.say(BRUNO, "s1:a", SendAttempted(grant=grant.id))
    office.now += 40 * MINUTE
    assert office.say(ANNA, "s1:a", Revoked(grant=grant.id, newest=grant.id)).reason == "too-early"
    body = Settled(grant=grant.id, outcome="not-sent", newest=grant.id)
    assert office.say(ANNA, "s1:a", body).reason == "too-early"
    assert office.grant(grant).state is GrantState.GRANTED


@pytest.mark.parametrize(("seconds", "applied"), [(REVOKE_DELAY - 1, False), (REVOKE_DELAY, True)])
def test_not_sent_is_known_of_an_open_grant_only_after_the_delay(office: Office, seconds: int, applied: bool) -> None:
    office.open("s1:a")
    office.say(BRUNO, "s1:a", Claimed())
    grant = office.intend(BRUNO, "s1:a", at=0)
    body = Settled(grant=grant.id, outcome="not-sent", newest=grant.id)
    assert office.say(PHONE, "s1:a", body, at=seconds).applied is applied


def test_not_sent_after_uncertain_needs_no_delay(office: Office) -> None:
    office.open("s1:a")
    office.say(BRUNO, "s1:a", Claimed())
    grant = office.intend(BRUNO, "s1:a")
    office.say(BRUNO, "s1:a", Uncertain(grant=grant.id))
    assert office.say(ANNA, "s1:a", Settled(grant=grant.id, outcome="not-sent", newest=grant.id)).applied


def test_not_sent_waits_for_a_resend_that_has_begun(office: Office) -> None:
    """Uncertain, then tried again by a person: a transaction may be under way at this moment."""
    grant = _in_state(office, GrantState.UNCERTAIN)
    attempt = office.say(BRUNO, "s1:a", SendAttempted(grant=grant.id))
    for newest in (grant.id, attempt.id):
        body = Settled(grant=grant.id, outcome="not-sent", newest=newest)
        assert office.say(ANNA, "s1:a", body).reason == "too-early"
    office.now += REVOKE_DELAY
    assert office.say(ANNA, "s1:a", Settled(grant=grant.id, outcome="not-sent", newest=attempt.id)).applied


def test_not_sent_need_not_wait_for_a_resend_that_has_ended(office: Office) -> None:
    grant = _in_state(office, GrantState.UNCERTAIN)
    attempt = office.say(BRUNO, "s1:a", SendAttempted(grant=grant.id))
    assert office.say(BRUNO, "s1:a", Uncertain(grant=grant.id)).applied
    assert office.say(ANNA, "s1:a", Settled(grant=grant.id, outcome="not-sent", newest=attempt.id)).applied


# --- a mail that has left has left ------------------------------------------------------------------------------

_FREED = (GrantState.REFUSED, GrantState.ABANDONED, GrantState.REVOKED, GrantState.NOT_SENT)


@pytest.mark.parametrize("state", _FREED)
def test_a_late_sent_counts_and_raises_the_alarm(office: Office, state: GrantState) -> None:
    first = _in_state(office, state)
    claim = office.ticket("s1:a").claim
    assert claim is not None
    office.say(BRUNO, "s1:a", Released(claim=claim.id))
    office.say(EVA, "s1:a", Claimed())
    second = office.intend(EVA, "s1:a")
    office.say(EVA, "s1:a", Sent(grant=second.id))
    assert office.ticket("s1:a").alarms == ()
    office.now += HOUR
    assert office.say(LAPTOP, "s1:a", Sent(grant=first.id, evidence=_evidence(office, first))).applied
    ticket = office.ticket("s1:a")
    assert [answer.id for answer in ticket.slots["s1:a"].answers] == [second.id, first.id]
    assert ticket.alarms == (first.id,)


@pytest.mark.parametrize("state", _FREED)
def test_a_late_sent_alone_is_an_answer_without_alarm(office: Office, state: GrantState) -> None:
    grant = _in_state(office, state)
    assert office.say(BRUNO, "s1:a", Sent(grant=grant.id)).applied
    ticket = office.ticket("s1:a")
    assert (ticket.waiting_slots, ticket.alarms) == ((), ())


def test_refused_after_uncertain_frees_nothing(office: Office) -> None:
    """That the second attempt did not leave says nothing about the first."""
    grant = _in_state(office, GrantState.UNCERTAIN)
    office.say(BRUNO, "s1:a", SendAttempted(grant=grant.id))
    for body in (Refused(grant=grant.id), Abandoned(entry=grant.id)):
        assert office.say(BRUNO, "s1:a", body).reason == "uncertain"
    assert office.grant(grant).unresolved

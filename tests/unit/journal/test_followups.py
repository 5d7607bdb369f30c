"""Follow-ups: planned for a cause, over when the cause is over, stopped, claimed once, ended, answered; and who
opened a ticket first."""

from __future__ import annotations

import pytest

from desktop.domain.ticket import Status
from desktop.journal.entries import (
    Arrived,
    AutomaticClaimed,
    AutomaticEnded,
    FollowUpPlanned,
    FollowUpScored,
    FollowUpStopped,
    Halted,
    Merged,
    Seen,
    Split,
    StatusChanged,
)
from desktop.journal.followups import TABLE, Event
from desktop.journal.keys import FOLLOW_UP, automatic_id, plan_id, score_id
from desktop.journal.state import Plan, PlanState
from tests.unit.journal.office import ANNA, BRUNO, DINO, EVA, HOUR, MORNING, Office, Person, Said


def resolve(office: Office, slot: str, who: Person = BRUNO, saw: str = "open") -> str:
    said = office.say(who, slot, StatusChanged(status="resolved", saw=saw))
    assert said.applied
    return said.id


def plan(office: Office, slot: str, occasion: str, who: Person = BRUNO, after: int = HOUR) -> Said:
    return office.say(who, slot, FollowUpPlanned(occasion=occasion, after=after), plan_id(occasion))


def claim(office: Office, slot: str, occasion: str, who: Person = BRUNO) -> Said:
    body = AutomaticClaimed(occasion=occasion, purpose=FOLLOW_UP, message_id=f"<{occasion}@x>", sha256="")
    return office.say(who, slot, body, automatic_id(FOLLOW_UP, occasion))


def the_plan(office: Office, slot: str) -> Plan:
    (found,) = office.ticket(slot).plans.values()
    return found


@pytest.fixture
def cause(office: Office) -> str:
    """``s1:a``, resolved and planned."""
    office.open("s1:a")
    cause = resolve(office, "s1:a")
    assert plan(office, "s1:a", cause).applied
    return cause


# --- the cause --------------------------------------------------------------------------------------------------


def test_due_counts_from_the_entry_that_resolved_it(office: Office) -> None:
    office.open("s1:a")
    cause = resolve(office, "s1:a")
    office.now += 5 * HOUR
    assert plan(office, "s1:a", cause, EVA).applied
    assert the_plan(office, "s1:a") == Plan(
        automatic_id(FOLLOW_UP, cause), cause, MORNING + HOUR, PlanState.PLANNED, date=office.now
    )


def test_two_workstations_that_plan_the_same_write_one_entry(office: Office, cause: str) -> None:
    assert plan(office, "s1:a", cause, EVA, after=7).reason == "duplicate"
    assert the_plan(office, "s1:a").due == MORNING + HOUR


def test_only_for_what_resolved_it_last(office: Office) -> None:
    office.open("s1:a")
    assert plan(office, "s1:a", "0" * 24).reason == "plan-over"
    first = resolve(office, "s1:a")
    office.say(BRUNO, "s1:a", StatusChanged(status="open", saw="resolved"))
    assert plan(office, "s1:a", first).reason == "plan-over"
    second = resolve(office, "s1:a")
    assert plan(office, "s1:a", second).applied
    assert plan(office, "s1:nowhere", second).reason == "duplicate"
    assert office.say(BRUNO, "s1:zz", FollowUpPlanned(occasion="x", after=1), plan_id("x")).reason == "unknown-ticket"


def test_resolving_what_is_resolved_is_no_new_cause(office: Office, cause: str) -> None:
    resolve(office, "s1:a", EVA, saw="resolved")
    ticket = office.ticket("s1:a")
    assert ticket.resolution is not None
    assert ticket.resolution.entry == cause
    assert claim(office, "s1:a", cause).applied


@pytest.mark.parametrize("status", [s.value for s in Status if s is not Status.RESOLVED])
def test_any_other_status_ends_it(office: Office, cause: str, status: str) -> None:
    office.say(EVA, "s1:a", StatusChanged(status=status, saw="resolved"))
    assert claim(office, "s1:a", cause).reason == "plan-over"
    assert the_plan(office, "s1:a").state is PlanState.PLANNED
    assert not office.ticket("s1:a").asks(the_plan(office, "s1:a"))


def test_new_customer_mail_ends_it(office: Office, cause: str) -> None:
    office.say(ANNA, "s1:a", Arrived(slots=("s1:b",)))
    assert claim(office, "s1:a", cause).reason == "plan-over"
    assert office.say(BRUNO, "s1:a", FollowUpStopped(send=the_plan(office, "s1:a").id)).reason == "plan-over"


def test_resolved_again_asks_again_once(office: Office, cause: str) -> None:
    assert claim(office, "s1:a", cause).applied
    office.say(ANNA, "s1:a", Arrived(slots=("s1:b",)))
    again = resolve(office, "s1:a")
    assert plan(office, "s1:a", again).applied
    assert claim(office, "s1:a", cause).reason == "duplicate"
    assert claim(office, "s1:a", again).applied
    assert sorted(p.state for p in office.ticket("s1:a").plans.values()) == ["claimed", "claimed"]


def test_the_wrong_id_is_no_plan(office: Office) -> None:
    office.open("s1:a")
    cause = resolve(office, "s1:a")
    said = office.say(BRUNO, "s1:a", FollowUpPlanned(occasion=cause, after=1))
    assert (said.reason, said.verdict.quarantined) == ("malformed", True)


def test_nothing_is_claimed_that_nobody_planned(office: Office) -> None:
    office.open("s1:a")
    assert claim(office, "s1:a", resolve(office, "s1:a")).reason == "unknown-plan"


def test_nothing_is_claimed_in_a_halt_or_by_a_stranger(office: Office, cause: str) -> None:
    office.say(ANNA, "", Halted())
    assert claim(office, "s1:a", cause).reason == "halted"
    assert claim(office, "s1:a", cause, DINO).reason == "duplicate"
    assert office.say(DINO, "s1:a", FollowUpStopped(send=the_plan(office, "s1:a").id)).reason == "removed"


# --- every state with every event -------------------------------------------------------------------------------


WAYS: dict[PlanState, tuple[Event, ...]] = {
    PlanState.PLANNED: (),
    PlanState.STOPPED: (Event.STOP,),
    PlanState.CLAIMED: (Event.CLAIM,),
    PlanState.SENT: (Event.CLAIM, Event.SENT),
    PlanState.REFUSED: (Event.CLAIM, Event.REFUSED),
    PlanState.UNCERTAIN: (Event.CLAIM, Event.UNCERTAIN),
    PlanState.ABANDONED: (Event.CLAIM, Event.ABANDONED),
}


def happen(office: Office, cause: str, event: Event) -> Said:
    send = automatic_id(FOLLOW_UP, cause)
    match event:
        case Event.STOP:
            return office.say(EVA, "s1:a", FollowUpStopped(send=send))
        case Event.CLAIM:
            return claim(office, "s1:a", cause)
    return office.say(BRUNO, "s1:a", AutomaticEnded(send=send, outcome=event.value))


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("state", PlanState)
def test_every_state_with_every_event(office: Office, cause: str, state: PlanState, event: Event) -> None:
    for step in WAYS[state]:
        assert happen(office, cause, step).applied
    assert the_plan(office, "s1:a").state is state
    said = happen(office, cause, event)
    expected = TABLE.get((state, event), state)
    assert the_plan(office, "s1:a").state is expected
    if expected is state and event in (Event.STOP, Event.CLAIM):
        assert not said.applied


def test_a_stop_says_who(office: Office, cause: str) -> None:
    office.now += 60
    assert happen(office, cause, Event.STOP).applied
    assert (the_plan(office, "s1:a").agent, the_plan(office, "s1:a").date) == ("eva", office.now)
    refused = claim(office, "s1:a", cause)
    assert (refused.reason, refused.verdict.agent) == ("plan-stopped", "eva")
    assert office.say(BRUNO, "", FollowUpStopped(send="0" * 24)).reason == "unknown-plan"


# --- merged, split ----------------------------------------------------------------------------------------------


def test_a_merged_ticket_asks_once(office: Office, cause: str) -> None:
    office.open("s1:b")
    other = resolve(office, "s1:b")
    assert plan(office, "s1:b", other).applied
    assert office.say(ANNA, "s1:b", Merged(absorbed="s1:a")).applied
    assert claim(office, "s1:a", cause).reason == "plan-over"
    assert claim(office, "s1:a", other).applied
    assert office.say(BRUNO, "", AutomaticEnded(send=automatic_id(FOLLOW_UP, other), outcome="sent")).applied
    assert office.ticket("s1:a").plans[automatic_id(FOLLOW_UP, other)].state is PlanState.SENT


def test_merged_with_one_that_waits_it_asks_about_its_own_end(office: Office, cause: str) -> None:
    """The other's status was changed later, but it is not what resolved this one."""
    office.open("s1:b")
    office.say(BRUNO, "s1:b", StatusChanged(status="waiting", saw="open"))
    assert office.say(ANNA, "s1:a", Merged(absorbed="s1:b")).applied
    assert office.ticket("s1:a").status is Status.RESOLVED
    assert claim(office, "s1:a", cause).applied


def test_merged_into_an_open_one_asks_no_more(office: Office, cause: str) -> None:
    office.open("s1:b")
    assert office.say(ANNA, "s1:b", Merged(absorbed="s1:a")).applied
    assert claim(office, "s1:b", cause).reason == "plan-over"


def test_split_off_asks_nothing(office: Office, cause: str) -> None:
    office.say(ANNA, "s1:a", Arrived(slots=("s1:b",)))
    resolve(office, "s1:a")
    assert office.say(ANNA, "s1:a", Split(slots=("s1:b",))).applied
    assert office.ticket("s1:b").resolution is None
    assert office.ticket("s1:b").plans == {}
    assert claim(office, "s1:a", cause).reason == "plan-over"


# --- the answer -------------------------------------------------------------------------------------------------


def score(office: Office, send: str, value: int, slot: str) -> Said:
    return office.say(EVA, "s1:a", FollowUpScored(send=send, score=value, slot=slot), score_id(slot))


def test_a_score_does_not_reopen_and_the_last_one_counts(office: Office, cause: str) -> None:
    send = automatic_id(FOLLOW_UP, cause)
    assert score(office, send, 5, "s1:s").reason == "unknown-plan", "nothing has been asked yet"
    claim(office, "s1:a", cause)
    assert score(office, send, 4, "s1:t").applied
    ticket = office.ticket("s1:t")
    assert (ticket.id, ticket.score, ticket.status, ticket.waiting_slots) == ("s1:a", 4, Status.RESOLVED, ("s1:a",))
    assert score(office, send, 2, "s1:u").applied
    assert office.ticket("s1:a").score == 2
    assert score(office, send, 1, "s1:u").reason == "duplicate"


def test_a_score_in_a_mail_that_asks_for_more(office: Office, cause: str) -> None:
    claim(office, "s1:a", cause)
    office.say(EVA, "s1:a", Arrived(slots=("s1:b",)))
    assert score(office, automatic_id(FOLLOW_UP, cause), 1, "s1:b").applied
    ticket = office.ticket("s1:a")
    assert (ticket.score, ticket.status, "s1:b" in ticket.waiting_slots) == (1, Status.OPEN, True)


@pytest.mark.parametrize("value", [0, 6, -1])
def test_no_other_score(office: Office, cause: str, value: int) -> None:
    claim(office, "s1:a", cause)
    said = score(office, automatic_id(FOLLOW_UP, cause), value, "s1:t")
    assert (said.reason, said.verdict.quarantined) == ("malformed", True)


# --- who opened it first ----------------------------------------------------------------------------------------


def test_the_first_look_counts(office: Office) -> None:
    office.open("s1:a")
    office.open("s1:b")
    assert office.say(BRUNO, "", Seen(tickets=("s1:a", "s1:a", "s1:nowhere"))).applied
    office.now += 60
    assert office.say(EVA, "", Seen(tickets=("s1:a", "s1:b"))).applied
    assert [(office.ticket(s).seen_by, office.ticket(s).seen - MORNING) for s in ("s1:a", "s1:b")] == [
        ("bruno", 0),
        ("eva", 60),
    ]
    assert office.say(EVA, "", Seen(tickets=("s1:a",))).reason == "known"


def test_a_look_is_news_to_nobody(office: Office) -> None:
    office.open("s1:a")
    before = office.ticket("s1:a").marks
    office.say(BRUNO, "", Seen(tickets=("s1:a",)))
    assert office.ticket("s1:a").marks == before


def test_what_either_of_two_had_seen_is_seen(office: Office) -> None:
    office.open("s1:a")
    office.open("s1:b")
    office.say(BRUNO, "", Seen(tickets=("s1:b",)))
    office.say(ANNA, "s1:a", Merged(absorbed="s1:b"))
    assert office.ticket("s1:b").seen_by == "bruno"

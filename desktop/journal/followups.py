"""Follow-ups: planned for a resolved ticket, stopped by a person, claimed by one workstation, ended, answered.

A plan lives as long as its cause: reopening the ticket needs no word about it, because its ticket is then no longer
resolved by the entry that the plan names, and resolving it again is another cause with a plan of its own. So nothing
can be forgotten that would have to be cancelled.

The right to send is the automatic mail's (its first valid ``automatic-claimed``); here it is refused when the cause is
gone or a person has said stop. ``TABLE`` is the whole machine; what is not in it changes nothing.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from desktop.journal import filing
from desktop.journal.entries import Entry, FollowUpPlanned, FollowUpScored, FollowUpStopped, Seen
from desktop.journal.keys import FOLLOW_UP, automatic_id
from desktop.journal.state import Plan, PlanState, Ticket
from desktop.journal.working import APPLIED, Verdict, Working


class Event(StrEnum):
    STOP = "stop"
    CLAIM = "claim"
    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    ABANDONED = "abandoned"


_S, _V = PlanState, Event
TABLE: dict[tuple[PlanState, Event], PlanState] = {
    (_S.PLANNED, _V.STOP): _S.STOPPED,
    (_S.PLANNED, _V.CLAIM): _S.CLAIMED,
    (_S.CLAIMED, _V.SENT): _S.SENT,
    (_S.CLAIMED, _V.REFUSED): _S.REFUSED,
    (_S.CLAIMED, _V.UNCERTAIN): _S.UNCERTAIN,
    (_S.CLAIMED, _V.ABANDONED): _S.ABANDONED,
    (_S.REFUSED, _V.SENT): _S.SENT,
    (_S.UNCERTAIN, _V.SENT): _S.SENT,
    (_S.ABANDONED, _V.SENT): _S.SENT,
}

_SAID = {
    _S.PLANNED: "plan-over",
    _S.STOPPED: "plan-stopped",
    _S.CLAIMED: "plan-claimed",
    _S.SENT: "plan-sent",
    _S.REFUSED: "plan-refused",
    _S.UNCERTAIN: "plan-uncertain",
    _S.ABANDONED: "plan-abandoned",
}
_UNKNOWN = Verdict(False, "unknown-plan")
_OVER = Verdict(False, "plan-over")


def planned(work: Working, entry: Entry, body: FollowUpPlanned) -> Verdict:
    """For the cause that it names, as long as that stands; its date counts from that entry's."""
    ticket = work.ticket(entry.ticket)
    if ticket is None:
        return filing.UNKNOWN_TICKET
    resolution = ticket.resolution
    if resolution is None or resolution.entry != body.occasion:
        return _OVER
    plan = Plan(automatic_id(FOLLOW_UP, body.occasion), body.occasion, resolution.date + body.after, date=entry.date)
    work.put(msgspec.structs.replace(ticket, plans={**ticket.plans, plan.id: plan}))
    work.belongs(plan.id, ticket.id)
    return APPLIED


def stopped(work: Working, entry: Entry, body: FollowUpStopped) -> Verdict:
    ticket = home_of(work, body.send)
    if ticket is None:
        return _UNKNOWN
    if not ticket.asks(ticket.plans[body.send]):
        return _OVER
    return _step(work, ticket, ticket.plans[body.send], Event.STOP, entry)


def claimed(work: Working, entry: Entry, message_id: str) -> Verdict:
    """Whether the mail may still leave; the claim's id is the plan's."""
    ticket = home_of(work, entry.id)
    if ticket is None:
        return _UNKNOWN
    plan = ticket.plans[entry.id]
    if not ticket.asks(plan):
        return _OVER
    return _step(work, ticket, msgspec.structs.replace(plan, message_id=message_id), Event.CLAIM, entry)


def ended(work: Working, entry: Entry, send: str, outcome: str) -> None:
    """The outcome of its mail, whose author's right has been judged."""
    ticket = home_of(work, send)
    if ticket is not None:
        _step(work, ticket, ticket.plans[send], Event(outcome), entry)


def scored(work: Working, entry: Entry, body: FollowUpScored) -> Verdict:
    """The last one counts: a customer may think again."""
    ticket = home_of(work, body.send)
    if ticket is None or not ticket.plans[body.send].message_id:
        return _UNKNOWN
    filing.file(work, entry, ticket, (body.slot,), unanswered=False)
    ticket = work.ticket(body.send) or ticket
    work.put(msgspec.structs.replace(ticket, score=body.score))
    return APPLIED


def seen(work: Working, entry: Entry, body: Seen) -> Verdict:
    """The first one counts; tickets that are not known, or have been opened before, are passed over."""
    new = False
    for name in dict.fromkeys(body.tickets):
        ticket = work.ticket(name)
        if ticket is not None and not ticket.seen_by:
            work.put(msgspec.structs.replace(ticket, seen_by=entry.author.agent, seen=entry.date))
            new = True
    return APPLIED if new else Verdict(False, "known")


def home_of(work: Working, send: str) -> Ticket | None:
    """The ticket that keeps the plan now."""
    ticket = work.ticket(send)
    return ticket if ticket is not None and send in ticket.plans else None


def _step(work: Working, ticket: Ticket, plan: Plan, event: Event, entry: Entry) -> Verdict:
    state = TABLE.get((plan.state, event))
    if state is None:
        return Verdict(False, _SAID[plan.state], plan.agent, plan.date, plan.id)
    agent = entry.author.agent if event is Event.STOP else ""
    plan = msgspec.structs.replace(plan, state=state, agent=agent, date=entry.date)
    work.put(msgspec.structs.replace(ticket, plans={**ticket.plans, plan.id: plan}))
    return APPLIED

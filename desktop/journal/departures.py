"""Answers that leave later: what the team knows of them.

The text and the right to send stay with the author: this says when it is to leave, that the customer has written
since, or that its workstation was not there. An old reader passes over it all, so nothing that guards a send asks it.
"""

from __future__ import annotations

import msgspec

from desktop.domain.ticket import DONE
from desktop.journal.entries import Entry, External, SendPlanEnded, SendPlanned, Sent, Settled
from desktop.journal.filing import UNKNOWN_TICKET
from desktop.journal.state import Departure, DepartureState, Team, Ticket
from desktop.journal.working import APPLIED, Verdict, Working

_OUTCOMES = ("left", "withdrawn", "missed")
_ANSWERS = (Sent, Settled, External)
_UNKNOWN = Verdict(False, "unknown-plan")
_MALFORMED = Verdict(False, "malformed")


def planned(work: Working, entry: Entry, body: SendPlanned) -> Verdict:
    """One of each workstation: what it plans anew takes the place of what it had planned."""
    ticket = work.ticket(entry.ticket)
    if ticket is None:
        return UNKNOWN_TICKET
    author = entry.author
    new = Departure(entry.id, author.agent, author.workstation, body.at, entry.date)
    others = tuple(one for one in ticket.departures if one.workstation != author.workstation)
    work.put(msgspec.structs.replace(ticket, departures=(*others, new)))
    work.belongs(new.id, ticket.id)
    return APPLIED


def ended(work: Working, entry: Entry, body: SendPlanEnded) -> Verdict:
    """Said by the workstation that planned it. One that was missed stays to be seen until somebody has answered, or the
    ticket is done."""
    if body.outcome not in _OUTCOMES:
        return _MALFORMED
    ticket = work.ticket(body.plan)
    found = next((one for one in ticket.departures if one.id == body.plan), None) if ticket is not None else None
    if ticket is None or found is None:
        return _UNKNOWN
    if found.workstation != entry.author.workstation:
        return Verdict(False, "not-yours", found.agent, found.date, found.id)
    others = tuple(one for one in ticket.departures if one.id != found.id)
    if body.outcome == "missed":
        missed = msgspec.structs.replace(found, state=DepartureState.MISSED, date=entry.date)
        others = (*others, missed)
    work.put(msgspec.structs.replace(ticket, departures=others))
    return APPLIED


def settled(team: Team, ticket: Ticket, entry: Entry) -> Ticket:
    """After an entry that was applied: where somebody has answered, or the ticket is done, nothing is missed any
    more; nor is what somebody planned who has left the team since."""
    if not ticket.departures or not (isinstance(entry.body, _ANSWERS) or ticket.status in DONE):
        return ticket
    left = tuple(
        one for one in ticket.departures if one.state is DepartureState.PLANNED and not team.left(one.workstation)
    )
    return ticket if left == ticket.departures else msgspec.structs.replace(ticket, departures=left)

"""A colleague who is at a ticket, to be asked about before something takes it from under their hands."""

from __future__ import annotations

from desktop.engine.notices import Busy
from desktop.journal.state import Team, Ticket


def busy(ticket: Ticket, team: Team, me: str) -> Busy | None:
    """Who, unless it is the agent ``me``. What may be leaving weighs more than a claim."""
    grant, claim = ticket.open_grant, ticket.claim
    if grant is not None and grant.agent != me:
        return Busy(ticket.number, team.agent_name(grant.agent), grant.newest_date, sending=True)
    if claim is not None and claim.agent != me:
        return Busy(ticket.number, team.agent_name(claim.agent), claim.since)
    return None

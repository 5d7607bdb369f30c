"""What stands in the way, with a name and a time: a fold's verdict to the error a person reads."""

from __future__ import annotations

from desktop.domain.errors import Fact, RefusedByTeam
from desktop.domain.ticket import shown_reference
from desktop.journal.state import Team, Ticket
from desktop.journal.working import Verdict

_BY_MARK = {
    "arrived": "news-arrived",
    "not-delivered": "news-arrived",
    "note": "news-note",
    "status": "news-status",
    "assigned": "news-assigned",
    "merged": "news-merged",
    "split": "news-merged",
    "external": "answered-elsewhere",
    "sent": "answered",
}


def refusal(team: Team, ticket: Ticket, verdict: Verdict) -> RefusedByTeam:
    """Facts: reference; ``agent`` (name) and ``when`` (seconds since 1970 UTC) of what stands in the way, when it is
    somebody's doing."""
    facts: dict[str, Fact] = {"reference": shown_reference(ticket.reference)}
    if verdict.agent:
        facts["agent"] = team.agent_name(verdict.agent)
    if verdict.date:
        facts["when"] = verdict.date
    if verdict.reason == "halted":
        facts["reason"] = team.halted or "-"
    return RefusedByTeam(_code(ticket, verdict), **facts)


def _code(ticket: Ticket, verdict: Verdict) -> str:
    match verdict.reason:
        case "answered" if not verdict.agent:
            return "answered-elsewhere"
        case "news":
            kind = next((mark.kind for mark in ticket.marks if mark.entry == verdict.entry), "")
            return _BY_MARK.get(kind, "news")
        case "uncovered" if verdict.date:
            return "news-arrived"
        case "changed" if not verdict.agent:
            return "changed-since"
        case "text-not-visible" if not verdict.agent:
            answers = [answer for record in ticket.slots.values() for answer in record.answers]
            seen = any(answer.text_known for answer in answers if answer.id == verdict.entry)
            return "text-elsewhere" if seen else "flag-only"
    return verdict.reason


def no_right(reason: str) -> RefusedByTeam:
    """The roster forbids it: leads-only, removed, not-invited, last-lead."""
    return RefusedByTeam(reason)

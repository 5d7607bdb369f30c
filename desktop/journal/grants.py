"""Grants: the permission to hand one mail to SMTP, and what is known of how it ended.

SMTP cannot be fenced, so exactly once is impossible. A grant is given at most once per answer of a customer
message, to one workstation, and stands until somebody *knows*: ``granted`` and ``uncertain`` block every other
answer to the same messages; only Refused, Abandoned, Revoked and Settled{not-sent} free them; ``sent`` stands for
ever and overrides everything else, because a mail that has left has left.

A Refused or Abandoned after Uncertain changes nothing: that the second attempt did not leave says nothing about
the first. A further Uncertain says that this attempt is over; one after others have freed the messages blocks nothing
again, but whoever writes the next answer has to see it. ``TABLE`` is the whole machine; what is not in it changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from desktop.journal.entries import Entry, Position, SendIntended, SlotKey
from desktop.journal.state import Grant, GrantState, Mark, Ticket
from desktop.journal.working import APPLIED, Verdict

REVOKE_DELAY = 30 * 60
"""Seconds between the newest intent or attempt and a Revoked. A transaction begins within 60 s of its append and
lasts 5 min; an SMTP server drops an idle one in under 20 min."""

AGENT_REVOKE_DELAY = 24 * 3600
"""The same for an agent who is not a lead, for teams whose only lead is gone."""


class Event(StrEnum):
    ATTEMPT = "attempt"
    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    ABANDONED = "abandoned"
    REVOKED = "revoked"
    SETTLED_SENT = "settled-sent"
    SETTLED_NOT_SENT = "settled-not-sent"


_G, _V = GrantState, Event
TABLE: dict[tuple[GrantState, Event], GrantState] = {
    (_G.GRANTED, _V.ATTEMPT): _G.GRANTED,
    (_G.GRANTED, _V.SENT): _G.SENT,
    (_G.GRANTED, _V.REFUSED): _G.REFUSED,
    (_G.GRANTED, _V.UNCERTAIN): _G.UNCERTAIN,
    (_G.GRANTED, _V.ABANDONED): _G.ABANDONED,
    (_G.GRANTED, _V.REVOKED): _G.REVOKED,
    (_G.GRANTED, _V.SETTLED_SENT): _G.SENT,
    (_G.GRANTED, _V.SETTLED_NOT_SENT): _G.NOT_SENT,
    (_G.UNCERTAIN, _V.ATTEMPT): _G.UNCERTAIN,
    (_G.UNCERTAIN, _V.SENT): _G.SENT,
    (_G.UNCERTAIN, _V.UNCERTAIN): _G.UNCERTAIN,
    (_G.UNCERTAIN, _V.REVOKED): _G.REVOKED,
    (_G.UNCERTAIN, _V.SETTLED_SENT): _G.SENT,
    (_G.UNCERTAIN, _V.SETTLED_NOT_SENT): _G.NOT_SENT,
    (_G.REFUSED, _V.SENT): _G.SENT,
    (_G.REFUSED, _V.SETTLED_SENT): _G.SENT,
    (_G.ABANDONED, _V.SENT): _G.SENT,
    (_G.ABANDONED, _V.SETTLED_SENT): _G.SENT,
    (_G.REVOKED, _V.SENT): _G.SENT,
    (_G.REVOKED, _V.UNCERTAIN): _G.REVOKED,
    (_G.REVOKED, _V.SETTLED_SENT): _G.SENT,
    (_G.NOT_SENT, _V.SENT): _G.SENT,
    (_G.NOT_SENT, _V.UNCERTAIN): _G.NOT_SENT,
    (_G.NOT_SENT, _V.SETTLED_SENT): _G.SENT,
    (_G.VOID, _V.SENT): _G.SENT,
}

_ALWAYS_MATERIAL = (
    "arrived", "not-delivered", "sent", "uncertain", "revoked", "settled", "external", "merged", "split",
)  # fmt: skip


def judge_intent(ticket: Ticket, entry: Entry, intent: SendIntended) -> Verdict:
    """Whether a SendIntended is granted, asked at its own place in the log. (The author then also looks whether
    the grant is still unresolved at the head of the log before SMTP begins.)"""
    if (entry.id, entry.author.workstation) in ticket.voided:
        return Verdict(False, "void")
    return next(_reasons(ticket, entry, intent), APPLIED)


def _reasons(ticket: Ticket, entry: Entry, intent: SendIntended) -> Iterator[Verdict]:
    """Why not, the most telling reason first."""
    for key in intent.slots:
        yield from _answered(ticket, key)
    grant = ticket.open_grant
    if grant is not None:
        yield Verdict(False, "unresolved", grant.agent, grant.date, grant.id)
    claim = ticket.claim
    if claim is None or claim.workstation != entry.author.workstation:
        yield (Verdict(False, "held", claim.agent, claim.since, claim.id) if claim else Verdict(False, "not-holder"))
    if intent.shown > entry.position:
        yield Verdict(False, "news")
    news = material_after(ticket, intent.shown, entry.author.workstation, entry.author.agent)
    if news is not None:
        yield Verdict(False, "news", news.agent, news.date, news.entry)
    if any(
        ticket.slots[key.slot].unanswered and ticket.slots[key.slot].position > intent.shown for key in intent.slots
    ):
        yield Verdict(False, "news")
    if not intent.slots or len({key.slot for key in intent.slots}) != len(intent.slots):
        yield Verdict(False, "uncovered")
    if missing := set(ticket.waiting_slots) - {key.slot for key in intent.slots}:
        yield Verdict(False, "uncovered", entry=min(missing))


def _answered(ticket: Ticket, key: SlotKey) -> Iterator[Verdict]:
    record = ticket.slots.get(key.slot)
    if record is None:
        yield Verdict(False, "unknown-slot")
    elif len(record.answers) > key.k:
        last = record.answers[-1]
        yield Verdict(False, "answered", last.agent, last.date, last.id)
    elif len(record.answers) < key.k:
        yield Verdict(False, "news")


def material_after(ticket: Ticket, shown: Position, workstation: str, agent: str) -> Mark | None:
    """The first thing after ``shown`` that a composer on this workstation has to show before it may send."""
    return next((m for m in ticket.marks if m.position > shown and _material(m, workstation, agent)), None)


def _material(mark: Mark, workstation: str, agent: str) -> bool:
    """Notes, status and assignments of the same composer are not news to it; what customers or other answers
    did always is, whosever workstation wrote it down. A ticket that was given back to nobody is nobody else's."""
    if mark.kind in _ALWAYS_MATERIAL:
        return True
    if mark.workstation == workstation:
        return False
    return not (mark.kind == "assigned" and mark.assignee in ("", agent))


def granted(entry: Entry, intent: SendIntended, state: GrantState) -> Grant:
    author = entry.author
    return Grant(
        id=entry.id,
        slots=intent.slots,
        agent=author.agent,
        workstation=author.workstation,
        run=author.run,
        message_id=intent.message_id,
        sha256=intent.sha256,
        to=intent.to,
        position=entry.position,
        date=entry.date,
        newest=entry.id,
        newest_date=entry.date,
        state=state,
        under_way=state is GrantState.GRANTED,
    )


def after(grant: Grant, event: Event, entry: Entry, reply: str = "") -> tuple[Grant, Verdict]:
    """The grant after an event whose author's right has been judged."""
    state = TABLE.get((grant.state, event))
    if state is None:
        return grant, Verdict(False, grant.state.value, grant.agent, grant.ended or grant.date, grant.id)
    if event is Event.ATTEMPT:
        return msgspec.structs.replace(grant, newest=entry.id, newest_date=entry.date, under_way=True), APPLIED
    ended = msgspec.structs.replace(grant, state=state, ended=entry.date, under_way=False, reply=reply or grant.reply)
    return ended, APPLIED

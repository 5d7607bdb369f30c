"""Which mail belongs to which ticket, and the answers that came from elsewhere. The first entry wins.

A group of slots of which one is already filed joins that one's ticket, so two workstations that saw a thread in
different halves, a missing root or a late mail never make two tickets.
"""

from __future__ import annotations

import msgspec

from desktop.domain.ticket import Status
from desktop.journal import customers, sides
from desktop.journal.entries import (
    Arrived,
    Entry,
    External,
    ExternalUndone,
    Filed,
    Merged,
    Opened,
    OpenedTicket,
    Split,
)
from desktop.journal.snoozing import woken
from desktop.journal.state import Answer, DepartureState, GrantState, Mark, Promise, SlotRecord, Ticket
from desktop.journal.working import APPLIED, Verdict, Working

SLOTS = 100
"""Customer mails of one ticket, so that an intent, which names all that wait, is never longer than an entry may be."""

UNKNOWN_TICKET = Verdict(False, "unknown-ticket")
_NOTHING_NEW = Verdict(False, "known")
_TOO_MANY = Verdict(False, "too-many-mails")


def room(ticket: Ticket) -> int:
    """How many customer mails the ticket still takes. What calls for no answer is not counted: no intent names it."""
    return max(0, SLOTS - sum(record.unanswered for record in ticket.slots.values()))


def mark(ticket: Ticket, entry: Entry, kind: str, assignee: str = "") -> Ticket:
    """The ticket with one more thing that a composer must have shown."""
    added = Mark(entry.position, kind, entry.author.agent, entry.author.workstation, entry.date, entry.id, assignee)
    return msgspec.structs.replace(ticket, marks=(*ticket.marks, added))


def opened(work: Working, entry: Entry, body: Opened) -> Verdict:
    for group in body.tickets:
        if group.slots:
            _open(work, entry, group)
    return APPLIED


def _open(work: Working, entry: Entry, group: OpenedTicket) -> None:
    home = next(filter(None, map(work.ticket, group.slots)), None)
    if home is None:
        _begin(work, entry, group)
        return
    file(work, entry, home, group.slots, unanswered=group.unanswered)


def _begin(work: Working, entry: Entry, group: OpenedTicket) -> None:
    """A new ticket, or several where one does not hold them all."""
    slots = tuple(dict.fromkeys(group.slots))
    for begin in range(0, len(slots), SLOTS):
        part = msgspec.structs.replace(group, slots=slots[begin : begin + SLOTS])
        ticket = work.new_ticket(entry, part)
        work.put(ticket)
        for slot in part.slots:
            work.belongs(slot, ticket.id)


def arrived(work: Working, entry: Entry, body: Arrived) -> Verdict:
    ticket = work.ticket(entry.ticket)
    if ticket is None:
        return UNKNOWN_TICKET
    bounced = _bounced(work, ticket, entry, body)
    filed = file(work, entry, bounced, body.slots, unanswered=not body.not_delivered)
    return APPLIED if filed or bounced is not ticket else _NOTHING_NEW


def filed(work: Working, entry: Entry, body: Filed) -> Verdict:
    ticket = work.ticket(entry.ticket)
    if ticket is None:
        return UNKNOWN_TICKET
    return APPLIED if file(work, entry, ticket, body.slots, unanswered=False) else _NOTHING_NEW


def file(work: Working, entry: Entry, ticket: Ticket, slots: tuple[str, ...], *, unanswered: bool) -> bool:
    """Files what is new; customer mail among it reopens the ticket, and opens another where this one is full.
    Whether anything was new."""
    new = [slot for slot in dict.fromkeys(slots) if work.ticket_of_slot(slot) is None]
    if not new:
        return False
    fitting = room(ticket) if unanswered else len(new)
    _begin(work, entry, OpenedTicket(tuple(new[fitting:]), ticket.mailbox))
    new = new[:fitting]
    if not new:
        return True
    records = {slot: SlotRecord(slot, entry.position, unanswered) for slot in new}
    ticket = msgspec.structs.replace(ticket, slots={**ticket.slots, **records})
    if unanswered:
        ticket = _written(mark(ticket, entry, "arrived"), entry)
        if ticket.status is not Status.SPAM:
            ticket = msgspec.structs.replace(ticket, status=Status.OPEN)
    for slot in new:
        work.belongs(slot, ticket.id)
    work.put(ticket)
    if ticket.side_of:
        sides.heard(work, ticket)
    return True


def _bounced(work: Working, ticket: Ticket, entry: Entry, body: Arrived) -> Ticket:
    """A bounce of an answer reopens the ticket; the answer stays sent, a person decides what to do."""
    if body.not_delivered not in ticket.grants or not file(work, entry, ticket, body.slots, unanswered=False):
        return ticket
    ticket = mark(work.ticket(entry.ticket) or ticket, entry, "not-delivered")
    ticket = msgspec.structs.replace(woken(ticket, entry.date), status=Status.OPEN)
    work.put(ticket)
    return ticket


def _written(ticket: Ticket, entry: Entry) -> Ticket:
    """By the customer: what sleeps wakes, and what was to leave later was written without knowing this."""
    departures = tuple(
        msgspec.structs.replace(one, state=DepartureState.CANCELLED, date=entry.date)
        if one.state is DepartureState.PLANNED
        else one
        for one in ticket.departures
    )
    return msgspec.structs.replace(woken(ticket, entry.date), departures=departures)


def answered(work: Working, slots: tuple[str, ...], answer: Answer, expected: dict[str, int]) -> None:
    """Writes the answer down at every slot it went to, wherever the slot lives now. ``expected``: how many
    answers each slot may have had before; more means that two went out, which raises the alarm."""
    for slot in slots:
        ticket = work.ticket(slot)
        record = ticket.slots.get(slot) if ticket else None
        if ticket is None or record is None or any(a.id == answer.id for a in record.answers):
            continue
        kept = tuple(a for a in record.answers if a.text_known) if answer.external else record.answers
        alarm = len(kept) > expected.get(slot, 0) and not all(a.external for a in (*kept, answer))
        record = msgspec.structs.replace(record, answers=(*kept, answer))
        ticket = msgspec.structs.replace(ticket, slots={**ticket.slots, slot: record})
        if alarm and answer.id not in ticket.alarms:
            ticket = msgspec.structs.replace(ticket, alarms=(*ticket.alarms, answer.id))
        if ticket.status is Status.OPEN and not ticket.waiting_slots:
            ticket = msgspec.structs.replace(ticket, status=Status.WAITING)
        if ticket.promise is not None:
            ended = msgspec.structs.replace(ticket.promise, answered=answer.date)
            ticket = msgspec.structs.replace(ticket, promises=(*ticket.promises[:-1], ended))
        work.put(ticket)


def external(work: Working, entry: Entry, body: External) -> Verdict:
    ticket = work.ticket(body.slot)
    record = ticket.slots.get(body.slot) if ticket else None
    if ticket is None or record is None:  # a grant's id finds a ticket too
        return UNKNOWN_TICKET
    known = any(grant.message_id == body.evidence.message_id for grant in ticket.grants.values())
    if known or (record.answers and not body.text_known):
        return _NOTHING_NEW
    work.put(mark(ticket, entry, "external"))
    answer = Answer(entry.id, "", entry.date, True, body.evidence.message_id, body.text_known)
    answered(work, (body.slot,), answer, {})
    return APPLIED


def external_undone(work: Working, entry: Entry, body: ExternalUndone) -> Verdict:
    """Only a flag can be taken back; a text that was found in Sent has been sent."""
    ticket = work.ticket(entry.ticket)
    if ticket is None:
        return UNKNOWN_TICKET
    for slot, record in ticket.slots.items():
        kept = tuple(a for a in record.answers if a.id != body.external or a.text_known)
        if kept != record.answers:
            record = msgspec.structs.replace(record, answers=kept)
            ticket = mark(ticket, entry, "settled")
            work.put(msgspec.structs.replace(ticket, status=Status.OPEN, slots={**ticket.slots, slot: record}))
            return APPLIED
    return _NOTHING_NEW


def merged(work: Working, entry: Entry, body: Merged) -> Verdict:
    """The claim that was given first survives; the other's composer is stopped by the mark."""
    into, absorbed = work.ticket(entry.ticket), work.ticket(body.absorbed)
    if into is None or absorbed is None or into.id == absorbed.id:
        return UNKNOWN_TICKET
    if room(into) + room(absorbed) < SLOTS:
        return _TOO_MANY
    claims = sorted(filter(None, (into.claim, absorbed.claim)), key=lambda claim: claim.position)
    tags = tuple(sorted({*into.tags, *absorbed.tags}))
    marks = tuple(sorted((*into.marks, *absorbed.marks), key=lambda m: m.position))
    notes = tuple(sorted((*into.notes, *absorbed.notes), key=lambda n: (n.date, n.id)))
    about, joints = customers.together(into, absorbed)
    status = Status.OPEN if Status.OPEN in (into.status, absorbed.status) else into.status
    whole = msgspec.structs.replace(
        into,
        claim=claims[0] if claims else None,
        tags=tags,
        marks=marks,
        notes=notes,
        about=about,
        joints=joints,
        status=status,
        slots={**into.slots, **absorbed.slots},
        grants={**into.grants, **absorbed.grants},
        sides=(*into.sides, *absorbed.sides),
        plans={**into.plans, **absorbed.plans},
        departures=(*into.departures, *absorbed.departures),
        seen_by=into.seen_by or absorbed.seen_by,
        seen=into.seen or absorbed.seen,
        score=into.score or absorbed.score,
        reason=into.reason or absorbed.reason,
        outcome=into.outcome or absorbed.outcome,
        promises=_promises((*into.promises, *absorbed.promises)),
        voided=(*into.voided, *absorbed.voided),
        alarms=(*into.alarms, *absorbed.alarms),
    )
    work.put(mark(whole, entry, "merged"))
    work.put(
        msgspec.structs.replace(
            absorbed,
            merged_into=into.id,
            sides=(),
            claim=None,
            slots={},
            grants={},
            plans={},
            departures=(),
            snooze=None,
            marks=(),
            notes=(),
            about=(),
            joints=(),
            promises=(),
            voided=(),
            alarms=(),
        )
    )
    for name in (*absorbed.slots, *absorbed.grants, *absorbed.plans, *(one.id for one in absorbed.departures)):
        work.belongs(name, into.id)
    return APPLIED


def _promises(both: tuple[Promise, ...]) -> tuple[Promise, ...]:
    """Of two open ones the earlier has to be kept, and that answers the other too."""
    ended = sorted((promise for promise in both if not promise.is_open), key=lambda promise: promise.date)
    waiting = min((promise for promise in both if promise.is_open), key=lambda promise: promise.due, default=None)
    return tuple(ended) if waiting is None else (*ended, waiting)


def split(work: Working, entry: Entry, body: Split) -> Verdict:
    """Moves mails to a ticket of their own, or back to the one they were merged from, with its side conversations. Not
    while an answer's fate is open, and never the mail that gave the ticket its identity."""
    ticket = work.ticket(entry.ticket)
    if ticket is None:
        return UNKNOWN_TICKET
    moving = [s for s in dict.fromkeys(body.slots) if s in ticket.slots and s != ticket.id]
    if not moving:
        return _NOTHING_NEW
    blocking = ticket.open_grant
    if blocking is not None:
        return Verdict(False, "unresolved", blocking.agent, blocking.date, blocking.id)
    records = {slot: ticket.slots[slot] for slot in moving}
    kept = {slot: record for slot, record in ticket.slots.items() if slot not in records}
    waits = any(record.waits for record in records.values())
    own = _own_again(work, entry, ticket, moving)
    status = Status.OPEN if waits else ticket.status
    theirs = tuple(one for one in ticket.sides if (side := work.ticket(one)) is not None and side.side_of == own.id)
    sides_kept = tuple(one for one in ticket.sides if one not in theirs)
    own = msgspec.structs.replace(own, slots=records, status=status, voided=ticket.voided, resolved=None, sides=theirs)
    work.put(mark(own, entry, "split"))
    work.put(mark(msgspec.structs.replace(ticket, slots=kept, sides=sides_kept), entry, "split"))
    for slot in moving:
        work.belongs(slot, own.id)
    return APPLIED


def _own_again(work: Working, entry: Entry, ticket: Ticket, moving: list[str]) -> Ticket:
    """The ticket that the moved mails get: a merged one that they came from, be it over several merges, keeps its
    number and reference."""
    for slot in moving:
        earlier = work.absorbed(slot)
        if earlier is not None:
            return msgspec.structs.replace(earlier, merged_into="", tags=ticket.tags)
    return work.new_ticket(entry, OpenedTicket(tuple(moving), ticket.mailbox))


def settle_sent(work: Working, ticket_id: str, grant_id: str, date: int, *, granted: bool = True) -> None:
    """A grant has become sent: its slots have one answer more. One that was never granted had no right to any."""
    ticket = work.ticket(ticket_id)
    if ticket is None:
        return
    grant = ticket.grants[grant_id]
    if grant.state is GrantState.SENT:
        answer = Answer(grant.id, grant.agent, date, message_id=grant.message_id)
        expected = {key.slot: key.k if granted else 0 for key in grant.slots}
        answered(work, tuple(expected), answer, expected)

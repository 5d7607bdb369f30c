"""Tags, priority, status, assignment, notes, corrections, reason and outcome, promises, snooze. Tags commute; priority,
what is corrected, reason and outcome, and snooze are last writer wins; status and assignee carry the value that the
author saw and are refused when it has changed since."""

from __future__ import annotations

import msgspec

from desktop.domain.ticket import Priority, Status, is_tag
from desktop.journal import customers, snoozing
from desktop.journal.entries import (
    AddressesJoined,
    AddressesParted,
    Assigned,
    Classified,
    Corrected,
    CustomerNoteCorrected,
    CustomerNoted,
    Entry,
    Kind,
    Noted,
    Prioritised,
    Promised,
    Snoozed,
    SnoozeEnded,
    StatusChanged,
    Tagged,
)
from desktop.journal.filing import mark
from desktop.journal.state import Correction, Note, Promise, Resolution, Ticket
from desktop.journal.working import APPLIED, Verdict

EDITS = (
    Tagged, Prioritised, StatusChanged, Assigned, Noted, Corrected, *customers.SAYINGS, Classified, Promised, Snoozed,
    SnoozeEnded,
)  # fmt: skip
"""May be written offline; judged when they arrive in the log."""

_CHANGES_STATUS = (
    "status", "arrived", "not-delivered", "sent", "settled", "external", "merged", "split",
)  # fmt: skip
_NONSENSE = Verdict(False, "malformed")
_PROMISES = 50
"""The newest of a ticket, more than anybody gives on one."""


def edited(ticket: Ticket, entry: Entry, body: Kind) -> tuple[Ticket, Verdict]:
    """The ticket after the edit, whose author may make it."""
    match body:
        case Tagged(add=add, remove=remove):
            tags = (set(ticket.tags) | {tag for tag in add if is_tag(tag)}) - set(remove)
            return msgspec.structs.replace(ticket, tags=tuple(sorted(tags))), APPLIED
        case Prioritised(priority=priority) if priority in list(Priority):
            return msgspec.structs.replace(ticket, priority=Priority(priority)), APPLIED
        case StatusChanged(status=status, saw=saw) if status in list(Status):
            if ticket.status != saw:
                return ticket, _changed(ticket, *_CHANGES_STATUS)
            if ticket.status == status:
                return ticket, APPLIED  # no news to anybody, and what has been resolved is not resolved anew
            resolved = Resolution(entry.id, entry.date) if status == Status.RESOLVED else None
            changed = msgspec.structs.replace(ticket, status=Status(status), resolved=resolved)
            return mark(changed, entry, "status"), APPLIED
        case Assigned(assignee=assignee, saw=saw):
            if ticket.assignee != saw:
                return ticket, _changed(ticket, "assigned")
            changed = msgspec.structs.replace(ticket, assignee=assignee)
            return mark(changed, entry, "assigned", assignee), APPLIED
        case Noted(text=text):
            note = Note(entry.id, entry.author.agent, entry.date, text)
            return mark(msgspec.structs.replace(ticket, notes=(*ticket.notes, note)), entry, "note"), APPLIED
        case Corrected():
            return _corrected(ticket, entry, body)
        case CustomerNoted() | CustomerNoteCorrected() | AddressesJoined() | AddressesParted():
            return customers.said(ticket, entry, body)
        case Classified(reason=reason, outcome=outcome):
            said = msgspec.structs.replace(ticket, reason=reason or ticket.reason, outcome=outcome or ticket.outcome)
            return said, APPLIED
        case Promised(due=due):
            return msgspec.structs.replace(ticket, promises=_promised(ticket, entry, due)), APPLIED
        case Snoozed():
            return snoozing.snoozed(ticket, entry, body)
        case SnoozeEnded():
            return snoozing.ended(ticket)
    return ticket, _NONSENSE


def _promised(ticket: Ticket, entry: Entry, due: int) -> tuple[Promise, ...]:
    """A new one takes the place of what has not been answered; said again, as after a crash, it is no second one."""
    standing = ticket.promise
    if standing is not None and standing.due == due:
        return ticket.promises
    before = ticket.promises[:-1] if standing is not None else ticket.promises
    return (*before, Promise(due, entry.author.agent, entry.date))[-_PROMISES:] if due else before


def _corrected(ticket: Ticket, entry: Entry, body: Corrected) -> tuple[Ticket, Verdict]:
    """It stays with its mails, wherever merges and splits take them. No mark: an answer is written to whoever the
    customer is by then."""
    here = {slot: ticket.slots[slot] for slot in body.slots if slot in ticket.slots}
    if not here:
        return ticket, _changed(ticket, "merged", "split")
    said = Correction(entry.author.agent, entry.date, body.customer, body.name, body.order, body.reason)
    records = {slot: msgspec.structs.replace(record, corrected=said) for slot, record in here.items()}
    return msgspec.structs.replace(ticket, slots={**ticket.slots, **records}), APPLIED


def _changed(ticket: Ticket, *kinds: str) -> Verdict:
    """Changed since: by whom and when, if a mark tells."""
    last = next((m for m in reversed(ticket.marks) if m.kind in kinds), None)
    return Verdict(False, "changed", last.agent, last.date, last.entry) if last else Verdict(False, "changed")

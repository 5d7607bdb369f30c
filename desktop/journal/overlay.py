"""Confirmed state with the own pending edits laid over it, marked. A pending claim is never shown as a claim."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from desktop.journal import edits
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
    Unknown,
)
from desktop.journal.state import Note, Ticket

_FIELDS: dict[type[Kind | Unknown], str] = {
    Tagged: "tags",
    Prioritised: "priority",
    StatusChanged: "status",
    Assigned: "assignee",
    Noted: "notes",
    Corrected: "customer",
    CustomerNoted: "about",
    CustomerNoteCorrected: "about",
    AddressesJoined: "joints",
    AddressesParted: "joints",
    Classified: "reason",
    Promised: "promise",
    Snoozed: "snooze",
    SnoozeEnded: "snooze",
}


def overlaid(ticket: Ticket, pending: Iterable[Entry]) -> Ticket:
    """The ticket as its author sees it until the log has answered; ``pending`` names the fields concerned."""
    shown = ticket
    for entry in pending:
        field = _FIELDS.get(type(entry.body))
        if field is None or isinstance(entry.body, Unknown):
            continue
        changed, verdict = edits.edited(shown, entry, entry.body)
        if verdict.applied:
            fields = tuple(dict.fromkeys((*shown.pending, field)))
            shown = msgspec.structs.replace(changed, pending=fields, marks=ticket.marks, notes=_marked(changed, entry))
    return shown


def _marked(ticket: Ticket, entry: Entry) -> tuple[Note, ...]:
    return tuple(msgspec.structs.replace(n, pending=True) if n.id == entry.id else n for n in ticket.notes)

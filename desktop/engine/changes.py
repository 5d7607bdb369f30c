"""Which tickets a stretch of the log was about."""

from __future__ import annotations

from desktop.journal.codec import read_statement
from desktop.journal.entries import ROLES, Merged, Opened, Seen
from desktop.ports.store import Store
from desktop.ports.store.entries import Cursor, Recorded

_MOST = 200
"""Entries above which it is cheaper to show everything afresh."""


def changed_since(store: Store, before: Cursor | None, after: Cursor | None) -> frozenset[str] | None:
    """Ids of the tickets that entries between the two cursors name, also of one that has become part of another since;
    None when it may be any."""
    if before is None or after is None or before.generation != after.generation:
        return None
    count = after.count - before.count
    if not 0 < count <= _MOST:
        return None
    told = store.entries.tail(count)
    if any(recorded.kind == "customer-erased" for recorded in told):
        return None
    named = {slot for recorded in told for slot in _named(recorded)}
    found = frozenset(named | {store.entries.ticket_of_slot(slot) or slot for slot in named})
    return found | store.reader.beside(found)


def others_sent(store: Store, before: Cursor | None, after: Cursor | None, workstation: str) -> bool:
    """Whether a colleague's mail has left since: its text is in a mailbox now."""
    count = after.count - before.count if before is not None and after is not None else 0
    sent = (one for one in store.entries.tail(min(count, _MOST)) if one.kind == "sent") if count > 0 else ()
    return any(one.workstation != workstation for one in sent)


def _named(recorded: Recorded) -> tuple[str, ...]:
    entry = read_statement(recorded.statement, recorded.position, recorded.date) if recorded.statement else None
    match entry.body if entry is not None else None:
        case Opened(tickets=tickets):
            return tuple(opened.slots[0] for opened in tickets)
        case Seen(tickets=tickets):
            return tickets
        case Merged(absorbed=absorbed):
            return recorded.ticket, absorbed
    return (recorded.ticket,) if recorded.ticket not in ("", *ROLES) else ()

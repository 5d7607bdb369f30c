"""Up to where the log counts as put before a person's eyes."""

from __future__ import annotations

from desktop.journal.entries import Position
from desktop.journal.state import Ticket
from desktop.ports.store.messages import Messages


def shown_up_to(ticket: Ticket, messages: Messages, head: Position) -> Position:
    """The log may tell of a customer mail whose text has not been read here yet: that one has not been shown."""
    unread = [record.position for record in ticket.slots.values() if record.waits and messages.get(record.slot) is None]
    return min([head, *(Position(place.generation, place.uid - 1) for place in unread)])

"""Internal notes as rows of their own, for the search."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.adapters.store.connection import Connection
from desktop.journal.state import Ticket


def put(connection: Connection, tickets: Sequence[Ticket]) -> None:
    """Works out the rows of these tickets anew. Notes are few: most tickets have none, before and after."""
    connection.many("DELETE FROM notes WHERE ticket = ?", [(ticket.id,) for ticket in tickets])
    connection.many(
        "INSERT INTO notes (ticket, text) VALUES (?, ?)",
        [(ticket.id, note.text) for ticket in tickets for note in ticket.notes],
    )

"""What the team says of customers, as rows of their own: found by address, whatever ticket it was said on."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.adapters.store.connection import Connection
from desktop.adapters.store.lines import listed
from desktop.journal.state import CustomerNote, Ticket

_MOST_ADDRESSES = 32
"""Of one person; what is joined beyond is left out."""

_MOST_NOTES = 200
_NOTE = "id, address, agent, date, text, corrected, corrector"


def put(connection: Connection, tickets: Sequence[Ticket]) -> None:
    """Works out the rows of these tickets anew."""
    for table in ("customer_notes", "joints"):
        connection.many(f"DELETE FROM {table} WHERE ticket = ?", [(ticket.id,) for ticket in tickets])
    connection.many(
        f"INSERT INTO customer_notes (ticket, {_NOTE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(t.id, n.id, n.address, n.agent, n.date, n.text, n.corrected, n.corrector) for t in tickets for n in t.about],
    )
    connection.many(
        "INSERT INTO joints (ticket, one, other, joined, generation, uid) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (t.id, joint.one, joint.other, joint.joined, joint.position.generation, joint.position.uid)
            for t in tickets
            for joint in t.joints
        ],
    )


def addresses(connection: Connection, address: str) -> tuple[list[str], frozenset[tuple[str, str]]]:
    """Of the same person, this one first; and by which pairs."""
    found, fresh = {address.lower(): None}, [address.lower()]
    pairs: set[tuple[str, str]] = set()
    while fresh and len(found) < _MOST_ADDRESSES:
        rows = connection.rows(
            "SELECT one, other, joined FROM joints WHERE one = ?1 OR other = ?1 ORDER BY generation, uid",
            (fresh.pop(),),
        )
        last = {(one, other): joined for one, other, joined in rows}
        pairs |= {pair for pair, joined in last.items() if joined}
        near = [name for pair, joined in last.items() if joined for name in pair if name not in found]
        found |= dict.fromkeys(near)
        fresh += near
    return list(found)[:_MOST_ADDRESSES], frozenset(pairs)


def notes(connection: Connection, of: Sequence[str]) -> tuple[tuple[CustomerNote, ...], dict[str, str]]:
    """Newest first; and by their ids the tickets on which they lie."""
    rows = connection.rows(
        f"SELECT ticket, {_NOTE} FROM customer_notes"
        " WHERE address IN (SELECT value FROM json_each(?)) ORDER BY date DESC, id DESC LIMIT ?",
        (listed(of), _MOST_NOTES),
    )
    return tuple(CustomerNote(*row[1:]) for row in rows), {row[1]: row[0] for row in rows}

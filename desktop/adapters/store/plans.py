"""Follow-ups as rows by due time: one for each ticket that is resolved now."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.adapters.store.connection import Connection, Values
from desktop.journal.keys import FOLLOW_UP, automatic_id
from desktop.journal.state import Ticket
from desktop.ports.store.plans import PlanRow

UNPLANNED = "unplanned"
_COLUMNS = "id, ticket, mailbox, occasion, resolved, due"


class SqlitePlans:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unplanned(self, since: int) -> Sequence[PlanRow]:
        return self._select("state = ? AND resolved >= ? ORDER BY resolved, id", UNPLANNED, since)

    def planned(self) -> Sequence[PlanRow]:
        return self._select("state = ? ORDER BY due, id", "planned")

    def _select(self, condition: str, *values: str | int) -> list[PlanRow]:
        rows = self._connection.rows(f"SELECT {_COLUMNS} FROM follow_ups WHERE {condition}", values)
        return [PlanRow(*row) for row in rows]


def put(connection: Connection, tickets: Sequence[Ticket]) -> None:
    """Works out the rows of these tickets anew."""
    connection.many("DELETE FROM follow_ups WHERE ticket = ?", [(ticket.id,) for ticket in tickets])
    connection.many(
        f"INSERT INTO follow_ups ({_COLUMNS}, state) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [row for ticket in tickets if (row := _row(ticket)) is not None],
    )


def _row(ticket: Ticket) -> Values | None:
    resolution = ticket.resolution
    if resolution is None or ticket.merged_into:
        return None
    send = automatic_id(FOLLOW_UP, resolution.entry)
    plan = ticket.plans.get(send)
    due, state = (plan.due, plan.state.value) if plan else (0, UNPLANNED)
    return send, ticket.id, ticket.mailbox, resolution.entry, resolution.date, due, state

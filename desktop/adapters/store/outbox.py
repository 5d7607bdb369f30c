"""Own entries in the order in which they were added. What the log said of them is written by ``entries``."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.adapters.store.connection import Connection
from desktop.ports.store.outbox import OutboxRow

_COLUMNS = "id, kind, ticket, statement, created, state, reason, agent, date, settled"


class SqliteOutbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: OutboxRow) -> None:
        self._connection.run(
            f"INSERT INTO outbox ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (
                row.id, row.kind, row.ticket, row.statement, row.created,
                row.state, row.reason, row.agent, row.date, row.settled,
            ),
        )  # fmt: skip

    def get(self, entry: str) -> OutboxRow | None:
        found = self._select("id = ?", entry)
        return found[0] if found else None

    def pending(self) -> Sequence[OutboxRow]:
        return self._select("state = 'pending' ORDER BY row")

    def void(self, entry: str) -> None:
        self._connection.run("UPDATE outbox SET state = 'void' WHERE id = ? AND state = 'pending'", (entry,))

    def refuse(self, entry: str, reason: str) -> None:
        self._connection.run(
            "UPDATE outbox SET state = 'refused', reason = ? WHERE id = ? AND state = 'pending'", (reason, entry)
        )

    def settle(self, entry: str) -> None:
        self._connection.run("UPDATE outbox SET settled = 1 WHERE id = ?", (entry,))

    def refused(self) -> Sequence[OutboxRow]:
        return self._select("state = 'refused' AND NOT settled ORDER BY row")

    def _select(self, condition: str, *values: str) -> list[OutboxRow]:
        rows = self._connection.rows(f"SELECT {_COLUMNS} FROM outbox WHERE {condition}", values)
        return [OutboxRow(*(*row[:-1], bool(row[-1]))) for row in rows]

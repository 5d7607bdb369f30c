"""Small facts of one workstation as JSON by key."""

from __future__ import annotations

from typing import Any

import msgspec

from desktop.adapters.store.connection import Connection


class SqliteProfile:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str, default: Any = None) -> Any:
        row = self._connection.one("SELECT value FROM facts WHERE key = ?", (key,))
        return default if row is None else msgspec.json.decode(row[0])

    def put(self, key: str, value: Any) -> None:
        self._connection.run(
            "INSERT INTO facts (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, msgspec.json.encode(value).decode()),
        )

    def delete(self, key: str) -> None:
        self._connection.run("DELETE FROM facts WHERE key = ?", (key,))

    def items(self, prefix: str) -> dict[str, Any]:
        rows = self._connection.rows(
            "SELECT key, value FROM facts WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 ORDER BY key", (prefix,)
        )
        return {key: msgspec.json.decode(value) for key, value in rows}

"""Tickets' mails that lie in no inbox any more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from desktop.adapters.store import lines
from desktop.adapters.store.connection import Connection
from desktop.ports.store.missing import Missing

_SELECT = "SELECT slot, missing.mailbox, folder, noticed, sought, now FROM missing JOIN messages USING (row)"
_NOTE = """
INSERT OR REPLACE INTO missing (row, mailbox, folder, noticed, sought, now)
SELECT m.row, ?1, ?2, ?3, 0, '' FROM messages m WHERE m.row IN (SELECT value FROM json_each(?4))
  AND m.ticket <> '' AND NOT m.outgoing
  AND NOT EXISTS (SELECT 1 FROM places p WHERE p.message = m.row AND upper(p.folder) = 'INBOX')
"""


class SqliteMissing:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def vanished(self, mailbox: str, folder: str, uids: Collection[int], noticed: int) -> None:
        which = "FROM places WHERE mailbox = ? AND folder = ? AND uid IN (SELECT value FROM json_each(?))"
        with self._connection.transaction():
            values = (mailbox, folder, msgspec.json.encode(sorted(uids)).decode())
            rows = [row[0] for row in self._connection.rows(f"SELECT message {which}", values)]
            self._connection.run(f"DELETE {which}", values)
            if folder.upper() == "INBOX":
                self._connection.run(_NOTE, (mailbox, folder, noticed, msgspec.json.encode(rows).decode()))

    def unsought(self, mailbox: str) -> Sequence[Missing]:
        rows = self._connection.rows(f"{_SELECT} WHERE missing.mailbox = ? AND NOT sought", (mailbox,))
        return list(map(_missing, rows))

    def sought(self, slot: str, now: str) -> None:
        self._connection.run(
            "UPDATE missing SET sought = 1, now = ? WHERE row = (SELECT row FROM messages WHERE slot = ?)", (now, slot)
        )

    def of(self, slots: Sequence[str]) -> Sequence[Missing]:
        rows = self._connection.rows(
            f"{_SELECT} WHERE slot IN (SELECT value FROM json_each(?)) ORDER BY row", (lines.listed(slots),)
        )
        return list(map(_missing, rows))


def _missing(row: Any) -> Missing:
    return Missing(row[0], row[1], row[2], row[3], bool(row[4]), row[5])

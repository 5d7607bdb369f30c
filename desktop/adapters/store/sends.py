"""Mails on their way. The bytes stand apart: setting the mark must be one small durable write. The files in them stand
with all other contents, once (``folding``)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from desktop.adapters.store.connection import Connection
from desktop.adapters.store.contents import SqliteContents
from desktop.adapters.store.folding import folded, unfolded
from desktop.journal.entries import SlotKey
from desktop.ports.store.sends import Send

_COLUMNS = (
    "id, ticket, draft, mailbox, recipients, slots, message_id, sha256, state, run, mark, attempts, detail, address,"
    " filed"
)
_FIELDS = _COLUMNS.replace("sha256,", "sha256, message,")
_recipients = msgspec.json.Decoder(tuple[str, ...]).decode
_slots = msgspec.json.Decoder(tuple[SlotKey, ...]).decode


class SqliteSends:
    def __init__(self, connection: Connection, contents: SqliteContents) -> None:
        self._connection = connection
        self._contents = contents

    def add(self, send: Send) -> None:
        rest, files = folded(send.message)
        kept = [(send.id, place, self._contents.put(content)) for place, content in files]
        with self._connection.transaction():
            self._connection.run(
                f"INSERT INTO sends ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    send.id, send.ticket, send.draft, send.mailbox,
                    msgspec.json.encode(send.recipients).decode(), msgspec.json.encode(send.slots).decode(),
                    send.message_id, send.sha256, send.state, send.run, send.mark, send.attempts, send.detail,
                    send.address, send.filed,
                ),
            )  # fmt: skip
            self._connection.run("INSERT INTO send_messages (send, message) VALUES (?, ?)", (send.id, rest))
            self._connection.many("INSERT INTO send_files (send, place, kept) VALUES (?, ?, ?)", kept)

    def get(self, send: str) -> Send | None:
        return next(iter(self._select("id = ?", send)), None)

    def set_state(self, send: str, state: str, detail: str = "", address: str = "") -> None:
        self._update(send, "state = ?, detail = ?, address = ?", state, detail, address)

    def set_mark(self, send: str, mark: bool) -> None:
        self._update(send, "mark = ?", mark)

    def count_attempt(self, send: str) -> int:
        with self._connection.transaction():
            self._update(send, "attempts = attempts + 1")
            return int(self._connection.one("SELECT attempts FROM sends WHERE id = ?", (send,))[0])

    def set_filed(self, send: str) -> None:
        self._update(send, "filed = 1")

    def unfinished(self) -> Sequence[Send]:
        return self._select("state IN ('prepared', 'granted') OR NOT filed ORDER BY row")

    def by_message_id(self, message_id: str) -> Send | None:
        return next(iter(self._select("message_id = ? ORDER BY row", message_id)), None)

    def _update(self, send: str, change: str, *values: str | int) -> None:
        """Raises LookupError for an unknown id: a mark that was not set must never pass for one that was."""
        if self._connection.run(f"UPDATE sends SET {change} WHERE id = ?", (*values, send)) != 1:
            raise LookupError(send)

    def _whole(self, send: str, rest: bytes) -> bytes:
        rows = self._connection.rows("SELECT place, kept FROM send_files WHERE send = ? ORDER BY place", (send,))
        return unfolded(rest, [(place, self._contents.read(kept)) for place, kept in rows])

    def _select(self, condition: str, *values: str) -> list[Send]:
        rows = self._connection.rows(
            f"SELECT {_FIELDS} FROM sends JOIN send_messages ON send = id WHERE {condition}", values
        )
        return [
            Send(
                *(
                    *row[:4],
                    _recipients(row[4]),
                    _slots(row[5]),
                    *row[6:8],
                    self._whole(row[0], row[8]),
                    *row[9:11],
                    bool(row[11]),
                    *row[12:15],
                    bool(row[15]),
                )
            )
            for row in rows
        ]

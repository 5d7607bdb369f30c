"""Contents by their SHA-256, in the database and in pieces.

In the database, because what a person attached must stand or fall with its draft, in one file and one backup. In
pieces of a transaction each, because 18 MB in one took 234 ms where a lane may take 50 (a piece: 10 to 20). Sweeping is
``space``.
"""

from __future__ import annotations

import hashlib

from desktop.adapters.store.connection import Connection

_PIECE = 256 * 1024
"""Octets."""

_MISSING = "SELECT coalesce(max(place) + 1, 0) FROM pieces WHERE content = ?"


class SqliteContents:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, slot: str, part: str, content: bytes) -> None:
        kept = self.put(content)
        self._connection.run(
            "INSERT OR REPLACE INTO enclosures (message, part, content) SELECT row, ?, ? FROM messages WHERE slot = ?",
            (part, kept, slot),
        )

    def get(self, slot: str, part: str) -> bytes | None:
        row = self._connection.one(
            "SELECT content FROM enclosures JOIN messages ON row = message WHERE slot = ? AND part = ?", (slot, part)
        )
        return None if row is None else self.read(row[0])

    def kept(self, slot: str) -> frozenset[str]:
        rows = self._connection.rows(
            "SELECT part FROM enclosures JOIN messages ON row = message WHERE slot = ?", (slot,)
        )
        return frozenset(row[0] for row in rows)

    def put(self, content: bytes) -> int:
        """Its row, new or known; a put that was broken off is gone on with."""
        digest = hashlib.sha256(content).hexdigest()
        self._connection.run(
            "INSERT INTO contents (hash, size, since) VALUES (?, ?, unixepoch())"
            " ON CONFLICT (hash) DO UPDATE SET since = excluded.since",
            (digest, len(content)),
        )
        kept, whole = self._connection.one("SELECT row, whole FROM contents WHERE hash = ?", (digest,))
        if not whole:
            first = int(self._connection.one(_MISSING, (kept,))[0])
            for place in range(first, -(-len(content) // _PIECE)):
                piece = content[place * _PIECE : (place + 1) * _PIECE]
                self._connection.run(
                    "INSERT OR IGNORE INTO pieces (content, place, piece) VALUES (?, ?, ?)", (kept, place, piece)
                )
            self._connection.run("UPDATE contents SET whole = 1 WHERE row = ?", (kept,))
        return int(kept)

    def read(self, kept: int) -> bytes:
        rows = self._connection.rows("SELECT piece FROM pieces WHERE content = ? ORDER BY place", (kept,))
        return b"".join(row[0] for row in rows)

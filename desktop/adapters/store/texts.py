"""Canned responses as the journal has them, and the pieces of their files."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.adapters.store.connection import Connection
from desktop.journal import snapshot
from desktop.journal.state import Piece, SharedText


def get(connection: Connection, key: str) -> SharedText | None:
    row = connection.one("SELECT packed FROM texts WHERE key = ?", (key,))
    return None if row is None else snapshot.text(row[0])


def all_of_them(connection: Connection) -> Sequence[SharedText]:
    return [snapshot.text(row[0]) for row in connection.rows("SELECT packed FROM texts ORDER BY key")]


def pieces(connection: Connection, sha256: str) -> Sequence[Piece]:
    rows = connection.rows("SELECT sha256, part, data FROM text_pieces WHERE sha256 = ? ORDER BY part", (sha256,))
    return [Piece(*row) for row in rows]


def put(connection: Connection, texts: Sequence[SharedText], files: Sequence[Piece]) -> None:
    connection.many(
        "INSERT OR REPLACE INTO texts (key, packed) VALUES (?, ?)", [(text.key, snapshot.pack(text)) for text in texts]
    )
    connection.many(
        "INSERT OR REPLACE INTO text_pieces (sha256, part, data) VALUES (?, ?, ?)",
        [(piece.sha256, piece.part, piece.data) for piece in files],
    )

"""Room: what goes after its time, each call one short transaction."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from desktop.adapters.store import lines, writers
from desktop.adapters.store.connection import Connection
from desktop.adapters.store.indexing import reworded
from desktop.mime.mail import Original, ParsedMail
from desktop.ports.store.space import Aged, Sizes

_PIECES = 16
"""Of contents that are swept at once: 4 MB."""

_INCREMENTAL = 2
"""PRAGMA auto_vacuum: free pages stand in a list of their own, to be given back when asked."""

_PAGES = 64
"""Given back at once: half a megabyte."""

_SPARE = 256
"""Empty pages that stay for what comes next: 2 MB."""

_MERGED = 64
"""Pages of the index that are merged at once: some milliseconds, which a claim may have to wait for."""

_AGED = (
    "SELECT m.slot, m.ticket, m.received, m.row, length(mails.text) FROM messages m JOIN mails USING (row)"
    " LEFT JOIN tickets t ON t.id = m.ticket LEFT JOIN trimmed ON trimmed.row = m.row"
    " WHERE m.mailbox = ? AND (m.received, m.row) > (?, ?) AND m.received < ?"
    " AND (trimmed.row IS NULL OR trimmed.back BETWEEN 1 AND ?)"
    " AND CASE WHEN m.ticket = '' THEN m.settled OR m.received < ?"
    " ELSE t.status IN ('resolved', 'spam') AND NOT t.unresolved AND NOT t.attention END"
    " AND EXISTS (SELECT 1 FROM places WHERE message = m.row)"
    " ORDER BY m.received, m.row LIMIT ?"
)
"""What came out of a file lies on no server."""

_LOOSE = (
    "SELECT row FROM contents c WHERE since < ? AND NOT EXISTS (SELECT 1 FROM enclosures WHERE content = c.row)"
    " AND NOT EXISTS (SELECT 1 FROM draft_files WHERE kept = c.row)"
    " AND NOT EXISTS (SELECT 1 FROM send_files WHERE kept = c.row) LIMIT 1"
)
_AN_HOUR = 3600


class SqliteSpace:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def aged(
        self, mailbox: str, before: int, back_before: int, history: int, after: Aged | None, limit: int
    ) -> Sequence[Aged]:
        place = (after.received, after.row) if after is not None else (0, 0)
        rows = self._connection.rows(_AGED, (mailbox, *place, before, back_before, history, limit))
        return [Aged(*row) for row in rows]

    def trim(self, slots: Sequence[str]) -> None:
        with self._connection.transaction():
            for row in self._rows(slots):
                with reworded(self._connection, row):
                    self._connection.run("UPDATE mails SET text = '' WHERE row = ?", (row,))
                self._connection.run("DELETE FROM pages WHERE row = ?", (row,))
                self._connection.run("DELETE FROM originals WHERE row = ?", (row,))
                self._connection.run("DELETE FROM enclosures WHERE message = ?", (row,))
                self._connection.run("INSERT OR REPLACE INTO trimmed (row, back) VALUES (?, 0)", (row,))

    def trimmed(self, slots: Sequence[str]) -> frozenset[str]:
        found = self._connection.rows(
            "SELECT slot FROM messages JOIN trimmed USING (row) WHERE back = 0"
            " AND slot IN (SELECT value FROM json_each(?))",
            (lines.listed(slots),),
        )
        return frozenset(row[0] for row in found)

    def bring_back(self, slot: str, mail: ParsedMail, now: int, original: Original | None = None) -> None:
        with self._connection.transaction():
            for row in self._rows([slot]):
                with reworded(self._connection, row):
                    self._connection.run("UPDATE mails SET text = ? WHERE row = ?", (mail.text, row))
                if mail.page is not None:
                    page = msgspec.json.encode(mail.page)
                    self._connection.run("INSERT OR REPLACE INTO pages (row, page) VALUES (?, ?)", (row, page))
                if original is not None:
                    self._connection.run(writers.PUT_ORIGINAL, writers.original(row, original))
                self._connection.run("UPDATE trimmed SET back = ? WHERE row = ?", (now, row))

    def collect(self, now: int) -> bool:
        with self._connection.transaction():
            loose = self._connection.one(_LOOSE, (now - _AN_HOUR,))
            if loose is None:
                return False
            # Not whole from now on: a put that meets it meanwhile writes what is missing.
            self._connection.run("UPDATE contents SET whole = 0 WHERE row = ?", loose)
            swept = self._connection.run(
                "DELETE FROM pieces WHERE (content, place) IN"
                " (SELECT content, place FROM pieces WHERE content = ? ORDER BY place DESC LIMIT ?)",
                (loose[0], _PIECES),
            )
            if swept < _PIECES:
                self._connection.run("DELETE FROM contents WHERE row = ?", loose)
        return True

    def give_back(self) -> bool:
        if self._pragma("auto_vacuum") != _INCREMENTAL or self._pragma("freelist_count") <= _SPARE:
            return False
        with self._connection.transaction():
            # One at a time: Python takes a statement without columns for one without rows and steps it only once.
            for _ in range(_PAGES):
                self._connection.run("PRAGMA incremental_vacuum(1)")
        return self._pragma("freelist_count") > _SPARE

    def merge(self) -> bool:
        before = self._connection.one("SELECT total_changes()")[0]
        self._connection.run(f"INSERT INTO words (words, rank) VALUES ('merge', {_MERGED})")
        # Itself it counts as one change (sqlite.org/fts5.html, 6.7).
        return bool(self._connection.one("SELECT total_changes()")[0] - before > 1)

    def sizes(self) -> Sizes:
        page = self._pragma("page_size")
        files, octets = self._connection.one("SELECT count(*), coalesce(sum(size), 0) FROM contents WHERE whole")
        away = self._connection.one("SELECT count(*) FROM trimmed WHERE back = 0")[0]
        return Sizes(self._pragma("page_count") * page, self._pragma("freelist_count") * page, files, octets, away)

    def _rows(self, slots: Sequence[str]) -> list[int]:
        found = self._connection.rows(
            "SELECT row FROM messages WHERE slot IN (SELECT value FROM json_each(?)) ORDER BY row",
            (lines.listed(slots),),
        )
        return [row[0] for row in found]

    def _pragma(self, name: str) -> int:
        return int(self._connection.one(f"PRAGMA {name}")[0])

"""The mails of one person, from any of their addresses or sent to it by us; and how they go, so that their words are
not in the file any more.

SQLite leaves what was deleted where it stood. So it is told to overwrite it (PRAGMA secure_delete), the index of words
is merged into one piece, which alone drops what it had only marked as gone (sqlite.org/fts5.html, 6.4), empty pages,
which may hold older copies, are given back to the disk, and the log is brought to its place and emptied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

from desktop.adapters.store import copies, lines
from desktop.adapters.store.connection import Connection
from desktop.adapters.store.indexing import reworded
from desktop.domain.errors import SportelloError
from desktop.ports.store.drafts import Draft
from desktop.ports.store.messages import Place

_AT_ONCE = 32
"""Mails that go in one transaction: a claim may have to wait for it."""

_PAGES = 256
"""Given back to the disk, or merged in the index, in one step."""

_OF_A_MAIL = {
    "mails": "row", "pages": "row", "originals": "row", "files": "row", "mentions": "row", "trimmed": "row",
    "missing": "row", "enclosures": "message", "messages": "row",
}  # fmt: skip
"""Where a mail stands, and by which column."""

_ERASED = -1
"""In place of a mail's row: one lies there on the server, and is not missing here."""

_SPEAKING = (
    "noted", "customer-noted", "customer-note-corrected", "addresses-joined", "addresses-parted", "corrected",
    "forwarded", "send-intended", "refused", "uncertain",
)  # fmt: skip
"""Kinds of entries in which somebody may be named. What they say is kept in the state, and not needed here again."""

_UNSAID = tuple(kind for kind in _SPEAKING if kind not in ("send-intended", "refused", "uncertain"))
"""Of these, the ones that are not said at all any more; of a mail that has left, its outcome is."""

_FACTS = ("jotted:customer:", "pictures-of:")
"""What this computer has noted by an address."""

_OF_TICKETS = "kind IN (SELECT value FROM json_each(?)) AND ticket IN (SELECT value FROM json_each(?))"
_OF_ALL = "kind IN ('snapshot', 'carried-over')"
"""With what a journal begun anew is told what the one before knew, of all tickets in one."""

_decode = msgspec.json.Decoder(Draft).decode

_ADDRESS = re.compile(r"[^\s<>\"(),;:]+@[^\s<>\"(),;:]+")


class SqlitePersonal:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mails(self, theirs: Callable[[str], bool]) -> Sequence[str]:
        """Slots, oldest first. ``theirs`` is asked once of each address, in small letters. All mails are looked
        through: half a second for a hundred thousand."""
        known: dict[str, bool] = {}

        def is_theirs(text: str) -> bool:
            addresses = _ADDRESS.findall(text.lower())
            for address in addresses:
                if address not in known:
                    known[address] = theirs(address)
            return any(known[address] for address in addresses)

        found = []
        for slot, outgoing, people in self._connection.rows(
            "SELECT slot, outgoing, people FROM messages JOIN mails USING (row) ORDER BY received, row"
        ):
            sender, _, others = people.partition("\n")
            if is_theirs(others if outgoing else sender):
                found.append(slot)
        return found

    def told(self, addresses: Sequence[str]) -> Sequence[str]:
        rows = self._connection.rows(
            "SELECT ticket FROM customer_notes WHERE address IN (SELECT value FROM json_each(?1)) UNION"
            " SELECT ticket FROM joints WHERE one IN (SELECT value FROM json_each(?1))"
            " OR other IN (SELECT value FROM json_each(?1))",
            (lines.listed(addresses),),
        )
        return [row[0] for row in rows]

    def erase(self, slots: Sequence[str], tickets: Sequence[str], theirs: Callable[[str], bool]) -> None:
        self._connection.rows("PRAGMA secure_delete = 1")
        for begin in range(0, len(slots), _AT_ONCE):
            with self._connection.transaction():
                self._erase_mails(slots[begin : begin + _AT_ONCE])
        with self._connection.transaction():
            names = lines.listed(self._names(tickets))
            self._erase_writing(names, theirs)
            self._erase_said(names)
            self._erase_unsaid(names)
            self._erase_facts(theirs)
            lines.refresh(self._connection, tickets)
        self._sweep()

    def unsay(self, tickets: Sequence[str]) -> None:
        self._connection.rows("PRAGMA secure_delete = 1")
        with self._connection.transaction():
            self._erase_said(lines.listed(self._names(tickets)))
        self._sweep()

    def left_out(self, places: Sequence[Place]) -> None:
        self._connection.many(
            "INSERT OR REPLACE INTO places (mailbox, folder, uid_validity, uid, message) VALUES (?, ?, ?, ?, ?)",
            [(one.mailbox, one.folder, one.uid_validity, one.uid, _ERASED) for one in places],
        )

    def _names(self, tickets: Sequence[str]) -> list[str]:
        """Tickets and all slots of theirs: an entry or a draft may name one by any of them."""
        rows = self._connection.rows(
            "SELECT slot FROM slots WHERE ticket IN (SELECT value FROM json_each(?))", (lines.listed(tickets),)
        )
        return list(dict.fromkeys((*tickets, *(row[0] for row in rows))))

    def _erase_mails(self, slots: Sequence[str]) -> None:
        found = self._connection.rows(
            "SELECT row, ticket FROM messages WHERE slot IN (SELECT value FROM json_each(?))", (lines.listed(slots),)
        )
        for row, _ in found:
            self._loosen("SELECT content FROM enclosures WHERE message = ?", row)
            with reworded(self._connection, row):
                self._connection.run("UPDATE mails SET subject = '', people = '', text = '' WHERE row = ?", (row,))
                self._connection.run("DELETE FROM files WHERE row = ?", (row,))
            self._connection.run("UPDATE places SET message = ? WHERE message = ?", (_ERASED, row))
            for table, column in _OF_A_MAIL.items():
                self._connection.run(f"DELETE FROM {table} WHERE {column} = ?", (row,))
        lines.refresh(self._connection, {ticket for _, ticket in found if ticket})

    def _erase_writing(self, names: str, theirs: Callable[[str], bool]) -> None:
        """Drafts, also of a new mail to them, but for one that is on its way now; and mails that have left."""
        mine = frozenset(msgspec.json.decode(names, type=list[str]))
        for (body,) in self._connection.rows("SELECT draft FROM drafts WHERE state <> 'sending'"):
            draft = _decode(body)
            if draft.ticket in mine or any(map(theirs, _ADDRESS.findall(" ".join(draft.to).lower()))):
                self._loosen("SELECT kept FROM draft_files WHERE draft = ?", draft.id)
                self._connection.run("DELETE FROM draft_files WHERE draft = ?", (draft.id,))
                self._connection.run("DELETE FROM drafts WHERE id = ?", (draft.id,))
        over = self._connection.rows(
            "SELECT id FROM sends WHERE filed AND state NOT IN ('prepared', 'granted')"
            " AND ticket IN (SELECT value FROM json_each(?))",
            (names,),
        )
        for (send,) in over:
            self._loosen("SELECT kept FROM send_files WHERE send = ?", send)
            self._connection.run("DELETE FROM send_files WHERE send = ?", (send,))
            self._connection.run("UPDATE send_messages SET message = x'' WHERE send = ?", (send,))
            self._connection.run("UPDATE sends SET recipients = '[]', address = '', detail = '' WHERE id = ?", (send,))

    def _erase_said(self, names: str) -> None:
        self._connection.run(
            f"UPDATE entries SET statement = x'' WHERE {_OF_TICKETS} OR {_OF_ALL}", (lines.listed(_SPEAKING), names)
        )
        self._connection.run("DELETE FROM corrections WHERE slot IN (SELECT value FROM json_each(?))", (names,))

    def _erase_unsaid(self, names: str) -> None:
        """What was said from here, was refused, or waits for the line."""
        kinds = lines.listed(_SPEAKING)
        self._connection.run(
            f"UPDATE outbox SET state = 'void' WHERE {_OF_TICKETS} AND state = 'pending'",
            (lines.listed(_UNSAID), names),
        )
        self._connection.run(
            f"UPDATE outbox SET statement = x'' WHERE ({_OF_TICKETS} OR {_OF_ALL}) AND state IN ('confirmed', 'void')",
            (kinds, names),
        )
        self._connection.run(f"DELETE FROM outbox WHERE {_OF_TICKETS} AND state = 'refused'", (kinds, names))

    def _erase_facts(self, theirs: Callable[[str], bool]) -> None:
        for prefix in _FACTS:
            noted = self._connection.rows("SELECT key FROM facts WHERE substr(key, 1, ?) = ?", (len(prefix), prefix))
            gone = [row for row in noted if theirs(row[0].removeprefix(prefix).lower())]
            self._connection.many("DELETE FROM facts WHERE key = ?", gone)

    def _loosen(self, which: str, of: str | int) -> None:
        """Contents that these were the last to name are swept at once, not in an hour."""
        self._connection.run(f"UPDATE contents SET since = 0 WHERE row IN ({which})", (of,))

    def _sweep(self) -> None:
        for index in ("words", "note_words"):
            # Negative: all pieces are to become one; positive: go on with that.
            self._step(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', -{_PAGES})")
            while self._step(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', {_PAGES})"):
                pass
        self._collect()
        while self._connection.one("PRAGMA freelist_count")[0]:
            left = self._connection.one("PRAGMA freelist_count")[0]
            with self._connection.transaction():
                for _ in range(min(_PAGES, left)):
                    self._connection.run("PRAGMA incremental_vacuum(1)")
            if self._connection.one("PRAGMA freelist_count")[0] >= left:
                break
        with suppress(SportelloError):  # somebody is reading: it is emptied when the last one closes the database
            self._connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        copies.let_go(self._connection.path, longest=0.0)

    def _collect(self) -> None:
        with self._connection.transaction():
            loose = (
                "SELECT row FROM contents c WHERE since = 0"
                " AND NOT EXISTS (SELECT 1 FROM enclosures WHERE content = c.row)"
                " AND NOT EXISTS (SELECT 1 FROM draft_files WHERE kept = c.row)"
                " AND NOT EXISTS (SELECT 1 FROM send_files WHERE kept = c.row)"
            )
            rows = self._connection.rows(loose)
            self._connection.many("DELETE FROM pieces WHERE content = ?", rows)
            self._connection.many("DELETE FROM contents WHERE row = ?", rows)

    def _step(self, merge: str) -> bool:
        """Whether anything was merged: the statement itself counts as one change."""
        before = self._connection.one("SELECT total_changes()")[0]
        self._connection.run(merge)
        return bool(self._connection.one("SELECT total_changes()")[0] - before > 1)

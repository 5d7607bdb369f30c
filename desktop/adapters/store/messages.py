"""Mails, each stored once. What lists and threading ask for are columns; the rest of the mail is JSON."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from desktop.adapters.store import lines, writers
from desktop.adapters.store.connection import Connection, Values
from desktop.domain.search import spelt
from desktop.mime.mail import Page, ParsedMail
from desktop.ports.store.messages import Came, FolderCursor, Message, Outline, Place

_MESSAGE = (
    "m.slot, m.outgoing, m.received, m.mailbox, m.ticket, mails.subject, mails.text, mails.mail,"
    " c.customer, c.name, c.number, c.reason"
)
_FROM = "FROM messages m JOIN mails USING (row) LEFT JOIN corrections c ON c.slot = m.slot"
_PUT_MESSAGE = (
    "INSERT INTO messages (row, slot, ticket, thread, filed, outgoing, received, mailbox, message_id,"
    f" recipient, recipient_name, subject, {', '.join(writers.COLUMNS)})"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_decode_page = msgspec.json.Decoder(Page).decode


class SqliteMessages:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def folder(self, mailbox: str, folder: str) -> FolderCursor | None:
        return next((cursor for cursor in self.cursors(mailbox) if cursor.folder == folder), None)

    def cursors(self, mailbox: str) -> Sequence[FolderCursor]:
        rows = self._connection.rows(
            "SELECT folder, uid_validity, uid, settled, since FROM folders WHERE mailbox = ?", (mailbox,)
        )
        return [FolderCursor(mailbox, row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows]

    def uids(self, mailbox: str, folder: str) -> frozenset[int]:
        rows = self._connection.rows("SELECT uid FROM places WHERE mailbox = ? AND folder = ?", (mailbox, folder))
        return frozenset(row[0] for row in rows)

    def held(self, mailbox: str, folder: str, before: int) -> int:
        sql = "SELECT count(*) FROM places WHERE mailbox = ? AND folder = ? AND uid < ?"
        return int(self._connection.one(sql, (mailbox, folder, before))[0])

    def add(self, found: Sequence[tuple[Message, Place]], cursor: FolderCursor) -> None:
        with self._connection.transaction():
            rows = self._store([message for message, _ in found])
            self._connection.many(
                "INSERT OR REPLACE INTO places (mailbox, folder, uid_validity, uid, message) VALUES (?, ?, ?, ?, ?)",
                [(p.mailbox, p.folder, p.uid_validity, p.uid, rows[message.slot]) for message, p in found],
            )
            self._connection.many(
                "DELETE FROM missing WHERE row = ?", [(rows[m.slot],) for m, place in found if place.in_inbox]
            )
            self._connection.run(
                "INSERT OR REPLACE INTO folders (mailbox, folder, uid_validity, uid, settled, since)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (cursor.mailbox, cursor.folder, cursor.uid_validity, cursor.uid, cursor.settled, cursor.since),
            )

    def put(self, message: Message) -> None:
        with self._connection.transaction():
            self._store([message])

    def get(self, slot: str) -> Message | None:
        return next(iter(self._select("m.slot = ?", slot)), None)

    def page(self, slot: str) -> Page | None:
        row = self._connection.one("SELECT page FROM pages JOIN messages USING (row) WHERE slot = ?", (slot,))
        return None if row is None else _decode_page(row[0])

    def with_page(self, slots: Sequence[str]) -> frozenset[str]:
        rows = self._connection.rows(
            "SELECT slot FROM messages WHERE slot IN (SELECT value FROM json_each(?)) AND"
            " (row IN (SELECT row FROM pages) OR row IN (SELECT row FROM originals WHERE html))",
            (lines.listed(slots),),
        )
        return frozenset(row[0] for row in rows)

    def outline(self, slot: str) -> Outline | None:
        row = self._connection.one(
            "SELECT packed, left_out, plain FROM originals JOIN messages USING (row) WHERE slot = ?", (slot,)
        )
        if row is None:
            return None
        packed, left_out, plain = row
        return Outline(packed if plain else zlib.decompress(packed), frozenset(left_out.split()))

    def places(self, slot: str) -> Sequence[Place]:
        rows = self._connection.rows(
            "SELECT p.mailbox, p.folder, p.uid_validity, p.uid FROM places p JOIN messages m ON m.row = p.message"
            " WHERE m.slot = ? ORDER BY p.mailbox, p.folder, p.uid_validity, p.uid",
            (slot,),
        )
        return [Place(*row) for row in rows]

    def by_message_id(self, message_id: str) -> Sequence[Message]:
        return self._select("m.message_id = ? AND m.message_id <> '' ORDER BY m.row", message_id)

    def related(self, message_ids: Sequence[str]) -> Sequence[str]:
        rows = self._connection.rows(
            "SELECT slot FROM messages WHERE row IN (SELECT row FROM mentions WHERE message_id IN"
            " (SELECT value FROM json_each(?))) ORDER BY row",
            (lines.listed(message_ids),),
        )
        return [row[0] for row in rows]

    def dates(self, message_ids: Sequence[str]) -> Mapping[str, int]:
        sql = (
            "SELECT message_id, min(received) FROM messages WHERE message_id IN (SELECT value FROM json_each(?))"
            " GROUP BY message_id"
        )
        return dict(self._connection.rows(sql, (lines.listed(message_ids),)))

    def of_ticket(self, ticket: str) -> Sequence[Message]:
        return self._select("m.ticket = ? AND m.ticket <> '' ORDER BY m.received, m.row", ticket)

    def thread(self, slot: str, ticket: str) -> None:
        with self._connection.transaction():
            before = self._connection.one("SELECT ticket FROM messages WHERE slot = ?", (slot,))
            if before is None:
                return
            self._connection.run(
                "UPDATE messages SET thread = ?2, ticket = CASE WHEN filed THEN ticket"
                " ELSE coalesce((SELECT slots.ticket FROM slots WHERE slots.slot = ?2), ?2) END WHERE slot = ?1",
                (slot, ticket),
            )
            after = self._connection.one("SELECT ticket FROM messages WHERE slot = ?", (slot,))
            lines.refresh(self._connection, {before[0], after[0]} - {""})

    def unfiled(self, since: int) -> Sequence[Message]:
        waiting = "NOT m.filed AND NOT m.outgoing AND NOT m.settled AND m.received >= ?"
        return self._select(f"{waiting} ORDER BY m.received, m.row", since)

    def unjudged(self, limit: int) -> Sequence[Message]:
        return self._select("m.outgoing AND NOT m.settled ORDER BY m.row LIMIT ?", limit)

    def settle(self, slots: Sequence[str]) -> None:
        with self._connection.transaction():
            self._connection.many("UPDATE messages SET settled = 1 WHERE slot = ?", [(slot,) for slot in slots])

    def unfinished(self, mailbox: str, since: int) -> Sequence[str]:
        rows = self._connection.rows(
            "SELECT m.slot FROM messages m JOIN tickets t ON t.id = m.ticket"
            " WHERE m.mailbox = ? AND m.received >= ? AND NOT m.outgoing AND t.status NOT IN ('resolved', 'spam')"
            " ORDER BY m.received DESC, m.row DESC",
            (mailbox, since),
        )
        return [row[0] for row in rows]

    def incoming(self, mailbox: str, since: int, before: tuple[int, int], limit: int) -> Sequence[Came]:
        rows = self._connection.rows(
            "SELECT slot, received, row FROM messages"
            " WHERE mailbox = ? AND received >= ? AND (received, row) < (?, ?) AND NOT outgoing"
            " ORDER BY received DESC, row DESC LIMIT ?",
            (mailbox, since, *before, limit),
        )
        return [Came(*row) for row in rows]

    def read_anew(self, slot: str, mail: ParsedMail) -> None:
        with self._connection.transaction():
            writers.say(self._connection, slot, mail)
            self._connection.run("UPDATE messages SET settled = 0 WHERE slot = ? AND ticket = ''", (slot,))
            self._refresh([slot])

    def purge_folder(self, mailbox: str, folder: str) -> None:
        with self._connection.transaction():
            for table in ("places", "folders"):
                self._connection.run(f"DELETE FROM {table} WHERE mailbox = ? AND folder = ?", (mailbox, folder))

    def _store(self, messages: Sequence[Message]) -> dict[str, int]:
        """Stores what is new; the rows of all, by slot."""
        rows = self._rows_of(message.slot for message in messages)
        new: dict[str, Message] = {}
        for message in messages:
            if message.slot not in rows:
                new.setdefault(message.slot, message)
        first = int(self._connection.one("SELECT coalesce(max(row), 0) + 1 FROM messages")[0])
        numbered = list(enumerate(new.values(), first))
        rows.update((message.slot, row) for row, message in numbered)
        filed = self._filed(new.values())
        self._connection.many(_PUT_MESSAGE, [_message_row(row, message, filed) for row, message in numbered])
        self._put_texts(numbered)
        writers.renew_corrected(self._connection, new)
        self._connection.many(
            "UPDATE messages SET outgoing = 1, settled = 0 WHERE slot = ? AND NOT outgoing",
            [(m.slot,) for m in messages if m.outgoing],
        )
        self._refresh(message.slot for message in messages if message.slot in new or message.outgoing)
        return rows

    def _put_texts(self, numbered: Iterable[tuple[int, Message]]) -> None:
        """The mail itself, its words for the search, and the Message-IDs it names."""
        texts = [(row, m.mail.subject, writers.people(m.mail), m.mail.text) for row, m in numbered]
        packed = (writers.packed(m.mail) for _, m in numbered)
        self._connection.many(
            "INSERT INTO mails (row, subject, people, text, mail) VALUES (?, ?, ?, ?, ?)",
            [(*text, mail) for text, mail in zip(texts, packed, strict=True)],
        )
        self._connection.many(
            "INSERT INTO pages (row, page) VALUES (?, ?)",
            [(row, msgspec.json.encode(m.mail.page)) for row, m in numbered if m.mail.page is not None],
        )
        self._connection.many(
            writers.PUT_ORIGINAL,
            [writers.original(row, m.original) for row, m in numbered if m.original is not None],
        )
        names = {row: "\n".join(a.filename for a in m.mail.attachments) for row, m in numbered if m.mail.attachments}
        self._connection.many("INSERT INTO files (row, names) VALUES (?, ?)", names.items())
        self._connection.many(
            "INSERT INTO words (rowid, subject, people, text, files) VALUES (?, ?, ?, ?, ?)",
            [(row, *map(spelt, (*words, names.get(row, "")))) for row, *words in texts],
        )
        self._connection.many(
            "INSERT OR IGNORE INTO mentions (message_id, row) VALUES (?, ?)",
            [
                (message_id, row)
                for row, m in numbered
                for message_id in (m.mail.message_id, *m.mail.references, *m.mail.in_reply_to)
                if message_id
            ],
        )

    def _rows_of(self, slots: Iterable[str]) -> dict[str, int]:
        sql = "SELECT slot, row FROM messages WHERE slot IN (SELECT value FROM json_each(?))"
        return dict(self._connection.rows(sql, (lines.listed(slots),)))

    def _filed(self, messages: Iterable[Message]) -> dict[str, str]:
        """What the journal says of these mails' slots, and of the tickets that they are threaded with."""
        names = lines.listed(name for message in messages for name in (message.slot, message.ticket))
        sql = "SELECT slot, ticket FROM slots WHERE slot IN (SELECT value FROM json_each(?))"
        return dict(self._connection.rows(sql, (names,)))

    def _refresh(self, slots: Iterable[str]) -> None:
        sql = "SELECT DISTINCT ticket FROM messages WHERE ticket <> '' AND slot IN (SELECT value FROM json_each(?))"
        tickets = [row[0] for row in self._connection.rows(sql, (lines.listed(slots),))]
        if tickets:
            lines.refresh(self._connection, tickets)

    def _select(self, condition: str, *values: str | int) -> list[Message]:
        return [_message(row) for row in self._connection.rows(f"SELECT {_MESSAGE} {_FROM} WHERE {condition}", values)]


def _message(row: Any) -> Message:
    slot, outgoing, received, mailbox, ticket, subject, text, mail, *correction = row
    parsed = writers.read(mail, subject, text, correction)
    return Message(slot, parsed, bool(outgoing), received, mailbox, ticket)


def _message_row(row: int, message: Message, filed: dict[str, str]) -> Values:
    mail = message.mail
    recipient = next(iter((*mail.to, *mail.cc)), writers.NOBODY)
    ticket = filed.get(message.slot) or filed.get(message.ticket, message.ticket)
    return (
        row, message.slot, ticket, message.ticket, message.slot in filed,
        message.outgoing, message.received, message.mailbox, mail.message_id,
        recipient.email, recipient.name, mail.subject, *writers.columns(mail, message.snippet),
    )  # fmt: skip

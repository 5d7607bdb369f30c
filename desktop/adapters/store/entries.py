"""The confirmed journal. A batch of the replay is one transaction: entries, slices, cursor and what they mean for
the own outbox and for the ticket list stand together or not at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from desktop.adapters.store import customers, lines, notes, plans, texts, writers
from desktop.adapters.store.connection import Connection, Values
from desktop.adapters.store.snoozes import SqliteSnoozes, standing
from desktop.journal import snapshot
from desktop.journal.entries import START, Position
from desktop.journal.state import Automatic, SharedText, Team, Ticket
from desktop.journal.working import Verdict
from desktop.ports.store.entries import Cursor, Folded, Recorded

_RECORDED = (
    "generation, uid, date, id, kind, ticket, agent, workstation, statement,"
    " applied, reason, other_agent, other_date, other_entry, quarantined"
)
_SLICE = (
    "id", "reference", "number", "mailbox", "date", "status", "priority", "rank", "tags", "tag_words", "assignee",
    "holder", "holder_since", "waiting", "waiting_slots", "unresolved", "attention", "merged_into", "side_of", "alarms",
    "mark_generation", "mark_uid", "seen_by", "reason", "outcome", "promised", "shelf", "until", "back",
    "returned",
)  # fmt: skip
_FIXED = _SLICE.index("status")
"""What stands before it never changes in a ticket, and so its indexes are not written again."""

_PUT_TICKET = (
    f"INSERT INTO tickets ({', '.join(_SLICE)}) VALUES ({', '.join('?' * len(_SLICE))})"
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _SLICE[_FIXED:])}"
)
_OF_THE_LOG = (
    "cursor", "team", "entries", "slots", "slices", "automatic", "tickets", "follow_ups", "notes", "texts",
    "text_pieces",
)  # fmt: skip
_OF_CUSTOMERS = ("customer_notes", "joints")
"""Marks that say how our newest answer fared."""

_IN_LOG_ORDER = "ORDER BY generation, uid"


class SqliteEntries:
    def __init__(self, connection: Connection, snoozes: SqliteSnoozes) -> None:
        self._connection = connection
        self._snoozes = snoozes
        self._team: tuple[bytes, Team] | None = None

    # -- the fold's view ---------------------------------------------------------------------------------------

    def team(self) -> Team | None:
        row = self._connection.one("SELECT packed FROM team")
        if row is None:
            return None
        # Decoded once per value, not per look; the bytes say whether another connection has changed it.
        if self._team is None or self._team[0] != row[0]:
            self._team = (row[0], snapshot.team(row[0]))
        return self._team[1]

    def ticket(self, ticket: str) -> Ticket | None:
        row = self._connection.one("SELECT packed FROM slices WHERE ticket = ?", (ticket,))
        return None if row is None else snapshot.ticket(row[0])

    def ticket_of_slot(self, slot: str) -> str | None:
        return self._text("SELECT ticket FROM slots WHERE slot = ?", slot)

    def reference_taken(self, reference: str) -> bool:
        return self._connection.one("SELECT 1 FROM tickets WHERE reference = ?", (reference,)) is not None

    def automatic(self, send: str) -> Automatic | None:
        row = self._connection.one("SELECT packed FROM automatic WHERE id = ?", (send,))
        return None if row is None else snapshot.automatic(row[0])

    def text(self, key: str) -> SharedText | None:
        return texts.get(self._connection, key)

    # -- reading -----------------------------------------------------------------------------------------------

    def cursor(self) -> Cursor | None:
        row = self._connection.one("SELECT generation, uid_validity, uid, count, date FROM cursor")
        return None if row is None else Cursor(*row)

    def has(self, entry: str) -> bool:
        return self._connection.one("SELECT 1 FROM entries WHERE valid AND id = ?", (entry,)) is not None

    def recorded(self, entry: str) -> Recorded | None:
        return next(iter(self._select("valid AND id = ?", entry)), None)

    def valid_ids(self) -> Sequence[tuple[Position, str]]:
        rows = self._connection.rows(f"SELECT generation, uid, id FROM entries WHERE valid {_IN_LOG_ORDER}")
        return [(Position(generation, uid), entry) for generation, uid, entry in rows]

    def ticket_by_reference(self, reference: str) -> str | None:
        return self._text("SELECT slots.ticket FROM tickets JOIN slots ON slot = id WHERE reference = ?", reference)

    def ticket_by_number(self, number: int) -> str | None:
        return self._text("SELECT slots.ticket FROM tickets JOIN slots ON slot = id WHERE number = ?", number)

    def unresolved(self) -> Sequence[str]:
        return [row[0] for row in self._connection.rows("SELECT id FROM tickets WHERE unresolved ORDER BY id")]

    def waiting(self) -> Sequence[str]:
        rows = self._connection.rows(
            "SELECT id FROM tickets WHERE waiting AND merged_into = '' AND status NOT IN ('resolved', 'spam')"
            " ORDER BY waits_from, number"
        )
        return [row[0] for row in rows]

    def attention(self) -> Sequence[str]:
        return [row[0] for row in self._connection.rows("SELECT id FROM tickets WHERE attention ORDER BY id")]

    def tail(self, count: int) -> Sequence[Recorded]:
        return self._select("1 ORDER BY generation DESC, uid DESC LIMIT ?", count)[::-1]

    def of_ticket(self, ticket: str) -> Sequence[Recorded]:
        return self._select(f"applied AND ticket = ? {_IN_LOG_ORDER}", ticket)

    def quarantined(self) -> Sequence[Recorded]:
        return self._select(f"quarantined {_IN_LOG_ORDER}")

    def automatics(self) -> Sequence[bytes]:
        return [row[0] for row in self._connection.rows("SELECT packed FROM automatic")]

    def slices(self) -> Sequence[bytes]:
        return [row[0] for row in self._connection.rows("SELECT packed FROM slices")]

    def filed(self, slots: Collection[str]) -> frozenset[str]:
        sql = "SELECT slot FROM slots WHERE slot IN (SELECT value FROM json_each(?))"
        return frozenset(row[0] for row in self._connection.rows(sql, (lines.listed(slots),)))

    # -- writing -----------------------------------------------------------------------------------------------

    def commit(self, folded: Folded) -> None:
        with self._connection.transaction():
            self._connection.many(
                f"INSERT INTO entries ({_RECORDED}, valid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                map(_entry_row, folded.recorded),
            )
            self._put_state(folded)
            at = folded.cursor
            self._connection.run(
                "INSERT OR REPLACE INTO cursor (one, generation, uid_validity, uid, count, date)"
                " VALUES (1, ?, ?, ?, ?, ?)",
                (at.generation, at.uid_validity, at.uid, at.count, at.date),
            )
            self._answer_outbox()

    def reset(self) -> None:
        with self._connection.transaction():
            for table in (*_OF_THE_LOG, *_OF_CUSTOMERS):
                self._connection.run(f"DELETE FROM {table}")
            lines.unfile_all(self._connection)
            writers.forget(self._connection)

    def _put_state(self, folded: Folded) -> None:
        put = self._connection
        if folded.team is not None:
            put.run("INSERT OR REPLACE INTO team (one, packed) VALUES (1, ?)", (snapshot.pack(folded.team),))
        put.many(
            "INSERT OR REPLACE INTO slices (ticket, packed) VALUES (?, ?)",
            [(ticket.id, snapshot.pack(ticket)) for ticket in folded.tickets],
        )
        put.many(_PUT_TICKET, self._ticket_rows(folded.tickets))
        plans.put(put, folded.tickets)
        notes.put(put, folded.tickets)
        customers.put(put, folded.tickets)
        writers.put(put, folded.tickets)
        put.many("INSERT OR REPLACE INTO slots (slot, ticket) VALUES (?, ?)", folded.slots)
        put.many(
            "INSERT OR REPLACE INTO automatic (id, packed) VALUES (?, ?)",
            [(automatic.id, snapshot.pack(automatic)) for automatic in folded.automatic],
        )
        texts.put(put, folded.texts, folded.pieces)
        moved = lines.file(put, folded.slots)
        lines.refresh(put, moved.union(ticket.id for ticket in folded.tickets))

    def _answer_outbox(self) -> None:
        """What the first valid occurrence of an id says counts, also when our own copy of it came second: an
        automatic mail's id is the same on every workstation."""
        self._connection.run(
            "UPDATE outbox SET state = CASE WHEN entries.applied THEN 'confirmed' ELSE 'refused' END,"
            " reason = entries.reason, agent = other_agent, date = other_date FROM entries"
            " WHERE outbox.state = 'pending' AND entries.valid AND entries.id = outbox.id"
        )

    def _ticket_rows(self, tickets: Sequence[Ticket]) -> list[Values]:
        """A ticket is unread by the newest mark of somebody else: what was done here has been seen here."""
        newest = lines.listed(ticket.marks[-1].entry for ticket in tickets if ticket.marks)
        sql = "SELECT id FROM outbox WHERE id IN (SELECT value FROM json_each(?))"
        own = {row[0] for row in self._connection.rows(sql, (newest,))}
        rows, now = [], self._snoozes.told()
        for ticket in tickets:
            mine = bool(ticket.marks) and ticket.marks[-1].entry in own
            rows.append(_ticket_row(ticket, self._mark_before(ticket) if mine else ticket.last_mark, now))
        return rows

    def _mark_before(self, ticket: Ticket) -> Position:
        """The newest mark that is not our own, searched from the end."""
        own = "SELECT 1 FROM outbox WHERE id = ?"
        others = (m.position for m in reversed(ticket.marks) if self._connection.one(own, (m.entry,)) is None)
        return next(others, START)

    def _text(self, sql: str, value: str | int) -> str | None:
        row = self._connection.one(sql, (value,))
        return None if row is None else str(row[0])

    def _select(self, condition: str, *values: str | int) -> list[Recorded]:
        rows = self._connection.rows(f"SELECT {_RECORDED} FROM entries WHERE {condition}", values)
        return [_recorded(row) for row in rows]


def _hidden_behind(ticket: Ticket) -> str:
    """A side conversation stands in no list of its own, unless a customer was put there and waits."""
    return "" if ticket.waiting_slots else ticket.side_of


def _ticket_row(ticket: Ticket, mark: Position, now: int) -> Values:
    claim, waiting, stands = ticket.claim, ticket.waiting_slots, standing(ticket, now)
    attention = bool(ticket.alarms or ticket.departures) or _flag_only(ticket)
    return (
        ticket.id, ticket.reference, ticket.number, ticket.mailbox, ticket.date,
        ticket.status, ticket.priority, stands.rank,
        lines.listed(ticket.tags), lines.tag_words(ticket.tags), ticket.assignee,
        claim.agent if claim else "", claim.since if claim else 0,
        len(waiting), lines.listed(waiting),
        any(grant.unresolved for grant in ticket.grants.values()), attention,
        ticket.merged_into or _hidden_behind(ticket), ticket.side_of, len(ticket.alarms), mark.generation, mark.uid,
        ticket.seen_by, ticket.reason, ticket.outcome, ticket.promise.due if ticket.promise else 0,
        stands.shelf, stands.until, stands.back, ticket.came_back,
    )  # fmt: skip


def _flag_only(ticket: Ticket) -> bool:
    """Whether an answer is known by a flag alone, without its text."""
    return any(not answer.text_known for record in ticket.slots.values() for answer in record.answers)


def _recorded(row: Any) -> Recorded:
    verdict = Verdict(*(bool(row[9]), *row[10:14], bool(row[14])))
    return Recorded(*(Position(row[0], row[1]), *row[2:9], verdict))


def _entry_row(recorded: Recorded) -> Values:
    verdict = recorded.verdict
    valid = not verdict.quarantined and verdict.reason != "duplicate"
    return (
        recorded.position.generation, recorded.position.uid, recorded.date,
        recorded.id, recorded.kind, recorded.ticket, recorded.agent, recorded.workstation, recorded.statement,
        verdict.applied, verdict.reason, verdict.agent, verdict.date, verdict.entry, verdict.quarantined, valid,
    )  # fmt: skip

"""Ticket lists: one walk along an index of ``tickets``, whatever the number of mails behind it. How long a list is
stands in ``tallies``; a page far from its start is reached over the index alone, from the nearer end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from itertools import islice
from typing import Any

from desktop.adapters.store import customers, lines, texts
from desktop.adapters.store.connection import Connection
from desktop.adapters.store.kept import Kept
from desktop.adapters.store.search import Search
from desktop.domain.search import Query
from desktop.journal import snapshot
from desktop.journal.state import Piece, Promise, SharedText
from desktop.ports.store.reader import Acquaintance, Hit, MailRow, TicketRow

_COLUMNS = (
    "t.id, t.reference, t.number, t.subject, t.customer, t.customer_address, t.mailbox, t.status, t.priority, t.tags,"
    " t.assignee, t.holder, t.holder_since, t.waiting, t.last_date, t.snippet,"
    " seen.ticket IS NULL OR (t.mark_generation, t.mark_uid) > (seen.generation, seen.uid)"
    " OR t.newest_message > seen.message, t.alarms, t.rank, t.waits_from, t.seen_by, t.reason, t.outcome, t.promised,"
    f" t.until, t.back, t.has_files, {lines.RETURNED}"
)
_ALONE = "FROM tickets t WHERE t.merged_into = ''"
_FROM = "FROM tickets t LEFT JOIN seen ON seen.ticket = t.id WHERE t.merged_into = ''"
_OF_CUSTOMER = "t.merged_into = '' AND t.customer_address COLLATE NOCASE IN (SELECT value FROM json_each(?))"
_URGENT_FIRST = "t.rank, t.waits_from, t.number"
_NEWEST_FIRST = "t.last_date DESC, t.number DESC"
_DUE_FIRST, _SOONEST_FIRST = "t.promised, t.number", "t.until, t.number"
_TURNED = {
    _URGENT_FIRST: "t.rank DESC, t.waits_from DESC, t.number DESC",
    _NEWEST_FIRST: "t.last_date, t.number",
    _DUE_FIRST: "t.promised DESC, t.number DESC",
    _SOONEST_FIRST: "t.until DESC, t.number DESC",
}
_BEHIND = {
    _URGENT_FIRST: "(t.rank, t.waits_from, t.number) > ({}, {}, {})",
    _NEWEST_FIRST: "(t.last_date, t.number) < ({}, {})",
    _DUE_FIRST: "(t.promised, t.number) > ({}, {})",
    _SOONEST_FIRST: "(t.until, t.number) > ({}, {})",
}
_BEFORE = {
    _URGENT_FIRST: "(t.rank, t.waits_from, t.number) < (SELECT rank, waits_from, number FROM tickets WHERE id = {})",
    _NEWEST_FIRST: "(t.last_date, t.number) > (SELECT last_date, number FROM tickets WHERE id = {})",
    _DUE_FIRST: "(t.promised, t.number) < (SELECT promised, number FROM tickets WHERE id = {})",
    _SOONEST_FIRST: "(t.until, t.number) < (SELECT until, number FROM tickets WHERE id = {})",
}
_MAIL = (
    "m.slot, m.row, m.subject, iif(m.outgoing, m.recipient, m.sender),"
    " iif(m.outgoing, m.recipient_name, m.sender_name), m.mailbox, m.outgoing, m.received, m.snippet,"
    " EXISTS (SELECT 1 FROM files WHERE files.row = m.row)"
)
_FOUND_FIRST = ("t.shelf = 'open'", "t.shelf <> 'open'")
_BLOCKS, _ROWS = 16, 2_000
"""Blocks of tickets and rows that are kept between two searches: some hundred kB."""

_MAILBOX = "mailbox:"
_PLACES = {
    "mine": ("t.shelf IN ('open', 'waiting', 'on-hold') AND ? <> '' AND ? IN (t.assignee, t.holder)", _URGENT_FIRST),
    "unassigned": ("t.shelf = 'open' AND t.assignee = ''", _URGENT_FIRST),
    "open": ("t.shelf = 'open'", _URGENT_FIRST),
    "never-opened": ("t.shelf = 'open' AND t.waiting AND t.seen_by = ''", _URGENT_FIRST),
    "promises": ("t.promised > 0 AND t.status NOT IN ('resolved', 'spam')", _DUE_FIRST),
    "waiting": ("t.shelf = 'waiting'", _NEWEST_FIRST),
    "on-hold": ("t.shelf = 'on-hold'", _NEWEST_FIRST),
    "snoozed": ("t.shelf = 'snoozed'", _SOONEST_FIRST),
    "resolved": ("t.shelf = 'resolved'", _NEWEST_FIRST),
    "spam": ("t.shelf = 'spam'", _NEWEST_FIRST),
    "all": ("1", _NEWEST_FIRST),
}
_COUNTED_HERE = ("promises",)
"""Places that ``tallies`` knows nothing of: few tickets, on an index of their own."""


class SqliteReader:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._blocks = Kept(connection, _BLOCKS)
        self._rows = Kept(connection, _ROWS)

    def tickets(self, place: str, agent: str, query: Query, limit: int) -> Sequence[TicketRow]:
        condition, values, order = _list(place, agent)
        if not query.terms:
            return self.page(place, agent, None, 0, limit)
        found = Search(self._connection, query, agent, self._blocks).tickets(condition, values, order)
        return [row for ticket in islice(found, limit) if (row := self.row(ticket)) is not None]

    def find(self, query: Query, agent: str, stopped: Callable[[], bool]) -> Generator[Hit, None, None]:
        search = Search(self._connection, query, agent, self._blocks)
        with self._connection.unless(stopped):
            for condition in _FOUND_FIRST:
                for ticket in search.tickets(condition, (), _NEWEST_FIRST):
                    yield Hit(ticket)
            for row in search.history():
                yield Hit(self._connection.one("SELECT slot FROM messages WHERE row = ?", (row,))[0], is_mail=True)

    def rows(self, hits: Sequence[Hit]) -> Sequence[TicketRow | MailRow]:
        found = self._rows.fresh()
        missing = [hit for hit in hits if hit not in found]
        if tickets := [hit.id for hit in missing if not hit.is_mail]:
            sql = f"SELECT {_COLUMNS} {_FROM} AND t.id IN (SELECT value FROM json_each(?))"
            rows = self._connection.rows(sql, (lines.listed(tickets),))
            found.update((Hit(row[0]), _ticket_row(row)) for row in rows)
        if mails := [hit.id for hit in missing if hit.is_mail]:
            sql = f"SELECT {_MAIL} FROM messages m WHERE m.slot IN (SELECT value FROM json_each(?))"
            rows = self._connection.rows(sql, (lines.listed(mails),))
            found.update((Hit(row[0], is_mail=True), _mail_row(row)) for row in rows)
        return [found[hit] for hit in hits if hit in found]

    def mail(self, number: int) -> str | None:
        row = self._connection.one("SELECT slot FROM messages WHERE row = ?", (number,))
        return None if row is None else str(row[0])

    def page(self, place: str, agent: str, after: TicketRow | None, skip: int, limit: int) -> Sequence[TicketRow]:
        condition, values, order = _list(place, agent)
        if after is not None:
            condition += f" AND {_BEHIND[order].format(*_key(after, order))}"
        there = f"SELECT t.rowid {_ALONE} AND {condition} ORDER BY {order} LIMIT ? OFFSET ?"
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} {_FROM} AND t.rowid IN ({there}) ORDER BY {order}", [*values, limit, skip]
        )
        return list(map(_ticket_row, rows))

    def tail(self, place: str, agent: str, skip: int, limit: int) -> Sequence[TicketRow]:
        condition, values, order = _list(place, agent)
        there = f"SELECT t.rowid {_ALONE} AND {condition} ORDER BY {_TURNED[order]} LIMIT ? OFFSET ?"
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} {_FROM} AND t.rowid IN ({there}) ORDER BY {order}", [*values, limit, skip]
        )
        return list(map(_ticket_row, rows))

    def size(self, place: str, agent: str) -> int:
        condition, values, _ = _list(place, agent)
        if place in _COUNTED_HERE:
            return int(self._connection.one(f"SELECT count(*) {_ALONE} AND {condition}", values)[0])
        return int(self._connection.one(f"SELECT coalesce(sum(count), 0) FROM tallies t WHERE {condition}", values)[0])

    def position(self, ticket: str, place: str, agent: str, most: int = -1) -> int | None:
        condition, values, order = _list(place, agent)
        there = f"SELECT 1 {_ALONE} AND {condition} AND t.id = ?"
        if self._connection.one(there, [*values, ticket]) is None:
            return None
        before = f"SELECT 1 {_ALONE} AND {condition} AND {_BEFORE[order].format('?')} LIMIT ?"
        return int(self._connection.one(f"SELECT count(*) FROM ({before})", [*values, ticket, most])[0])

    def sizes(self, agent: str) -> dict[str, int]:
        tallied = [place for place in _PLACES if place not in _COUNTED_HERE]
        sums = ", ".join(f"sum(count * ({_PLACES[place][0]}))" for place in tallied)
        counted = self._connection.one(f"SELECT {sums} FROM tallies t", [agent] * sums.count("?"))
        mailboxes = self._connection.rows(
            "SELECT mailbox, sum(count) FROM tallies WHERE shelf = 'open' GROUP BY mailbox HAVING sum(count) > 0"
        )
        found = {place: count or 0 for place, count in zip(tallied, counted, strict=True) if place != "all"}
        found |= {place: self.size(place, agent) for place in _COUNTED_HERE}
        return found | {_MAILBOX + mailbox: count for mailbox, count in mailboxes}

    def row(self, ticket: str) -> TicketRow | None:
        row = self._connection.one(f"SELECT {_COLUMNS} {_FROM} AND t.id = ?", (ticket,))
        return None if row is None else _ticket_row(row)

    def customer(self, address: str, limit: int) -> Acquaintance:
        if not address:
            return Acquaintance((), frozenset(), (), (), 0, 0)
        known, joints = customers.addresses(self._connection, address)
        names = lines.listed(known)
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} {_FROM} AND {_OF_CUSTOMER} ORDER BY {_NEWEST_FIRST} LIMIT ?", (names, limit)
        )
        first = "(SELECT min(received) FROM messages WHERE ticket = t.id)"
        sql = f"SELECT count(*), min({first}) FROM tickets t WHERE {_OF_CUSTOMER}"
        count, seen = self._connection.one(sql, (names,))
        notes, homes = customers.notes(self._connection, known)
        return Acquaintance(tuple(known), joints, notes, tuple(map(_ticket_row, rows)), count, seen or 0, homes)

    def beside(self, tickets: Collection[str]) -> frozenset[str]:
        return lines.mains(self._connection, tickets)

    def mark_read(self, ticket: str) -> None:
        self._connection.run(
            "INSERT OR REPLACE INTO seen (ticket, generation, uid, message)"
            " SELECT id, mark_generation, mark_uid, newest_message FROM tickets WHERE id = ?",
            (ticket,),
        )

    def first_looks(self) -> Sequence[str]:
        rows = self._connection.rows(
            "SELECT t.id FROM seen JOIN tickets t ON t.id = seen.ticket"
            " WHERE t.seen_by = '' AND t.merged_into = '' ORDER BY t.number"
        )
        return [row[0] for row in rows]

    def mark_unread(self, ticket: str) -> None:
        self._connection.run("DELETE FROM seen WHERE ticket = ?", (ticket,))

    def promises(self) -> Sequence[Promise]:
        rows = self._connection.rows("SELECT packed FROM slices WHERE instr(packed, '\"promises\":[{')")
        tickets = (snapshot.ticket(row[0]) for row in rows)
        return [promise for ticket in tickets if not ticket.merged_into for promise in ticket.promises]

    def texts(self) -> Sequence[SharedText]:
        return texts.all_of_them(self._connection)

    def pieces(self, sha256: str) -> Sequence[Piece]:
        return texts.pieces(self._connection, sha256)

    def counts(self) -> dict[str, int]:
        row = self._connection.one(
            "SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM tickets WHERE merged_into = ''),"
            " (SELECT count(*) FROM messages), page_count * page_size FROM pragma_page_count, pragma_page_size"
        )
        return dict(zip(("entries", "tickets", "messages", "bytes"), row, strict=True))


def _list(place: str, agent: str) -> tuple[str, list[str | int], str]:
    """The condition of a place's list, its values, and its order."""
    if place.startswith(_MAILBOX):
        return "t.shelf = 'open' AND t.mailbox = ?", [place.removeprefix(_MAILBOX)], _URGENT_FIRST
    condition, order = _PLACES[place]
    return condition, [agent] * condition.count("?"), order


def _key(row: TicketRow, order: str) -> tuple[int, ...]:
    """Where a row stands in its list."""
    if order == _URGENT_FIRST:
        return row.rank, row.waits_from, row.number
    leading = {_NEWEST_FIRST: row.last_date, _DUE_FIRST: row.promised, _SOONEST_FIRST: row.until}
    return leading[order], row.number


def _ticket_row(row: Any) -> TicketRow:
    return TicketRow(
        *(*row[:9], lines.parted(row[9]), *row[10:16], bool(row[16]), *row[17:26], bool(row[26]), bool(row[27]))
    )


def _mail_row(row: Any) -> MailRow:
    slot, number, subject, address, name, mailbox, outgoing, date, snippet, files = row
    return MailRow(slot, number, subject, name or address, mailbox, bool(outgoing), date, snippet, bool(files))

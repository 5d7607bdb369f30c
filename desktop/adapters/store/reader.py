"""Ticket lists: one walk along an index of ``tickets``, whatever the number of mails behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.adapters.store import lines
from desktop.adapters.store.connection import Connection
from desktop.adapters.store.search import conditions
from desktop.ports.store.reader import TicketRow

_COLUMNS = (
    "t.id, t.reference, t.number, t.subject, t.customer, t.customer_address, t.mailbox, t.status, t.priority, t.tags,"
    " t.assignee, t.holder, t.holder_since, t.waiting, t.last_date, t.snippet,"
    " seen.ticket IS NULL OR (t.mark_generation, t.mark_uid) > (seen.generation, seen.uid)"
    " OR t.newest_message > seen.message, t.alarms, t.rank, t.waits_from, t.seen_by"
)
_ALONE = "FROM tickets t WHERE t.merged_into = ''"
_FROM = "FROM tickets t LEFT JOIN seen ON seen.ticket = t.id WHERE t.merged_into = ''"
_URGENT_FIRST = "t.rank, t.waits_from, t.number"
_NEWEST_FIRST = "t.last_date DESC, t.number DESC"
_BEHIND = {
    _URGENT_FIRST: "(t.rank, t.waits_from, t.number) > ({}, {}, {})",
    _NEWEST_FIRST: "(t.last_date, t.number) < ({}, {})",
}
_BEFORE = {
    _URGENT_FIRST: "(t.rank, t.waits_from, t.number) < (SELECT rank, waits_from, number FROM tickets WHERE id = {})",
    _NEWEST_FIRST: "(t.last_date, t.number) > (SELECT last_date, number FROM tickets WHERE id = {})",
}
_MAILBOX = "mailbox:"
_PLACES = {
    "mine": ("t.status IN ('open', 'waiting', 'on-hold') AND ?1 <> '' AND ?1 IN (t.assignee, t.holder)", _URGENT_FIRST),
    "unassigned": ("t.status = 'open' AND t.assignee = ''", _URGENT_FIRST),
    "open": ("t.status = 'open'", _URGENT_FIRST),
    "never-opened": ("t.status = 'open' AND t.waiting AND t.seen_by = ''", _URGENT_FIRST),
    "waiting": ("t.status = 'waiting'", _NEWEST_FIRST),
    "on-hold": ("t.status = 'on-hold'", _NEWEST_FIRST),
    "resolved": ("t.status = 'resolved'", _NEWEST_FIRST),
    "spam": ("t.status = 'spam'", _NEWEST_FIRST),
    "all": ("1", _NEWEST_FIRST),
}


class SqliteReader:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tickets(self, place: str, agent: str, search: str, limit: int) -> Sequence[TicketRow]:
        return self.page(place, agent, search, None, 0, limit)

    def page(
        self, place: str, agent: str, search: str, after: TicketRow | None, skip: int, limit: int
    ) -> Sequence[TicketRow]:
        conditions, values, order = _list(place, agent, search)
        if after is not None:
            key = (after.rank, after.waits_from, after.number) if order == _URGENT_FIRST else _newest(after)
            conditions.append(_BEHIND[order].format(*key))
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} {_FROM} AND {' AND '.join(conditions)} ORDER BY {order} LIMIT ? OFFSET ?",
            [*values, limit, skip],
        )
        return list(map(_ticket_row, rows))

    def size(self, place: str, agent: str, search: str) -> int:
        conditions, values, _ = _list(place, agent, search)
        return int(self._connection.one(f"SELECT count(*) {_ALONE} AND {' AND '.join(conditions)}", values)[0])

    def position(self, ticket: str, place: str, agent: str, search: str) -> int | None:
        conditions, values, order = _list(place, agent, search)
        there = f"SELECT 1 {_ALONE} AND {' AND '.join(conditions)} AND t.id = ?"
        if self._connection.one(there, [*values, ticket]) is None:
            return None
        before = f"SELECT count(*) {_ALONE} AND {' AND '.join([*conditions, _BEFORE[order].format('?')])}"
        return int(self._connection.one(before, [*values, ticket])[0])

    def sizes(self, agent: str) -> dict[str, int]:
        sums = ", ".join(f"sum({condition})" for condition, _ in _PLACES.values())
        counted = self._connection.one(f"SELECT {sums} {_ALONE}", [agent])
        mailboxes = self._connection.rows(
            f"SELECT t.mailbox, count(*) {_ALONE} AND t.status = 'open' GROUP BY t.mailbox"
        )
        found = {place: count or 0 for place, count in zip(_PLACES, counted, strict=True) if place != "all"}
        return found | {_MAILBOX + mailbox: count for mailbox, count in mailboxes}

    def row(self, ticket: str) -> TicketRow | None:
        row = self._connection.one(f"SELECT {_COLUMNS} {_FROM} AND t.id = ?", (ticket,))
        return None if row is None else _ticket_row(row)

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

    def counts(self) -> dict[str, int]:
        row = self._connection.one(
            "SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM tickets WHERE merged_into = ''),"
            " (SELECT count(*) FROM messages), page_count * page_size FROM pragma_page_count, pragma_page_size"
        )
        return dict(zip(("entries", "tickets", "messages", "bytes"), row, strict=True))


def _list(place: str, agent: str, search: str) -> tuple[list[str], list[str | int], str]:
    """Conditions, their values, and the order of a place's list."""
    if place.startswith(_MAILBOX):
        condition, order = "t.status = 'open' AND t.mailbox = ?", _URGENT_FIRST
        who = [place.removeprefix(_MAILBOX)]
    else:
        condition, order = _PLACES[place]
        who = [agent] if place == "mine" else []
    found, values = conditions(search)
    return [condition, *found], [*who, *values], order


def _newest(row: TicketRow) -> tuple[int, int]:
    return row.last_date, row.number


def _ticket_row(row: Any) -> TicketRow:
    return TicketRow(*(*row[:9], lines.parted(row[9]), *row[10:16], bool(row[16]), *row[17:]))

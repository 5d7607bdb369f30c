"""The mail columns of the ticket list, kept up whenever a mail or a slice changes.

A list of 20,000 tickets cannot look into their mails each time it is shown. So each ticket carries what its line
says of them: subject, customer, first words, dates. Whoever writes mails or slices names the tickets concerned
here, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from desktop.adapters.store.connection import Connection

NOBODY_WAITS = 2**62
"""Sorts behind every date."""

_LINE = ("subject", "customer", "customer_address", "snippet", "has_files", "last_date", "waits_from", "newest_message")
_listed = msgspec.json.Decoder(tuple[str, ...]).decode


class _Mail(NamedTuple):
    """What a line needs of one mail of the ticket."""

    ticket: str
    row: int
    slot: str
    outgoing: int
    automatic: int
    received: int
    sender: str
    sender_name: str
    recipient: str
    recipient_name: str
    subject: str
    snippet: str
    has_files: int


def listed(values: Iterable[str]) -> str:
    """Text for a column that holds several."""
    return msgspec.json.encode(list(values)).decode()


def parted(column: str) -> tuple[str, ...]:
    return _listed(column)


def tag_words(tags: Iterable[str]) -> str:
    """Each tag, case folded, between line ends, to be found whole or by its beginning."""
    return "".join(f"\n{tag.casefold()}\n" for tag in tags)


def file(connection: Connection, slots: Sequence[tuple[str, str]]) -> set[str]:
    """Mails follow the slots that the journal has filed. Returns the tickets that they had before."""
    before = connection.rows(
        "SELECT DISTINCT ticket FROM messages WHERE slot IN (SELECT value FROM json_each(?))",
        (listed(slot for slot, _ in slots),),
    )
    connection.many("UPDATE messages SET ticket = ?2, filed = 1 WHERE slot = ?1", slots)
    # A ticket's id is a slot: what was threaded with a ticket that has been merged away goes along.
    connection.many("UPDATE messages SET ticket = ?2 WHERE thread = ?1 AND NOT filed", slots)
    return {row[0] for row in before}


def unfile_all(connection: Connection) -> None:
    """The journal is about to be read again: only local threading is left."""
    connection.run("UPDATE messages SET ticket = thread, filed = 0 WHERE filed OR ticket <> thread")


RETURNED = (
    "(t.returned OR t.id IN (SELECT slots.ticket FROM tickets s JOIN slots ON slots.slot = s.side_of"
    " WHERE s.side_of <> '' AND s.returned))"
)
"""Whether the ticket's newest answer came back undelivered, or what went out last on one of its sides."""


def mains(connection: Connection, tickets: Iterable[str]) -> frozenset[str]:
    """The tickets of which these are side conversations, merges followed."""
    rows = connection.rows(
        "SELECT slots.ticket FROM tickets JOIN slots ON slots.slot = tickets.side_of"
        " WHERE tickets.side_of <> '' AND tickets.id IN (SELECT value FROM json_each(?))",
        (listed(tickets),),
    )
    return frozenset(row[0] for row in rows)


def refresh(connection: Connection, tickets: Iterable[str]) -> None:
    """Works out the lines of these tickets anew; ids without a slice are passed over. What comes on a side
    conversation is news of its ticket."""
    tickets = frozenset(tickets)
    names = listed(tickets | mains(connection, tickets))
    heard = dict(_heard_beside(connection, names))
    rows = connection.rows(
        "SELECT ticket, row, slot, outgoing, automatic, received, sender, sender_name, recipient, recipient_name,"
        " subject, snippet, EXISTS (SELECT 1 FROM files WHERE files.row = messages.row)"
        " FROM messages WHERE ticket IN (SELECT value FROM json_each(?))"
        " ORDER BY ticket, received, row",
        (names,),
    )
    mails = {ticket: list(map(_Mail._make, group)) for ticket, group in groupby(rows, itemgetter(0))}
    slices = connection.rows(
        f"SELECT id, date, waiting_slots, {', '.join(_LINE)} FROM tickets WHERE id IN (SELECT value FROM json_each(?))",
        (names,),
    )
    worked_out = (
        (row, _with_news(_line(row[0], mails.get(row[0], []), row[1], parted(row[2])), heard.get(row[0])))
        for row in slices
    )
    connection.many(
        f"UPDATE tickets SET {', '.join(f'{name} = ?' for name in _LINE)} WHERE id = ?",
        [(*line, row[0]) for row, line in worked_out if line != row[3:]],
    )


def _heard_beside(connection: Connection, names: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Of tickets with side conversations: the date and the row of the newest mail that came there."""
    rows = connection.rows(
        "SELECT slots.ticket, max(m.received), max(m.row) FROM tickets t JOIN slots ON slots.slot = t.side_of"
        " JOIN messages m ON m.ticket = t.id WHERE t.side_of <> '' AND NOT m.outgoing"
        " AND slots.ticket IN (SELECT value FROM json_each(?)) GROUP BY slots.ticket",
        (names,),
    )
    return ((row[0], (row[1], row[2])) for row in rows)


def _with_news(line: tuple[str | int, ...], heard: tuple[int, int] | None) -> tuple[str | int, ...]:
    *words, last, waits_from, newest = line
    if heard is None:
        return line
    return (*words, max(int(last), heard[0]), waits_from, max(int(newest), heard[1]))


def _line(ticket: str, mails: Sequence[_Mail], opened: int, waiting: Sequence[str]) -> tuple[str | int, ...]:
    """Values for ``_LINE``. The subject is that of the mail which began the ticket, so that all workstations show the
    same whatever history they have; the ticket's own date stands in for mails that have not been read here yet."""
    waits_from = NOBODY_WAITS
    if waiting:
        waits_from = min((mail.received for mail in mails if mail.slot in waiting), default=opened)
    if not mails:
        return "", "", "", "", 0, opened, waits_from, 0
    name, address, snippet = _customer(mails)
    newest = max((mail.row for mail in mails if not mail.outgoing), default=0)
    subject = next((mail.subject for mail in mails if mail.slot == ticket), mails[0].subject)
    has_files = max(mail.has_files for mail in mails)
    return subject, name or address, address, snippet, has_files, mails[-1].received, waits_from, newest


def _customer(mails: Sequence[_Mail]) -> tuple[str, str, str]:
    """Name, address and first words: of the newest mail that a person sent us, else whom we wrote to first; a
    bounce or a newsletter only when there is nothing else."""
    incoming = [mail for mail in reversed(mails) if not mail.outgoing]
    person = next((mail for mail in incoming if not mail.automatic), None)
    if person is not None:
        return person.sender_name, person.sender, person.snippet
    ours = next((mail for mail in mails if mail.outgoing and mail.recipient), None)
    if ours is not None:
        return ours.recipient_name, ours.recipient, incoming[0].snippet if incoming else ""
    return (incoming[0].sender_name, incoming[0].sender, incoming[0].snippet) if incoming else ("", "", "")

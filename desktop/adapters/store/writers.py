"""Who wrote a mail, and what about: a rule for forms says it, or a person who knows better.

The mail as it is stored says what a rule found. What a person said stands beside it (``corrections``, out of the log)
and is laid over it whenever the mail is read; what lists and the search ask for is worked out from both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from operator import attrgetter

import msgspec

from desktop.adapters.store import lines
from desktop.adapters.store.connection import Connection, Values
from desktop.adapters.store.indexing import reworded
from desktop.journal.state import Ticket
from desktop.mime.mail import Address, Original, ParsedMail
from desktop.mime.quoting import snippet

COLUMNS = ("automatic", "sender", "sender_name", "snippet", "channel", "reason")
"""Of ``messages``: what hangs on who wrote it."""

PUT_ORIGINAL = "INSERT OR REPLACE INTO originals (row, html, packed, left_out, plain) VALUES (?, ?, ?, ?, ?)"
NOBODY = Address("", "")
_SAID = "c.customer, c.name, c.number, c.reason"
_APART = {"subject": "", "text": ""}
_PACKED = tuple(one.name for one in fields(ParsedMail) if one.name not in (*_APART, "page"))
_values = attrgetter(*_PACKED)
_decode = msgspec.json.Decoder(ParsedMail).decode


def read(packed: bytes, subject: str, text: str, correction: Sequence[str | None]) -> ParsedMail:
    """The mail as it is to be shown; ``correction`` is empty or of None where nobody has said anything."""
    mail = replace(_decode(packed), subject=subject, text=text)
    customer, name, order, reason = correction
    if customer is None or name is None or order is None or reason is None:
        return mail
    return mail.corrected(customer, name, order, reason)


def packed(mail: ParsedMail) -> bytes:
    """Without what stands in columns and tables of its own."""
    return msgspec.json.encode(dict(zip(_PACKED, _values(mail), strict=True)) | _APART)


def original(row: int, came: Original) -> Values:
    """For ``PUT_ORIGINAL``."""
    return row, came.html, came.packed, " ".join(came.left_out), came.plain


def columns(mail: ParsedMail, shown: str | None = None) -> Values:
    """Values of ``COLUMNS``; ``shown``: the snippet, where whoever read the mail has worked it out."""
    sender, origin = mail.writer or NOBODY, mail.origin
    channel, reason = (origin.channel, origin.reason) if origin is not None else ("email", "")
    return (
        bool(mail.automatic),
        sender.email,
        sender.name,
        shown if shown is not None else snippet(mail.own_text),
        channel,
        reason,
    )


def people(mail: ParsedMail) -> str:
    """Names and addresses as one text for the search: from whom on the first line, to whom on the others."""
    senders = dict.fromkeys(f"{one.name} {one.email}" for one in (mail.writer, mail.sender, *mail.reply_to) if one)
    recipients = dict.fromkeys(f"{one.name} {one.email}" for one in (*mail.to, *mail.cc))
    return "\n".join((" ".join(senders), *recipients))


def put(connection: Connection, tickets: Sequence[Ticket]) -> None:
    """What people say of these tickets' mails."""
    said = [
        (slot, found.customer, found.name, found.order, found.reason)
        for ticket in tickets
        for slot, record in ticket.slots.items()
        if (found := record.corrected) is not None
    ]
    if said:
        connection.many(
            "INSERT OR REPLACE INTO corrections (slot, customer, name, number, reason) VALUES (?, ?, ?, ?, ?)", said
        )
        _renew(connection, [row[0] for row in said])


def forget(connection: Connection) -> None:
    """The journal is about to be read again: only the rules' word is left."""
    slots = [row[0] for row in connection.rows("SELECT slot FROM corrections")]
    connection.run("DELETE FROM corrections")
    _renew(connection, slots)


def renew_corrected(connection: Connection, slots: Iterable[str]) -> None:
    """Of mails that have just come: what people have said of them already."""
    sql = "SELECT slot FROM corrections WHERE slot IN (SELECT value FROM json_each(?))"
    _renew(connection, [row[0] for row in connection.rows(sql, (lines.listed(slots),))])


def say(connection: Connection, slot: str, mail: ParsedMail) -> None:
    """What a rule finds now. Its text stays as it is."""
    connection.run(
        "UPDATE mails SET mail = ? WHERE row = (SELECT row FROM messages WHERE slot = ?)", (packed(mail), slot)
    )
    _renew(connection, [slot])


def _renew(connection: Connection, slots: Sequence[str]) -> None:
    """Columns and search words."""
    found = connection.rows(
        f"SELECT m.row, mails.mail, mails.subject, mails.text, {_SAID} FROM messages m JOIN mails USING (row)"
        " LEFT JOIN corrections c ON c.slot = m.slot WHERE m.slot IN (SELECT value FROM json_each(?))",
        (lines.listed(slots),),
    )
    for row, mail, subject, text, *correction in found:
        shown = read(mail, subject, text, correction)
        with reworded(connection, row):
            connection.run("UPDATE mails SET people = ? WHERE row = ?", (people(shown), row))
        values = dict(zip(COLUMNS, columns(shown), strict=True))
        if not text:
            del values["snippet"]  # the text is past its time here; its first words stay
        settings = ", ".join(f"{name} = ?" for name in values)
        connection.run(f"UPDATE messages SET {settings} WHERE row = ?", (*values.values(), row))

"""Values of the store's ports, small and readable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from desktop.journal.entries import Position
from desktop.journal.state import Answer, Automatic, SlotRecord, Team, Ticket
from desktop.journal.working import APPLIED, Verdict
from desktop.mime.mail import Address, ParsedMail
from desktop.ports.store.entries import Cursor, Folded, Recorded
from desktop.ports.store.messages import FolderCursor, Message, Place
from desktop.ports.store.outbox import OutboxRow

SHOP = "info@shop.example"
TEAM = Team("j" * 32, 1, "team", "Shop", "f" * 64)


def at(uid: int) -> Position:
    return Position(1, uid)


def mail(
    subject: str = "Ordine",
    text: str = "Buongiorno",
    *,
    message_id: str = "",
    sender: str = "anna@client.example",
    name: str = "Anna Rossi",
    to: tuple[Address, ...] = (Address("Shop", SHOP),),
    refers: Iterable[str] = (),
    answers: Iterable[str] = (),
    automatic: str = "",
) -> ParsedMail:
    return ParsedMail(
        message_id=message_id,
        in_reply_to=tuple(answers),
        references=tuple(refers),
        sender=Address(name, sender),
        reply_to=(),
        to=to,
        cc=(),
        subject=subject,
        date=1,
        text=text,
        attachments=(),
        automatic=automatic,
    )


def message(
    slot: str, content: ParsedMail | None = None, *, received: int = 100, outgoing: bool = False, ticket: str = ""
) -> Message:
    return Message(slot, content or mail(), outgoing, received, SHOP, ticket)


def place(uid: int, folder: str = "INBOX") -> Place:
    return Place(SHOP, folder, 7, uid)


def reached(uid: int, folder: str = "INBOX", settled: bool = True) -> FolderCursor:
    return FolderCursor(SHOP, folder, 7, uid, settled)


def cursor(uid: int) -> Cursor:
    return Cursor(1, 9, uid, uid, 1000 + uid)


def recorded(
    uid: int,
    entry: str,
    ticket: str = "",
    verdict: Verdict = APPLIED,
    kind: str = "noted",
    statement: bytes = b"{}",
) -> Recorded:
    return Recorded(at(uid), 1000 + uid, entry, kind, ticket, "anna", "w1", statement, verdict)


def ticket(slot: str, number: int = 1001, *, slots: Iterable[str] = (), **fields: Any) -> Ticket:
    """A ticket of these slots, all waiting; its reference is made of its number."""
    waiting = {name: SlotRecord(name, at(1)) for name in (slot, *slots)}
    return msgspec.structs.replace(Ticket(slot, f"7KQ2{number:04d}", number, SHOP, at(1), 50, slots=waiting), **fields)


def answered(whole: Ticket, slot: str, answer: Answer | None = None) -> Ticket:
    """The ticket with an answer to that slot."""
    record = msgspec.structs.replace(whole.slots[slot], answers=(answer or Answer("g1", "anna", 5),))
    return msgspec.structs.replace(whole, slots={**whole.slots, slot: record})


def folded(
    uid: int,
    *records: Recorded,
    tickets: Iterable[Ticket] = (),
    team: Team | None = None,
    slots: Iterable[tuple[str, str]] | None = None,
    automatic: Iterable[Automatic] = (),
) -> Folded:
    """A batch that ends at ``uid``; unless given, the slots are those of the tickets."""
    tickets = tuple(tickets)
    filed = ((slot, t.id) for t in tickets for slot in t.slots)
    return Folded(cursor(uid), records, team, tickets, tuple(filed if slots is None else slots), tuple(automatic))


def own(entry: str, state: str = "pending", statement: bytes = b"{}") -> OutboxRow:
    return OutboxRow(entry, "noted", "t", statement, 5, state)

"""Snooze: a ticket out of sight until a time or until its customer writes, then back with its reason until somebody
acts on it.

Nobody writes that it is back. Its entry says when that is, and each reader compares that with a clock of their own: no
right hangs on it. The fold has none; it asks the server's date of an act whether the ticket was back by then, and only
then does the act end it. What is done is snoozed no more.
"""

from __future__ import annotations

import msgspec

from desktop.domain.ticket import DONE
from desktop.journal.entries import (
    Assigned,
    Claimed,
    Entry,
    External,
    Merged,
    Noted,
    Prioritised,
    SendIntended,
    Sent,
    Snoozed,
    StatusChanged,
    Tagged,
)
from desktop.journal.state import Snooze, Ticket
from desktop.journal.working import APPLIED, Verdict, Working

_ACTS = (Claimed, Tagged, Prioritised, StatusChanged, Assigned, Noted, SendIntended, Sent, External, Merged)
_DONE = Verdict(False, "done")
_AWAKE = Verdict(False, "not-snoozed")


def snoozed(ticket: Ticket, entry: Entry, body: Snoozed) -> tuple[Ticket, Verdict]:
    """The last one counts."""
    if ticket.status in DONE:
        return ticket, _DONE
    snooze = Snooze(entry.id, entry.author.agent, entry.date, body.until)
    return msgspec.structs.replace(ticket, snooze=snooze), APPLIED


def ended(ticket: Ticket) -> tuple[Ticket, Verdict]:
    """By a person, before its time or after."""
    if ticket.snooze is None:
        return ticket, _AWAKE
    return msgspec.structs.replace(ticket, snooze=None), APPLIED


def woken(ticket: Ticket, date: int) -> Ticket:
    """The customer has written."""
    snooze = ticket.snooze
    if snooze is None or snooze.written:
        return ticket
    return msgspec.structs.replace(ticket, snooze=msgspec.structs.replace(snooze, written=date))


def acted(work: Working, entry: Entry) -> None:
    """After an entry that was applied: a ticket that is back has been seen to, one that is done needs nobody."""
    ticket = work.ticket(entry.ticket)
    if ticket is None or ticket.snooze is None:
        return
    seen_to = isinstance(entry.body, _ACTS) and ticket.snooze.is_back(entry.date)
    if seen_to or ticket.status in DONE:
        work.put(msgspec.structs.replace(ticket, snooze=None))

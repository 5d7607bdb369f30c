"""What lists show: paged frozen rows, confirmed state joined with what the mails say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One line of the ticket list."""

    id: str
    reference: str
    number: int
    subject: str
    customer: str
    """Name, else address, of who sent the newest mail that a person wrote; of a ticket that a mail of our own began,
    its first recipient; of nobody but a machine only when there is nobody else."""
    customer_address: str
    mailbox: str
    status: str
    priority: str
    tags: tuple[str, ...]
    assignee: str
    holder: str
    """Agent id of the live claim's holder, empty when free."""
    holder_since: int
    waiting: int
    """Customer messages without an answer."""
    last_date: int
    """Of the newest mail, seconds since 1970 UTC."""
    snippet: str
    """First words of the newest customer mail."""
    unread: bool
    """Something came since this profile last showed the ticket: a mail, or a mark that is not of its own doing."""
    alarms: int
    opened_by: str = ""
    """Agent id of who opened it first; empty while nobody of the team has."""


class Reader(Protocol):
    def tickets(self, place: str, agent: str, search: str, limit: int) -> Sequence[TicketRow]:
        """``place``: mine, unassigned, open, never-opened (open, waits, and nobody of the team has looked), waiting,
        on-hold, resolved, spam, all. ``agent`` is who "mine" means.
        Open places: urgent first, then who waits longest; others newest first. ``search``: FTS5 words, all must
        occur (prefix match on the last), in text, subject, names, addresses, or a reference / number / tag."""
        ...

    def row(self, ticket: str) -> TicketRow | None:
        """None also for a ticket that was merged away: its line goes."""
        ...

    def mark_read(self, ticket: str) -> None:
        """This profile has shown the ticket as it is now."""
        ...

    def first_looks(self) -> Sequence[str]:
        """Tickets that this profile has shown and of which the log does not say that anybody has opened them."""
        ...

    def counts(self) -> dict[str, int]:
        """entries, tickets, messages, and the database's size in octets as ``bytes``."""
        ...

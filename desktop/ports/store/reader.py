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
    rank: int
    """Of the priority, most urgent first."""
    waits_from: int
    """Since when the oldest mail without an answer waits, seconds since 1970 UTC; far in the future when none does."""
    opened_by: str = ""
    """Agent id of who opened it first; empty while nobody of the team has."""

    @property
    def waits(self) -> bool:
        return self.waiting > 0


class Reader(Protocol):
    def tickets(self, place: str, agent: str, search: str, limit: int) -> Sequence[TicketRow]:
        """``place``: mine, unassigned, open, never-opened (open, waits, and nobody of the team has looked), waiting,
        on-hold, resolved, spam, all. ``agent`` is who "mine" means.
        Open places: urgent first, then who waits longest; others newest first. ``search``: FTS5 words, all must
        occur (prefix match on the last), in text, subject, names, addresses, or a reference / number / tag."""
        ...

    def page(
        self, place: str, agent: str, search: str, after: TicketRow | None, skip: int, limit: int
    ) -> Sequence[TicketRow]:
        """The same list from behind ``after`` (its row as it was read; None: from the start), ``skip`` rows left out.
        ``place`` may also be ``mailbox:ADDRESS``: what is open there."""
        ...

    def size(self, place: str, agent: str, search: str) -> int:
        """How many rows the list has."""
        ...

    def position(self, ticket: str, place: str, agent: str, search: str) -> int | None:
        """Where the ticket stands in the list, from 0; None when it is not in it."""
        ...

    def sizes(self, agent: str) -> dict[str, int]:
        """Of every place but search and ``all``: mine, unassigned, open ..., and each ``mailbox:ADDRESS``."""
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

    def mark_unread(self, ticket: str) -> None:
        """As if this profile had never shown it."""
        ...

    def counts(self) -> dict[str, int]:
        """entries, tickets, messages, and the database's size in octets as ``bytes``."""
        ...

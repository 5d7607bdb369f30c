"""What lists show: paged frozen rows, confirmed state joined with what the mails say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from desktop.domain.search import Query
from desktop.journal.state import CustomerNote, Piece, Promise, SharedText

NEVER = 2**62
"""Behind every time: until the customer writes."""


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
    """Where it stands in lists: that of the priority, most urgent first, before which comes what is back."""
    waits_from: int
    """Since when the oldest mail without an answer waits, seconds since 1970 UTC; far in the future when none does."""
    opened_by: str = ""
    """Agent id of who opened it first; empty while nobody of the team has."""
    reason: str = ""
    """Why the customer wrote, and what came of it: ``domain.reasons``."""
    outcome: str = ""
    promised: int = 0
    """Until when we have promised to write again, seconds since 1970 UTC; 0 for nothing that waits to be kept."""
    until: int = 0
    """Snoozed until then, in seconds since 1970 UTC; ``NEVER`` for until the customer writes, 0 for not at all."""
    back: str = ""
    """Why it is back from that: ``time``, or ``customer`` when they have written. Empty while it sleeps."""
    has_files: bool = False
    """Attachments lie in its mails."""
    returned: bool = False
    """Our newest answer came back undelivered."""

    @property
    def asleep(self) -> bool:
        return bool(self.until) and not self.back

    @property
    def waits(self) -> bool:
        return self.waiting > 0


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail that belongs to no ticket: searchable history."""

    id: str
    """Its slot."""
    number: int
    """By which people name it on this workstation; on another it has another."""
    subject: str
    person: str
    """Name, else address: of the sender, or of the first recipient of a mail of ours."""
    mailbox: str
    outgoing: bool
    date: int
    """Seconds since 1970 UTC."""
    snippet: str
    has_files: bool


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What this workstation knows of who writes from an address, in any case of its letters, and from the others that
    the team says are theirs."""

    addresses: tuple[str, ...]
    """That address first, in small letters."""
    joints: frozenset[tuple[str, str]]
    """The pairs of these that the team has said to be one person's."""
    notes: tuple[CustomerNote, ...]
    """Newest first."""
    tickets: tuple[TicketRow, ...]
    """The newest, newest first."""
    count: int
    """All of them."""
    first_seen: int
    """Received date of the first mail in them, seconds since 1970 UTC; 0 when there is none."""
    homes: Mapping[str, str] = field(default_factory=dict)
    """Note to the ticket on which it lies, both by id."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: a ticket's id, or a mail's slot."""

    id: str
    is_mail: bool = False


class Reader(Protocol):
    def tickets(self, place: str, agent: str, query: Query, limit: int) -> Sequence[TicketRow]:
        """``place``: mine, unassigned, open, never-opened (open, waits, and nobody of the team has looked), waiting,
        on-hold, promises (that have to be kept, the first first), snoozed, resolved, spam, all. ``agent`` is who "mine"
        means. What sleeps stands in snoozed, promises (and all) only, soonest first; what is back stands before all
        others where open tickets do.
        Open places: urgent first, then who waits longest; others newest first. Of a query all terms must hold of the
        ticket, be it in different mails of it: words in text, subject, names, addresses, names of attachments and
        notes, or as reference, number or tag."""
        ...

    def find(self, query: Query, agent: str, stopped: Callable[[], bool]) -> Generator[Hit, None, None]:
        """Everything that a query finds, as it is found: open tickets, then all others, then mails that belong to
        none, each newest first. Ends early when ``stopped``, which is asked often, says so. Whoever does not read it to
        its end closes it, in its own thread."""
        ...

    def rows(self, hits: Sequence[Hit]) -> Sequence[TicketRow | MailRow]:
        """As they are now; without those that are gone."""
        ...

    def mail(self, number: int) -> str | None:
        """The slot of the mail that has this number here."""
        ...

    def page(self, place: str, agent: str, after: TicketRow | None, skip: int, limit: int) -> Sequence[TicketRow]:
        """A place's list from behind ``after`` (its row as it was read; None: from the start), ``skip`` rows left out.
        ``place`` may also be ``mailbox:ADDRESS``: what is open there."""
        ...

    def tail(self, place: str, agent: str, skip: int, limit: int) -> Sequence[TicketRow]:
        """The list's last rows, in its order, ``skip`` of them left out at the end."""
        ...

    def size(self, place: str, agent: str) -> int:
        """How many rows the list has. Counts nothing: it is known."""
        ...

    def position(self, ticket: str, place: str, agent: str, most: int = -1) -> int | None:
        """Where the ticket stands in the list, from 0; None when it is not in it. ``most`` for all that stand there
        or further down: nobody counts a million rows to learn that a ticket is out of sight."""
        ...

    def sizes(self, agent: str) -> dict[str, int]:
        """Of every place but search and ``all``: mine, unassigned, open ..., and each ``mailbox:ADDRESS``."""
        ...

    def row(self, ticket: str) -> TicketRow | None:
        """None also for a ticket that was merged away: its line goes."""
        ...

    def customer(self, address: str, limit: int) -> Acquaintance: ...

    def beside(self, tickets: Collection[str]) -> frozenset[str]:
        """Ids of the tickets of which these are side conversations."""
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

    def promises(self) -> Sequence[Promise]:
        """Of all tickets. Looks at each of them: not for the GUI thread."""
        ...

    def texts(self) -> Sequence[SharedText]:
        """Canned responses by key, removed ones too."""
        ...

    def pieces(self, sha256: str) -> Sequence[Piece]:
        """Of a text's file, in their order."""
        ...

    def counts(self) -> dict[str, int]:
        """entries, tickets, messages, and the database's size in octets as ``bytes``."""
        ...

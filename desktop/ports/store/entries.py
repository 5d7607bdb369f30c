"""The confirmed journal: entries as read, slices, the cursor. Written only by the journal sync, a batch at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.journal.entries import Position
from desktop.journal.state import Automatic, Piece, SharedText, Team, Ticket
from desktop.journal.working import Verdict, View


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the log has been replayed. Committed together with the state it led to."""

    generation: int
    uid_validity: int
    uid: int
    """Of the last message read, 0 before the first."""
    count: int
    """Messages read so far; must equal the folder's EXISTS and the last sequence number."""
    date: int
    """Server's date of the last entry, seconds since 1970 UTC: what else strayed in keeps a date of its own, which may
    be years old."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One message of the log and what became of it."""

    position: Position
    date: int
    id: str
    """Entry id; empty for a message that is no readable entry."""
    kind: str
    ticket: str
    agent: str
    workstation: str
    statement: bytes
    """The signed JSON; empty for a message that is no readable entry."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Folded:
    """The outcome of a replayed batch, committed as a whole with its cursor."""

    cursor: Cursor
    recorded: tuple[Recorded, ...]
    """In log order. Duplicates (verdict reason ``duplicate``) and quarantined ones (``verdict.quarantined``) are
    recorded too, but never answer ``recorded()`` or ``has()``: only the first valid occurrence of an id does."""
    team: Team | None
    tickets: tuple[Ticket, ...]
    slots: tuple[tuple[str, str], ...]
    automatic: tuple[Automatic, ...]
    texts: tuple[SharedText, ...] = ()
    pieces: tuple[Piece, ...] = ()


class Entries(View, Protocol):
    """Also the View that the fold reads from."""

    def filed(self, slots: Collection[str]) -> frozenset[str]:
        """Those of the slots that the journal has filed under a ticket."""
        ...

    def cursor(self) -> Cursor | None: ...

    def has(self, entry: str) -> bool:
        """Whether a valid entry of that id has been read."""
        ...

    def recorded(self, entry: str) -> Recorded | None:
        """The first valid occurrence of that id."""
        ...

    def commit(self, folded: Folded) -> None:
        """Everything of a batch in one transaction. Own entries among it are confirmed or refused in the outbox
        in the same transaction (see ``Outbox``), matched by id."""
        ...

    def reset(self) -> None:
        """Forgets entries, slices, cursor (not the outbox, drafts, sends, messages): before a re-read from the
        start. Runs inside the caller's transaction."""
        ...

    def valid_ids(self) -> Sequence[tuple[Position, str]]:
        """Positions and ids of all valid entries, in log order."""
        ...

    def ticket_by_reference(self, reference: str) -> str | None:
        """Of a ticket that was merged away, the one that it is part of now. Without the hyphen."""
        ...

    def ticket_by_number(self, number: int) -> str | None:
        """Merges followed, as for the reference."""
        ...

    def unresolved(self) -> Sequence[str]:
        """Ids of the tickets on which a grant is granted or uncertain."""
        ...

    def waiting(self) -> Sequence[str]:
        """Ids of the tickets, neither resolved nor spam nor merged away, with customer mail nobody answered."""
        ...

    def attention(self) -> Sequence[str]:
        """Ids of the tickets with an alarm, or with an answer known by a flag only."""
        ...

    def tail(self, count: int) -> Sequence[Recorded]:
        """The last messages of the log, oldest first, duplicates and quarantined ones included."""
        ...

    def of_ticket(self, ticket: str) -> Sequence[Recorded]:
        """All applied entries that name the ticket (as ``ticket`` of the entry), in log order."""
        ...

    def quarantined(self) -> Sequence[Recorded]: ...

    def automatics(self) -> Sequence[bytes]:
        """All automatic mails that were claimed, as packed JSON."""
        ...

    def slices(self) -> Sequence[bytes]:
        """All ticket slices as packed JSON, to compare states (``journal.snapshot.digest``)."""
        ...

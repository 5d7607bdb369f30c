"""Reading the log in order: what a batch of rows does to the state, and whether rows are missing.

Sans-IO: rows come in, a ``Folded``-shaped result comes out; the engine commits it. A batch is folded on top of a
view with its own slices, so a thousand entries cost one commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from desktop.journal import fold, roster
from desktop.journal.codec import Invalid, Signed, read
from desktop.journal.entries import Genesis, Position
from desktop.journal.state import Automatic, Piece, SharedText, Team, Ticket
from desktop.journal.working import APPLIED, Changes, Verdict, View

_MISTAKES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
UNFOLDABLE = Verdict(False, "unfoldable", quarantined=True)
"""A member's entry on which the fold itself fails is a mistake of ours. It must not stop the whole team for ever:
everybody sets it aside, in the same state as before it, and leads see it."""


class Row(Protocol):
    """What the log port yields."""

    @property
    def uid(self) -> int: ...
    @property
    def internal_date(self) -> int: ...
    @property
    def headers(self) -> bytes: ...
    @property
    def body(self) -> bytes: ...


class Confirmed(View, Protocol):
    """The committed state, and which entry ids it has used up."""

    def has(self, entry: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Read:
    """One row and what became of it."""

    position: Position
    date: int
    signed: Signed | None
    verdict: Verdict


@dataclass(slots=True)
class Batch:
    """A view over the committed state that keeps a batch's changes to itself until they are committed."""

    confirmed: Confirmed
    journal: str
    generation: int
    _team: Team | None = None
    _tickets: dict[str, Ticket] = field(default_factory=dict)
    _slots: dict[str, str] = field(default_factory=dict)
    _references: set[str] = field(default_factory=set)
    _automatic: dict[str, Automatic] = field(default_factory=dict)
    _texts: dict[str, SharedText] = field(default_factory=dict)
    _pieces: list[Piece] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set)

    def team(self) -> Team | None:
        return self._team or self.confirmed.team()

    def ticket(self, ticket: str) -> Ticket | None:
        return self._tickets.get(ticket) or self.confirmed.ticket(ticket)

    def ticket_of_slot(self, slot: str) -> str | None:
        return self._slots.get(slot) or self.confirmed.ticket_of_slot(slot)

    def reference_taken(self, reference: str) -> bool:
        return reference in self._references or self.confirmed.reference_taken(reference)

    def automatic(self, send: str) -> Automatic | None:
        return self._automatic.get(send) or self.confirmed.automatic(send)

    def text(self, key: str) -> SharedText | None:
        return self._texts.get(key) or self.confirmed.text(key)

    def read(self, row: Row) -> Read:
        """Validate first, then dedup, then fold. Never raises for what stands in the row."""
        position = Position(self.generation, row.uid)
        found = read(row.headers, row.body, position, row.internal_date, self.journal)
        if isinstance(found, Invalid):
            return Read(position, row.internal_date, None, Verdict(False, found.reason, quarantined=True))
        return Read(position, row.internal_date, found, self._judge(found))

    def changes(self) -> Changes:
        return Changes(
            self._team,
            tuple(self._tickets.values()),
            tuple(self._slots.items()),
            tuple(self._automatic.values()),
            tuple(self._texts.values()),
            tuple(self._pieces),
        )

    def _judge(self, signed: Signed) -> Verdict:
        entry = signed.entry
        team = self.team()
        if team is None:
            return self._begin(signed)
        reason = fold.quarantine(team, signed)
        duplicate = entry.id in self._ids or self.confirmed.has(entry.id)
        if duplicate:
            return Verdict(False, "duplicate", quarantined=reason in roster.FORGED)
        if reason:
            return Verdict(False, reason, quarantined=True)
        self._ids.add(entry.id)
        try:
            work, verdict = fold.fold(self, signed)
        except _MISTAKES:
            return UNFOLDABLE
        self._keep(work.changes)
        return verdict

    def _begin(self, signed: Signed) -> Verdict:
        """Before the genesis nothing counts; the first valid one is the journal."""
        if not is_genesis(signed):
            return Verdict(False, "foreign", quarantined=True)
        self._ids.add(signed.entry.id)
        self._team = roster.team_of(signed.entry, self.journal)
        return APPLIED

    def _keep(self, changes: Changes) -> None:
        self._team = changes.team or self._team
        self._tickets.update((ticket.id, ticket) for ticket in changes.tickets)
        self._references.update(ticket.reference for ticket in changes.tickets)
        self._slots.update(changes.slots)
        self._automatic.update((automatic.id, automatic) for automatic in changes.automatic)
        self._texts.update((text.key, text) for text in changes.texts)
        self._pieces.extend(changes.pieces)


def is_genesis(signed: Signed) -> bool:
    """Whether it is a genesis signed by the founder it names."""
    body = signed.entry.body
    return isinstance(body, Genesis) and signed.by(body.founder_key)


def first_genesis(rows: Iterable[Row], generation: int) -> tuple[int, str] | None:
    """UID and journal id of the first valid genesis in the rows: that one is the journal."""
    for row in rows:
        found = read(row.headers, row.body, Position(generation, row.uid), row.internal_date, None)
        if isinstance(found, Signed) and is_genesis(found):
            return row.uid, found.journal
    return None

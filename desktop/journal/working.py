"""One entry's effect being worked out: reads come from a view, changes are collected, nothing is written back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from desktop.domain.ticket import reference_from
from desktop.journal.entries import Entry, OpenedTicket
from desktop.journal.state import Automatic, Piece, SharedText, SlotRecord, Team, Ticket


class View(Protocol):
    """The confirmed state as the fold reads it."""

    def team(self) -> Team | None: ...
    def ticket(self, ticket: str) -> Ticket | None: ...
    def ticket_of_slot(self, slot: str) -> str | None: ...
    def reference_taken(self, reference: str) -> bool: ...
    def automatic(self, send: str) -> Automatic | None: ...
    def text(self, key: str) -> SharedText | None: ...


@dataclass(frozen=True, slots=True)
class Changes:
    """What an entry changed: whole new slices, and which slot, or grant's id, now belongs to which ticket."""

    team: Team | None = None
    tickets: tuple[Ticket, ...] = ()
    slots: tuple[tuple[str, str], ...] = ()
    automatic: tuple[Automatic, ...] = ()
    texts: tuple[SharedText, ...] = ()
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an entry. A refused one is valid, used up its id and changed nothing."""

    applied: bool
    reason: str = ""
    """Why not: held, unresolved, answered, news, not-holder, changed, halted, void, uncovered, revoked ..."""
    agent: str = ""
    """Whose doing stands in the way (agent id), when it is somebody's."""
    date: int = 0
    """Server's date of what stands in the way."""
    entry: str = ""
    """Id of what stands in the way."""
    quarantined: bool = False


APPLIED = Verdict(True)


@dataclass(slots=True)
class Working:
    """Mutable for the time of one entry; ``changes`` is what came out."""

    view: View
    _team: Team | None = None
    _tickets: dict[str, Ticket] = field(default_factory=dict)
    _slots: dict[str, str] = field(default_factory=dict)
    _automatic: dict[str, Automatic] = field(default_factory=dict)
    _texts: dict[str, SharedText] = field(default_factory=dict)
    _pieces: list[Piece] = field(default_factory=list)

    @property
    def team(self) -> Team:
        team = self._team or self.view.team()
        if team is None:
            raise LookupError("no genesis has been folded yet")
        return team

    @team.setter
    def team(self, team: Team) -> None:
        self._team = team

    def ticket_of_slot(self, slot: str) -> str | None:
        return self._slots.get(slot) or self.view.ticket_of_slot(slot)

    def ticket(self, name: str) -> Ticket | None:
        """The living ticket that a slot or a grant's id belongs to (a ticket's id is a slot), merges followed."""
        found = self.ticket_of_slot(name)
        ticket = self._get(found) if found else None
        while ticket is not None and ticket.merged_into:
            ticket = self._get(ticket.merged_into)
        return ticket

    def absorbed(self, ticket: str) -> Ticket | None:
        """The slice of that very id, merged away or not."""
        return self._get(ticket)

    def put(self, ticket: Ticket) -> None:
        self._tickets[ticket.id] = ticket

    def belongs(self, name: str, ticket: str) -> None:
        """Of a slot, and of a grant's id: both are found again wherever merges and splits take them."""
        self._slots[name] = ticket

    def automatic(self, send: str) -> Automatic | None:
        return self._automatic.get(send) or self.view.automatic(send)

    def put_automatic(self, automatic: Automatic) -> None:
        self._automatic[automatic.id] = automatic

    def text(self, key: str) -> SharedText | None:
        return self._texts.get(key) or self.view.text(key)

    def put_text(self, text: SharedText) -> None:
        self._texts[text.key] = text

    def put_piece(self, piece: Piece) -> None:
        self._pieces.append(piece)

    def new_ticket(self, entry: Entry, opened: OpenedTicket) -> Ticket:
        """Number and reference are given here, in log order, so that everyone gives the same."""
        first = opened.slots[0]
        team = self.team
        self.team = msgspec.structs.replace(team, next_number=team.next_number + 1)
        return Ticket(
            id=first,
            reference=self._free_reference(first),
            number=team.next_number,
            mailbox=opened.mailbox,
            opened=entry.position,
            date=entry.date,
            slots={slot: SlotRecord(slot, entry.position, opened.unanswered) for slot in opened.slots},
        )

    @property
    def changes(self) -> Changes:
        return Changes(
            self._team,
            tuple(self._tickets.values()),
            tuple(self._slots.items()),
            tuple(self._automatic.values()),
            tuple(self._texts.values()),
            tuple(self._pieces),
        )

    def _get(self, ticket: str) -> Ticket | None:
        return self._tickets.get(ticket) or self.view.ticket(ticket)

    def _free_reference(self, slot: str) -> str:
        digest = hashlib.sha256(slot.encode()).digest()
        while self._taken(reference := reference_from(digest)):
            digest = hashlib.sha256(digest).digest()
        return reference

    def _taken(self, reference: str) -> bool:
        fresh = any(ticket.reference == reference for ticket in self._tickets.values())
        return fresh or self.view.reference_taken(reference)

"""The confirmed state in dictionaries, as the fold reads it, and as a store keeps it.

``packed`` decides whether slices lie there as JSON, decoded at every look (a store, a restart), or as the very values
that the fold gave (a process that goes on). The fold must not see a difference.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.journal import snapshot
from desktop.journal.replay import Batch, Read
from desktop.journal.state import Automatic, Piece, SharedText, Team, Ticket


class DictState:
    """``replay.Confirmed`` without a database."""

    def __init__(self, packed: bool = True) -> None:
        self.packed = packed
        self.reads: list[Read] = []
        self._team: Team | None = None
        self._tickets: dict[str, Ticket] = {}
        self._slots: dict[str, str] = {}
        self._automatic: dict[str, Automatic] = {}
        self._texts: dict[str, SharedText] = {}
        self.pieces: list[Piece] = []
        self._ids: set[str] = set()

    # -- what the fold asks ------------------------------------------------------------------------------------

    def team(self) -> Team | None:
        team = self._team
        return snapshot.team(snapshot.pack(team)) if self.packed and team is not None else team

    def ticket(self, ticket: str) -> Ticket | None:
        found = self._tickets.get(ticket)
        return snapshot.ticket(snapshot.pack(found)) if self.packed and found is not None else found

    def ticket_of_slot(self, slot: str) -> str | None:
        return self._slots.get(slot)

    def reference_taken(self, reference: str) -> bool:
        return any(ticket.reference == reference for ticket in self._tickets.values())

    def automatic(self, send: str) -> Automatic | None:
        found = self._automatic.get(send)
        return snapshot.automatic(snapshot.pack(found)) if self.packed and found is not None else found

    def text(self, key: str) -> SharedText | None:
        found = self._texts.get(key)
        return snapshot.text(snapshot.pack(found)) if self.packed and found is not None else found

    def has(self, entry: str) -> bool:
        return entry in self._ids

    # -- what a store does -------------------------------------------------------------------------------------

    def commit(self, batch: Batch, reads: Sequence[Read]) -> None:
        """A batch's changes and the ids it used up, as ``Entries.commit`` does."""
        changes = batch.changes()
        self._team = changes.team or self._team
        self._tickets.update((ticket.id, ticket) for ticket in changes.tickets)
        self._slots.update(changes.slots)
        self._automatic.update((automatic.id, automatic) for automatic in changes.automatic)
        self._texts.update((text.key, text) for text in changes.texts)
        self.pieces.extend(changes.pieces)
        for read in reads:
            verdict = read.verdict
            if read.signed is not None and not verdict.quarantined and verdict.reason != "duplicate":
                self._ids.add(read.signed.entry.id)
        self.reads.extend(reads)

    def restart(self) -> None:
        """Everything through JSON once, as by a process that ends and another that begins."""
        if self._team is not None:
            self._team = snapshot.team(snapshot.pack(self._team))
        self._tickets = {name: snapshot.ticket(snapshot.pack(value)) for name, value in self._tickets.items()}
        self._automatic = {name: snapshot.automatic(snapshot.pack(value)) for name, value in self._automatic.items()}
        self._texts = {name: snapshot.text(snapshot.pack(value)) for name, value in self._texts.items()}

    # -- what a test asks --------------------------------------------------------------------------------------

    def all_tickets(self) -> list[Ticket]:
        return list(self._tickets.values())

    def digest(self) -> str:
        """Equal for equal states: team, every slice, every automatic mail, which slot lies where."""
        slices = [
            snapshot.pack(value)
            for value in (*self._tickets.values(), *self._automatic.values(), *self._texts.values())
        ]
        slots = [f"{slot} {ticket}".encode() for slot, ticket in self._slots.items()]
        team = snapshot.pack(self._team) if self._team is not None else b""
        return snapshot.digest(team, [*slices, *slots])

"""What a person reads: tickets by reference or number, a conversation with its events. Needs no connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice

from desktop.domain.errors import RefusedByTeam, UsageError
from desktop.domain.search import Query
from desktop.domain.ticket import agent_id, number_typed, reference_typed, shown_reference
from desktop.engine.correspondents import correspondents
from desktop.engine.journal import Journal
from desktop.engine.shown import shown_up_to
from desktop.engine.sides import sides
from desktop.engine.threads import thread_of
from desktop.journal.codec import read_statement
from desktop.journal.entries import START, Arrived, Position
from desktop.journal.overlay import overlaid
from desktop.journal.state import Ticket
from desktop.ports.store import Store
from desktop.ports.store.entries import Recorded
from desktop.ports.store.messages import Message
from desktop.ports.store.missing import Missing
from desktop.ports.store.reader import Acquaintance, MailRow, TicketRow

_SHOWN = "shown:"


@dataclass(frozen=True, slots=True)
class Conversation:
    ticket: Ticket
    """With own pending edits laid over it."""
    row: TicketRow
    messages: tuple[Message, ...]
    events: tuple[Recorded, ...]
    shown: Position
    """How far the log had been read: what a reply written now has seen."""
    returned: frozenset[str]
    """Ids of the grants whose mail came back undelivered."""
    pages: frozenset[str] = frozenset()
    """Slots of the mails that have an HTML body to be shown."""
    server_only: frozenset[str] = frozenset()
    """Slots of the mails whose body is kept on the server only."""
    missing: tuple[Missing, ...] = ()
    """Those of the mails that no longer lie in the inbox."""
    sides: tuple[Ticket, ...] = ()
    """Side conversations; their mails are among the messages."""


@dataclass(frozen=True, slots=True)
class History:
    """Mails that belong to no ticket, oldest first; ``pages`` and ``server_only`` as of a conversation."""

    messages: tuple[Message, ...]
    pages: frozenset[str]
    server_only: frozenset[str]


class Queries:
    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal

    def tickets(self, place: str, query: Query, limit: int) -> Sequence[TicketRow]:
        return self._store.reader.tickets(place, self._journal.me.agent, query, limit)

    def found(self, query: Query, limit: int) -> Sequence[TicketRow | MailRow]:
        """Tickets, open ones first, then mails that belong to none."""
        with closing(self._store.reader.find(query, self._journal.me.agent, lambda: False)) as hits:
            return self._store.reader.rows(list(islice(hits, limit)))

    def history(self, slot: str) -> History:
        """A mail that belongs to no ticket with the others of its thread; nothing for a mail that has gone."""
        message = self._store.messages.get(slot)
        related = thread_of(self._store, message) if message is not None else []
        found = tuple(one for one in related if one.slot == slot or one.ticket == "")
        slots = [one.slot for one in found]
        return History(found, self._store.messages.with_page(slots), self._store.space.trimmed(slots))

    def mail(self, number: int) -> str:
        """The slot of the mail that has this number here. Raises UsageError ``no-such-history``."""
        slot = self._store.reader.mail(number)
        if slot is None:
            raise UsageError("no-such-history", number=number)
        return slot

    def find(self, typed: str) -> str:
        """A ticket's id by reference or #number. Raises UsageError ``no-such-ticket``."""
        reference, number = reference_typed(typed), number_typed(typed)
        found = self._store.entries.ticket_by_number(number) if number is not None else None
        if found is None and reference is not None:
            found = self._store.entries.ticket_by_reference(reference)
        if found is None:
            raise UsageError("no-such-ticket", reference=typed)
        ticket = self._journal.ticket(found)
        return self._journal.ticket(ticket.side_of).id if ticket.side_of else ticket.id

    def agent(self, typed: str) -> str:
        """An active agent's id by name, or empty for "none". Raises UsageError ``no-such-agent``."""
        if typed.casefold() in ("none", "-", ""):
            return ""
        agent = agent_id(typed)
        if agent not in self._journal.team.agents():
            raise UsageError("no-such-agent", agent=typed)
        return agent

    def customer(self, ticket_id: str, limit: int) -> Acquaintance:
        """Of whoever the ticket is from."""
        row = self._store.reader.row(ticket_id)
        return self._store.reader.customer(row.customer_address if row is not None else "", limit)

    def mails(self, ticket_id: str, typed: Sequence[str]) -> tuple[str, ...]:
        """Slots of the ticket's mails by Message-ID, or by a customer's address: all of theirs. Raises UsageError
        ``no-such-mail``, RefusedByTeam ``first-mail`` for the one that gave the ticket its name."""
        ticket = self._journal.ticket(ticket_id)
        stored = [m for m in map(self._store.messages.get, ticket.slots) if m is not None]
        found: dict[str, None] = {}
        for word in typed:
            named = [m for m in stored if _bare(word) in (_bare(m.mail.message_id), *correspondents(m))]
            if not named:
                raise UsageError("no-such-mail", reference=shown_reference(ticket.reference), mail=word)
            found.update(dict.fromkeys(m.slot for m in named))
        if ticket.id in found:
            raise RefusedByTeam("first-mail", reference=shown_reference(ticket.reference))
        return tuple(found)

    def conversation(self, ticket_id: str) -> Conversation:
        head = self._journal.head  # before anything is read: what a sync beside us adds meanwhile was not shown
        ticket = self._journal.ticket(ticket_id)
        if ticket.side_of:
            ticket = self._journal.ticket(ticket.side_of)
        pending = [entry for entry in self._journal.pending() if self._journal.same(entry.ticket, ticket.id)]
        row = self._store.reader.row(ticket.id)
        if row is None:
            raise UsageError("no-such-ticket", reference=ticket_id)
        beside = sides(self._journal, ticket)
        aside = [message for side in beside for message in self._store.messages.of_ticket(side.id)]
        messages = tuple(sorted((*self._whole(ticket.id), *aside), key=lambda m: m.received))
        events = tuple(self._store.entries.of_ticket(ticket.id))
        shown = shown_up_to(ticket, self._store.messages, head)
        returned = frozenset(_returned((*events, *(e for s in beside for e in self._store.entries.of_ticket(s.id)))))
        slots = [message.slot for message in messages]
        pages, away = self._store.messages.with_page(slots), self._store.space.trimmed(slots)
        missing = tuple(self._store.missing.of(slots))
        laid = overlaid(ticket, pending)
        if "customer" in laid.pending:
            messages = tuple(_corrected(message, laid) for message in messages)
        return Conversation(laid, row, messages, events, shown, returned, pages, away, missing, tuple(beside))

    def _whole(self, ticket_id: str) -> list[Message]:
        """The ticket's mails with what belongs to the same thread and to no ticket: earlier mail, which no entry
        files, is threaded only where the ticket was opened."""
        filed = self._store.messages.of_ticket(ticket_id)
        found = {message.slot: message for message in filed}
        threaded: set[str] = set()
        for message in filed:
            if message.slot not in threaded:
                related = thread_of(self._store, message)
                threaded.update(m.slot for m in related)
                found |= {m.slot: m for m in related if m.ticket == ""}
        return sorted(found.values(), key=lambda m: m.received)

    def mark_shown(self, conversation: Conversation) -> None:
        """This profile has put it before a person's eyes."""
        self._store.reader.mark_read(conversation.ticket.id)
        shown = [conversation.shown.generation, conversation.shown.uid]
        self._store.profile.put(_SHOWN + conversation.ticket.id, shown)

    def shown(self, ticket_id: str) -> Position:
        """Up to where the ticket was last shown here, START when never."""
        stored = self._store.profile.get(_SHOWN + ticket_id)
        return Position(int(stored[0]), int(stored[1])) if stored else START


def came_back(messages: Sequence[Message]) -> dict[str, Message]:
    """The bounces among these, by the Message-ID of the mail that each brought back."""
    bounces = (message for message in messages if message.mail.automatic == "bounce")
    return {identity: bounce for bounce in bounces for identity in bounce.mail.returned_ids}


def _corrected(message: Message, ticket: Ticket) -> Message:
    """With a word of ours that the log has not confirmed; the store knows the others."""
    record = ticket.slots.get(message.slot)
    said = record.corrected if record is not None else None
    if said is None:
        return message
    return replace(message, mail=message.mail.corrected(said.customer, said.name, said.order, said.reason))


def _bare(word: str) -> str:
    return word.strip().strip("<>").lower()


def _returned(events: Iterable[Recorded]) -> Iterator[str]:
    for event in events:
        entry = read_statement(event.statement, event.position, event.date) if event.kind == "arrived" else None
        if entry is not None and isinstance(entry.body, Arrived) and entry.body.not_delivered:
            yield entry.body.not_delivered

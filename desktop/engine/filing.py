"""Which tickets the mails are: opened, or arrived on an open one. Everything here is an entry and the first one
wins, so any workstation may do it at any time.

Old mail costs nothing: of what was there before the mailbox joined the team, only unanswered threads of the last
90 days become tickets; the rest is history without an entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.engine.flags import flagged
from desktop.engine.journal import STATEMENT_LIMIT, Journal
from desktop.engine.scores import scored
from desktop.engine.threads import named_tickets, thread_of
from desktop.journal.entries import Arrived, Filed, FollowUpScored, Opened, OpenedTicket
from desktop.journal.keys import score_id
from desktop.journal.state import Grant, Ticket
from desktop.ports.mailbox import MailboxHost
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

WINDOW = 90 * 24 * 3600
"""Seconds before a mailbox joined in which an unanswered thread still becomes a ticket."""

BATCH = 200
"""Tickets announced in one entry."""

_SLOT_OCTETS = 120
"""What a slot with its mailbox takes of an entry, rounded up."""

_NO_CALL_FOR_ANSWER = ("auto-reply", "bounce")
_NO_OLD_TICKETS = ("auto-reply", "bounce", "bulk", "list")


class Filing:
    def __init__(self, store: Store, journal: Journal, host: MailboxHost) -> None:
        self._store = store
        self._journal = journal
        self._host = host

    def announce(self) -> None:
        """After a replay: write down which tickets the mails read so far are. Raises Offline, SportelloError."""
        self._journal.flush()  # what could not be written in an earlier round is not said twice
        opening: list[OpenedTicket] = []
        history: list[str] = []
        unfiled = self._store.messages.unfiled(self._since())
        old = [message.slot for message in unfiled if self._is_old(message)]
        flags = flagged(self._store.messages, self._host, old)
        answered = frozenset(flags.answered)
        taken: set[str] = set()
        for message in unfiled:
            if message.slot in taken:
                continue
            thread = thread_of(self._store, message)
            taken.update(other.slot for other in thread)
            if not flags.unknown.isdisjoint(other.slot for other in thread):
                continue  # judged when its mailbox can be asked
            home = next(named_tickets(self._store, thread), None)
            if home is not None:
                history += self._onto(self._journal.ticket(home), thread, answered)
                continue
            slots = self._worth_opening(thread, answered)
            history += [other.slot for other in thread if other.slot not in slots and not other.outgoing]
            if slots:
                opening.append(OpenedTicket(slots, thread[-1].mailbox))
        for batch in _batches(opening):
            self._journal.queue("", Opened(tickets=batch))
        self._journal.flush()
        self._store.messages.settle(history)
        self._thread_history(opening)

    def _since(self) -> int:
        return min((self._joined(address) for address in self._journal.team.mailboxes), default=0) - WINDOW

    def _joined(self, address: str) -> int:
        """Server's date of the entry that brought the mailbox in."""
        return int(self._journal.team.mailboxes.get(address, {}).get("added", 0))

    def _is_old(self, message: Message) -> bool:
        return message.received < self._joined(message.mailbox)

    def _onto(self, home: Ticket, thread: Sequence[Message], answered: frozenset[str]) -> list[str]:
        """Mail of a known ticket: a customer's reopens it, a robot's is filed, answered old mail is its history
        (those come back)."""
        new: list[str] = []
        scores: list[FollowUpScored] = []
        history: list[str] = []
        for message in thread:
            if message.outgoing or self._store.entries.ticket_of_slot(message.slot):
                continue
            returned, score = _returned(home, message), scored(home, message)
            if self._is_old(message) and not _unanswered(message, thread, answered):
                self._store.messages.thread(message.slot, home.id)
                history.append(message.slot)
            elif returned is not None:
                self._journal.queue(home.id, Arrived(slots=(message.slot,), not_delivered=returned.id))
            elif message.mail.automatic in _NO_CALL_FOR_ANSWER:
                self._journal.queue(home.id, Filed(slots=(message.slot,)))
            elif score is None or not score.only:
                new.append(message.slot)
            if score is not None:
                scores.append(score.entry)
        if new:
            self._journal.queue(home.id, Arrived(slots=tuple(new)))
        for entry in scores:
            self._journal.queue(home.id, entry, score_id(entry.slot))
        return history

    def _worth_opening(self, thread: Sequence[Message], answered: frozenset[str]) -> tuple[str, ...]:
        """The slots of a new ticket, or none: answered old threads and robots' mail stay history."""
        slots = []
        for message in thread:
            old = self._is_old(message)
            unwanted = message.mail.automatic in (_NO_OLD_TICKETS if old else _NO_CALL_FOR_ANSWER)
            if message.outgoing or unwanted or message.received < self._joined(message.mailbox) - WINDOW:
                continue
            if not old or _unanswered(message, thread, answered):
                slots.append(message.slot)
        return tuple(slots)

    def _thread_history(self, opened: Sequence[OpenedTicket]) -> None:
        """Earlier mails of a thread that has become a ticket are shown with it."""
        for group in opened:
            ticket = self._store.entries.ticket_of_slot(group.slots[0])
            message = self._store.messages.get(group.slots[0])
            for other in thread_of(self._store, message) if ticket and message else ():
                if ticket and self._store.entries.ticket_of_slot(other.slot) is None:
                    self._store.messages.thread(other.slot, ticket)


def _unanswered(message: Message, thread: Sequence[Message], answered: frozenset[str]) -> bool:
    """No later mail of ours in the thread, and nobody flagged it \\Answered."""
    return message.slot not in answered and not any(m.outgoing and m.received >= message.received for m in thread)


def _returned(home: Ticket, message: Message) -> Grant | None:
    """The answer whose bounce this is."""
    ids = message.mail.returned_ids if message.mail.automatic == "bounce" else ()
    return next((grant for grant in home.grants.values() if grant.message_id in ids), None)


def _batches(groups: Sequence[OpenedTicket]) -> Iterator[tuple[OpenedTicket, ...]]:
    """At most 200 tickets an entry, and never more than an entry holds."""
    batch: list[OpenedTicket] = []
    size = 0
    for group in groups:
        octets = _SLOT_OCTETS * (len(group.slots) + 1)
        if batch and (len(batch) == BATCH or size + octets > STATEMENT_LIMIT - 2_000):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(group)
        size += octets
    if batch:
        yield tuple(batch)

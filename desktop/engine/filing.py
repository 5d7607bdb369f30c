"""Which tickets the mails are: opened, or arrived on an open one. Everything here is an entry and the first one
wins, so any workstation may do it at any time.

Old mail costs nothing: of what was there before the mailbox joined the team, only unanswered threads of the last
90 days become tickets; the rest is history without an entry. While older mail is still being read, only threads whose
judgement it cannot change are judged (``engine.coverage``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import shown_reference
from desktop.engine.correspondents import correspondents, customers, from_ourselves
from desktop.engine.coverage import Coverage
from desktop.engine.flags import Flagging
from desktop.engine.journal import STATEMENT_LIMIT, Journal
from desktop.engine.scores import scored
from desktop.engine.threads import Seen, named_tickets, thread_of
from desktop.journal.entries import Arrived, Filed, FollowUpScored, Kind, Opened, OpenedTicket
from desktop.journal.filing import SLOTS, room
from desktop.journal.keys import score_id
from desktop.journal.state import Grant, Team, Ticket
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


def window_begins(team: Team) -> int:
    """What came before, to whatever mailbox, is history for good: nobody ever judges it."""
    return min((int(settings.get("added", 0)) for settings in team.mailboxes.values()), default=0) - WINDOW


@dataclass(slots=True)
class _Round:
    """One announcing: what is to be said, and what has been looked at."""

    opening: list[OpenedTicket] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    seen: Seen = field(default_factory=dict)
    troubles: list[SportelloError] = field(default_factory=list)

    def take(self, thread: Sequence[Message]) -> None:
        """Judged: what is left of a flood that goes beyond the bound of one thread is a thread of its own."""
        slots = [message.slot for message in thread]
        self.taken.update(slots)
        self.seen.update(dict.fromkeys(slots))


class Filing:
    def __init__(self, store: Store, journal: Journal, flagging: Flagging) -> None:
        self._store = store
        self._journal = journal
        self._flagging = flagging
        self._coverage = Coverage(store)

    def announce(self) -> list[SportelloError]:
        """After a replay: write down which tickets the mails read so far are. What cannot be said of one thread does
        not stop the others; it comes back. Raises Offline, SportelloError."""
        self._journal.flush()  # what could not be written in an earlier round is not said twice
        round_ = _Round()
        judging = self._coverage.judging(self._journal.team.mailboxes)
        found = self._store.messages.unfiled(window_begins(self._journal.team))
        unfiled = list(filter(judging.may_be_ripe, found))
        old = [message.slot for message in unfiled if self._is_old(message)]
        flags = self._flagging.of(old)
        for message in unfiled:
            if message.slot in round_.taken:
                continue
            thread = thread_of(self._store, message, round_.seen)
            if not judging.is_ripe(message, thread):
                round_.taken.update(other.slot for other in thread)
                continue
            if flags.unknown.isdisjoint(other.slot for other in thread):  # else judged when its mailbox can be asked
                self._plan(round_, message, thread, frozenset(flags.answered))
            round_.take(thread)
        for batch in _batches(round_.opening):
            self._say(round_, None, Opened(tickets=batch))
        self._journal.flush()
        self._store.messages.settle(round_.history)
        self._thread_history(round_.opening)
        return round_.troubles

    def _plan(self, round_: _Round, new: Message, thread: Sequence[Message], answered: frozenset[str]) -> None:
        """What one thread means: onto a ticket that it names, or new ones."""
        home = self._home(new, thread)
        if home is not None:
            slots = self._onto(round_, home, thread, answered)
        else:
            slots = self._worth_opening(thread, answered)
            round_.history += [m.slot for m in thread if m.slot not in slots and not m.outgoing]
        for begin in range(0, len(slots), SLOTS):
            round_.opening.append(OpenedTicket(slots[begin : begin + SLOTS], thread[-1].mailbox))

    def _home(self, new: Message, thread: Sequence[Message]) -> Ticket | None:
        """The newest ticket that the thread names and that has room, else the newest: it takes what is no question.
        Where customers were split apart, each one's mail finds the own one first."""
        customer = correspondents(new)
        ordered = sorted(thread, key=lambda message: not customer.isdisjoint(correspondents(message)))
        named = (
            self._asked_about(self._journal.ticket(one), customer)
            for one in dict.fromkeys(named_tickets(self._store, ordered))
        )
        newest = next(named, None)
        if newest is None or room(newest):
            return newest
        return next(filter(room, named), newest)

    def _asked_about(self, side: Ticket, writers: frozenset[str]) -> Ticket:
        """A customer who answers on a side conversation, having had a copy, asks on the ticket itself."""
        if not side.side_of:
            return side
        main = self._journal.ticket(side.side_of)
        known = customers(self._store.messages, main.slots, self._journal.team.mailboxes)
        return main if not writers.isdisjoint(known) else side

    def _say(self, round_: _Round, home: Ticket | None, body: Kind, entry_id: str = "") -> None:
        try:
            self._journal.queue(home.id if home else "", body, entry_id)
        except SportelloError as error:
            reference = shown_reference(home.reference) if home else "-"
            round_.troubles.append(SportelloError("mail-not-announced", reference=reference, detail=error.code))

    def _joined(self, address: str) -> int:
        """Server's date of the entry that brought the mailbox in."""
        return int(self._journal.team.mailboxes.get(address, {}).get("added", 0))

    def _is_old(self, message: Message) -> bool:
        return message.received < self._joined(message.mailbox)

    def _onto(
        self, round_: _Round, home: Ticket, thread: Sequence[Message], answered: frozenset[str]
    ) -> tuple[str, ...]:
        """Mail of a known ticket: a customer's reopens it, a robot's is filed, answered old mail is its history
        (settled). Returns what the ticket has no room for."""
        new: list[str] = []
        robots: list[str] = []
        scores: list[FollowUpScored] = []
        for message in thread:
            if message.outgoing or self._store.entries.ticket_of_slot(message.slot):
                continue
            returned, score = _returned(home, message), scored(home, message)
            if self._is_copy(message) or (self._is_old(message) and not _unanswered(message, thread, answered)):
                self._store.messages.thread(message.slot, home.id)
                round_.history.append(message.slot)
            elif returned is not None:
                self._say(round_, home, Arrived(slots=(message.slot,), not_delivered=returned.id))
            elif message.mail.automatic in _NO_CALL_FOR_ANSWER or home.side_of:  # no customer waits there
                robots.append(message.slot)
            elif score is None or not score.only:
                new.append(message.slot)
            if score is not None:
                scores.append(score.entry)
        for begin in range(0, len(robots), SLOTS):
            self._say(round_, home, Filed(slots=tuple(robots[begin : begin + SLOTS])))
        fitting = room(home)
        if new[:fitting]:
            self._say(round_, home, Arrived(slots=tuple(new[:fitting])))
        for entry in scores:
            self._say(round_, home, entry, score_id(entry.slot))
        return tuple(new[fitting:])

    def _is_copy(self, message: Message) -> bool:
        """In an inbox, from the shop's own address: a copy of an answer when it names a mail or a ticket that is here;
        else a contact form that writes as the shop, and its question is seen nowhere else."""
        own = self._journal.team.mailboxes
        if not from_ourselves(message.mail, own):
            return False
        if self._is_old(message) or next(named_tickets(self._store, [message]), None) is not None:
            return True  # old: it was for the mail program of then to show
        related = self._store.messages.related((*message.mail.in_reply_to, *message.mail.references))
        named = filter(None, map(self._store.messages.get, related))
        return any(other.outgoing or not from_ourselves(other.mail, own) for other in named)

    def _worth_opening(self, thread: Sequence[Message], answered: frozenset[str]) -> tuple[str, ...]:
        """The slots of a new ticket, or none: answered old threads and robots' mail stay history."""
        slots = []
        for message in thread:
            old = self._is_old(message)
            unwanted = message.mail.automatic in (_NO_OLD_TICKETS if old else _NO_CALL_FOR_ANSWER)
            if (
                message.outgoing
                or unwanted
                or self._is_copy(message)
                or message.received < self._joined(message.mailbox) - WINDOW
            ):
                continue
            if not old or _unanswered(message, thread, answered):
                slots.append(message.slot)
        return tuple(slots)

    def _thread_history(self, opened: Sequence[OpenedTicket]) -> None:
        """Earlier mails of a thread that has become a ticket are shown with it."""
        seen: Seen = {}
        for group in opened:
            ticket = self._store.entries.ticket_of_slot(group.slots[0])
            message = self._store.messages.get(group.slots[0])
            for other in thread_of(self._store, message, seen) if ticket and message else ():
                if ticket and self._store.entries.ticket_of_slot(other.slot) is None:
                    self._store.messages.thread(other.slot, ticket)


def _unanswered(message: Message, thread: Sequence[Message], answered: frozenset[str]) -> bool:
    """No later mail of ours in the thread, and nobody flagged it \\Answered."""
    return message.slot not in answered and not any(m.outgoing and m.received >= message.received for m in thread)


def _returned(home: Ticket, message: Message) -> Grant | None:
    """The answer whose bounce this is."""
    failed = message.mail.automatic == "bounce" and message.mail.why != "delayed"
    ids = message.mail.returned_ids if failed else ()
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

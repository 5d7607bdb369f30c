"""What is handed out of this workstation: conversations and old mail, one at a time, never all in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from desktop.domain.errors import Interrupted, Offline, SportelloError
from desktop.domain.search import Query
from desktop.engine.attachments import Attachments
from desktop.engine.queries import Conversation, Queries
from desktop.ports.store import Store
from desktop.ports.store.messages import Message
from desktop.ports.store.reader import Hit, TicketRow

_PAGE = 200
"""Rows of a place that are read at once."""


@dataclass(frozen=True, slots=True)
class Old:
    """A mail that belongs to no ticket."""

    message: Message


@dataclass(slots=True)
class Exporting:
    """``stopped`` is asked before each conversation and each mail. Not to be used twice."""

    store: Store
    queries: Queries
    attachments: Attachments
    stopped: Callable[[], bool] = lambda: False
    _unreachable: dict[str, SportelloError] = field(default_factory=dict)
    _given: set[str] = field(default_factory=set)

    def found(self, query: Query, agent: str) -> Iterator[Conversation | Old]:
        """All that a query finds; an empty one finds everything."""
        with closing(self.store.reader.find(query, agent, self.stopped)) as hits:
            yield from self.hits(hits)
        self._go_on()

    def place(self, place: str, agent: str) -> Iterator[Conversation | Old]:
        """What the place lists, in its order."""
        last: TicketRow | None = None
        while rows := self.store.reader.page(place, agent, last, 0, _PAGE):
            yield from self.tickets(row.id for row in rows)
            last = rows[-1]

    def tickets(self, tickets: Iterable[str]) -> Iterator[Conversation | Old]:
        yield from self.hits(Hit(ticket) for ticket in tickets)

    def hits(self, hits: Iterable[Hit]) -> Iterator[Conversation | Old]:
        for hit in hits:
            self._go_on()
            if not hit.is_mail:
                yield self.queries.conversation(hit.id)
            elif (message := self.store.messages.get(hit.id)) is not None:
                yield Old(message)

    def mails(self, messages: Iterable[Message]) -> Iterator[Message]:
        """Those that have not been handed out before: a thread is read with its ticket, and again by itself."""
        for message in messages:
            self._go_on()
            if message.slot not in self._given:
                self._given.add(message.slot)
                yield message

    def raw(self, message: Message) -> bytes | SportelloError:
        """The mail as it came, or why it cannot be had. A mailbox that does not answer is asked once."""
        kept = self.attachments.kept_whole(message)
        if kept is None and message.mailbox in self._unreachable:
            return self._unreachable[message.mailbox]
        try:
            return kept or self.attachments.raw(message)
        except SportelloError as error:
            if isinstance(error, Offline):
                self._unreachable[message.mailbox] = error
            return error

    def _go_on(self) -> None:
        if self.stopped():
            raise Interrupted("export-interrupted")

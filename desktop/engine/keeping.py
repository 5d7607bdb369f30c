"""Mails into the store, many in one transaction, and never in the way of a person.

A transaction costs as much as a dozen mails, and the pieces that it adds to the index of words have to be merged
later: the more mails it takes, the less time a first reading needs. But a claim cannot write while it is open. So it
is cut short when something is to go first: what it had written is undone, and its mails go in later, a few at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.engine.erased import without_erased
from desktop.engine.precedence import Precedence
from desktop.mime.message_ids import reference_in
from desktop.ports.store import CutShort, Store
from desktop.ports.store.messages import FolderCursor, Message, Place

BATCH = 256
"""Mails that go in together: about 50 ms, which nobody waits for."""

_WEIGHT = 8_000_000
"""Characters and octets of mails that wait for others: what a mail takes is bounded, so is what they take together."""

_MERGES = 8
"""Steps of merging after a batch: twice what it adds to the index, so that this keeps up."""

_FEW = 16
"""Mails of a batch that was cut short: about 4 ms, which a claim may have to wait for."""

Found = tuple[Message, Place]


class Batch:
    """Mails of one folder that have been read and are to be kept together."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._weight = 0

    def add(self, message: Message, place: Place) -> None:
        mail, original = message.mail, message.original
        self._weight += len(mail.text) + (len(mail.page.html) if mail.page else 0)
        self._weight += len(original.packed) if original else 0
        self.found.append((message, place))

    @property
    def full(self) -> bool:
        return len(self.found) >= BATCH or self._weight >= _WEIGHT


class Keeping:
    def __init__(self, store: Store, precedence: Precedence) -> None:
        self._store = store
        self._precedence = precedence

    def reach(self, cursor: FolderCursor) -> None:
        self._store.messages.add([], cursor)

    def keep(self, found: Sequence[Found], cursor: FolderCursor) -> None:
        """Raises SportelloError for the store; what was kept by then stays kept."""
        if not found:
            return
        try:
            with self._store.cuttable() as cut, self._precedence.behind(cut):
                self._keep(found, cursor)
        except CutShort:
            for begin in range(0, len(found), _FEW):
                with self._precedence.behind():
                    self._keep(found[begin : begin + _FEW], cursor)
        self._precedence.give_way()
        self._store.settle()  # at once: a person's fsync waits for as much as the disk still has to do
        self._merge()

    def _merge(self) -> None:
        """What the batch has added to the index of words, in steps between which a claim goes first."""
        for _ in range(_MERGES):
            with self._precedence.behind():
                if not self._store.space.merge():
                    return

    def _keep(self, found: Sequence[Found], cursor: FolderCursor) -> None:
        gone = without_erased(self._store, (message for message, _ in found))
        if gone:
            self._store.personal.left_out([place for message, place in found if message.slot in gone])
            found = [one for one in found if one[0].slot not in gone]
        self._store.messages.add(found, cursor)
        self._thread_answers([message for message, _ in found if message.outgoing])
        self._thread_answered(message for message, _ in found if not message.outgoing)

    def _thread_answers(self, sent: Sequence[Message]) -> None:
        """A colleague's answer stands with its ticket here too: the one that its Message-ID names, else the one of
        the mail that it answers."""
        entries, messages = self._store.entries, self._store.messages
        named = [name for message in sent for name in message.mail.in_reply_to]
        of_tickets = bool(named and entries.filed(messages.related(named)))  # of old mail hardly any is
        for message in sent:
            reference = reference_in(message.mail.message_id)
            ticket = entries.ticket_by_reference(reference) if reference else None
            answered = messages.related(message.mail.in_reply_to) if of_tickets and not ticket else ()
            ticket = ticket or next(filter(None, map(entries.ticket_of_slot, answered)), None)
            if ticket is not None:
                messages.thread(message.slot, ticket)

    def _thread_answered(self, asked: Iterable[Message]) -> None:
        """The answer may have been here first: Sent is."""
        entries, messages = self._store.entries, self._store.messages
        by_slot = {message.slot: message.mail.message_id for message in asked}
        filed = entries.filed(by_slot.keys()) if by_slot else ()
        for asking, message_id in by_slot.items():
            ticket = entries.ticket_of_slot(asking) if asking in filed else None
            for slot in messages.related((message_id,)) if ticket and message_id else ():
                other = messages.get(slot)
                if ticket and other is not None and other.outgoing and not other.ticket:
                    messages.thread(slot, ticket)

"""Of which time all mail is here, and so which mail may be judged while older mail is still on its way.

The rule: *a mail is judged when no mail that has not been read can change the judgement.* An old question becomes a
ticket only if nobody has answered it, and what would show the answer is another mail of its thread. So a thread waits
until

1. all mail received since the oldest mail that it holds or names is here, from inbox and Sent of every mailbox
   (``FolderCursor.since``; Sent of a span is read before its inbox), and
2. every mail that one of its own names (References, In-Reply-To, a bounce's) is here.

Why that is enough. Let X be a mail that has not been read and that belongs to the thread. Two mails belong together
only by a Message-ID that both have or name. If the thread names X itself, X is here by (2). Else X names a mail of
the thread, or one that the thread names, and that one is here; a server dates a mail not before the mail that it names,
so X is not older than it and is here by (1). So there is no such X, nor one that belongs to it.

A mailbox whose first reading is over holds nothing back. One that cannot be read now holds back its own mail only: a
wrong password there must not keep the others' customers waiting, and what its Sent says is noticed when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop.engine.threads import ids_of
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

EVERYTHING, NOTHING = 0, 2**63 - 1
"""As moments since which all mail is here."""

_TROUBLE = "not-read:"


class Coverage:
    def __init__(self, store: Store) -> None:
        self._store = store

    def since(self, address: str) -> int:
        """The moment since which all mail of the mailbox is here."""
        cursors = self._store.messages.cursors(address)
        return max((EVERYTHING if c.settled else c.since for c in cursors), default=NOTHING)

    def in_trouble(self, address: str, troubled: bool) -> None:
        """Whether the last attempt to read the mailbox failed."""
        profile = self._store.profile
        if troubled and not profile.get(_TROUBLE + address, False):
            profile.put(_TROUBLE + address, True)
        elif not troubled and profile.get(_TROUBLE + address, False):
            profile.delete(_TROUBLE + address)

    def judging(self, addresses: Iterable[str]) -> Judging:
        """As things stand now, for the team's mailboxes."""
        since = {address: self.since(address) for address in addresses}
        troubled = frozenset(key.removeprefix(_TROUBLE) for key in self._store.profile.items(_TROUBLE))
        return Judging(self._store, since, troubled)


class Judging:
    def __init__(self, store: Store, since: Mapping[str, int], troubled: frozenset[str]) -> None:
        self._store = store
        self._since = since
        self._troubled = troubled

    def may_be_ripe(self, message: Message) -> bool:
        """Without a look at its thread."""
        return message.received >= self._bound(message)

    def is_ripe(self, message: Message, thread: Sequence[Message]) -> bool:
        """The rule, for the thread of a message."""
        bound = self._bound(message)
        if bound == EVERYTHING:
            return True
        if bound > min(other.received for other in thread):
            return False
        named = {one for other in thread for one in ids_of(other)} - {other.mail.message_id for other in thread}
        dates = self._store.messages.dates(sorted(named))
        return len(dates) == len(named) and all(date >= bound for date in dates.values())

    def _bound(self, message: Message) -> int:
        waited_for = (s for address, s in self._since.items() if address not in self._troubled)
        return max([self._since.get(message.mailbox, EVERYTHING), *waited_for])

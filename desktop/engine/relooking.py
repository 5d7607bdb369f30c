"""Mail that was read by other rules for forms than those that hold now, looked through again.

A mailbox's rules change when a lead says so, or with a new version of the program. Every workstation looks by itself,
a few mails at a time, at what is not older than the window of tickets: open tickets first. What a person corrected by
hand stands above any rule, and mail that a rule gives a customer to is filed as if it came now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from desktop.engine.filing import window_begins
from desktop.engine.forms import Forms
from desktop.engine.journal import Journal
from desktop.mime.mail import ParsedMail
from desktop.ports.parser import MailParser
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

_LOOK = 32
"""Mails at once: a few milliseconds, most of it for those whose original is parsed."""

_READ_BY = "read-by:"
"""Facts: the mark of the rules that all mail of a mailbox has been read by; empty while it is looked through."""


@dataclass(slots=True)
class _Round:
    """One mailbox being looked through."""

    mark: str
    slots: Iterator[str]


class Relooking:
    def __init__(self, store: Store, journal: Journal, forms: Forms, parser: MailParser) -> None:
        self._store = store
        self._journal = journal
        self._forms = forms
        self._parser = parser
        self._rounds: dict[str, _Round] = {}

    def step(self) -> frozenset[str] | None:
        """A few mails. Tickets with mail that is another's now ("" for mail of none); None when nothing is left to look
        at."""
        for address in self._journal.team.mailboxes:
            mark = self._forms.state(address)
            known = self._store.profile.get(_READ_BY + address)
            if known is None and self._forms.whole(address) == mark:
                self._store.profile.put(_READ_BY + address, mark)
            elif known != mark:
                return self._look(address, mark)
        return None

    def _look(self, address: str, mark: str) -> frozenset[str]:
        round_ = self._rounds.get(address)
        if round_ is None or round_.mark != mark:
            slots = self._store.messages.incoming(address, window_begins(self._journal.team))
            round_ = self._rounds[address] = _Round(mark, iter(slots))
            self._store.profile.put(_READ_BY + address, "")
        few = list(islice(round_.slots, _LOOK))
        if not few:
            self._store.profile.put(_READ_BY + address, mark)
            del self._rounds[address]
            return frozenset()
        away = self._store.space.trimmed(few)
        found = (self._store.messages.get(slot) for slot in few if slot not in away)
        return frozenset(message.ticket for message in found if message is not None and self._read_anew(message))

    def _read_anew(self, message: Message) -> bool:
        """Whether it is another's mail now."""
        before = message.mail
        if before.origin is not None and before.origin.by_hand:
            return False
        after = self._forms.read(message.mailbox, self._plain(message))
        if (after.origin, after.automatic) == (before.origin, before.automatic):
            return False
        self._store.messages.read_anew(message.slot, after)
        return True

    def _plain(self, message: Message) -> ParsedMail:
        """As it was before any rule: what a robot's mail says of itself a rule has wiped away."""
        mail = message.mail
        came = self._store.messages.outline(message.slot) if mail.origin is not None else None
        if came is None:
            return replace(mail, origin=None)
        parsed = self._parser.parse(came.raw).mail
        return replace(mail, origin=None, automatic=parsed.automatic, why=parsed.why, said=parsed.said)

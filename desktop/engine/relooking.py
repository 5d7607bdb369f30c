"""Mail that was read by other rules for forms than those that hold now, looked through again.

A mailbox's rules change when a lead says so, or with a new version of the program. Every workstation looks by itself,
a few mails at a time, at what is not older than the window of tickets: open tickets first, then all from the newest to
the oldest. How far that has come is noted, so that a process that ends costs some hundred mails and the open tickets,
of which there are few. What a person corrected by hand stands above any rule, and mail that a rule gives a customer to
is filed as if it came now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.engine.filing import window_begins
from desktop.engine.forms import Forms
from desktop.engine.journal import Journal
from desktop.mime.mail import ParsedMail
from desktop.ports.parser import MailParser
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

_NEWEST = 2**62
"""Seconds since 1970 that no mail comes after."""

_LOOK = 32
"""Mails at once: a few milliseconds, most of it for those whose original is parsed."""

_NOTED = 8
"""Looks between two notes of how far one has come: a note waits for the disk."""

_READ_BY, _REACHED = "read-by:", "read-anew:"
"""Facts: the mark of the rules that all mail of a mailbox has been read by, empty while it is looked through; and then
the mark by which, with the date and row of the last mail looked at."""


@dataclass(slots=True)
class _Round:
    """One mailbox being looked through."""

    mark: str
    open: list[str]
    """Mails of open tickets that are still to be looked at."""
    seen: frozenset[str]
    reached: tuple[int, int]
    looks: int = 0


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
            round_ = self._rounds[address] = self._begun(address, mark)
        few = self._next(address, round_)
        if not few:
            self._store.profile.put(_READ_BY + address, mark)
            self._store.profile.delete(_REACHED + address)
            del self._rounds[address]
            return frozenset()
        away = self._store.space.trimmed(few)
        found = (self._store.messages.get(slot) for slot in few if slot not in away)
        return frozenset(message.ticket for message in found if message is not None and self._read_anew(message))

    def _begun(self, address: str, mark: str) -> _Round:
        """By the same rules where an earlier process has left off, else from the newest mail."""
        profile, messages = self._store.profile, self._store.messages
        by, *reached = profile.get(_REACHED + address) or ("",)
        if by != mark:
            reached = [_NEWEST, 0]
            profile.put(_READ_BY + address, "")
        unfinished = messages.unfinished(address, window_begins(self._journal.team))
        return _Round(mark, list(unfinished), frozenset(unfinished), (reached[0], reached[1]))

    def _next(self, address: str, round_: _Round) -> list[str]:
        few, round_.open = round_.open[:_LOOK], round_.open[_LOOK:]
        while not few:
            begins = window_begins(self._journal.team)
            found = self._store.messages.incoming(address, begins, round_.reached, _LOOK)
            if not found:
                break
            if round_.looks % _NOTED == 0:  # what was looked at before this look
                self._store.profile.put(_REACHED + address, [round_.mark, *round_.reached])
            round_.looks += 1
            round_.reached = found[-1].received, found[-1].row
            few = [came.slot for came in found if came.slot not in round_.seen]
        return few

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

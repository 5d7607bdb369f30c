"""How long a mailbox's mail is kept on this computer: bodies for so many months, headers always.

What a lead says of a mailbox holds for the team; each workstation carries it out for itself, a little at a time.
Nothing that somebody may still work on is touched: mail of tickets that are not over, what is threaded with one,
tickets with a draft, an unfinished mail or an edit of ours. A body that is gone from here is fetched again when
a person asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import Status
from desktop.engine.attachments import Attachments, kept_with
from desktop.engine.filing import window_begins
from desktop.engine.journal import Journal
from desktop.engine.threads import thread_of
from desktop.ports.clock import Clock
from desktop.ports.parser import MailParser
from desktop.ports.store import Store
from desktop.ports.store.space import Aged

MONTHS = "keep_months"
"""Setting of a mailbox; absent or 0: for ever."""

MOST_MONTHS = 1200

_MONTH = 30 * 24 * 3600 + 12 * 3600
"""Seconds; a year has twelve of them."""

BACK = 30 * 24 * 3600
"""Seconds for which a body that was fetched again stays."""

_LOOK = 8
_TEXT = 16 * 1024
"""Mails, and characters of text, that go at once: taking a word out of the index costs as much as putting it in, and a
step may take 50 ms."""

_WRITING = ("writing", "later", "kept", "sending", "stopped")


def months_of(settings: Mapping[str, str | int]) -> int:
    """0 for ever; also for what makes no sense: whoever said it, nothing goes by mistake."""
    months = settings.get(MONTHS, 0)
    return months if isinstance(months, int) and 0 < months <= MOST_MONTHS else 0


class Retention:
    def __init__(
        self, store: Store, journal: Journal, attachments: Attachments, parser: MailParser, clock: Clock
    ) -> None:
        self._store = store
        self._journal = journal
        self._attachments = attachments
        self._parser = parser
        self._clock = clock
        self._reached: dict[str, Aged] = {}

    def step(self) -> bool:
        """One short transaction of upkeep; whether there is more to do now. After False the next call begins anew."""
        space = self._store.space
        more = self._trim() or space.collect(self._now()) or space.give_back() or space.merge()
        if not more:
            self._reached.clear()
        return more

    def fetch(self, slot: str) -> None:
        """The body of a mail again, from its place on the server. Raises Offline or what the mailbox raises;
        SportelloError ``mail-gone`` when it is not there any more."""
        message = self._store.messages.get(slot)
        if message is None or not self._store.space.trimmed([slot]):
            return
        parsed = self._parser.parse(self._attachments.raw(message), kept_with(self._store, message.mailbox))
        self._store.space.bring_back(slot, parsed.mail, self._now(), parsed.original)

    def fetch_all(self, slots: Iterable[str]) -> list[SportelloError]:
        """Of a conversation: those that cannot be had, each with its reason."""
        troubles = []
        for slot in slots:
            try:
                self.fetch(slot)
            except SportelloError as error:
                troubles.append(error)
        return troubles

    def _trim(self) -> bool:
        """A batch of one mailbox. By the server's date too: a clock of ours that runs years ahead empties nothing."""
        cursor = self._store.entries.cursor()
        now = min(self._now(), cursor.date if cursor is not None else 0)
        for address, settings in self._journal.team.mailboxes.items():
            months = months_of(settings)
            if not months:
                continue
            before = now - months * _MONTH
            after, history = self._reached.get(address), window_begins(self._journal.team)
            found = self._store.space.aged(address, before, now - BACK, history, after, _LOOK)
            if found:
                self._go(address, found)
                return True
        return False

    def _go(self, address: str, found: Iterable[Aged]) -> None:
        busy = self._busy()
        going: list[str] = []
        text = 0
        for aged in found:
            if going and text + aged.size > _TEXT:
                break
            self._reached[address] = aged
            if aged.ticket not in busy and not (aged.ticket == "" and self._joins_open(aged.slot)):
                going.append(aged.slot)
                text += aged.size
        if going:
            self._store.space.trim(going)

    def _busy(self) -> set[str]:
        """Tickets with something of ours that has not come to its end."""
        store = self._store
        drafts = {draft.ticket for draft in store.drafts.in_state(*_WRITING)}
        sends = {send.ticket for send in store.sends.unfinished()}
        edits = {row.ticket for row in store.outbox.pending()}
        return {store.entries.ticket_of_slot(ticket) or ticket for ticket in drafts | sends | edits} - {""}

    def _joins_open(self, slot: str) -> bool:
        """Whether a mail of no ticket is shown in the conversation of one that is not over."""
        message = self._store.messages.get(slot)
        if message is None:
            return False
        tickets = {other.ticket for other in thread_of(self._store, message)} - {""}
        return any(self._is_open(ticket) for ticket in tickets)

    def _is_open(self, ticket: str) -> bool:
        found = self._store.entries.ticket(self._store.entries.ticket_of_slot(ticket) or ticket)
        return found is None or found.status not in (Status.RESOLVED, Status.SPAM)

    def _now(self) -> int:
        return int(self._clock.now().timestamp())

"""A resolved ticket's follow-up is planned, where its mailbox asks for one. Any workstation may write the plan: its id
is its cause, so the first one counts. What a mailbox wants stands in its settings, said by a lead."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from desktop.domain.errors import SportelloError
from desktop.engine.correspondents import customer_of
from desktop.engine.journal import Journal
from desktop.journal.entries import FollowUpPlanned
from desktop.journal.keys import plan_id
from desktop.journal.state import Ticket
from desktop.mime.addresses import strict_addr_spec
from desktop.ports.store import Store
from desktop.ports.store.messages import Message
from desktop.ports.store.plans import PlanRow

ON, AFTER, SINCE = "follow_up", "follow_up_after", "follow_up_since"
"""Settings of a mailbox: 1 when its customers are asked; seconds from the resolving; the log's date of switching it
on, because nobody is asked about what was over before."""

DEFAULT_AFTER = 3 * 24 * 3600


def text_setting(language: str) -> str:
    """The setting that holds the mailbox's own text in that language."""
    return f"follow_up_{language}"


def address_of(message: Message) -> str:
    """Where its customer can be written to, empty for nowhere."""
    customer = customer_of(message.mail)
    return (strict_addr_spec(customer.email) or "") if customer is not None else ""


class Planning:
    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal

    def is_on(self, mailbox: str) -> bool:
        return bool(self._journal.team.mailboxes.get(mailbox, {}).get(ON))

    def after_resolving(self, ticket: str) -> None:
        """Right after this workstation has resolved it. Quiet when the log cannot be reached: the rounds of any
        workstation plan what nobody has planned."""
        if self._switched_on() is not None:
            with suppress(SportelloError):
                self._plan(row for row in self._missing() if row.ticket == ticket)

    def own(self) -> None:
        """What this workstation has resolved by edits that waited. Raises Offline, LocksNotAvailable."""
        if self._switched_on() is not None:
            self._plan([row for row in self._missing() if self._is_ours(row)])

    def missing(self) -> None:
        """Everything that nobody has planned yet. Raises Offline, LocksNotAvailable."""
        if self._switched_on() is not None:
            self._plan(self._missing())

    def asked(self, ticket: Ticket) -> Message | None:
        """The customer's newest mail that a person wrote: the follow-up goes to its sender, in its thread."""
        mails = (m for m in self._store.messages.of_ticket(ticket.id) if not m.outgoing and not m.mail.automatic)
        found = [m for m in mails if address_of(m) and m.mailbox in self._journal.team.mailboxes]
        return found[-1] if found else None

    def _switched_on(self) -> int | None:
        """The earliest date at which any mailbox was, None when none is."""
        mailboxes = self._journal.team.mailboxes.values()
        return min((int(settings.get(SINCE, 0)) for settings in mailboxes if settings.get(ON)), default=None)

    def _missing(self) -> list[PlanRow]:
        rows = self._store.plans.unplanned(self._switched_on() or 0)
        return [row for row in rows if self._wanted(row)]

    def _wanted(self, row: PlanRow) -> bool:
        settings = self._journal.team.mailboxes.get(row.mailbox, {})
        if not settings.get(ON) or row.resolved < int(settings.get(SINCE, 0)):
            return False
        return self.asked(self._journal.ticket(row.ticket)) is not None

    def _is_ours(self, row: PlanRow) -> bool:
        resolved = self._store.entries.recorded(row.occasion)
        return resolved is not None and resolved.workstation == self._journal.me.workstation

    def _plan(self, rows: Iterable[PlanRow]) -> None:
        for row in rows:
            after = int(self._journal.team.mailboxes[row.mailbox].get(AFTER, DEFAULT_AFTER))
            self._journal.queue(row.ticket, FollowUpPlanned(row.occasion, after), plan_id(row.occasion))
        self._journal.flush()

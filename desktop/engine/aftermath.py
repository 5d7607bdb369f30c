"""After the outcome: the copy in Sent, \\Answered on the originals, the claim given back, the ticket resolved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import Status
from desktop.engine.journal import Journal
from desktop.engine.planning import Planning
from desktop.journal.entries import Classified, Kind, Promised, Released, Snoozed, StatusChanged, Tagged
from desktop.journal.state import Ticket
from desktop.ports.clock import Clock
from desktop.ports.mailbox import Mailbox, MailboxHost
from desktop.ports.parser import MailParser
from desktop.ports.store import Store
from desktop.ports.store.drafts import Draft
from desktop.ports.store.messages import Message
from desktop.ports.store.sends import Send


class Aftermath:
    def __init__(
        self,
        store: Store,
        journal: Journal,
        host: MailboxHost,
        parser: MailParser,
        clock: Clock,
        planning: Planning,
    ) -> None:
        self._store = store
        self._journal = journal
        self._host = host
        self._parser = parser
        self._clock = clock
        self._planning = planning

    def of_sent(self, send: Send) -> None:
        """The copies: our own, then the server's with its flags. A mailbox that cannot be reached now is tried again by
        ``finish`` on later syncs."""
        self._keep_own_copy(send)
        self.finish(send)

    def settle(self, send: Send, draft: Draft | None) -> None:
        """What follows for the ticket, queued in the caller's transaction: the claim given back, and what the draft
        wants."""
        ticket = self._journal.ticket(send.ticket)
        claim = ticket.claim
        if claim is not None and claim.workstation == self._journal.me.workstation:
            self._journal.queue(ticket.id, Released(claim=claim.id))
        for body in self._wanted(ticket, send, draft) if draft is not None else ():
            self._journal.queue(ticket.id, body)

    def tell(self, ticket_id: str) -> None:
        """What ``settle`` has queued; kept and judged on arrival when the log cannot be reached now."""
        try:
            self._journal.flush()
        except SportelloError:
            return
        if self._journal.ticket(ticket_id).resolution is not None:
            self._planning.after_resolving(ticket_id)

    def finish(self, send: Send) -> None:
        """Copy to Sent and flag the originals, unless done. Quiet when the server cannot be reached or refuses:
        the mail has left and that is what counts."""
        if send.filed:
            return
        if send.state != "sent":
            self._store.sends.set_filed(send.id)
            return
        try:
            with self._host.borrow(send.mailbox) as mailbox:
                self._copy(mailbox, send)
            self._flag(send)
        except SportelloError:
            return
        self._store.sends.set_filed(send.id)

    def release(self, ticket_id: str) -> None:
        """Give the claim back, if it is ours."""
        claim = self._journal.ticket(ticket_id).claim
        if claim is not None and claim.workstation == self._journal.me.workstation:
            self._quietly(ticket_id, Released(claim=claim.id))

    def _keep_own_copy(self, send: Send) -> None:
        """Readable here at once, whatever the Sent folder does."""
        parsed = self._parser.parse(send.message)
        now = int(self._clock.now().timestamp())
        own = Message(parsed.slot, parsed.mail, True, now, send.mailbox, send.ticket, parsed.original)
        self._store.messages.put(own)
        self._store.messages.thread(own.slot, send.ticket)

    def _copy(self, mailbox: Mailbox, send: Send) -> None:
        folders = mailbox.folders()
        if folders.files_sent_itself:
            return
        sent = folders.sent or mailbox.make_sent()
        yesterday = (self._clock.now().astimezone(UTC) - timedelta(days=1)).date()
        if not mailbox.find(sent, send.message_id, yesterday):
            mailbox.file_sent(sent, send.message)

    def _flag(self, send: Send) -> None:
        for key in send.slots:
            for place in self._store.messages.places(key.slot):
                with self._host.borrow(place.mailbox) as mailbox:
                    mailbox.mark_answered(place.folder, place.uid_validity, place.uid)

    def _wanted(self, ticket: Ticket, send: Send, draft: Draft) -> Iterator[Kind]:
        """What the texts in it want, and its author. Its status only while nobody has said anything since that the
        author had not seen."""
        after = draft.after
        if after.tags:
            yield Tagged(add=after.tags)
        if after.reason or after.outcome:
            yield Classified(reason=after.reason, outcome=after.outcome)
        if after.due:
            yield Promised(due=after.due)
        if set(ticket.waiting_slots) - {key.slot for key in send.slots} or self._overtaken(ticket, send):
            return
        unsaid = ticket.waiting_slots and ticket.status is Status.OPEN  # that it was sent waits to be read back
        saw = Status.WAITING if unsaid else ticket.status
        status = Status.ON_HOLD if draft.remind else Status.RESOLVED if draft.resolve else after.status
        if status not in ("", saw):
            yield StatusChanged(status=status, saw=saw)
        if draft.remind:
            yield Snoozed(until=draft.remind)

    def _overtaken(self, ticket: Ticket, send: Send) -> bool:
        """Whether a colleague has been at the ticket since the intent: after a crash that may be days ago."""
        grant, me = ticket.grants.get(send.id), self._journal.me.workstation
        return grant is not None and any(
            mark.position > grant.position and mark.workstation != me for mark in ticket.marks
        )

    def _quietly(self, ticket_id: str, body: Kind) -> None:
        """Kept and judged on arrival when the log cannot be reached now."""
        try:
            self._journal.submit(ticket_id, body)
        except SportelloError:
            return

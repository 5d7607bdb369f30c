"""After the outcome: the copy in Sent, \\Answered on the originals, the claim given back, the ticket resolved."""

from __future__ import annotations

from datetime import UTC, timedelta

from desktop.domain.commands import SetStatus, SnoozeTicket
from desktop.domain.errors import SportelloError
from desktop.domain.texts import After
from desktop.domain.ticket import Status
from desktop.engine.journal import Journal
from desktop.engine.planning import Planning
from desktop.journal.decide import decide
from desktop.journal.entries import Classified, Kind, Promised, Released, StatusChanged, Tagged
from desktop.ports.clock import Clock
from desktop.ports.mailbox import Mailbox, MailboxHost
from desktop.ports.parser import MailParser
from desktop.ports.store import Store
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

    def of_sent(self, send: Send, *, resolve: bool, after: After) -> None:
        """Everything that follows a Sent, in its order: own copy, server's copy and flags, Released, status. A
        mailbox that cannot be reached now is tried again by ``finish`` on later syncs."""
        self._keep_own_copy(send)
        self.finish(send)
        self._release(send)
        if after:
            self._carry_out(send, after)
        if resolve or after.status == Status.RESOLVED:
            self._resolve(send)

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

    def _release(self, send: Send) -> None:
        self.release(send.ticket)

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

    def _carry_out(self, send: Send, after: After) -> None:
        """What the texts in it want; their status unless the customer has written meanwhile."""
        ticket = self._journal.ticket(send.ticket)
        bodies: list[Kind] = []
        if after.tags:
            bodies.append(Tagged(add=after.tags))
        if after.reason or after.outcome:
            bodies.append(Classified(reason=after.reason, outcome=after.outcome))
        if after.due:
            bodies.append(Promised(due=after.due))
        if after.status not in ("", Status.RESOLVED, ticket.status) and not ticket.waiting_slots:
            bodies.append(StatusChanged(status=after.status, saw=ticket.status))
        for body in bodies:
            self._quietly(ticket.id, body)

    def _resolve(self, send: Send) -> None:
        ticket = self._journal.ticket(send.ticket)
        member = self._journal.team.member(self._journal.me.workstation)
        if member is not None and ticket.status is not Status.RESOLVED and not ticket.waiting_slots:
            body = decide(ticket, member, SetStatus(Status.RESOLVED))
            if isinstance(body, Kind):
                self._quietly(ticket.id, body)
                self._planning.after_resolving(ticket.id)

    def wait_for_others(self, ticket_id: str, until: int) -> None:
        """The answer has left and a third party is asked: on hold, and out of sight until that time."""
        member = self._journal.team.member(self._journal.me.workstation)
        if member is None:
            return
        for command in (SetStatus(Status.ON_HOLD), SnoozeTicket(until)):
            ticket = self._journal.ticket(ticket_id)
            body = decide(ticket, member, command)
            if isinstance(body, Kind) and not ticket.waiting_slots:
                self._quietly(ticket.id, body)

    def _quietly(self, ticket_id: str, body: Kind) -> None:
        """Kept and judged on arrival when the log cannot be reached now."""
        try:
            self._journal.submit(ticket_id, body)
        except SportelloError:
            return

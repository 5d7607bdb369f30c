"""The acknowledgement: "we have your mail", where a mailbox has a text for it. Never for old mail, never to robots."""

from __future__ import annotations

from desktop.domain.errors import Offline, SportelloError
from desktop.engine.automatic import Automatic, clock_off
from desktop.engine.composing import Letter, notice
from desktop.engine.correspondents import customer_of
from desktop.engine.journal import Journal
from desktop.journal.state import Ticket
from desktop.ports.clock import Clock
from desktop.ports.entropy import Entropy
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

PURPOSE = "acknowledgement"

FRESH = 24 * 3600
"""Seconds, by the log's dates, after which a ticket is no longer acknowledged."""


class Acknowledging:
    def __init__(self, store: Store, journal: Journal, automatic: Automatic, clock: Clock, entropy: Entropy) -> None:
        self._store = store
        self._journal = journal
        self._automatic = automatic
        self._clock = clock
        self._entropy = entropy

    def new_tickets(self) -> list[SportelloError]:
        """For each ticket opened lately by a person's new mail, once. Quiet when the line is down; returns that this
        computer's clock is off, when that keeps any from leaving."""
        if not any(settings.get("acknowledgement") for settings in self._journal.team.mailboxes.values()):
            return []
        for ticket_id in self._store.entries.waiting():
            ticket = self._journal.ticket(ticket_id)
            message = self._store.messages.get(ticket.id)
            if message is None or not self._due(ticket, message) or self._automatic.was_tried(PURPOSE, ticket.id):
                continue
            if self._automatic.clock_is_off():
                return [clock_off()]
            if not self._sent(ticket, message):
                return []
        return []

    def _sent(self, ticket: Ticket, message: Message) -> bool:
        """Whether to go on with the next; an address that cannot be written to does not stop the others."""
        try:
            self._automatic.send(PURPOSE, ticket.id, message.mailbox, lambda: self._letter(ticket, message))
        except Offline:
            return False
        except SportelloError:
            return True
        return True

    def _due(self, ticket: Ticket, message: Message) -> bool:
        settings = self._journal.team.mailboxes.get(message.mailbox, {})
        cursor = self._store.entries.cursor()
        fresh = cursor is not None and cursor.date - ticket.date < FRESH
        new = message.received >= int(settings.get("added", 0)) and message.received > self._journal.team.restored
        customer = customer_of(message.mail)
        known = customer is not None and customer.email.lower() not in self._journal.team.mailboxes
        person = known and not message.mail.automatic and message.mail.origin is None  # what a form says proves nothing
        return bool(settings.get("acknowledgement")) and fresh and new and person

    def _letter(self, ticket: Ticket, message: Message) -> Letter:
        text = str(self._journal.team.mailboxes[message.mailbox]["acknowledgement"])
        now, token = self._clock.now().astimezone(), self._entropy.token(8).hex()
        return notice(text, ticket, self._journal.team, message, now, token)

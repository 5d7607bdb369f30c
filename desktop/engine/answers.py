"""Answers that no grant of ours explains, and evidence for grants whose outcome is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.engine.correspondents import customer_of
from desktop.engine.flags import Flagging
from desktop.engine.journal import Journal
from desktop.journal.entries import Evidence, External, Sent
from desktop.journal.keys import external_id
from desktop.journal.state import Grant, GrantState, Ticket
from desktop.mime.message_ids import reference_in
from desktop.ports.store import Store
from desktop.ports.store.messages import Message, Place

_CHUNK = 100
"""Mails judged between two marks of how far the judging has come."""


class Answers:
    def __init__(self, store: Store, journal: Journal, flagging: Flagging) -> None:
        self._store = store
        self._journal = journal
        self._flagging = flagging

    def notice(self) -> None:
        """After mail has been read and the log replayed: write down answers found in Sent, answered flags, and
        evidence that an open grant has left. Raises Offline, SportelloError."""
        for ticket_id in self._store.entries.unresolved():
            ticket = self._journal.ticket(ticket_id)
            for grant in ticket.grants.values():
                if grant.unresolved and not self._in_hand(grant):
                    self._look_for_evidence(ticket, grant)
        self._judge_sent()
        waiting = [self._journal.ticket(ticket_id) for ticket_id in self._store.entries.waiting()]
        for ticket in waiting:
            self._look_for_answers(ticket)
        self._look_for_flags(waiting)
        self._journal.flush()

    def _in_hand(self, grant: Grant) -> bool:
        """This very process is sending it: its outcome is about to be known first hand."""
        ours = grant.run == self._journal.me.run and grant.workstation == self._journal.me.workstation
        return ours and grant.state is GrantState.GRANTED

    def _look_for_evidence(self, ticket: Ticket, grant: Grant) -> None:
        """Our own mail in a mailbox, or a mail that answers it, tells that it has been sent. A Message-ID that
        stands on several different mails proves nothing: the review says so, and a person decides."""
        own = self._store.messages.by_message_id(grant.message_id)
        if len(own) > 1:
            return
        for slot in self._store.messages.related((grant.message_id,)):
            for place in self._store.messages.places(slot)[:1]:
                evidence = Evidence(place.mailbox, place.uid_validity, place.uid, grant.message_id)
                self._journal.queue(ticket.id, Sent(grant=grant.id, evidence=evidence))
                return

    def _judge_sent(self) -> None:
        """Each mail found in Sent, once: ours tells how its grant ended, whatever was thought of it before; another
        program's answer to what has been answered already is one too many, and everybody must know."""
        while found := self._store.messages.unjudged(_CHUNK):
            for message in found:
                if not self._ended_grant(message) and not message.mail.automatic:
                    for place in self._in_sent(message.slot):
                        self._second_answer(message, place)
            self._store.messages.settle([message.slot for message in found])

    def _ended_grant(self, message: Message) -> bool:
        """Whether it is a mail of ours. Evidence that it has left overrides a revoke or a not-sent."""
        reference = reference_in(message.mail.message_id)
        ticket_id = self._store.entries.ticket_by_reference(reference) if reference else None
        ticket = self._journal.ticket(ticket_id) if ticket_id else None
        for grant in ticket.grants.values() if ticket else ():
            if ticket and grant.message_id == message.mail.message_id:
                if grant.state is not GrantState.SENT and not self._in_hand(grant):
                    self._look_for_evidence(ticket, grant)
                return True
        return False

    def _second_answer(self, message: Message, place: Place) -> None:
        recipients = _recipients(message)
        for named in message.mail.in_reply_to:
            for asked in self._store.messages.by_message_id(named):
                ticket_id = self._store.entries.ticket_of_slot(asked.slot)
                record = self._journal.ticket(ticket_id).slots.get(asked.slot) if ticket_id else None
                answers = record.answers if record else ()
                known = any(answer.message_id == message.mail.message_id for answer in answers)
                if answers and not known and _customer(asked) in recipients:
                    self._write(asked.slot, place, message.mail.message_id, text_known=True)

    def _look_for_answers(self, ticket: Ticket) -> None:
        """A mail in Sent that answers a customer mail of the ticket and goes to that customer; it answers the
        waiting mails before it too. A forward to a supplier goes to somebody else and is no answer."""
        messages = self._store.messages
        answers = {
            slot
            for waiting in ticket.waiting_slots
            if (asked := messages.get(waiting)) is not None and asked.mail.message_id
            for slot in messages.related((asked.mail.message_id,))
        }
        for slot in sorted(answers):
            message = messages.get(slot)
            if message is not None and _may_answer(message) and not _is_grants(ticket, message.mail.message_id):
                for place in self._in_sent(slot):
                    for answered in self._answered_by(ticket, message):
                        self._write(answered, place, message.mail.message_id, text_known=True)

    def _answered_by(self, ticket: Ticket, answer: Message) -> Iterator[str]:
        recipients = _recipients(answer)
        named = {*answer.mail.in_reply_to, *answer.mail.references}
        asked = [m for slot in ticket.waiting_slots if (m := self._store.messages.get(slot)) is not None]
        reached = [m.received for m in asked if m.mail.message_id in named and _customer(m) in recipients]
        for message in asked:
            if reached and message.received <= max(reached):
                yield message.slot

    def _in_sent(self, slot: str) -> Sequence[Place]:
        """Where only we can have put it. In an inbox a sender's address is what a mail claims, and no more."""
        return [place for place in self._store.messages.places(slot) if not place.in_inbox][:1]

    def _look_for_flags(self, tickets: Sequence[Ticket]) -> None:
        """\\Answered alone: somebody answered where we cannot see it. The log is replayed after the flags have been
        read: our own flag comes after our own Sent, and is then never taken for somebody else's."""
        slots = (slot for ticket in tickets for slot in ticket.waiting_slots)
        found = self._flagging.of(slots).answered
        if not found:
            return
        self._journal.catch_up()
        for slot, place in found.items():
            ticket = self._journal.ticket(slot)
            if slot in ticket.waiting_slots and not any(grant.unresolved for grant in ticket.grants.values()):
                self._write(slot, place, "", text_known=False)

    def _write(self, slot: str, place: Place, message_id: str, *, text_known: bool) -> None:
        """The id is a hash of slot and evidence, so that two finders write one entry."""
        entry = external_id(slot, place.mailbox, place.uid_validity, place.uid)
        if not self._store.entries.has(entry):
            evidence = Evidence(place.mailbox, place.uid_validity, place.uid, message_id)
            self._journal.queue(slot, External(slot=slot, evidence=evidence, text_known=text_known), entry)


def _may_answer(message: Message) -> bool:
    """A person wrote it; our own acknowledgement, or another program's note of absence, answers nothing."""
    return message.outgoing and not message.mail.automatic


def _recipients(message: Message) -> frozenset[str]:
    return frozenset(address.email.lower() for address in (*message.mail.to, *message.mail.cc))


def _customer(message: Message) -> str:
    customer = customer_of(message.mail)
    return customer.email.lower() if customer else ""


def _is_grants(ticket: Ticket, message_id: str) -> bool:
    return any(grant.message_id == message_id for grant in ticket.grants.values())

"""One customer's data goes: a lead says so in the journal, and every workstation carries it out as soon as it has read
that, before anybody is shown anything (WIRE.md section 6.13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.errors import RefusedByTeam, UsageError
from desktop.domain.ticket import Status, shown_reference
from desktop.engine.erased import beside
from desktop.engine.journal import Journal
from desktop.engine.leading import say_as_lead
from desktop.engine.personal import Personal, of_customer
from desktop.engine.refusals import no_right
from desktop.journal import erasing
from desktop.journal.entries import CustomerErased, FollowUpStopped
from desktop.journal.state import Ticket
from desktop.ports.entropy import Entropy
from desktop.ports.mailbox import MailboxHost
from desktop.ports.store import Store
from desktop.ports.store.messages import Place

_OVER = (Status.RESOLVED, Status.SPAM)


@dataclass(frozen=True, slots=True)
class Going:
    """What would go, to be shown before it does."""

    personal: Personal
    slots: tuple[str, ...]
    """Of their mails, and of those that go with their tickets."""
    tickets: tuple[str, ...]
    counts: dict[str, int]


class Erasing:
    def __init__(self, store: Store, journal: Journal, host: MailboxHost, entropy: Entropy) -> None:
        self._host = host
        self._store = store
        self._journal = journal
        self._entropy = entropy

    def going(self, address: str) -> Going:
        """Reads the log up first. Raises RefusedByTeam ``leads-only``, ``customer-is-waiting`` for a ticket that is not
        over; UsageError ``unknown-customer``, ``own-mailbox-erased``; Offline."""
        self._journal.catch_up()
        member = self._journal.team.member(self._journal.me.workstation)
        if member is None or not (member.is_lead and member.active):
            raise no_right("leads-only")
        self._require_not_ours([address.lower()])
        personal = of_customer(self._store, address)
        self._require_not_ours(personal.addresses)  # somebody may have joined one with theirs
        tickets = self._concerned(personal)
        for ticket in tickets:
            waits = not ticket.side_of and ticket.status not in _OVER  # nobody closes a side conversation
            if waits or ticket.open_grant is not None:
                raise RefusedByTeam("customer-is-waiting", reference=shown_reference(ticket.reference))
        names = tuple(ticket.id for ticket in tickets)
        slots = tuple(dict.fromkeys((*personal.slots, *(one.slot for one in beside(self._store, names)))))
        counts = {
            "mails": len(slots),
            "tickets": len(tickets),
            "notes": sum(len(ticket.notes) + len(ticket.about) for ticket in tickets),
        }
        return Going(personal, slots, names, counts)

    def erase(self, going: Going, *, mail_too: bool) -> dict[str, int]:
        """Says it; this workstation carries it out on reading it back. What was erased. ``mail_too``: first from the
        server, because where a mail lies is forgotten with it; broken off there, all is to be done again. Raises
        Offline, SportelloError ``server-cannot-erase``."""
        told = {**going.counts, "on_server": self._erase_mail(going.slots)} if mail_too else going.counts
        for row in self._store.plans.planned():
            if row.ticket in going.tickets:
                self._journal.submit(row.ticket, FollowUpStopped(row.id))  # nobody is left whom it could ask
        salt = self._entropy.token(erasing.SALT).hex()
        digests = tuple(erasing.digest(salt, address) for address in going.personal.addresses)
        for begin in range(0, max(len(going.tickets), 1), erasing.MOST):
            some = going.tickets[begin : begin + erasing.MOST]
            say_as_lead(self._journal, CustomerErased(salt, digests, some, {} if begin else told))
        return told

    def _require_not_ours(self, addresses: Sequence[str]) -> None:
        ours = {own.lower() for own in self._journal.team.mailboxes}
        for address in ours.intersection(addresses):
            raise UsageError("own-mailbox-erased", address=address)

    def _erase_mail(self, slots: Sequence[str]) -> int:
        places: dict[str, list[Place]] = {}
        for slot in slots:
            for place in self._store.messages.places(slot):
                places.setdefault(place.mailbox, []).append(place)
        gone = 0
        for address, there in places.items():
            with self._host.borrow(address) as mailbox:
                gone += sum(mailbox.erase(place.folder, place.uid_validity, place.uid) for place in there)
        return gone

    def _concerned(self, personal: Personal) -> list[Ticket]:
        """Tickets with a mail of theirs or a word about them, and the side conversations about these."""
        found: dict[str, Ticket] = {}
        for name in (*personal.tickets, *self._store.personal.told(personal.addresses)):
            ticket = self._journal.ticket(name)
            for one in (ticket, *map(self._journal.ticket, ticket.sides)):
                found[one.id] = one
        return list(found.values())

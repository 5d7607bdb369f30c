"""Who a ticket's customers are. One mail goes to one of them: two customers in one ticket, after a merge or because
both named the same mail, would have one answer count for both, or one read what is the other's.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from desktop.domain.errors import RefusedByTeam
from desktop.domain.ticket import shown_reference
from desktop.journal.state import Ticket
from desktop.mime.mail import Address, ParsedMail
from desktop.ports.store.messages import Message, Messages

_NAMED = 5
"""Addresses that a sentence names at most."""


def correspondents(message: Message) -> frozenset[str]:
    """Addresses of whoever stands on the other side of one mail: its customer, or those that a mail of ours went to."""
    if message.outgoing:
        return frozenset(address.email.lower() for address in (*message.mail.to, *message.mail.cc))
    customer = customer_of(message.mail)
    return frozenset({customer.email.lower()} if customer else ())


def customers(messages: Messages, slots: Iterable[str], own: Iterable[str]) -> dict[str, list[Message]]:
    """Customer's address to their mails among these slots, robots' and the shop's own left out."""
    found: dict[str, list[Message]] = {}
    ours = frozenset(own)
    for message in filter(None, map(messages.get, slots)):
        for address in correspondents(message) - ours if not (message.outgoing or message.mail.automatic) else ():
            found.setdefault(address, []).append(message)
    return found


def require_reached(ticket: Ticket, asked: dict[str, list[Message]], recipients: Iterable[str]) -> None:
    """Before an answer to these mails is asked for. Raises RefusedByTeam ``several-customers``. Of one customer alone a
    person may know a better address than the mail gives."""
    reached = {address.lower() for address in recipients}
    missed = [
        customer
        for customer, mails in asked.items()
        if customer not in reached and not any(a.email.lower() in reached for m in mails for a in m.mail.reply_to)
    ]
    if missed and len(asked) > 1:
        raise RefusedByTeam("several-customers", reference=shown_reference(ticket.reference), customers=_said(missed))


def require_one_customer(ticket: Ticket, ours: Iterable[str], theirs: Iterable[str]) -> None:
    """Before two tickets are merged. Raises RefusedByTeam ``other-customer``."""
    into, absorbed = set(ours), set(theirs)
    if into and absorbed and into.isdisjoint(absorbed):
        said = _said(sorted(into | absorbed))
        raise RefusedByTeam("other-customer", reference=shown_reference(ticket.reference), customers=said)


def _said(addresses: list[str]) -> str:
    return ", ".join([*addresses[:_NAMED], *(["..."] if len(addresses) > _NAMED else [])])


def from_ourselves(mail: ParsedMail, own: Container[str]) -> bool:
    """Written by the shop itself, by what it says. A contact form writes from the shop's address too, but mostly
    answers go elsewhere."""
    if mail.sender is None or mail.sender.email.lower() not in own or mail.origin is not None:
        return False
    return all(address.email.lower() in own for address in mail.reply_to)


def customer_of(mail: ParsedMail) -> Address | None:
    """Whom an answer goes to: of a form's mail the real customer, else Reply-To when given, else From."""
    if mail.origin is not None:
        return mail.origin.customer
    return mail.reply_to[0] if mail.reply_to else mail.sender

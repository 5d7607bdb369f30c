"""All that this workstation has of one customer, whatever address of theirs they wrote from."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.errors import UsageError
from desktop.journal.state import CustomerNote
from desktop.ports.store import Store
from desktop.ports.store.reader import Hit


@dataclass(frozen=True, slots=True)
class Personal:
    addresses: tuple[str, ...]
    """In small letters."""
    notes: tuple[CustomerNote, ...]
    slots: tuple[str, ...]
    """Of their mails and of ours to them."""
    tickets: tuple[str, ...]
    """Ids of the living tickets in which these lie."""
    hits: tuple[Hit, ...]
    """Tickets, then mails of none."""


def of_customer(store: Store, address: str) -> Personal:
    """Raises UsageError ``unknown-customer`` when there is nothing."""
    known = store.reader.customer(address.lower(), 1)
    slots = tuple(store.personal.mails(frozenset(known.addresses).__contains__))
    tickets: dict[str, None] = {}
    old = []
    for message in filter(None, map(store.messages.get, slots)):
        if message.ticket and store.entries.ticket(message.ticket) is not None:
            tickets[message.ticket] = None
        else:
            old.append(Hit(message.slot, is_mail=True))
    if not slots and not known.notes:
        raise UsageError("unknown-customer", address=address)
    return Personal(known.addresses, known.notes, slots, tuple(tickets), (*map(Hit, tickets), *old))

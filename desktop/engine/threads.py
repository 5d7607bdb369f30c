"""Which mails belong together: by Message-ID, References and In-Reply-To, whatever is missing in between.

What one mail names directly belongs to it. An ancestor that nobody holds, or that went to many, joins only mails of the
same customer: everybody who answers a newsletter names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.engine.correspondents import correspondents
from desktop.mime.message_ids import reference_in
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

_LONGEST = 500
"""Mails of one thread that are looked at: far above any conversation, below what a hostile mail could chain."""

Seen = dict[str, "Message | None"]
"""Mails that have been fetched from the store already: a flood that names one ancestor is read once, not squared."""


def ids_of(message: Message) -> tuple[str, ...]:
    """Every Message-ID that ties this mail to others, its own first."""
    mail = message.mail
    own = (mail.message_id,) if mail.message_id else ()
    return (*own, *mail.in_reply_to, *mail.references, *mail.returned_ids)


def thread_of(store: Store, message: Message, seen: Seen | None = None) -> list[Message]:
    """Stored mails related to this one, oldest first; never more than ``_LONGEST``, whatever a mail names."""
    seen = {} if seen is None else seen
    found = {message.slot: message}
    fresh = [message]
    while fresh:
        current = fresh.pop()
        for slot in store.messages.related(ids_of(current)):
            if len(found) >= _LONGEST:
                fresh.clear()
                break
            other = None if slot in found else _fetched(store, slot, seen)
            if other is not None and _belong(current, other):
                found[slot] = other
                fresh.append(other)
    return sorted(found.values(), key=_age)


def _age(message: Message) -> tuple[int, int, str]:
    """A server tells seconds: what came within the same one answers what it names."""
    return message.received, len(message.mail.references or message.mail.in_reply_to), message.slot


def _belong(one: Message, other: Message) -> bool:
    """Of two mails that share a Message-ID."""
    if correspondents(one) & correspondents(other):
        return True
    named = one.mail.message_id in ids_of(other) or other.mail.message_id in ids_of(one)
    return named and all(_is_personal(message) for message in (one, other))


def _is_personal(message: Message) -> bool:
    """A customer's mail, or one of ours to somebody; a newsletter goes to many, or to the shop and many hidden ones.
    Whom we wrote to may answer from another address."""
    sender = message.mail.sender
    others = correspondents(message) - ({sender.email.lower()} if sender else set())
    return not message.outgoing or len(others) == 1


def _fetched(store: Store, slot: str, seen: Seen) -> Message | None:
    if slot not in seen:
        seen[slot] = store.messages.get(slot)
    return seen[slot]


def named_tickets(store: Store, messages: Sequence[Message]) -> Iterator[str]:
    """Tickets that the mails are filed under, or that one of our own Message-IDs names; the newest mail first."""
    for message in reversed(messages):
        filed = store.entries.ticket_of_slot(message.slot)
        if filed:
            yield filed
        for reference in filter(None, map(reference_in, ids_of(message))):
            named = store.entries.ticket_by_reference(reference)
            if named:
                yield named

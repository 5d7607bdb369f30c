"""Which mails belong together: by Message-ID, References and In-Reply-To, whatever is missing in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
        for slot in store.messages.related(ids_of(fresh.pop())):
            if len(found) >= _LONGEST:
                fresh.clear()
                break
            other = None if slot in found else _fetched(store, slot, seen)
            if other is not None:
                found[slot] = other
                fresh.append(other)
    return sorted(found.values(), key=lambda m: (m.received, m.slot))


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

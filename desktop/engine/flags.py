"""Which mails carry \\Answered, asked for many at once: one borrowed connection per folder."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.ports.mailbox import MailboxHost
from desktop.ports.store.messages import Messages, Place


def flagged(messages: Messages, host: MailboxHost, slots: Iterable[str]) -> dict[str, Place]:
    """Those of the slots whose mail somebody flagged as answered, with the place where it says so. Raises Offline
    or SportelloError."""
    asked: dict[tuple[str, str], dict[int, tuple[str, Place]]] = {}
    for slot in slots:
        for place in messages.places(slot)[:1]:
            asked.setdefault((place.mailbox, place.folder), {})[place.uid] = (slot, place)
    found: dict[str, Place] = {}
    for (address, folder), by_uid in asked.items():
        with host.borrow(address) as mailbox:
            state = mailbox.select(folder)
            known = [uid for uid, (_, place) in by_uid.items() if place.uid_validity == state.uid_validity]
            for uid in mailbox.answered(sorted(known)) if known else ():
                slot, place = by_uid[uid]
                found[slot] = place
    return found

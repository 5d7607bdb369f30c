"""Which mails carry \\Answered, asked for many at once: one borrowed connection per folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.errors import SportelloError
from desktop.ports.mailbox import MailboxHost
from desktop.ports.store.messages import Messages, Place


@dataclass(frozen=True, slots=True)
class Flags:
    """What mailboxes say of some slots. One that cannot be reached, or refuses, must not stop the others' work: that
    it is in trouble is heard where its mail is read."""

    answered: Mapping[str, Place]
    """Those whose mail somebody flagged as answered, with the place where it says so."""
    unknown: frozenset[str]
    """Those about which a mailbox could not be asked."""


def flagged(messages: Messages, host: MailboxHost, slots: Iterable[str]) -> Flags:
    """Does not raise for what a mailbox does."""
    asked: dict[tuple[str, str], dict[int, tuple[str, Place]]] = {}
    for slot in slots:
        for place in messages.places(slot)[:1]:
            asked.setdefault((place.mailbox, place.folder), {})[place.uid] = (slot, place)
    found: dict[str, Place] = {}
    unknown: set[str] = set()
    for (address, folder), by_uid in asked.items():
        try:
            with host.borrow(address) as mailbox:
                state = mailbox.select(folder)
                known = [uid for uid, (_, place) in by_uid.items() if place.uid_validity == state.uid_validity]
                marked = mailbox.answered(sorted(known)) if known else ()
        except SportelloError:
            unknown.update(slot for slot, _ in by_uid.values())
        else:
            found.update(by_uid[uid] for uid in marked)
    return Flags(found, frozenset(unknown))

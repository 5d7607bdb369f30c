"""A long journal of a busy shop, signed and ready to be appended: the same kinds, sizes and authors as in life."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from itertools import count, islice

from desktop.domain.ticket import Role
from desktop.engine.identity import Identity
from desktop.journal.codec import Draft, message
from desktop.journal.entries import (
    Assigned,
    Author,
    Claimed,
    Genesis,
    Invited,
    Joined,
    Kind,
    MailboxAdded,
    Noted,
    Opened,
    OpenedTicket,
    Position,
    Prioritised,
    Released,
    SendIntended,
    Sent,
    SlotKey,
    StatusChanged,
    Tagged,
)
from desktop.journal.keys import Signer, joining_statement

ADDRESS = "info@esempio.it"
JOURNAL = "a" * 32
FOLDER = "Sportello/Journal-1"
_SERVERS: dict[str, str | int] = {
    "imap_host": "127.0.0.1", "imap_port": 143, "smtp_host": "127.0.0.1", "smtp_port": 25
}  # fmt: skip
_NAMES = ("Anna", "Bruno", "Carla", "Dario", "Elena", "Fabio", "Giulia", "Hans")
_AT_ONCE = 10
"""Tickets that arrive together and are worked on in turns."""


class Shop:
    """Eight workstations; ``entries`` gives so many messages in log order. UIDs are taken to run from 1."""

    def __init__(self) -> None:
        self._signers = [Signer(hashlib.sha256(name.encode()).digest()) for name in _NAMES]
        self._ids = (f"{number:024x}" for number in count(1))
        self._uid = 0

    def reader(self) -> Identity:
        """Somebody who only reads."""
        return Identity("lettore", "Lettore", ADDRESS, JOURNAL, 1, FOLDER, Signer(b"l" * 32), "run")

    def entries(self, number: int) -> Iterator[bytes]:
        entries = self._life()
        for _ in range(number):
            yield next(entries)

    def _life(self) -> Iterator[bytes]:
        yield from self._team()
        for day in count():
            slots = [f"s1:{hashlib.sha256(b'%d.%d' % (day, n)).hexdigest()}" for n in range(_AT_ONCE)]
            yield self._entry(0, "", Opened(tickets=tuple(OpenedTicket((slot,), ADDRESS) for slot in slots)))
            works = deque(self._work((day + n) % len(_NAMES), slot) for n, slot in enumerate(slots))
            while works:
                for entry in islice(works[0], 1):
                    yield entry
                    works.append(works[0])
                works.popleft()

    def _team(self) -> Iterator[bytes]:
        founder = self._signers[0]
        yield self._entry(0, "", Genesis("b" * 32, "Bottega", founder.public, _NAMES[0]))
        yield self._entry(0, "", MailboxAdded(ADDRESS, _SERVERS))
        for who, name in enumerate(_NAMES[1:], 1):
            signer, once = self._signers[who], Signer(hashlib.sha256(b"once" + name.encode()).digest())
            yield self._entry(0, "", Invited(once.public, Role.AGENT, 2_000_000_000))
            proof = once.sign(joining_statement(JOURNAL, signer.public, name))
            yield self._entry(who, "", Joined(signer.public, name, once.public, proof))

    def _work(self, who: int, slot: str) -> Iterator[bytes]:
        """One ticket from its claim to its answer."""
        agent = _NAMES[who].casefold()
        claim = self._next_id()
        yield self._entry(who, slot, Claimed(), claim)
        yield self._entry(who, slot, Tagged(add=("spedizione", "post-vendita")))
        yield self._entry(who, slot, Prioritised("high"))
        yield self._entry(who, slot, Assigned(agent, ""))
        yield self._entry(who, slot, Noted("Il corriere dice che il pacco è in consegna domani mattina."))
        grant = self._next_id()
        intent = SendIntended(
            (SlotKey(slot, 0),), Position(1, self._uid), f"<{grant}@esempio.it>", "0" * 64, "a@b.example"
        )
        yield self._entry(who, slot, intent, grant)
        yield self._entry(who, slot, Sent(grant))
        yield self._entry(who, slot, Released(claim))
        yield self._entry(who, slot, StatusChanged("resolved", "waiting"))

    def _next_id(self) -> str:
        return next(self._ids)

    def _entry(self, who: int, ticket: str, body: Kind, entry_id: str = "") -> bytes:
        self._uid += 1
        signer, agent = self._signers[who], _NAMES[who].casefold()
        author = Author(agent, signer.workstation, "run")
        seen = Position(1, self._uid - 1)
        draft = Draft(JOURNAL, 1, entry_id or self._next_id(), ticket, author, 1_760_000_000 + self._uid, seen, body)
        return message(draft.statement(), signer, f"{_NAMES[who]} {body.verb}", ADDRESS, f"{self._uid:016x}")

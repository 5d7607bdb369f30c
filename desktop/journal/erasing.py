"""One customer's data is erased: what the team has said of them goes, everywhere, and that it went is written down.

The entry names tickets and, as salted hashes, the addresses: a workstation that has a mail from one of them can tell
whose it was, and the journal names nobody. Who guesses an address can try the guess. What the tickets themselves are
(numbers, dates, status, who answered) stays, as nobody's.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection

import msgspec

from desktop.journal.entries import CustomerErased, Entry
from desktop.journal.state import Erasure, Ticket
from desktop.journal.working import APPLIED, Verdict, Working

MOST = 200
"""Tickets, and addresses, that one entry names."""

SALT = 16
"""Octets."""

_MALFORMED = Verdict(False, "malformed")


def digest(salt: str, address: str) -> str:
    """Of an address in small letters."""
    return hmac.new(bytes.fromhex(salt), address.encode(), hashlib.sha256).hexdigest()


def is_named(erasure: Erasure, address: str) -> bool:
    return digest(erasure.salt, address) in erasure.addresses


def erased(work: Working, entry: Entry, body: CustomerErased) -> Verdict:
    """Tickets that are not known are passed over."""
    if not _is_salt(body.salt) or not body.addresses or max(len(body.addresses), len(body.tickets)) > MOST:
        return _MALFORMED
    for name in dict.fromkeys(body.tickets):
        ticket = work.ticket(name)
        for slot in (ticket.id, *ticket.slots) if ticket is not None else ():
            part = work.absorbed(slot)  # what was merged away has kept its own
            if part is not None:
                work.put(_nobodys(part))
    counts = {name: body.counts[name] for name in sorted(body.counts)}
    said = Erasure(
        entry.id, entry.author.agent, entry.date, body.salt, tuple(body.addresses), tuple(body.tickets), counts
    )
    work.team = msgspec.structs.replace(work.team, erasures=(*work.team.erasures, said))
    return APPLIED


def _is_salt(salt: str) -> bool:
    return len(salt) == 2 * SALT and not set(salt).difference("0123456789abcdef")


def _nobodys(ticket: Ticket) -> Ticket:
    """Without a word of or about a person, nor an answer that was to leave later: its draft goes too. To whom one goes
    whose fate is open stays until that is known."""
    return msgspec.structs.replace(
        ticket,
        notes=(),
        about=(),
        joints=(),
        departures=(),
        slots={slot: msgspec.structs.replace(record, corrected=None) for slot, record in ticket.slots.items()},
        grants={
            name: grant if grant.unresolved else msgspec.structs.replace(grant, to="", reply="")
            for name, grant in ticket.grants.items()
        },
    )


def standing(erasures: Collection[Erasure], address: str, received: int) -> bool:
    """Whether a mail of that date with that address was erased. What came later begins afresh."""
    return any(received <= one.date and is_named(one, address) for one in erasures)

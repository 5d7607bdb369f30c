"""Side conversations: mail about a ticket with somebody who is not its customer, a supplier or a carrier.

Each is a ticket of its own, opened by a mail of ours, so that everything which guards a send guards it too and no
answer to the customer hangs on it. ``forwarded`` says whose side it is; a version that does not know that kind sees two
tickets, and grants the same. Nothing here touches slots, claims or grants.
"""

from __future__ import annotations

import msgspec

from desktop.domain.ticket import Status
from desktop.journal.entries import Entry, Forwarded
from desktop.journal.state import Ticket
from desktop.journal.working import APPLIED, Verdict, Working

_UNKNOWN = Verdict(False, "unknown-ticket")
_NO_SIDE = Verdict(False, "no-side")


def forwarded(work: Working, entry: Entry, body: Forwarded) -> Verdict:
    """Only what a mail of ours began, and no customer has written into, can be a side; a side has none of its own."""
    main, side = work.ticket(entry.ticket), work.ticket(body.side)
    if main is None or side is None:
        return _UNKNOWN
    theirs = any(record.unanswered for record in side.slots.values())
    if main.id == side.id or main.side_of or side.side_of or side.sides or theirs:
        return _NO_SIDE
    work.put(msgspec.structs.replace(main, sides=(*main.sides, side.id)))
    work.put(msgspec.structs.replace(side, side_of=main.id))
    return APPLIED


def heard(work: Working, side: Ticket) -> None:
    """Something has come on the side: a ticket that was put on hold, or out of sight, for it is there again. That is
    all: no customer waits because of it."""
    main = work.ticket(side.side_of)
    if main is not None and (main.status is Status.ON_HOLD or main.snooze is not None):
        status = Status.OPEN if main.status is Status.ON_HOLD else main.status
        work.put(msgspec.structs.replace(main, status=status, snooze=None))

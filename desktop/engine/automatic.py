"""Automatic mail: at most once for its cause, from one workstation (WIRE.md 6.10).

Its entry's id is a hash of what it is and what caused it, so however many workstations try, the first valid entry
names the only sender: that workstation, in that run. After a crash or an unknown outcome it is never sent again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from desktop.domain.errors import SportelloError
from desktop.engine.composing import Letter
from desktop.engine.journal import Journal
from desktop.engine.timekeeping import TOLERANCE
from desktop.engine.transactions import Transactions, moment
from desktop.journal.entries import DUTY, AutomaticClaimed, Renewed
from desktop.journal.keys import automatic_id
from desktop.ports.clock import Clock
from desktop.ports.store import Store
from desktop.ports.store.sends import Send

TIME_LASTS = 5 * 60
"""Seconds for which the time that an own entry told is counted on, before it is asked again."""


def clock_off() -> SportelloError:
    """What a person is told when the clock stops automatic mail."""
    return SportelloError("clock-off", minutes=TOLERANCE // 60)


class Automatic:
    def __init__(self, store: Store, journal: Journal, transactions: Transactions, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._transactions = transactions
        self._clock = clock

    def send(
        self,
        purpose: str,
        occasion: str,
        mailbox: str,
        letter: Callable[[], Letter],
        *,
        ticket: str = "",
        still: Callable[[], bool] = lambda: True,
    ) -> str:
        """One automatic mail for its cause: sent, refused, uncertain, abandoned, or empty when it is not ours to
        send. ``occasion`` is an entry id, a slot, or order number and address; never a time. ``still`` is asked at the
        head of the log, when the right has been won: whether there is any cause left."""
        if self.was_tried(purpose, occasion):
            return ""
        send_id = automatic_id(purpose, occasion)
        built = letter()
        digest = hashlib.sha256(built.message).hexdigest()
        send = Send(
            id=send_id,
            ticket=ticket,
            draft="",
            mailbox=mailbox,
            recipients=built.recipients,
            slots=(),
            message_id=built.message_id,
            sha256=digest,
            message=built.message,
            state="prepared",
            run=self._journal.me.run,
        )
        self._store.sends.add(send)
        started = moment(self._clock)
        body = AutomaticClaimed(occasion=occasion, purpose=purpose, message_id=built.message_id, sha256=digest)
        try:
            self._journal.write(ticket, body, send_id)
        except SportelloError as error:
            self._transactions.give_up(send, error.code)
            raise
        if not self.is_ours(send_id):
            self._store.sends.set_state(send_id, "abandoned", "somebody else's")
            return ""
        if not still():
            self._transactions.give_up(send, "over")
            return "abandoned"
        self._store.sends.set_state(send_id, "granted")
        return self._transactions.once(send, started)

    def was_tried(self, purpose: str, occasion: str) -> bool:
        """By anybody of the team, or by this workstation in vain: either way it is not for us any more."""
        send_id = automatic_id(purpose, occasion)
        return self._store.entries.automatic(send_id) is not None or self._store.sends.get(send_id) is not None

    def is_ours(self, send_id: str) -> bool:
        """Whether the first valid entry of that id is signed by this workstation in this run."""
        me, first = self._journal.me, self._store.entries.automatic(send_id)
        return first is not None and (first.workstation, first.run) == (me.workstation, me.run)

    def ask_time(self) -> None:
        """The time by the log, from an entry of our own unless one has told it lately: a renewal that names no claim
        changes nothing, and its date is now. Raises Offline, LocksNotAvailable."""
        known = self._journal.time.known_for()
        if known is None or known > TIME_LASTS:
            self._journal.write(DUTY, Renewed(claim=""))

    def clock_is_off(self) -> bool:
        """Whether this machine's clock and the log's disagree too much; then nothing automatic leaves."""
        return self._journal.time.is_off()

"""A grant carried out: permission, SMTP transaction, outcome. Knows nothing of drafts.

A grant permits one transaction, begun within 60 s of the moment its APPEND was started, on a clock that counts
sleep. Every later one first writes SendAttempted, reads it back and finds the grant unresolved at the head of the
log, and has its own 60 s. The mark is durable before the dot is written; only complete replies are outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.errors import SportelloError
from desktop.engine.journal import Journal
from desktop.engine.refusals import refusal
from desktop.journal.entries import Abandoned, AutomaticEnded, Kind, Refused, SendAttempted, Sent, Uncertain
from desktop.journal.state import GrantState
from desktop.ports.clock import Clock
from desktop.ports.outgoing import Accepted, HeldBack, NotNow, Outgoing, Rejected, SendResult, Unknown
from desktop.ports.store import Store
from desktop.ports.store.sends import Send

START_WITHIN = 60.0
"""Seconds from the start of an intent's or attempt's APPEND in which its SMTP transaction must begin."""

TRANSACTION = 300.0
"""Seconds that a transaction may last before its connection is closed hard."""

ATTEMPTS = 3
ATTEMPTS_WITHIN = 15 * 60.0
"""Seconds after the first attempt in which another may begin."""

REFUSED_HERE = (
    "smtp-too-large",
    "smtp-bad-address",
    "smtp-no-recipient",
    "smtp-bad-message",
    "smtp-needs-smtputf8",
    "smtp-needs-8bitmime",
)
"""Why this side saw that a mail cannot be sent: stands as a refused mail's detail in place of a server's reply."""

PAUSES = (3.0, 15.0)
"""Seconds before the second and the third attempt."""


_BETWEEN = re.compile(r'[\s<>,;"]+')


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time on both clocks. A wall clock that jumped ahead can only make us stop or look again."""

    boot: float
    wall: float

    def age(self, clock: Clock) -> float:
        """Seconds since then, by whichever clock says more."""
        return max(clock.boottime() - self.boot, clock.now().timestamp() - self.wall)


def moment(clock: Clock) -> Moment:
    return Moment(clock.boottime(), clock.now().timestamp())


class Transactions:
    def __init__(
        self, store: Store, journal: Journal, outgoing: Outgoing, clock: Clock, pause: Callable[[float], None]
    ) -> None:
        self._store = store
        self._journal = journal
        self._outgoing = outgoing
        self._clock = clock
        self._pause = pause

    def carry_out(self, send: Send, started: Moment) -> str:
        """From a granted intent, read back, to its outcome: sent, refused, uncertain or abandoned, stored and
        written. ``started`` is when its APPEND was begun. Raises SportelloError for a login or certificate that
        was refused (abandoned, then)."""
        begun = started
        for attempt in range(ATTEMPTS):
            if attempt:
                self._pause(PAUSES[attempt - 1])
            if attempt or started.age(self._clock) > START_WITHIN:
                if begun.age(self._clock) > ATTEMPTS_WITHIN:
                    break
                renewed = self._ask_again(send)
                if renewed is None:
                    break
                started = renewed
            result = self._transact(send, started)
            outcome = self._settled(send, result)
            if outcome:
                return outcome
        return self._end(send, "abandoned", self._detail(send))

    def resend(self, send: Send) -> str:
        """One more transaction with the same bytes for an uncertain grant, asked for by a person on the holder's
        workstation. Only a complete 250 ends the doubt: that this one failed says nothing about the first. Its end is
        written down all the same, so that nobody waits for it."""
        started = moment(self._clock)
        _, verdict = self._journal.write(send.ticket, SendAttempted(grant=send.id))
        if not verdict.applied:
            raise refusal(self._journal.team, self._journal.ticket(send.ticket), verdict)
        result = self._transact(send, started)
        if isinstance(result, Accepted):
            return self._end(send, "sent", result.reply)
        return self._end(send, "uncertain", _words(result))

    def once(self, send: Send, started: Moment) -> str:
        """An automatic mail whose right this very run has just won: one transaction, whatever comes of it."""
        safe = self._journal.safety.current() is None
        result = self._hand_over(send, started) if safe else HeldBack()
        return self._settled(send, result) or self._end(send, "abandoned", self._detail(send))

    def give_up(self, send: Send, detail: str) -> None:
        """Something went wrong while asking. If the log has it all the same, it must not stand open for ever; if it
        has not, the journal has voided the id."""
        with self._store.transaction():
            self._store.sends.set_state(send.id, "abandoned", detail)
            if self._journal.verdict(send.id) is not None:
                self._journal.queue(send.ticket, outcome_entry(send, "abandoned", detail))

    # -- permission ---------------------------------------------------------------------------------------------

    def _ask_again(self, send: Send) -> Moment | None:
        """SendAttempted, read back; None when the log cannot be reached or the grant has ended meanwhile."""
        started = moment(self._clock)
        try:
            _, verdict = self._journal.write(send.ticket, SendAttempted(grant=send.id))
        except SportelloError:
            return None
        return started if verdict.applied else None

    def _permitted(self, send: Send) -> bool:
        """In no doubt, and unresolved at the head of the replay."""
        if self._journal.safety.current() is not None:
            return False
        grant = self._journal.ticket(send.ticket).grants.get(send.id)
        return grant is not None and grant.state in (GrantState.GRANTED, GrantState.UNCERTAIN)

    # -- the transaction ----------------------------------------------------------------------------------------

    def _transact(self, send: Send, started: Moment) -> SendResult:
        if not self._permitted(send):
            return HeldBack()
        return self._hand_over(send, started)

    def _hand_over(self, send: Send, started: Moment) -> SendResult:
        """The age is asked last of all: the computer may have slept in any call before."""
        self._store.sends.count_attempt(send.id)
        begun = moment(self._clock)
        if started.age(self._clock) > START_WITHIN:
            return HeldBack()

        def may_write_dot() -> bool:
            self._store.sends.set_mark(send.id, True)
            if begun.age(self._clock) <= TRANSACTION:
                return True
            self._store.sends.set_mark(send.id, False)
            return False

        try:
            return self._outgoing.transact(
                send.mailbox, send.mailbox, send.recipients, send.message, may_write_dot, TRANSACTION
            )
        except SportelloError as error:
            self._end(send, "uncertain" if send.state == "uncertain" else "abandoned", error.code)
            raise

    # -- the outcome --------------------------------------------------------------------------------------------

    def _settled(self, send: Send, result: SendResult) -> str:
        """The outcome, or empty when another attempt is allowed."""
        match result:
            case Accepted(reply=reply):
                return self._end(send, "sent", reply)
            case Rejected(reply=reply, address=address, reason=reason):
                return self._end(send, "refused", reason or reply, address or "")
            case Unknown(reply=reply):
                return self._end(send, "uncertain", reply)
            case NotNow() | HeldBack():
                self._store.sends.set_mark(send.id, False)
                self._store.sends.set_state(send.id, "granted", _words(result))
        return ""

    def _end(self, send: Send, outcome: str, detail: str, address: str = "") -> str:
        """The outcome and its entry in one transaction; appended now or whenever the log can be reached."""
        with self._store.transaction():
            self._store.sends.set_state(send.id, outcome, detail, address)
            self._journal.queue(send.ticket, outcome_entry(send, outcome, detail, address))
        self._try_flush()
        return outcome

    def _try_flush(self) -> None:
        try:
            self._journal.flush()
        except SportelloError:
            return

    def _detail(self, send: Send) -> str:
        stored = self._store.sends.get(send.id)
        return stored.detail if stored else ""


def outcome_entry(send: Send, outcome: str, detail: str = "", address: str = "") -> Kind:
    """The entry that tells the team how a grant, or an automatic mail, ended. Of those who get a copy that nobody else
    sees it says nothing."""
    grant, detail = send.id, detail[:300]
    hidden = _hidden(send)
    if address.lower() in hidden or any(one in detail.lower() for one in hidden):
        detail = address = ""
    if send.is_automatic:
        return AutomaticEnded(send=grant, outcome=outcome)
    match outcome:
        case "sent":
            return Sent(grant=grant)
        case "refused":
            return Refused(grant=grant, reply=detail, address=address)
        case "uncertain":
            return Uncertain(grant=grant, reply=detail)
    return Abandoned(entry=grant)


def _hidden(send: Send) -> frozenset[str]:
    """In small letters: who gets the mail and stands nowhere in its head."""
    head = send.message.partition(b"\r\n\r\n")[0].decode(errors="replace").lower()
    return frozenset(address.lower() for address in send.recipients) - frozenset(_BETWEEN.split(head))


def _words(result: SendResult) -> str:
    match result:
        case HeldBack():
            return "too late"
        case Accepted(reply=reply) | Rejected(reply=reply) | NotNow(reply=reply) | Unknown(reply=reply):
            return reply

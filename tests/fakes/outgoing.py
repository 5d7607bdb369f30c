"""SMTP without a network, for the simulation: one FakeSmtp for the world, one FakeOutgoing per workstation.

The server's own view counts, as with ``tests.peers.smtp``: ``accepted`` holds what it took on, whether or
not its reply ever arrived. The contract suite runs on this fake and on the real adapter.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.ports.outgoing import Accepted, HeldBack, NotNow, Rejected, SendResult, Unknown


class Course(enum.Enum):
    """What becomes of one transaction."""

    ACCEPT = "accept"
    REPLY_LOST = "accepted, then the reply to the dot is lost"
    DOT_LOST = "cut after the dot was written, before the server took the mail on"
    LATER_ENVELOPE = "4xx at MAIL"
    REFUSE_ENVELOPE = "5xx at MAIL"
    REFUSE_RECIPIENT = "5xx for the last recipient"
    LATER_RECIPIENT = "4xx for the last recipient"
    CUT_BEFORE_DOT = "cut while the body is sent"
    LATER_DOT = "4xx after the dot"
    REFUSE_DOT = "5xx after the dot"


@dataclass(frozen=True)
class Plan:
    course: Course = Course.ACCEPT
    slow_before: float = 0.0
    """Seconds that pass before the server is ready for the dot."""
    slow_after: float = 0.0
    """Seconds that pass before it has taken the mail on and answered the dot."""


@dataclass(frozen=True)
class Taken:
    """A mail that the server took on."""

    mailbox: str
    sender: str
    recipients: tuple[str, ...]
    message: bytes


@dataclass
class FakeSmtp:
    """Shared by all workstations. ``plan`` is asked at every transaction; tests may replace it."""

    plan: Callable[[Taken], Plan] = field(default=lambda _: Plan())
    accepted: list[Taken] = field(default_factory=list)
    transactions: int = 0
    idle_limit: float = math.inf
    """Seconds of silence after which the server drops a transaction."""
    on_accept: Callable[[Taken], None] = lambda _: None

    def take_on(self, mail: Taken) -> None:
        self.accepted.append(mail)
        self.on_accept(mail)


class FakeOutgoing:
    """Implements ``ports.outgoing.Outgoing``.

    ``advance`` lets that many seconds pass on the workstation's clock, ``now`` reads it. ``step`` is called
    with ``connected``, ``body``, ``dot`` (written, on its way) and ``answered`` (the server is done, the caller
    does not know it yet); a simulation crashes or switches workstations there.
    """

    def __init__(
        self,
        smtp: FakeSmtp,
        advance: Callable[[float], None] = lambda _: None,
        step: Callable[[str], None] = lambda _: None,
        now: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._now = now
        self._smtp = smtp
        self._advance = advance
        self._step = step

    def transact(
        self,
        mailbox: str,
        sender: str,
        recipients: tuple[str, ...],
        message: bytes,
        may_write_dot: Callable[[], bool],
        seconds: float,
    ) -> SendResult:
        mail = Taken(mailbox, sender, recipients, message)
        plan = self._smtp.plan(mail)
        self._smtp.transactions += 1
        begun = self._now()
        self._step("connected")
        if self._dropped(begun):
            return NotNow(None, "cut")
        ended = _before_body(plan.course, recipients)
        if ended is not None:
            return ended
        self._step("body")
        self._advance(min(plan.slow_before, seconds))
        if plan.slow_before >= seconds:
            return NotNow(None, "too slow")
        ready = self._now()
        if not may_write_dot():
            return HeldBack()
        self._step("dot")
        if self._dropped(ready):
            return Unknown("cut")
        return self._after_dot(plan, mail, seconds - plan.slow_before)

    def check(self, mailbox: str) -> None:
        """Always in order."""

    def _dropped(self, since: float) -> bool:
        """Whether the server has hung up on a client that slept."""
        return self._now() - since > self._smtp.idle_limit

    def _after_dot(self, plan: Plan, mail: Taken, left: float) -> SendResult:
        """A server too slow to answer in time still takes the mail on."""
        self._advance(min(plan.slow_after, left))
        if plan.course in (Course.ACCEPT, Course.REPLY_LOST):
            self._smtp.take_on(mail)
        self._step("answered")
        if plan.slow_after >= left:
            return Unknown("too slow")
        return _AFTER[plan.course]


def _before_body(course: Course, recipients: tuple[str, ...]) -> SendResult | None:
    match course:
        case Course.LATER_ENVELOPE:
            return NotNow(451, "later")
        case Course.REFUSE_ENVELOPE:
            return Rejected(550, "no")
        case Course.REFUSE_RECIPIENT:
            return Rejected(550, "unknown", recipients[-1])
        case Course.LATER_RECIPIENT:
            return NotNow(450, "later", recipients[-1])
        case Course.CUT_BEFORE_DOT:
            return NotNow(None, "cut")
        case _:
            return None


_AFTER: dict[Course, SendResult] = {
    Course.ACCEPT: Accepted("taken"),
    Course.REPLY_LOST: Unknown("cut"),
    Course.DOT_LOST: Unknown("cut"),
    Course.LATER_DOT: NotNow(451, "later"),
    Course.REFUSE_DOT: Rejected(554, "no"),
}

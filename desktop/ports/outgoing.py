"""SMTP as the fence needs it: one transaction, the mark before the dot, outcomes from complete replies.

Only ``engine.sending`` (and its automatic sibling) may call this; ``tests/architecture`` holds that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Accepted:
    """A complete 250 after the dot."""

    reply: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A complete 5xx, or any recipient refused (then RSET, and DATA was never begun): surely not sent."""

    code: int
    """The server's; 0 when this side saw beforehand that it cannot be sent, and ``reason`` says why."""
    reply: str
    address: str | None = None
    """The refused recipient, when it was one."""
    reason: str | None = None
    """A code with a sentence in resources/i18n (smtp.toml), set only with ``code`` 0: smtp-too-large,
    smtp-bad-address, smtp-no-recipient, smtp-bad-message, smtp-needs-smtputf8, smtp-needs-8bitmime."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """A complete 4xx, or the connection was cut or could not be made before the dot was written:
    surely not sent, worth another attempt. ``code`` is None for a cut."""

    code: int | None
    reply: str
    """The server's text, or for a cut a technical detail for the log."""
    address: str | None = None
    """The recipient refused for now, when it was one."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything else after the dot: a cut, a time-out, an incomplete reply. May have been sent."""

    reply: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """``may_write_dot`` said no: the connection was closed hard before the dot. Surely not sent."""


SendResult = Accepted | Rejected | NotNow | Unknown | HeldBack


class Outgoing(Protocol):
    def transact(
        self,
        mailbox: str,
        sender: str,
        recipients: tuple[str, ...],
        message: bytes,
        may_write_dot: Callable[[], bool],
        seconds: float,
    ) -> SendResult:
        """One SMTP transaction on a fresh connection of the mailbox's submission server, ended hard after
        ``seconds`` on a clock that counts sleep.

        ``may_write_dot`` is called once, when everything but the final dot has been handed to the kernel;
        it sets the durable mark and checks the age; it is not called when the transaction ends before.
        Never raises for what the server or network does, except SportelloError for what only a person can
        put right (refused login or certificate, no TLS where it must be, no password): nothing was sent.
        """
        ...

    def check(self, mailbox: str) -> None:
        """Connect, greet, log in, quit; for set-up. Raises Offline or SportelloError."""
        ...

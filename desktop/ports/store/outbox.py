"""Own entries, stored before they are appended, and kept: an id of our own key that is not in here means that this
database is an old copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class OutboxRow:
    id: str
    kind: str
    ticket: str
    statement: bytes
    """Signed JSON, to be appended again as it is."""
    created: int
    """Wall clock, seconds since 1970 UTC, for display."""
    state: str
    """pending, confirmed (read back and applied), refused (read back, no effect), void (never to be appended)."""
    reason: str = ""
    """Of a refusal: ``Verdict.reason``; with agent and date of what stood in the way."""
    agent: str = ""
    date: int = 0
    settled: bool = False
    """A person has seen the refusal and dealt with it."""


class Outbox(Protocol):
    def add(self, row: OutboxRow) -> None:
        """Durable when it returns. Adding an id again changes nothing."""
        ...

    def get(self, entry: str) -> OutboxRow | None: ...
    def pending(self) -> Sequence[OutboxRow]:
        """In the order in which they were added."""
        ...

    def void(self, entry: str) -> None:
        """It will never be appended (again)."""
        ...

    def refuse(self, entry: str, reason: str) -> None:
        """It was read back but set aside: we had no right to say it. Kept for review as refused."""
        ...

    def settle(self, entry: str) -> None: ...
    def refused(self) -> Sequence[OutboxRow]:
        """Refused and not settled, oldest first."""
        ...

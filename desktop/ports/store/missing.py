"""Mails of tickets that no longer lie in the inbox: dragged away or deleted with another program."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Missing:
    slot: str
    mailbox: str
    folder: str
    """Where it lay."""
    noticed: int
    """Seconds since 1970 UTC, by this computer's clock."""
    sought: bool
    """Whether the other folders have been looked through."""
    now: str
    """The folder in which it was found; empty when it is in none: deleted."""


class MissingMails(Protocol):
    def vanished(self, mailbox: str, folder: str, uids: Collection[int], noticed: int) -> None:
        """These places are no more. A ticket's mail that lies in no inbox now is missing, until it is found in one
        again (``Messages.add``)."""
        ...

    def unsought(self, mailbox: str) -> Sequence[Missing]: ...
    def sought(self, slot: str, now: str) -> None: ...
    def of(self, slots: Sequence[str]) -> Sequence[Missing]: ...

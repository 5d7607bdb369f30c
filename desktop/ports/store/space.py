"""What the database takes, and what may go: mail bodies past their time, contents nobody refers to, empty pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.mime.mail import Original, ParsedMail


@dataclass(frozen=True, slots=True)
class Aged:
    """A mail that is old enough; what comes after it is asked for with it."""

    slot: str
    ticket: str
    received: int
    row: int
    size: int
    """Characters of its text."""


@dataclass(frozen=True, slots=True)
class Sizes:
    octets: int
    """Of the whole database, its free pages included."""
    free: int
    files: int
    """Kept contents, each counted once; and their octets."""
    file_octets: int
    server_only: int
    """Mails whose body is kept on the server only."""


class Space(Protocol):
    def aged(
        self, mailbox: str, before: int, back_before: int, history: int, after: Aged | None, limit: int
    ) -> Sequence[Aged]:
        """Mails of the mailbox received before then whose body is here, oldest first, from behind ``after``: history
        that was settled or came before the moment ``history``, and mails of tickets that are resolved or spam with
        nothing under way. One that was fetched again since ``back_before`` is left out."""
        ...

    def trim(self, slots: Sequence[str]) -> None:
        """Text, page, kept files and the text's search words go; headers, people and subject stay. One
        transaction."""
        ...

    def trimmed(self, slots: Sequence[str]) -> frozenset[str]:
        """Those of these mails whose body is kept on the server only."""
        ...

    def bring_back(self, slot: str, mail: ParsedMail, now: int, original: Original | None = None) -> None:
        """The body again, to be searched and read as before."""
        ...

    def collect(self, now: int) -> bool:
        """Some of the contents that nobody refers to; whether there may be more. What was written within the last
        hour stays: its reference may be on its way."""
        ...

    def give_back(self) -> bool:
        """Some empty pages to the disk; whether there are more."""
        ...

    def merge(self) -> bool:
        """Some of the pieces in which the index of words grows into one; whether there are more to be merged."""
        ...

    def sizes(self) -> Sizes: ...

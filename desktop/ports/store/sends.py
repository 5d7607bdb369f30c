"""Mails on their way: the bytes, built once, and the durable mark that precedes the final dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.journal.entries import SlotKey


@dataclass(frozen=True, slots=True)
class Send:
    id: str
    """Entry id of the SendIntended (or of the AutomaticClaimed)."""
    ticket: str
    draft: str
    """Empty for automatic mail."""
    mailbox: str
    recipients: tuple[str, ...]
    slots: tuple[SlotKey, ...]
    message_id: str
    sha256: str
    message: bytes
    state: str
    """prepared (stored, perhaps appended), granted, sent, refused, uncertain, abandoned; the last four are the
    known outcome, stored before its entry is appended."""
    run: str
    """The process start that wrote it; another one never resumes it."""
    mark: bool = False
    """About to write the final dot: whatever happens now, it may have left."""
    attempts: int = 0
    detail: str = ""
    """The server's reply, or what happened."""
    address: str = ""
    """The refused recipient."""
    filed: bool = False
    """Copied to Sent, originals flagged, or given up on: nothing left to do after the outcome."""

    @property
    def is_automatic(self) -> bool:
        """It answers no slot: an acknowledgement, a survey, a follow-up."""
        return not self.slots


class Sends(Protocol):
    """Changing a send that is not there is a bug: LookupError, never silence."""

    def add(self, send: Send) -> None:
        """Durable when it returns."""
        ...

    def get(self, send: str) -> Send | None: ...
    def set_state(self, send: str, state: str, detail: str = "", address: str = "") -> None: ...

    def set_mark(self, send: str, mark: bool) -> None:
        """Durable (fsync) when it returns: this is what a restart relies on."""
        ...

    def count_attempt(self, send: str) -> int:
        """Attempts so far, this one included."""
        ...

    def set_filed(self, send: str) -> None: ...
    def unfinished(self) -> Sequence[Send]:
        """State prepared or granted, or an outcome with ``filed`` false; in the order of adding."""
        ...

    def by_message_id(self, message_id: str) -> Send | None: ...

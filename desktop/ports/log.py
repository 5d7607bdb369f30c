"""The journal's folder as a totally ordered log.

Implemented by ``adapters.imap`` and, for the simulation, by ``tests/fakes``; one contract suite
(``tests/contract``) runs on both. A larger team's log could sit on a database behind this same port.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LogRow:
    """One message of the folder as read, nothing judged yet."""

    uid: int
    sequence: int
    """Message sequence number at the time of reading, from 1."""
    internal_date: int
    """The server's date of the append, seconds since 1970 UTC."""
    headers: bytes
    """Raw header lines X-Sportello and X-Sportello-Signature (possibly folded), CRLF between them."""
    body: bytes
    """BODY[TEXT] as stored; of a mail that is too large for an entry only so much that this can be seen."""


@dataclass(frozen=True, slots=True)
class LogState:
    """What SELECT said of the folder."""

    uid_validity: int
    exists: int
    read_only: bool


class AppendUnknown(Exception):
    """The APPEND may or may not have reached the log: reconnect, replay, look for the entry's id."""


class AppendRefused(Exception):
    """The server answered NO or BAD: nothing was appended. ``over_quota``/``read_only``/``missing`` say why."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        """One of: over-quota, read-only, missing (the folder; never create it on TRYCREATE), throttled, other."""
        self.detail = detail


class LogLost(Exception):
    """The connection broke, timed out or could not be made. Nothing is known of what follows."""


class LogMissing(Exception):
    """The folder is not there."""


@dataclass(frozen=True, slots=True)
class Appended:
    """The server's OK. With UIDPLUS the place it names, else None; it is only ever cross-checked."""

    uid_validity: int | None = None
    uid: int | None = None


class TeamLog(Protocol):
    """One journal folder, selected on one persistent connection. Never pipelines."""

    def state(self) -> LogState:
        """As of the last SELECT or unsolicited EXISTS on this connection; no round trip."""
        ...

    def append(self, message: bytes) -> Appended:
        """APPEND with flag \\Seen and without a date. Raises AppendUnknown, AppendRefused, LogLost
        (LogLost only when surely nothing was sent)."""
        ...

    def read_after(self, uid: int) -> Iterator[tuple[LogRow, ...]]:
        """NOOP, then every row with a higher UID to the end of the folder, in UID order, in batches of
        about 1,000. Only rows with a UID above ``uid`` are yielded (``n:*`` returns the last message even
        below n). Does not judge gaps; raises LogLost, LogMissing."""
        ...

    def row(self, uid: int) -> LogRow | None:
        """One row by its UID (the genesis, to be verified on each connection), None if it is not there."""
        ...

    def wait(self, seconds: float) -> bool:
        """Until something new may be in the folder (IDLE, else NOOP polling) or the time is over.
        True when a look is worth while. Raises LogLost."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Probe:
    """What set-up found out about the home mailbox (WIRE.md section 9). Colours: green, yellow, red."""

    colour: str
    findings: tuple[str, ...]
    """Codes with sentences in resources/i18n, for example ``no-uidplus``, ``slow-idle``."""
    connections: int
    """Connections opened at once before the server refused, at most 6."""
    capabilities: tuple[str, ...]


class LogPlace(Protocol):
    """A home mailbox: where journals live. Every call may raise Offline or SportelloError."""

    def default_folder(self, generation: int) -> str:
        """``<namespace prefix>Sportello<separator>Journal-<generation>``."""
        ...

    def folders(self) -> tuple[str, ...]:
        """All folders of the mailbox, by LIST, as the server names them (modified UTF-7 undone)."""
        ...

    def create(self, folder: str) -> None:
        """CREATE; a folder that exists already is no error (a CREATE elects nobody)."""
        ...

    def move(self, folder: str, to: str) -> None:
        """RENAME, to put a dragged journal folder back."""
        ...

    def delete(self, folder: str) -> None:
        """DELETE, with all that is in it. Raises SportelloError where the server does not let us."""
        ...

    def open(self, folder: str) -> TeamLog:
        """A fresh connection with the folder selected. Raises LogMissing, or SportelloError (Offline when
        no connection can be had); LogLost only comes later, from the log itself, with the SportelloError
        that explains it as its ``__cause__``."""
        ...

    def probe(self) -> Probe:
        """Appends, reads and deletes in a scratch folder beside the journal; leaves nothing behind."""
        ...

"""A shared mailbox as intake and sending see it. Everything is read with PEEK; nothing here sets \\Seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

SEEN, ANSWERED = "\\Seen", "\\Answered"
"""Flags of a mail (RFC 3501, 2.3.2)."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """As SELECT and STATUS tell it. ``highest_modseq`` is None without CONDSTORE."""

    name: str
    uid_validity: int
    uid_next: int
    exists: int
    highest_modseq: int | None


@dataclass(frozen=True, slots=True)
class RawMail:
    uid: int
    internal_date: int
    """Seconds since 1970 UTC."""
    flags: frozenset[str]
    raw: bytes
    """The whole message as stored, RFC 5322."""


@dataclass(frozen=True, slots=True)
class MailFolders:
    inbox: str
    sent: str | None
    """By SPECIAL-USE \\Sent, else by the usual names (Sent, Sent Items, Posta inviata, INBOX.Sent ...)."""
    files_sent_itself: bool
    """The provider copies what its SMTP server accepts into Sent by itself (Gmail, Microsoft)."""


class Mailbox(Protocol):
    """One connection to one shared mailbox. Raises Offline or SportelloError; closed by its host."""

    def folders(self) -> MailFolders: ...

    def look(self, sent: str | None) -> tuple[MailFolders, tuple[FolderState, ...]]:
        """The folders, and how that of sent mail, if there is one, and the inbox stand. ``sent``: its name at the last
        look; while it has that name and nothing is new in the inbox, this is one round trip."""
        ...

    def select(self, folder: str) -> FolderState:
        """EXAMINE: read-only."""
        ...

    def uids_after(self, uid: int) -> tuple[int, ...]:
        """UIDs above ``uid`` in the selected folder, rising."""
        ...

    def vanished_since(self, modseq: int) -> frozenset[int] | None:
        """UIDs that have gone from the selected folder since it stood there (QRESYNC, RFC 7162), and perhaps some that
        went before; None where the server keeps no such list."""
        ...

    def uids_since(self, moment: int) -> tuple[int, ...]:
        """UIDs of the mails that the server dates at or after the moment, and perhaps of some of the day before."""
        ...

    def fetch(self, uids: Sequence[int]) -> Iterator[RawMail]:
        """BODY.PEEK[] in chunks of about 100 in the order given, the next one asked for while one comes in; mails that
        vanished meanwhile are left out. Left before its end, the connection cannot be used any more."""
        ...

    def headers(self, uid: int) -> RawMail | None:
        """Of a mail that cannot be had whole: its header block as ``raw``, None when it is not there."""
        ...

    def heads(self, uids: Sequence[int]) -> Iterator[RawMail]:
        """As ``fetch``, but of each mail only the header fields by which it is counted (``mime.heads``), as ``raw``."""
        ...

    def answered(self, uids: Sequence[int]) -> frozenset[int]:
        """Those that carry \\Answered on two separate reads, sequence numbers rising with UIDs each time
        (IMAPClient hands another message's flags to the wrong UID while a colleague changes flags)."""
        ...

    def find(self, folder: str, message_id: str, since: date) -> tuple[int, ...]:
        """The UIDs of the messages that have this Message-ID, lowest first, by SEARCH then verified by FETCH."""
        ...

    def elsewhere(self) -> tuple[str, ...]:
        """Every folder that holds mail, but the inbox."""
        ...

    def move(self, folder: str, uid: int, to: str) -> None:
        """MOVE (RFC 6851), else COPY and remove."""
        ...

    def erase(self, folder: str, uid_validity: int, uid: int) -> bool:
        """For good, and no other mail with it; whether there was one, in a folder that still has that UIDVALIDITY.
        Raises SportelloError ``server-cannot-erase`` where one mail alone cannot be removed (no UIDPLUS, RFC 4315)."""
        ...

    def lay(self, folder: str, raw: bytes, received: int, flags: Sequence[str]) -> None:
        """APPEND a mail that lay there once, with its date and flags then."""
        ...

    def mark_answered(self, folder: str, uid_validity: int, uid: int) -> None:
        """+FLAGS (\\Answered \\Seen), if the folder still has that UIDVALIDITY."""
        ...

    def make_sent(self) -> str:
        """Creates the folder for sent mail where ``folders`` found none; its name."""
        ...

    def file_sent(self, folder: str, message: bytes) -> None:
        """APPEND a copy of a sent mail, \\Seen. A refusal is a SportelloError; the mail has left anyway."""
        ...


class MailboxHost(Protocol):
    """Lends connections from the account's budget."""

    def borrow(self, address: str) -> AbstractContextManager[Mailbox]:
        """A connection to the mailbox of that address; the password comes from Secrets. Raises Offline,
        SportelloError ``wrong-password``, ``certificate-refused`` ..."""
        ...

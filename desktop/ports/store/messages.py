"""Mail as read from the shared mailboxes, for offline reading and for threading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.mime.mail import Original, Page, ParsedMail


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail lies; the same mail may lie in several."""

    mailbox: str
    folder: str
    uid_validity: int
    uid: int

    @property
    def in_inbox(self) -> bool:
        """Else in a Sent folder: no other is read. The name is the same on every server (RFC 3501, 5.1)."""
        return self.folder.upper() == "INBOX"


@dataclass(frozen=True, slots=True)
class Message:
    """One mail, stored once whatever mailboxes it came through."""

    slot: str
    mail: ParsedMail
    """Without its page, when it comes from the store."""
    outgoing: bool
    """Found in a Sent folder or sent by this workstation."""
    received: int
    """Server's date, seconds since 1970 UTC."""
    mailbox: str
    """The mailbox it was first seen in: an answer leaves from there."""
    ticket: str = ""
    """Given by the journal (Opened, Filed, Arrived), else by threading with a filed mail, else empty."""
    original: Original | None = None
    """On its way into the store; ``Messages.outline`` gives it back."""
    snippet: str | None = None
    """On its way into the store, where whoever read the mail has worked it out (``quoting.snippet`` of its text)."""


@dataclass(frozen=True, slots=True)
class Came:
    """A mail, and where it stands among others by its date."""

    slot: str
    received: int
    row: int


@dataclass(frozen=True, slots=True)
class FolderCursor:
    """How far a folder has been read: from where its first reading began upwards, and downwards (``engine.intake``)."""

    mailbox: str
    folder: str
    uid_validity: int
    uid: int
    """The newest that was looked at; what is newer is news."""
    settled: bool
    """Whether the first reading of this folder is over: everything up to ``uid`` is here."""
    since: int = 0
    """While it is not: every mail up to ``uid`` that the server dates at or after this is here."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A mail as it came, but for the octets of some of its files."""

    raw: bytes
    left_out: frozenset[str]
    """Their parts."""

    @property
    def whole(self) -> bytes | None:
        """The mail to the last octet, if nothing is left out."""
        return None if self.left_out else self.raw


class Messages(Protocol):
    def folder(self, mailbox: str, folder: str) -> FolderCursor | None: ...

    def cursors(self, mailbox: str) -> Sequence[FolderCursor]:
        """Of all folders of the mailbox whose reading has begun."""
        ...

    def uids(self, mailbox: str, folder: str) -> frozenset[int]:
        """Mails of the folder that are here."""
        ...

    def held(self, mailbox: str, folder: str, before: int) -> int:
        """How many mails of the folder with a UID below that are here."""
        ...

    def add(self, found: Sequence[tuple[Message, Place]], cursor: FolderCursor) -> None:
        """A chunk and how far it reaches, in one transaction. Known slots only get the further place. Text goes
        into the full-text index."""
        ...

    def put(self, message: Message) -> None:
        """One mail that this workstation itself sent."""
        ...

    def get(self, slot: str) -> Message | None: ...
    def page(self, slot: str) -> Page | None:
        """The HTML body, as it may be shown, of a mail whose original is not here; None when it has none."""
        ...

    def outline(self, slot: str) -> Outline | None:
        """What is kept of the mail as it came; None for one read before originals were."""
        ...

    def with_page(self, slots: Sequence[str]) -> frozenset[str]:
        """Those of these mails that have a page, or of whose original one can be made."""
        ...

    def places(self, slot: str) -> Sequence[Place]: ...

    def by_message_id(self, message_id: str) -> Sequence[Message]:
        """Usually one; different mails may carry the same Message-ID."""
        ...

    def related(self, message_ids: Sequence[str]) -> Sequence[str]:
        """Slots of mails that have one of these Message-IDs or refer to one (References, In-Reply-To)."""
        ...

    def dates(self, message_ids: Sequence[str]) -> Mapping[str, int]:
        """When the mails that have these Message-IDs were received, the earliest of each; those that are here."""
        ...

    def of_ticket(self, ticket: str) -> Sequence[Message]:
        """Everything filed under the ticket and its threaded history, oldest first."""
        ...

    def thread(self, slot: str, ticket: str) -> None:
        """Local threading of a mail that the journal has not filed; never overrides the journal."""
        ...

    def unfiled(self, since: int) -> Sequence[Message]:
        """Incoming mails received since then that no entry has filed and that nobody has settled, oldest first."""
        ...

    def unjudged(self, limit: int) -> Sequence[Message]:
        """Outgoing mails that nobody has settled, at most that many, in the order in which they were stored."""
        ...

    def settle(self, slots: Sequence[str]) -> None:
        """Not to be looked at again as something to file (history, robots' mail), or as an answer from elsewhere."""
        ...

    def unfinished(self, mailbox: str, since: int) -> Sequence[str]:
        """Slots of what came to the mailbox since then and belongs to a ticket that is not over, the newest first."""
        ...

    def incoming(self, mailbox: str, since: int, before: tuple[int, int], limit: int) -> Sequence[Came]:
        """What came to the mailbox since then, the newest first, from behind (``received``, ``row``)."""
        ...

    def read_anew(self, slot: str, mail: ParsedMail) -> None:
        """A rule for forms says otherwise now who wrote a mail, or whether a robot did. What a person said of it
        stands; one that belongs to no ticket is to be filed anew."""
        ...

    def purge_folder(self, mailbox: str, folder: str) -> None:
        """UIDVALIDITY has changed: forgets the folder's places and cursor; the mails stay."""
        ...

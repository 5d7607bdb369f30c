"""Shared mailboxes in memory: inbox and Sent of each address, behind the same port as IMAP."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.errors import Offline, SportelloError
from desktop.ports.mailbox import FolderState, Mailbox, MailFolders, RawMail

INBOX, SENT = "INBOX", "Sent"
_MESSAGE_ID = re.compile(rb"^message-id:[ \t]*(<[^>\r\n]*>)", re.IGNORECASE | re.MULTILINE)


def message_id_of(raw: bytes) -> str:
    """Of the header block, or empty."""
    found = _MESSAGE_ID.search(raw.partition(b"\r\n\r\n")[0])
    return found[1].decode() if found else ""


@dataclass
class StoredMail:
    uid: int
    internal_date: int
    flags: set[str]
    raw: bytes


@dataclass
class FakeMailFolder:
    uid_validity: int = 1
    mails: list[StoredMail] = field(default_factory=list)
    broken: dict[int, bytes | None] = field(default_factory=dict)
    """UID of a mail that cannot be delivered, to the headers that still can."""

    removed: int = 0
    """The highest UID that is no more."""

    @property
    def uid_next(self) -> int:
        return max(self.removed, self.mails[-1].uid if self.mails else 0) + 1

    def remove(self, uid: int) -> StoredMail:
        mail = next(mail for mail in self.mails if mail.uid == uid)
        self.mails.remove(mail)
        self.removed = max(self.removed, uid)
        return mail

    def add(self, raw: bytes, internal_date: int, *flags: str) -> int:
        uid = self.uid_next
        self.mails.append(StoredMail(uid, internal_date, set(flags), raw))
        return uid


class FakeMailServer:
    """All shared mailboxes of the team. ``now`` is the server's clock."""

    def __init__(self, now: Callable[[], int], *addresses: str) -> None:
        self.now = now
        self.accounts: dict[str, dict[str, FakeMailFolder]] = {}
        self.files_sent_itself = False
        for address in addresses:
            self.accounts[address] = {INBOX: FakeMailFolder(), SENT: FakeMailFolder()}

    def deliver(self, address: str, raw: bytes) -> int:
        """A mail from outside. Its UID."""
        return self.accounts[address][INBOX].add(raw, self.now())

    def host(self, reachable: Callable[[], bool] = lambda: True) -> FakeMailboxHost:
        return FakeMailboxHost(self, reachable)


class FakeMailboxHost:
    """Implements ``ports.mailbox.MailboxHost`` for one client."""

    def __init__(self, server: FakeMailServer, reachable: Callable[[], bool]) -> None:
        self._server = server
        self._reachable = reachable

    @contextmanager
    def borrow(self, address: str) -> Iterator[Mailbox]:
        if address not in self._server.accounts:
            raise SportelloError("unknown-mailbox", address=address)
        mailbox = FakeMailbox(self._server, address, self._reachable)
        mailbox.folders()
        yield mailbox


class FakeMailbox:
    """Implements ``ports.mailbox.Mailbox``."""

    def __init__(self, server: FakeMailServer, address: str, reachable: Callable[[], bool]) -> None:
        self._server = server
        self._address = address
        self._reachable = reachable
        self._selected = FakeMailFolder()

    def folders(self) -> MailFolders:
        self._reach()
        return MailFolders(INBOX, SENT, self._server.files_sent_itself)

    def look(self, sent: str | None) -> tuple[MailFolders, tuple[FolderState, ...]]:  # noqa: ARG002 - only a hint
        found = self.folders()
        return found, tuple(self.select(name) for name in (found.sent, found.inbox) if name)

    def select(self, folder: str) -> FolderState:
        self._selected = found = self._folder(folder)
        return FolderState(folder, found.uid_validity, found.uid_next, len(found.mails), None)

    def uids_after(self, uid: int) -> tuple[int, ...]:
        self._reach()
        return tuple(mail.uid for mail in self._selected.mails if mail.uid > uid)

    def vanished_since(self, modseq: int) -> frozenset[int] | None:  # noqa: ARG002 - there are none
        return None

    def uids_since(self, moment: int) -> tuple[int, ...]:
        self._reach()
        return tuple(mail.uid for mail in self._selected.mails if mail.internal_date >= moment)

    def fetch(self, uids: Sequence[int]) -> Iterator[RawMail]:
        for mail in self._wanted(uids):
            self._reach()
            if mail.uid in self._selected.broken:
                raise Offline("connection-lost", host="fake", port=0, address=self._address, detail="BYE")
            yield RawMail(mail.uid, mail.internal_date, frozenset(mail.flags), mail.raw)

    def headers(self, uid: int) -> RawMail | None:
        self._reach()
        headers = self._selected.broken.get(uid)
        if headers is None:
            raise Offline("connection-lost", host="fake", port=0, address=self._address, detail="BYE")
        return next(RawMail(m.uid, m.internal_date, frozenset(m.flags), headers) for m in self._wanted([uid]))

    def heads(self, uids: Sequence[int]) -> Iterator[RawMail]:
        return self.fetch(uids)

    def answered(self, uids: Sequence[int]) -> frozenset[int]:
        self._reach()
        return frozenset(mail.uid for mail in self._wanted(uids) if "\\Answered" in mail.flags)

    def find(self, folder: str, message_id: str, since: date) -> tuple[int, ...]:  # noqa: ARG002 - only ever a hint
        return tuple(mail.uid for mail in self._folder(folder).mails if message_id_of(mail.raw) == message_id)

    def elsewhere(self) -> tuple[str, ...]:
        self._reach()
        return tuple(name for name in self._server.accounts[self._address] if name != INBOX)

    def move(self, folder: str, uid: int, to: str) -> None:
        moving = self._folder(folder).remove(uid)
        self._folder(to).add(moving.raw, moving.internal_date, *moving.flags)

    def erase(self, folder: str, uid_validity: int, uid: int) -> bool:
        found = self._folder(folder)
        there = found.uid_validity == uid_validity and any(mail.uid == uid for mail in found.mails)
        if there:
            found.remove(uid)
        return there

    def lay(self, folder: str, raw: bytes, received: int, flags: Sequence[str]) -> None:
        self._folder(folder).add(raw, received, *flags)

    def mark_answered(self, folder: str, uid_validity: int, uid: int) -> None:
        found = self._folder(folder)
        if found.uid_validity == uid_validity:
            for mail in found.mails:
                if mail.uid == uid:
                    mail.flags |= {"\\Answered", "\\Seen"}

    def make_sent(self) -> str:
        self._reach()
        self._server.accounts[self._address].setdefault(SENT, FakeMailFolder())
        return SENT

    def file_sent(self, folder: str, message: bytes) -> None:
        self._folder(folder).add(message, self._server.now(), "\\Seen")

    def _wanted(self, uids: Sequence[int]) -> list[StoredMail]:
        wanted = set(uids)
        return [mail for mail in self._selected.mails if mail.uid in wanted]

    def _folder(self, name: str) -> FakeMailFolder:
        self._reach()
        return self._server.accounts[self._address][name]

    def _reach(self) -> None:
        if not self._reachable():
            raise Offline("unreachable-host", host="fake", port=0, address=self._address, detail="")

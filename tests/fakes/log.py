"""An IMAP server's folders in memory, behind the same ports as the real thing.

One ``FakeServer`` per home mailbox; every workstation gets a ``FakePlace`` of its own on it. The server's
clock is set by the test, and hooks decide what happens to an APPEND: nothing here waits or is random.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from operator import itemgetter

from desktop.domain.errors import Offline
from desktop.journal.codec import MAXIMUM
from desktop.ports.log import (
    Appended,
    AppendRefused,
    AppendUnknown,
    LogLost,
    LogMissing,
    LogRow,
    LogState,
    Probe,
)

BATCH = 1000
_WANTED = (b"x-sportello:", b"x-sportello-signature:")


class Fate(Enum):
    """What becomes of one APPEND."""

    STORED = "stored"
    STORED_UNSEEN = "stored, the OK is lost with the connection"
    STORED_TWICE = "stored twice, the OK is lost (mdbox after a crash)"
    LOST = "cut on the way, nothing stored, the client cannot know"
    NOT_BEGUN = "the connection was gone before anything was sent"
    DELAYED = "kept back; the client cannot know; ``FakeServer.arrive`` stores it later"
    FULL = "over quota"
    READ_ONLY = "refused: read-only"
    THROTTLED = "refused: throttled"
    SEEN_LATE = "stored, but every other client's next look at the folder misses it once"


@dataclass
class FakeFolder:
    uid_validity: int
    next_uid: int = 1
    rows: list[tuple[int, int, bytes]] = field(default_factory=list)
    """UID, internal date, message; in UID order."""
    read_only: bool = False

    def store(self, message: bytes, internal_date: int) -> int:
        uid = self.next_uid
        self.next_uid += 1
        self.rows.append((uid, internal_date, message))
        return uid


class FakeServer:
    """All folders of one home mailbox. ``now`` is the server's clock, seconds since 1970."""

    def __init__(self, now: int = 1_760_000_000, prefix: str = "", separator: str = "/") -> None:
        self.now = now
        self.up = True
        self.prefix = prefix
        self.separator = separator
        self.uidplus = True
        self.throttling = "slow down"
        """What it says when it refuses an append because there were too many."""
        self.folders: dict[str, FakeFolder] = {"INBOX": FakeFolder(1)}
        self.on_append: Callable[[str, str, bytes], Fate] = _always_stored
        """Called with the client's name, the folder and the message, before anything is stored."""
        self._delayed: list[tuple[str, bytes]] = []
        self._late: dict[tuple[str, int], set[str]] = {}
        self._validity = 1

    def place(self, client: str = "client") -> FakePlace:
        return FakePlace(self, client)

    def create(self, folder: str) -> None:
        if folder not in self.folders:
            self._validity += 1
            self.folders[folder] = FakeFolder(self._validity)

    def delete(self, folder: str) -> None:
        del self.folders[folder]

    def new_validity(self, folder: str) -> None:
        """As after a restore from a backup: the same mails, other UIDs."""
        old = self.folders[folder]
        self._validity += 1
        fresh = FakeFolder(self._validity)
        for _, internal_date, message in old.rows:
            fresh.store(message, internal_date)
        self.folders[folder] = fresh

    def expunge(self, folder: str, uid: int) -> None:
        kept = self.folders[folder]
        kept.rows = [row for row in kept.rows if row[0] != uid]

    def arrive(self, count: int | None = None) -> int:
        """Stores the oldest ``count`` delayed appends (all by default); returns how many."""
        due = self._delayed[:count]
        del self._delayed[:count]
        for folder, message in due:
            if folder in self.folders:
                self.folders[folder].store(message, self.now)
        return len(due)

    def look(self, client: str, folder: str) -> list[tuple[int, int, bytes]]:
        """The folder's rows as this client's next look shows them."""
        rows = self.folders[folder].rows
        hidden = {uid for (name, uid), seen in self._late.items() if name == folder and client not in seen}
        for uid in hidden:
            self._late[folder, uid].add(client)
        return [row for row in rows if row[0] not in hidden] if hidden else rows

    def take(self, client: str, folder: str, message: bytes) -> Appended:
        """One APPEND as its fate decides it."""
        target = self.folders.get(folder)
        fate = self.on_append(client, folder, message)
        if fate is Fate.NOT_BEGUN:
            raise LogLost("cut before the append")
        if fate is Fate.LOST:
            raise AppendUnknown("cut on the way")
        if fate is Fate.DELAYED:
            self._delayed.append((folder, message))
            raise AppendUnknown("still on the way")
        if target is None:
            raise AppendRefused("missing")
        if fate is Fate.FULL:
            raise AppendRefused("over-quota")
        if fate is Fate.READ_ONLY or target.read_only:
            raise AppendRefused("read-only")
        if fate is Fate.THROTTLED:
            raise AppendRefused("throttled", self.throttling)
        uid = target.store(message, self.now)
        if fate is Fate.STORED_TWICE:
            target.store(message, self.now)
        if fate is Fate.SEEN_LATE:
            self._late[folder, uid] = {client}
        elif fate is not Fate.STORED:
            raise AppendUnknown("the answer was lost")
        return Appended(target.uid_validity, uid) if self.uidplus else Appended()


class FakePlace:
    """``LogPlace`` on a FakeServer, for one client."""

    def __init__(self, server: FakeServer, client: str) -> None:
        self.server = server
        self.client = client
        self.linked = True
        """False takes this client offline and cuts its logs."""

    def default_folder(self, generation: int) -> str:
        self.reach()
        return f"{self.server.prefix}Sportello{self.server.separator}Journal-{generation}"

    def folders(self) -> tuple[str, ...]:
        self.reach()
        return tuple(self.server.folders)

    def create(self, folder: str) -> None:
        self.reach()
        self.server.create(folder)

    def move(self, folder: str, to: str) -> None:
        self.reach()
        self.server.folders[to] = self.server.folders.pop(folder)

    def delete(self, folder: str) -> None:
        self.reach()
        self.server.delete(folder)

    def open(self, folder: str) -> FakeLog:
        self.reach()
        return FakeLog(self, folder)

    def probe(self) -> Probe:
        self.reach()
        return Probe("green", (), 6, ("IMAP4REV1", "UIDPLUS"))

    def reach(self) -> None:
        """Raises Offline while the server is down or the client unlinked."""
        if not (self.linked and self.server.up):
            raise Offline("unreachable-host", host="fake", port=0, address="fake", detail="")


class FakeLog:
    """``TeamLog`` on one folder of a FakeServer."""

    def __init__(self, place: FakePlace, folder: str) -> None:
        self._place = place
        self._server = place.server
        self._folder = folder
        self._open = True
        found = self._server.folders.get(folder)
        if found is None:
            raise LogMissing(folder)
        self._state = LogState(found.uid_validity, len(found.rows), found.read_only)
        self._read: int | None = None

    def state(self) -> LogState:
        return self._state

    def append(self, message: bytes) -> Appended:
        self._alive()
        try:
            return self._server.take(self._place.client, self._folder, message)
        except (AppendUnknown, LogLost):
            self._open = False
            raise

    def read_after(self, uid: int) -> Iterator[tuple[LogRow, ...]]:
        rows = self._noop()
        self._read = len(rows)
        first = bisect_right(rows, uid, key=itemgetter(0))
        fresh = [_row(sequence, row) for sequence, row in enumerate(rows[first:], start=first + 1)]
        for start in range(0, len(fresh), BATCH):
            self._alive()
            yield tuple(fresh[start : start + BATCH])

    def row(self, uid: int) -> LogRow | None:
        self._alive()
        found = self._server.folders.get(self._folder)
        rows = found.rows if found is not None else []
        place = bisect_left(rows, uid, key=itemgetter(0))
        return _row(place + 1, rows[place]) if place < len(rows) and rows[place][0] == uid else None

    def wait(self, seconds: float) -> bool:  # noqa: ARG002 - nothing else can happen while a fake waits
        return len(self._noop()) != (self._read or 0)

    def close(self) -> None:
        self._open = False

    def _noop(self) -> list[tuple[int, int, bytes]]:
        self._alive()
        found = self._server.folders.get(self._folder)
        if found is None or found.uid_validity != self._state.uid_validity:
            self._open = False
            raise LogLost("the folder went away")
        rows = self._server.look(self._place.client, self._folder)
        self._state = LogState(found.uid_validity, len(rows), self._state.read_only)
        return rows

    def _alive(self) -> None:
        if not (self._open and self._place.linked and self._server.up):
            self._open = False
            raise LogLost("not connected")


def _always_stored(client: str, folder: str, message: bytes) -> Fate:  # noqa: ARG001
    return Fate.STORED


def _row(sequence: int, row: tuple[int, int, bytes]) -> LogRow:
    uid, internal_date, message = row
    head, _, body = message.partition(b"\r\n\r\n")
    wanted: list[bytes] = []
    taking = False
    for line in head.split(b"\r\n"):
        if not line.startswith((b" ", b"\t")):
            taking = line.lower().startswith(_WANTED)
        if taking:
            wanted.append(line)
    return LogRow(uid, sequence, internal_date, b"\r\n".join(wanted), body[: MAXIMUM + 1])

"""The ports of one simulated process: real store, fake servers, and a possible crash, sleep or switch at each call.

``step(where)`` is called before a call and after it, when its effect has happened and its result is not known yet.
Inside a store transaction nothing happens: it is rolled back or stands, and no other process sees the inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

from desktop.adapters.store.sqlite import SqliteStore
from desktop.ports.log import Appended, LogPlace, LogRow, LogState, Probe, TeamLog
from desktop.ports.mailbox import FolderState, Mailbox, MailboxHost, MailFolders, RawMail

Step = Callable[[str], None]

_WRITES = {
    "entries": ("commit",),
    "outbox": ("add", "void", "refuse", "settle"),
    "drafts": ("put", "move"),
    "sends": ("add", "set_state", "set_mark", "count_attempt", "set_filed"),
    "messages": ("add", "put"),
    "profile": ("put", "delete"),
    "reader": (),
    "missing": ("vanished", "sought"),
    "plans": (),
    "contents": ("keep",),
    "space": ("trim", "bring_back", "collect", "give_back"),
}


class SteppedStore:
    """``ports.store.Store``. ``kept(aggregate, value)`` is told of each draft and own entry as it becomes durable."""

    def __init__(self, store: SqliteStore, step: Step, kept: Callable[[Any], None]) -> None:
        self.real = store
        self._step = step
        self._kept = kept
        self._depth = 0
        self._news: list[Any] = []
        for aggregate, writes in _WRITES.items():
            setattr(self, aggregate, self._stepped(aggregate, getattr(store, aggregate), writes))

    def in_bulk(self) -> AbstractContextManager[None]:
        return self.real.in_bulk()

    def settle(self) -> None:
        self.real.settle()

    def cuttable(self) -> AbstractContextManager[Callable[[], None]]:
        return self.real.cuttable()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._depth == 0:
            self._step("store.begin")
        self._depth += 1
        try:
            with self.real.transaction():
                yield
        except BaseException:
            self._depth -= 1
            self._news.clear()
            raise
        self._depth -= 1
        if self._depth == 0:
            self._tell()
            self._step("store.committed")

    def close(self) -> None:
        self.real.close()

    def _stepped(self, aggregate: str, real: Any, writes: Sequence[str]) -> SimpleNamespace:
        methods = {name: getattr(real, name) for name in dir(type(real)) if not name.startswith("_")}
        for name in writes:
            methods[name] = self._write(f"{aggregate}.{name}", methods[name])
        return SimpleNamespace(**methods)

    def _write(self, where: str, method: Callable[..., Any]) -> Callable[..., Any]:
        noted = where in ("drafts.put", "outbox.add")

        def call(*arguments: Any, **named: Any) -> Any:
            if self._depth:
                if noted:
                    self._news.append(arguments[0])
                return method(*arguments, **named)
            self._step(where)
            result = method(*arguments, **named)
            if noted:
                self._news.append(arguments[0])
                self._tell()
            self._step(where)
            return result

        return call

    def _tell(self) -> None:
        for value in self._news:
            self._kept(value)
        self._news.clear()


class SteppedPlace:
    """``ports.log.LogPlace``; ``begun`` is told of each message whose APPEND is about to be started."""

    def __init__(self, place: LogPlace, step: Step, begun: Callable[[bytes], None]) -> None:
        self._place = place
        self._step = step
        self._begun = begun
        self.log: TeamLog | None = None
        """The connection opened last, to be cut."""

    def default_folder(self, generation: int) -> str:
        return self._place.default_folder(generation)

    def folders(self) -> tuple[str, ...]:
        return self._place.folders()

    def create(self, folder: str) -> None:
        self._step("log.create")
        self._place.create(folder)

    def move(self, folder: str, to: str) -> None:
        self._place.move(folder, to)

    def open(self, folder: str) -> TeamLog:
        self._step("log.open")
        self.log = self._place.open(folder)
        return SteppedLog(self.log, self._step, self._begun)

    def probe(self) -> Probe:
        return self._place.probe()


class SteppedLog:
    def __init__(self, log: TeamLog, step: Step, begun: Callable[[bytes], None]) -> None:
        self._log = log
        self._step = step
        self._begun = begun

    def state(self) -> LogState:
        return self._log.state()

    def append(self, message: bytes) -> Appended:
        self._begun(message)
        self._step("log.append")
        appended = self._log.append(message)
        self._step("log.append")
        return appended

    def read_after(self, uid: int) -> Iterator[tuple[LogRow, ...]]:
        self._step("log.read")
        batches = list(self._log.read_after(uid))
        self._step("log.read")
        yield from batches

    def row(self, uid: int) -> LogRow | None:
        return self._log.row(uid)

    def wait(self, seconds: float) -> bool:
        self._step("log.wait")
        return self._log.wait(seconds)

    def close(self) -> None:
        self._log.close()


class SteppedHost:
    """``ports.mailbox.MailboxHost``; ``looked`` is told of each folder that is opened."""

    def __init__(self, host: MailboxHost, step: Step, looked: Callable[[str, str], None]) -> None:
        self._host = host
        self._step = step
        self._looked = looked

    @contextmanager
    def borrow(self, address: str) -> Iterator[Mailbox]:
        self._step("mail.borrow")
        with self._host.borrow(address) as mailbox:
            yield SteppedMailbox(mailbox, self._step, lambda folder: self._looked(address, folder))


class SteppedMailbox:
    def __init__(self, mailbox: Mailbox, step: Step, looked: Callable[[str], None]) -> None:
        self._mailbox = mailbox
        self._step = step
        self._looked = looked

    def folders(self) -> MailFolders:
        return self._mailbox.folders()

    def look(self, sent: str | None) -> tuple[MailFolders, tuple[FolderState, ...]]:  # noqa: ARG002 - only a hint
        """The server answers for one folder after the other."""
        found = self._mailbox.folders()
        return found, tuple(self.select(name) for name in (found.sent, found.inbox) if name)

    def select(self, folder: str) -> FolderState:
        self._step("mail.select")
        state = self._mailbox.select(folder)
        self._looked(folder)
        return state

    def uids_after(self, uid: int) -> tuple[int, ...]:
        return self._mailbox.uids_after(uid)

    def vanished_since(self, modseq: int) -> frozenset[int] | None:
        return self._mailbox.vanished_since(modseq)

    def uids_since(self, moment: int) -> tuple[int, ...]:
        return self._mailbox.uids_since(moment)

    def fetch(self, uids: Sequence[int]) -> Iterator[RawMail]:
        found = list(self._mailbox.fetch(uids))
        self._step("mail.fetch")
        yield from found

    def answered(self, uids: Sequence[int]) -> frozenset[int]:
        found = self._mailbox.answered(uids)
        self._step("mail.answered")
        return found

    def find(self, folder: str, message_id: str, since: date) -> tuple[int, ...]:
        found = self._mailbox.find(folder, message_id, since)
        self._step("mail.find")
        return found

    def mark_answered(self, folder: str, uid_validity: int, uid: int) -> None:
        self._step("mail.flag")
        self._mailbox.mark_answered(folder, uid_validity, uid)
        self._step("mail.flag")

    def elsewhere(self) -> tuple[str, ...]:
        return self._mailbox.elsewhere()

    def move(self, folder: str, uid: int, to: str) -> None:
        self._step("mail.move")
        self._mailbox.move(folder, uid, to)

    def lay(self, folder: str, raw: bytes, received: int, flags: Sequence[str]) -> None:
        self._step("mail.file")
        self._mailbox.lay(folder, raw, received, flags)

    def file_sent(self, folder: str, message: bytes) -> None:
        self._step("mail.file")
        self._mailbox.file_sent(folder, message)
        self._step("mail.file")

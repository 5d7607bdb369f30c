"""Several parser children at work on one stream of mails, its order kept."""

from __future__ import annotations

import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from desktop.adapters.parsing.parser import DEADLINE, ChildParser
from desktop.domain.errors import SportelloError
from desktop.mime.mail import Page
from desktop.ports.mailbox import RawMail
from desktop.ports.parser import FILES, Parsed

_MOST = 2
"""Children. What a mailbox delivers and a database takes does not feed more."""

_GROUP, _GROUP_OCTETS = 16, 512_000
"""Mails, and octets of mails, that go to a child together."""

_AHEAD = 40
"""Groups under way at once: what two children have to do while a batch of mails is written, and all the memory that a
big mailbox takes here."""


class ParserPool:
    """A MailParser (ports.parser), safe to call from several threads. A child is started when there is work for it.
    ``give_way`` is called before each group of ``parse_all`` and returns when it may have a processor."""

    def __init__(
        self,
        command: Sequence[str] | None = None,
        children: int | None = None,
        deadline: float = DEADLINE,
        give_way: Callable[[], object] = lambda: None,
    ) -> None:
        self._give_way = give_way
        count = children or max(1, min(_MOST, os.cpu_count() or 1))
        self._children = [ChildParser(command, deadline) for _ in range(count)]
        self._free: queue.LifoQueue[ChildParser] = queue.LifoQueue()
        for child in self._children:
            self._free.put(child)
        self._threads = ThreadPoolExecutor(count, "parser")

    def parse(self, raw: bytes, files: int = FILES) -> Parsed:
        """See the port; ChildParser.parse for ``damage`` and for what is raised."""
        with self._child() as child:
            return child.parse(raw, files)

    def page(self, raw: bytes) -> Page | None:
        with self._child() as child:
            return child.page(raw)

    def parse_all(self, mails: Iterable[RawMail], files: int = FILES) -> Iterator[tuple[RawMail, Parsed]]:
        under_way: deque[tuple[list[RawMail], Future[list[Parsed]]]] = deque()
        failed: list[Exception] = []
        groups = _grouped(mails, failed)
        while True:
            while len(under_way) < _AHEAD and (group := next(groups, None)):
                under_way.append((group, self._submitted([mail.raw for mail in group], files)))
            if not under_way:
                break
            group, result = under_way.popleft()
            yield from zip(group, result.result(), strict=True)
        if failed:
            raise failed[0]

    def close(self) -> None:
        """Ends the children at once, also in the middle of a mail."""
        for child in self._children:
            child.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    @contextmanager
    def _child(self) -> Iterator[ChildParser]:
        child = self._free.get()
        try:
            yield child
        finally:
            self._free.put(child)

    def _parsed(self, raws: list[bytes], files: int) -> list[Parsed]:
        self._give_way()
        with self._child() as child:
            return child.parse_some(raws, files)

    def _submitted(self, raws: list[bytes], files: int) -> Future[list[Parsed]]:
        try:
            return self._threads.submit(self._parsed, raws, files)
        except RuntimeError as closed:
            raise SportelloError("no-parser", detail="closed") from closed


def _grouped(mails: Iterable[RawMail], failed: list[Exception]) -> Iterator[list[RawMail]]:
    """What the mails' source raises ends the groups and stands in ``failed``."""
    group: list[RawMail] = []
    octets = 0
    try:
        for mail in mails:
            group.append(mail)
            octets += len(mail.raw)
            if len(group) == _GROUP or octets >= _GROUP_OCTETS:
                yield group
                group, octets = [], 0
    except Exception as error:  # noqa: BLE001 - raised after what came before it has been handed over
        failed.append(error)
    if group:
        yield group

"""Where a reading's processor time goes: what the process that reads does itself by kind, and its parser children."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from desktop.adapters.imap.mailbox import ImapMailbox
from desktop.adapters.parsing.child import parse
from desktop.adapters.store.connection import Connection
from desktop.journal.slots import slot_of
from desktop.mime.automatic import automatic
from desktop.mime.bodies import attachments, body_text
from desktop.mime.originals import original
from desktop.mime.quoting import snippet
from desktop.mime.structure import Structure
from desktop.ports.mailbox import RawMail
from desktop.ports.parser import FILES

_RUNS = 5

FETCH, WORDS, COMMITS, SQL = "from the line to mails", "index of words", "commits, the index's too", "other SQL"
SETTLING = "the log to its place"


@contextmanager
def measured() -> Iterator[Counter[str]]:
    """Seconds of the calling thread's processor time for what is done inside, by kind."""
    seconds: Counter[str] = Counter()
    fetch = ImapMailbox.fetch

    def fetched(mailbox: ImapMailbox, uids: Sequence[int]) -> Iterator[RawMail]:
        mails = fetch(mailbox, uids)
        while True:
            begun = time.thread_time()
            mail = next(mails, None)
            seconds[FETCH] += time.thread_time() - begun
            if mail is None:
                return
            yield mail

    with (
        patch.object(ImapMailbox, "fetch", fetched),
        patch.multiple(Connection, **{n: _timed(getattr(Connection, n), seconds) for n in ("run", "many", "rows")}),
    ):
        yield seconds


def _timed(method: Callable[..., Any], seconds: Counter[str]) -> Callable[..., Any]:
    def timed(connection: Connection, sql: str, *values: object) -> Any:
        begun = time.thread_time()
        try:
            return method(connection, sql, *values)
        finally:
            seconds[_kind(sql)] += time.thread_time() - begun

    return timed


def _kind(sql: str) -> str:
    if sql == "COMMIT":
        return COMMITS
    if sql.startswith("INSERT INTO words "):
        return WORDS
    return SETTLING if sql.startswith("PRAGMA wal_checkpoint") else SQL


def parsing(raws: Sequence[bytes]) -> Iterator[tuple[str, float]]:
    """What one mail costs in a parser child, in microseconds of processor, at the least of a few runs: each piece of
    work alone, and all of it. No pipe, no other process."""
    split = [(raw, Structure(raw).root) for raw in raws]
    texts = [body_text(*one) for one in split]
    works: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        "parts and headers": (Structure, raws),
        "its text": (lambda one: body_text(*one), split),
        "names and sizes of files": (lambda one: attachments(*one), split),
        "whether a machine wrote it": (lambda one: automatic(*one), split),
        "first new words": (snippet, texts),
        "identity": (slot_of, raws),
        "what is kept of it as it came": (lambda one: original(*one, attachments(*one), FILES), split),
        "all": (parse, raws),
    }
    for name, (work, given) in works.items():
        yield name, min(_spent(work, given) for _ in range(_RUNS)) / len(raws) * 1e6


def _spent(work: Callable[[Any], object], given: Sequence[Any]) -> float:
    begun = time.process_time()
    for one in given:
        work(one)
    return time.process_time() - begun

"""Where a reading's processor time goes: what the process that reads does itself by kind, and its parser children."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from desktop.adapters.imap.mailbox import ImapMailbox
from desktop.adapters.store.connection import Connection
from desktop.ports.mailbox import RawMail

FETCH, WORDS, COMMITS, SQL = "from the line to mails", "index of words", "commits, the index's too", "other SQL"


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
            kind = COMMITS if sql == "COMMIT" else WORDS if sql.startswith("INSERT INTO words ") else SQL
            seconds[kind] += time.thread_time() - begun

    return timed

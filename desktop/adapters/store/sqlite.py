"""The store of one profile over one SQLite connection."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from desktop.adapters.store import copies
from desktop.adapters.store.connection import PATIENCE, Connection
from desktop.adapters.store.contents import SqliteContents
from desktop.adapters.store.drafts import SqliteDrafts
from desktop.adapters.store.entries import SqliteEntries
from desktop.adapters.store.messages import SqliteMessages
from desktop.adapters.store.migrations import compact, upgrade
from desktop.adapters.store.missing import SqliteMissing
from desktop.adapters.store.outbox import SqliteOutbox
from desktop.adapters.store.people import SqlitePeople
from desktop.adapters.store.personal import SqlitePersonal
from desktop.adapters.store.plans import SqlitePlans
from desktop.adapters.store.profile import SqliteProfile
from desktop.adapters.store.reader import SqliteReader
from desktop.adapters.store.sends import SqliteSends
from desktop.adapters.store.snoozes import SqliteSnoozes
from desktop.adapters.store.space import SqliteSpace


class SqliteStore:
    """Implements ``desktop.ports.store.Store``. To be used in the thread that made it.

    ``synchronous`` FULL: SQLite fsyncs the write-ahead log at each commit, which is what "durable when it
    returns" means here; anything less is for tests. ``patience``: seconds to wait for another connection's
    transaction. ``read_only``: for lists; every write is a bug.

    Every call raises SportelloError ``disk-full``, ``disk-error``, ``profile-read-only``, ``database-busy`` or
    ``broken-database``; opening also ``newer-database``, ``database-not-copied`` and ``database-not-opened``. What
    was committed before stays.
    """

    def __init__(
        self, path: Path, *, synchronous: str = "FULL", patience: float = PATIENCE, read_only: bool = False
    ) -> None:
        self._connection = Connection(path, synchronous, patience)
        try:
            upgrade(self._connection)
            if read_only:
                self._connection.run("PRAGMA query_only = 1")
            else:
                compact(self._connection)
                copies.let_go(path)
        except BaseException:
            self._connection.close()
            raise
        self.outbox = SqliteOutbox(self._connection)
        self.contents = SqliteContents(self._connection)
        self.drafts = SqliteDrafts(self._connection, self.contents)
        self.sends = SqliteSends(self._connection, self.contents)
        self.messages = SqliteMessages(self._connection)
        self.missing = SqliteMissing(self._connection)
        self.people = SqlitePeople(self._connection)
        self.personal = SqlitePersonal(self._connection)
        self.plans = SqlitePlans(self._connection)
        self.profile = SqliteProfile(self._connection)
        self.snoozes = SqliteSnoozes(self._connection, self.profile)
        self.entries = SqliteEntries(self._connection, self.snoozes)
        self.reader = SqliteReader(self._connection)
        self.space = SqliteSpace(self._connection)

    def transaction(self) -> AbstractContextManager[None]:
        return self._connection.transaction()

    def in_bulk(self) -> AbstractContextManager[None]:
        return self._connection.in_bulk()

    def cuttable(self) -> AbstractContextManager[Callable[[], None]]:
        return self._connection.cuttable()

    def settle(self) -> None:
        self._connection.settle()

    def backup(self, to: Path) -> None:
        """A consistent copy in a new file, as a person's backup would hold it."""
        self._connection.backup(to)

    def close(self) -> None:
        self._connection.close()

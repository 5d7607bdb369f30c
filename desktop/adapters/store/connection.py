"""The one border to SQLite: every statement passes here, and every foreign error is translated here, once."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import peewee

from desktop.domain.errors import SportelloError
from desktop.ports.store import CutShort

Values = Sequence[str | int | bytes | None]

PATIENCE = 5.0
"""Seconds to wait for another lane's transaction. Theirs last 50 ms; longer than this, something hangs."""

STOPS = {
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_IOERR: "disk-error",
    sqlite3.SQLITE_READONLY: "profile-read-only",
    sqlite3.SQLITE_PERM: "profile-read-only",
    sqlite3.SQLITE_CANTOPEN: "database-not-opened",
    sqlite3.SQLITE_BUSY: "database-busy",
    sqlite3.SQLITE_LOCKED: "database-busy",
    sqlite3.SQLITE_PROTOCOL: "database-busy",
    sqlite3.SQLITE_NOTADB: "broken-database",
    sqlite3.SQLITE_CORRUPT: "broken-database",
}
"""SQLite's primary result codes (sqlite.org/rescode.html) that the machine brings about. All others are bugs."""

_MAY_BE_FULL = ("disk-error", "database-not-opened")
"""SQLite says so too when there is no space for its log's index or for a new file beside the database."""

_NOTHING_LEFT = 256 * 1024
"""Octets. The index of the log alone grows by 32 kB at once."""


_STEPS = 5_000
"""Of SQLite's machine between two looks whether to go on: about half a millisecond."""

_LOG_PAGES = 4000
"""16 MB of log between checkpoints: a replayed batch dirties 3 MB of index pages, again and again."""


class Connection:
    """One connection of one thread. Statements outside ``transaction`` are durable when they return."""

    def __init__(self, path: Path, synchronous: str, patience: float = PATIENCE) -> None:
        self.path = path
        self._border = _Border(path)
        self._depth = 0
        self._database = peewee.SqliteDatabase(
            str(path),
            pragmas={
                "synchronous": synchronous,
                # macOS hands fsync to a drive's cache and returns; elsewhere these two change nothing.
                "fullfsync": 1,
                "checkpoint_fullfsync": 1,
                "temp_store": "memory",
                "secure_delete": "fast",  # overwritten where that costs no further write: see ``personal``
                "cache_size": -16_000,
                "wal_autocheckpoint": _LOG_PAGES,
                "journal_size_limit": 64 * 1024 * 1024,
            },
            timeout=patience,
            autoconnect=False,
            thread_safe=False,
        )
        with self._border:
            self._database.connect()
        self._raw: sqlite3.Connection = self._database.connection()  # type: ignore[no-untyped-call]

    def run(self, sql: str, values: Values = ()) -> int:
        """Execute; the number of rows changed."""
        with self._border:
            return self._execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        """Execute once per row: 27,000 rows a second, against 8,000 through a query builder."""
        with self._border:
            self._must_be_whole()
            self._raw.executemany(sql, rows)

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        with self._border:
            return self._execute(sql, values).fetchall()

    def one(self, sql: str, values: Values = ()) -> Any:
        """The first row, or None."""
        with self._border:
            return self._execute(sql, values).fetchone()

    def version(self) -> tuple[int, int]:
        """Another one as soon as anybody has written to the database."""
        return int(self.one("PRAGMA data_version")[0]), self._raw.total_changes

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE, or a savepoint when one is open already. Not peewee's ``atomic``: it rolls back after a
        failed COMMIT, and where a full disk has made SQLite do so already, that second failure is all one hears of."""
        depth = self._depth
        self.run("SAVEPOINT nested" if depth else "BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
            self.run("RELEASE nested" if depth else "COMMIT")
        except BaseException:
            self._roll_back(depth)
            raise
        finally:
            self._depth = depth

    @contextmanager
    def unless(self, stopped: Callable[[], bool]) -> Iterator[None]:
        """What is read inside ends, quietly, as soon as ``stopped`` says so."""
        self._raw.set_progress_handler(stopped, _STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if _result_code(error) != sqlite3.SQLITE_INTERRUPT:
                raise
        finally:
            self._raw.set_progress_handler(None, 0)

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """The log is brought to its place when ``settle`` says so, never at a commit. Each commit is on the disk all
        the same: what it left to the next fsync, a person who claims a ticket meanwhile would wait for."""
        self._pace(0)
        try:
            yield
        finally:
            with suppress(SportelloError):
                self.settle()  # or the next one who commits would do it, who may be a person
                self._pace(_LOG_PAGES)

    def _pace(self, log_pages: int) -> None:
        self.rows(f"PRAGMA wal_autocheckpoint = {log_pages}")

    def settle(self) -> None:
        """What stands in the log, brought to its place in the database. Nobody waits for it, and it waits for nobody
        (sqlite.org/c3ref/wal_checkpoint_v2.html, PASSIVE)."""
        self.rows("PRAGMA wal_checkpoint(PASSIVE)")

    @contextmanager
    def cuttable(self) -> Iterator[Callable[[], None]]:
        """Gives what ends, from any thread, whatever is done inside, with CutShort. Not by ``sqlite3_interrupt``: while
        the index of words is in the middle of something, that would stop the ROLLBACK too."""

        def cut() -> None:
            self._border.cut = True

        self._border.cut = False
        self._raw.set_progress_handler(lambda: self._border.cut, _STEPS)
        try:
            yield cut
        finally:
            self._raw.set_progress_handler(None, 0)
            self._border.cut = False

    def backup(self, to: Path) -> None:
        """A consistent copy of the whole database in a new file."""
        with self._border, closing(sqlite3.connect(to)) as copy:
            self._raw.backup(copy)

    def close(self) -> None:
        """Nothing to do when it is closed already."""
        self._database.close()

    def _execute(self, sql: str, values: Values) -> sqlite3.Cursor:
        self._must_be_whole()
        return self._raw.execute(sql, values)

    def _roll_back(self, depth: int) -> None:
        """Nothing to do where SQLite has done it; the error that brought us here is the one to be heard."""
        with suppress(sqlite3.Error):
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK TO nested" if depth else "ROLLBACK")
                if depth:
                    self._raw.execute("RELEASE nested")

    def _must_be_whole(self) -> None:
        """SQLite may end a transaction by itself (disk full). Going on would write its second half without its
        first, each statement durable on its own."""
        if self._depth and not self._raw.in_transaction:
            raise SportelloError("disk-error", path=str(self.path), detail="the transaction was rolled back")


class _Border:
    """Turns what the machine did to us into an error for people; lets bugs through. Entered for each statement,
    so no generator."""

    __slots__ = ("_path", "cut")

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self.cut = False

    def __enter__(self) -> None:
        if self.cut:
            raise CutShort

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, peewee.DatabaseError | sqlite3.Error):
            if self.cut and _result_code(error) == sqlite3.SQLITE_INTERRUPT:
                raise CutShort from error
            code = STOPS.get(_result_code(error) & 0xFF)
            if code in _MAY_BE_FULL and _is_full(Path(self._path).parent):
                code = "disk-full"
            if code is not None:
                raise SportelloError(code, path=self._path, detail=str(error)) from error


def _is_full(folder: Path) -> bool:
    """Asked after a failure only; a disk that cannot be asked is not full but broken."""
    try:
        return shutil.disk_usage(folder).free < _NOTHING_LEFT
    except OSError:
        return False


def _result_code(error: BaseException) -> int:
    """SQLite's (extended) result code, 0 when it is not SQLite that failed; peewee's errors carry the original."""
    return int(getattr(getattr(error, "orig", error), "sqlite_errorcode", 0))

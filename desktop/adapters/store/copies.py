"""The database as it was before a newer program changed it: a copy beside it, for whoever has to go back.

It holds what the database held, so no longer than two updates and thirty days: mail that is to be forgotten is in it
too.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from desktop.domain.errors import SportelloError

KEPT = 2

LONGEST = 30 * 24 * 3600
"""Seconds."""

_TWICE = 2
"""Room for the copy, and as much again for what the change itself writes."""

_MEGABYTE = 1_000_000


def make(database: Path, version: int) -> Path:
    """A copy of what is committed, complete on the disk when it is there at all, for its owner alone. Raises
    SportelloError ``database-not-copied``; then there is none, and nothing was changed."""
    copy = database.with_name(f"{database.stem}-version-{version}{database.suffix}")
    unfinished = copy.with_name(f"{copy.name}.part")
    size = sum(part.stat().st_size for part in (database, _log_of(database)) if part.exists())
    try:
        for stale in (copy, unfinished):
            stale.unlink(missing_ok=True)
        if shutil.disk_usage(database.parent).free < _TWICE * size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _write(database, unfinished)
        unfinished.replace(copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        needed, detail = _TWICE * size // _MEGABYTE + 1, getattr(error, "strerror", None) or str(error)
        raise SportelloError("database-not-copied", path=str(database), needed=needed, detail=detail) from error
    for older in of(database)[KEPT:]:
        with suppress(OSError):  # ``let_go`` will
            older.unlink(missing_ok=True)
    return copy


def of(database: Path) -> Sequence[Path]:
    """All copies there are, of the newest version first."""
    name = re.compile(rf"{re.escape(database.stem)}-version-(\d+){re.escape(database.suffix)}")
    found = ((name.fullmatch(path.name), path) for path in database.parent.glob(f"{database.stem}-version-*"))
    return [path for _, path in sorted(((int(match[1]), path) for match, path in found if match), reverse=True)]


def let_go(database: Path, longest: float = LONGEST) -> None:
    """Of those that are older than that, and of what a start that broke off has left of one. What cannot be removed now
    is tried again at the next start."""
    for copy in (*of(database), *database.parent.glob(f"{database.stem}-version-*.part")):
        with suppress(OSError):
            if copy.stat().st_mtime < time.time() - longest:
                copy.unlink()


def _write(database: Path, to: Path) -> None:
    """By a connection of its own: it reads what is committed while another one holds the right to write."""
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    source = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as old, closing(sqlite3.connect(to)) as new:
        new.execute("PRAGMA synchronous = OFF")
        old.backup(new)
    with to.open("rb+") as written:
        os.fsync(written.fileno())


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")

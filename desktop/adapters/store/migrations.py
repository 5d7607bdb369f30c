"""From any version that was ever shipped to this one, in one transaction, or not at all; a copy of it comes first.

``MIGRATIONS[n]`` brings version n to n + 1; the version stands in the file (PRAGMA user_version), as does whose
file it is (PRAGMA application_id). A new step is a module in ``steps``, added at the end.
"""

from __future__ import annotations

import shutil
from contextlib import suppress

from desktop.adapters.store import copies
from desktop.adapters.store.connection import Connection
from desktop.adapters.store.steps import (
    version_01,
    version_02,
    version_03,
    version_04,
    version_05,
    version_06,
    version_07,
    version_08,
    version_09,
    version_10,
    version_11,
    version_12,
    version_13,
    version_14,
    version_15,
)
from desktop.domain.errors import SportelloError

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    version_01.STATEMENTS,
    version_02.STATEMENTS,
    version_03.STATEMENTS,
    version_04.STATEMENTS,
    version_05.STATEMENTS,
    version_06.STATEMENTS,
    version_07.STATEMENTS,
    version_08.STATEMENTS,
    version_09.STATEMENTS,
    version_10.STATEMENTS,
    version_11.STATEMENTS,
    version_12.STATEMENTS,
    version_13.STATEMENTS,
    version_14.STATEMENTS,
    version_15.STATEMENTS,
)
APPLICATION_ID = 0x53504F54
"""``SPOT``; names the file in file(1) and keeps us out of another program's database."""


def upgrade(connection: Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the database to the newest version. Raises SportelloError ``newer-database`` for one that a newer
    Sportello has written, ``broken-database`` for one that is not ours, ``database-not-copied`` where there is no room
    for the copy; all are left as they are."""
    version = _version(connection, len(migrations))
    if not version:
        connection.rows("PRAGMA page_size = 8192")  # a sixth less work at each commit than with the usual 4096
        connection.rows("PRAGMA auto_vacuum = incremental")  # both have to be known before the first page is written
    connection.rows("PRAGMA journal_mode = wal")
    if version == len(migrations):
        return
    with connection.transaction():
        version = _version(connection, len(migrations))  # another process may have come first
        if 0 < version < len(migrations):
            copies.make(connection.path, version)
        for statements in migrations[version:]:
            for statement in statements:
                connection.run(statement)
        connection.run(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.run(f"PRAGMA user_version = {len(migrations)}")


def compact(connection: Connection) -> None:
    """Once, after an older database was brought up to date, while no lane is there to wait: from then on empty pages
    go back to the disk a few at a time. Only with room for a second copy and its log; without it all else works, and
    at the next start it is tried again, as it is after a start that broke off in the middle."""
    if connection.one("PRAGMA auto_vacuum")[0]:
        return
    size = connection.one("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")[0]
    if shutil.disk_usage(connection.path.parent).free > 3 * size:
        connection.rows("PRAGMA auto_vacuum = incremental")
        with suppress(SportelloError):
            connection.rows("VACUUM")


def _version(connection: Connection, newest: int) -> int:
    version = int(connection.one("PRAGMA user_version")[0])
    ours = connection.one("PRAGMA application_id")[0] == APPLICATION_ID
    if not ours and connection.one("SELECT 1 FROM sqlite_master") is not None:
        raise SportelloError("broken-database", path=str(connection.path), detail="another program's database")
    if version > newest:
        raise SportelloError("newer-database", path=str(connection.path), version=version, known=newest)
    return version

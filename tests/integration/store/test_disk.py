"""The disk gives out: what was stored stays, the sentence is the right one, and work goes on when there is space.

``max_page_count`` makes SQLite itself report a full disk; a limit on the size of files makes the system refuse a
write in the middle of a commit.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from desktop.adapters.store import connection
from desktop.adapters.store.connection import Connection
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.errors import SportelloError
from tests.unit.store.samples import TEAM, cursor, folded, mail, message, own, place, reached, recorded, ticket

ROOT = Path(__file__).resolve().parents[3]
LARGE = "x" * 40_000
MANY_PAGES = 1_000_000


class SmallDisk(SqliteStore):
    """A store whose disk can be filled."""

    def pages(self, most: int) -> None:
        """At most so many pages of 4,096 octets; fewer than there are means none more."""
        self._connection.one(f"PRAGMA max_page_count = {most}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SmallDisk]:
    store = SmallDisk(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def test_a_full_disk_loses_nothing_that_was_stored(store: SmallDisk) -> None:
    store.outbox.add(own("e1"))
    store.entries.commit(folded(1, recorded(1, "e1"), tickets=[ticket("s1:a")], team=TEAM))
    store.pages(1)
    with pytest.raises(SportelloError) as full:
        store.profile.put("large", LARGE)
    assert full.value.code == "disk-full"
    assert str(full.value.facts["path"]).endswith("store.db")
    assert store.entries.cursor() == cursor(1)
    assert store.entries.ticket("s1:a") == ticket("s1:a")
    assert store.outbox.get("e1") == own("e1", "confirmed")
    store.pages(MANY_PAGES)
    store.profile.put("large", LARGE)
    assert store.profile.get("large") == LARGE


def test_a_batch_that_finds_no_space_has_not_begun(store: SmallDisk) -> None:
    store.outbox.add(own("e2"))
    store.pages(1)
    batch = folded(1, *(recorded(n, f"e{n}", statement=LARGE.encode()) for n in range(1, 20)), team=TEAM)
    with pytest.raises(SportelloError, match="disk-full"):
        store.entries.commit(batch)
    assert store.entries.cursor() is None
    assert not store.entries.has("e1")
    assert store.outbox.get("e2") == own("e2")
    with pytest.raises(SportelloError, match="disk-full"):
        store.messages.add([(message("s1:a", mail(text=LARGE)), place(1))], reached(1))
    assert store.messages.folder(place(1).mailbox, "INBOX") is None
    store.pages(MANY_PAGES)
    store.entries.commit(batch)
    assert store.entries.cursor() == cursor(1)
    assert store.outbox.get("e2") == own("e2", "confirmed")


def test_going_on_after_a_swallowed_error_is_refused(store: SmallDisk) -> None:
    """SQLite has ended the transaction by itself: its second half must not be stored without its first."""

    def careless() -> None:
        with store.transaction():
            store.profile.put("first half", 1)
            with suppress(SportelloError):
                store.profile.put("large", LARGE)
            store.profile.put("second half", 2)

    store.pages(1)
    with pytest.raises(SportelloError, match="disk-error"):
        careless()
    assert store.profile.items("") == {}
    with store.transaction():
        store.profile.put("small", 1)
    assert store.profile.items("") == {"small": 1}


LIMITED = """
import resource, sys
from pathlib import Path
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.errors import SportelloError

store = SqliteStore(Path(sys.argv[1]))
store.profile.put("before", 1)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    with store.transaction():
        for number in range(100):
            store.profile.put(f"{number}", "x" * 20_000)
except SportelloError as error:
    print(error.code, store.profile.items(""))
"""


def test_a_write_that_the_system_refuses(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    child = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert child.stdout.split(" ", 1) == ["disk-error", "{'before': 1}\n"], child.stderr
    store = SqliteStore(path)
    assert store.profile.items("") == {"before": 1}
    store.profile.put("after", 2)
    store.close()


@pytest.mark.parametrize(("free", "code"), [(0, "disk-full"), (10_000_000, "database-not-opened")])
def test_a_file_that_cannot_be_made_is_told_by_the_space_that_is_left(tmp_path: Path, free: int, code: str) -> None:
    (tmp_path / "store.db").mkdir()
    full = patch.object(connection.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    with full, pytest.raises(SportelloError, match=code):
        SqliteStore(tmp_path / "store.db")


@pytest.mark.parametrize(("free", "code"), [(0, "disk-full"), (10_000_000, "disk-error")])
def test_a_failed_write_is_told_by_the_space_that_is_left(tmp_path: Path, free: int, code: str) -> None:
    told = f"import shutil, types\nshutil.disk_usage = lambda _: types.SimpleNamespace(free={free})\n"
    child = subprocess.run(
        [sys.executable, "-c", told + LIMITED, str(tmp_path / "store.db")],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert child.stdout.split(" ", 1) == [code, "{'before': 1}\n"], child.stderr


def test_another_program_holds_the_database(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    store = SqliteStore(path, patience=0.05)
    viewer = Connection(path, "OFF")
    viewer.run("BEGIN IMMEDIATE")
    with pytest.raises(SportelloError) as busy:
        store.profile.put("a", 1)
    assert busy.value.code == "database-busy"
    with pytest.raises(SportelloError, match="database-busy"), store.transaction():
        raise AssertionError("the transaction had not begun")
    assert store.profile.get("a") is None, "reading goes on"
    viewer.run("ROLLBACK")
    store.profile.put("a", 1)
    viewer.close()
    store.close()


def test_a_database_that_may_not_be_written(store: SmallDisk) -> None:
    store.profile.put("a", 1)
    store._connection.run("PRAGMA query_only = 1")
    with pytest.raises(SportelloError) as read_only:
        store.profile.put("a", 2)
    assert read_only.value.code == "profile-read-only"
    assert store.profile.get("a") == 1


def test_durable_means_fsynced_unless_a_test_says_otherwise(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.db")
    assert store._connection.one("PRAGMA synchronous") == (2,)
    assert store._connection.one("PRAGMA journal_mode") == ("wal",)
    store.close()

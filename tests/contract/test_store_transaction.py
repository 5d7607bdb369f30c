"""A transaction is all or nothing, also inside another one, and what a call stored is there for everybody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.ports.store import CutShort
from tests.unit.store.samples import TEAM, folded, own, recorded, ticket


class _Stopped(Exception):
    pass


@contextmanager
def stopped(store: SqliteStore) -> Iterator[None]:
    """A transaction that an error ends after its last statement."""
    with suppress(_Stopped), store.transaction():
        yield
        raise _Stopped


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[SqliteStore]:
    other = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield other
    other.close()


def test_one_transaction_over_all_aggregates(store: SqliteStore, other: SqliteStore) -> None:
    with store.transaction():
        store.outbox.add(own("e1"))
        store.profile.put("a", 1)
        assert other.profile.get("a") is None
        assert store.profile.get("a") == 1
    assert other.profile.get("a") == 1
    assert other.outbox.get("e1") == own("e1")


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_any_exception_rolls_back(store: SqliteStore, error: type[BaseException]) -> None:
    def fail() -> None:
        with store.transaction():
            store.profile.put("before", 2)
            store.entries.commit(folded(1, recorded(1, "e1"), tickets=[ticket("s1:a")], team=TEAM))
            assert store.entries.team() == TEAM
            raise error

    store.profile.put("before", 1)
    with pytest.raises(error):
        fail()
    assert store.profile.get("before") == 1
    assert store.entries.cursor() is None
    assert store.entries.team() is None, "also what had been read inside"
    store.profile.put("after", 3)
    assert store.profile.get("after") == 3


def test_a_reset_can_be_taken_back(store: SqliteStore) -> None:
    store.entries.commit(folded(1, team=TEAM))
    with stopped(store):
        store.entries.reset()
        assert store.entries.team() is None
    assert store.entries.team() == TEAM


def test_an_inner_one_rolls_back_alone(store: SqliteStore, other: SqliteStore) -> None:
    with store.transaction():
        store.profile.put("outer", 1)
        with stopped(store):
            store.profile.put("inner", 1)
        with store.transaction():
            store.profile.put("second", 1)
    assert other.profile.items("") == {"outer": 1, "second": 1}


def test_an_outer_one_takes_all_inner_ones_back(store: SqliteStore) -> None:
    with stopped(store):
        with store.transaction():
            store.profile.put("inner", 1)
            with stopped(store):
                store.profile.put("innermost", 1)
        store.profile.put("inner", 2)
    assert store.profile.items("") == {}


def test_the_middle_one_takes_back_what_came_before_its_inner_one(store: SqliteStore) -> None:
    with store.transaction():
        store.profile.put("outer", 1)
        with stopped(store):
            store.profile.put("middle", 1)
            with stopped(store):
                store.profile.put("inner", 1)
    assert store.profile.items("") == {"outer": 1}


def test_a_backup_holds_what_was_there(store: SqliteStore, tmp_path: Path) -> None:
    store.entries.commit(folded(1, recorded(1, "e1"), tickets=[ticket("s1:a")], team=TEAM))
    store.backup(tmp_path / "copy.db")
    store.profile.put("later", 1)
    copy = SqliteStore(tmp_path / "copy.db")
    assert copy.entries.ticket("s1:a") == ticket("s1:a")
    assert copy.profile.get("later") is None
    copy.close()


def test_closing_twice_is_closing(store: SqliteStore) -> None:
    store.close()
    store.close()


def test_what_is_cut_short_is_undone_and_the_next_is_not(store: SqliteStore, other: SqliteStore) -> None:
    with pytest.raises(CutShort), store.cuttable() as cut, store.transaction():  # noqa: PT012 - a course
        store.profile.put("a", 1)
        cut()
        store.profile.put("a", 2)
    assert other.profile.get("a") is None
    with store.cuttable(), store.transaction():
        store.profile.put("a", 3)
    store.settle()
    assert other.profile.get("a") == 3


def test_a_statement_under_way_is_cut_short_too(store: SqliteStore) -> None:
    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(CutShort), store.cuttable() as cut:  # noqa: PT012 - a line to say when
        threading.Timer(0.01, cut).start()
        store._connection.one(endless)
    store.profile.put("a", 1)

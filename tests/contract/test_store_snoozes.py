"""Tickets out of sight: where each stands as time goes by, in every list and every count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import Query
from desktop.journal.state import Snooze, Ticket
from desktop.ports.store import Store
from desktop.ports.store.reader import NEVER
from tests.unit.store.samples import folded, ticket

MONDAY = 1_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def commit(store: Store, *tickets: Ticket) -> None:
    known = store.entries.cursor()
    store.entries.commit(folded(known.uid + 1 if known else 1, tickets=tickets))


def snoozed(name: str, until: int = MONDAY, written: int = 0, number: int = 1001, **more: object) -> Ticket:
    return ticket(name, number, snooze=Snooze("e", "anna", 1, until, written), **more)


def listed(store: Store, place: str) -> list[str]:
    rows = [row.id for row in store.reader.tickets(place, "anna", Query(), 50)]
    assert store.reader.size(place, "anna") == len(rows)
    assert [store.reader.position(name, place, "anna") for name in rows] == list(range(len(rows)))
    tail = [row.id for row in store.reader.tail(place, "anna", 0, 50)]
    assert tail == rows
    return rows


def test_it_leaves_every_list_but_its_own_and_comes_back_before_the_most_urgent(store: Store) -> None:
    commit(store, ticket("s1:urgent", 1002, priority="urgent"), snoozed("s1:a", priority="low", status="waiting"))
    for place in ("open", "waiting", "unassigned", "never-opened"):
        assert "s1:a" not in listed(store, place)
    assert listed(store, "snoozed") == ["s1:a"]
    assert store.snoozes.next() == MONDAY
    assert store.snoozes.tell_time(MONDAY - 1) == frozenset()

    assert store.snoozes.tell_time(MONDAY) == {"s1:a"}

    assert listed(store, "open") == ["s1:a", "s1:urgent"]
    assert listed(store, "snoozed") == []
    row = store.reader.row("s1:a")
    assert row is not None
    assert (row.back, row.until, row.status, row.asleep) == ("time", MONDAY, "waiting", False)
    assert store.snoozes.next() is None
    assert store.reader.sizes("anna")["open"] == 2


def test_the_soonest_stands_first_and_pages_go_on_behind_it(store: Store) -> None:
    commit(store, snoozed("s1:c", 0, number=1003), snoozed("s1:b", MONDAY + 1, number=1002), snoozed("s1:a"))
    assert listed(store, "snoozed") == ["s1:a", "s1:b", "s1:c"]
    first = store.reader.row("s1:a")
    assert [row.id for row in store.reader.page("snoozed", "anna", first, 0, 5)] == ["s1:b", "s1:c"]
    assert store.snoozes.tell_time(NEVER - 1) == {"s1:a", "s1:b"}
    assert listed(store, "snoozed") == ["s1:c"]


def test_the_customers_mail_brings_it_back_whatever_the_time(store: Store) -> None:
    commit(store, snoozed("s1:a", 0, written=5))
    row = store.reader.row("s1:a")
    assert row is not None
    assert (row.back, listed(store, "open")) == ("customer", ["s1:a"])


def test_what_is_written_about_it_when_it_is_back_does_not_send_it_to_sleep(store: Store) -> None:
    commit(store, snoozed("s1:a"))
    store.snoozes.tell_time(MONDAY + 1)
    commit(store, snoozed("s1:a", tags=("x",)))
    assert listed(store, "open") == ["s1:a"]


def test_a_clock_that_was_ahead_is_forgiven(store: Store) -> None:
    commit(store, snoozed("s1:a", priority="high"))
    store.snoozes.tell_time(MONDAY + 1)
    assert store.snoozes.tell_time(MONDAY - 60) == {"s1:a"}
    assert listed(store, "snoozed") == ["s1:a"]
    row = store.reader.row("s1:a")
    assert row is not None
    assert row.rank == 1


def test_one_that_was_merged_away_is_in_no_list(store: Store) -> None:
    commit(store, snoozed("s1:a", merged_into="s1:b"))
    assert listed(store, "snoozed") == []
    assert store.snoozes.tell_time(MONDAY) == frozenset()

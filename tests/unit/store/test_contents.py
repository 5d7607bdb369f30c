"""Contents of files in real SQLite: each once, whole or not at all, and gone when nobody refers to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.ports.store.drafts import DraftFile
from tests.contract.test_store_own import draft
from tests.unit.store.samples import message, place, reached

FILM = bytes(range(256)) * 4096
LATER = 2**33
"""Long after every test."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    store.messages.add([(message(f"s1:{n}"), place(n)) for n in range(10)], reached(9))
    yield store
    store.close()


def sweep(store: SqliteStore, now: int = LATER) -> int:
    steps = 0
    while store.space.collect(now):
        steps += 1
    return steps


def test_in_ten_mails_and_a_draft_it_takes_its_place_once(store: SqliteStore) -> None:
    for n in range(10):
        store.contents.keep(f"s1:{n}", "2", FILM)
        store.contents.keep(f"s1:{n}", "2", FILM)
    store.drafts.put(replace(draft("d1"), files=(DraftFile("film.mp4", "video/mp4", FILM),)))
    assert (store.space.sizes().files, store.space.sizes().file_octets) == (1, len(FILM))
    assert {store.contents.get(f"s1:{n}", "2") for n in range(10)} == {FILM}
    again = store.drafts.get("d1")
    assert again is not None
    assert again.files[0].content == FILM
    assert store.contents.get("s1:1", "3") is None
    assert store.contents.kept("s1:1") == {"2"}


def test_of_a_mail_that_is_not_there(store: SqliteStore) -> None:
    store.contents.keep("s1:nobody", "2", FILM)
    assert store.contents.get("s1:nobody", "2") is None


def test_nothing_is_something_too(store: SqliteStore) -> None:
    store.contents.keep("s1:1", "2", b"")
    assert store.contents.get("s1:1", "2") == b""


def test_what_anybody_refers_to_stays(store: SqliteStore) -> None:
    store.contents.keep("s1:1", "2", b"mail")
    store.drafts.put(replace(draft("d1"), files=(DraftFile("a", "a/b", b"draft"),)))
    assert sweep(store) == 0
    store.drafts.put(replace(draft("d1"), files=()))
    store.space.trim(["s1:1"])
    assert sweep(store, now=0) == 0, "what was written just now may be about to be referred to"
    assert sweep(store) == 2
    assert store.space.sizes().files == 0


def test_a_large_one_is_swept_in_steps_and_can_come_back_in_between(store: SqliteStore) -> None:
    film = FILM * 6  # 24 pieces, of which 16 go at once
    store.contents.keep("s1:1", "2", film)
    store.space.trim(["s1:1"])
    assert store.space.collect(LATER)
    store.contents.keep("s1:2", "2", film)
    assert store.contents.get("s1:2", "2") == film
    assert sweep(store) == 0


def test_a_put_that_was_broken_off_is_gone_on_with(store: SqliteStore, tmp_path: Path) -> None:
    store.contents.keep("s1:1", "2", FILM)
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw, raw:
        raw.execute("DELETE FROM pieces WHERE place > 1")
        raw.execute("UPDATE contents SET whole = 0")
    store.contents.keep("s1:2", "2", FILM)
    assert store.contents.get("s1:2", "2") == FILM


def test_a_file_that_an_older_version_has_stored_with_its_draft(store: SqliteStore, tmp_path: Path) -> None:
    store.drafts.put(replace(draft("d1"), files=(DraftFile("a", "a/b", b"new"),)))
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw, raw:
        raw.execute("UPDATE draft_files SET kept = NULL, content = x'6f6c64'")
    found = store.drafts.get("d1")
    assert found is not None
    assert found.files[0].content == b"old"

"""Mail bodies past their time, and empty pages, in real SQLite."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.adapters.store.connection import Connection
from desktop.adapters.store.migrations import MIGRATIONS, upgrade
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import parsed
from desktop.domain.ticket import Status
from desktop.mime.mail import Attachment, Original, Page
from desktop.ports.store.messages import Outline
from desktop.ports.store.space import Aged
from tests.unit.store.samples import SHOP, answered, folded, mail, message, place, reached, ticket


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def pragma(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute(f"PRAGMA {name}").fetchone()[0])


def found(store: SqliteStore, words: str) -> list[str]:
    return [row.id for row in store.reader.tickets("all", "anna", parsed(words, date(2026, 11, 22)), 9)]


def slots(aged: object) -> list[str]:
    return [one.slot for one in aged]  # type: ignore[attr-defined]


def aged(store: SqliteStore, *, before: int = 1000, back_before: int = 0, after: Aged | None = None) -> list[str]:
    return slots(store.space.aged(SHOP, before, back_before, 0, after, 9))


def over(slot: str, number: int, status: Status = Status.RESOLVED) -> object:
    return answered(ticket(slot, number, status=status), slot)


def test_text_goes_and_what_one_looks_for_stays(store: SqliteStore) -> None:
    scan = Attachment(filename="scansione.pdf", content_type="application/pdf", size=3, part="2")
    page = Page("<p>il bollitore perde</p>")
    came = Original(packed=zlib.compress(b"as it came"), html=False)
    whole = replace(mail("Fattura", "il bollitore perde"), page=page, attachments=(scan,))
    store.messages.add(
        [(replace(message("s1:a", whole), original=came), place(1)), (message("s1:b"), place(2))], reached(2)
    )
    store.contents.keep("s1:a", "2", b"pdf")
    store.entries.commit(folded(1, tickets=[ticket("s1:a"), ticket("s1:b", 1002)]))
    assert found(store, "bollitore") == ["s1:a"]

    store.space.trim(["s1:a"])
    assert store.space.trimmed(["s1:a", "s1:b"]) == {"s1:a"}
    kept = store.messages.get("s1:a")
    assert kept is not None
    assert (kept.mail.text, kept.mail.subject, kept.mail.sender) == ("", "Fattura", whole.sender)
    assert store.messages.page("s1:a") is None
    assert store.messages.outline("s1:a") is None
    assert store.contents.get("s1:a", "2") is None
    assert found(store, "bollitore") == []
    assert found(store, "fattura rossi scansione") == ["s1:a"]
    assert found(store, "buongiorno") == ["s1:b"]
    assert store.space.sizes().server_only == 1

    store.space.bring_back("s1:a", whole, 500, came)
    assert store.messages.outline("s1:a") == Outline(b"as it came", frozenset())
    assert store.messages.page("s1:a") == whole.page
    assert found(store, "bollitore") == ["s1:a"]
    assert store.space.trimmed(["s1:a"]) == frozenset()
    with closing(sqlite3.connect(store._connection.path)) as raw:  # rank 1: with what the index was made of
        raw.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


def test_only_what_is_over(store: SqliteStore) -> None:
    names = ("open", "waiting", "over", "spam", "alarm", "history", "new", "young")
    mails = [(message(f"s1:{n}", received=2000 if n == "young" else 10), place(i)) for i, n in enumerate(names, 1)]
    store.messages.add(mails, reached(9))
    store.messages.settle(["s1:history", "s1:young"])
    tickets = [
        over("s1:open", 1, Status.OPEN),
        over("s1:waiting", 2, Status.WAITING),
        over("s1:over", 3),
        over("s1:spam", 4, Status.SPAM),
    ]
    store.entries.commit(folded(1, tickets=tickets))  # type: ignore[arg-type]
    store.messages.put(message("s1:from-a-file", received=10))
    store.messages.settle(["s1:from-a-file"])
    assert sorted(aged(store)) == ["s1:history", "s1:over", "s1:spam"]
    assert slots(store.space.aged("ordini@shop.example", 1000, 0, 0, None, 9)) == []
    first = store.space.aged(SHOP, 1000, 0, 0, None, 1)[0]
    assert first.slot not in aged(store, after=first)
    assert len(aged(store, after=first)) == 2


def test_what_was_fetched_again_stays_a_while(store: SqliteStore) -> None:
    store.messages.add([(message("s1:a", received=10), place(1))], reached(1))
    store.messages.settle(["s1:a"])
    store.space.trim(["s1:a"])
    assert aged(store, back_before=600) == []
    store.space.bring_back("s1:a", mail(), 500)
    assert aged(store, back_before=400) == []
    assert aged(store, back_before=600) == ["s1:a"]


def test_empty_pages_go_back_to_the_disk_a_few_at_a_time(store: SqliteStore, tmp_path: Path) -> None:
    store.messages.add([(message("s1:a"), place(1))], reached(1))
    store.contents.keep("s1:a", "2", b"x" * 8_000_000)
    store.space.trim(["s1:a"])
    while store.space.collect(2**33):
        pass
    before = store.space.sizes()
    assert before.free > 7_000_000
    assert store.space.give_back()
    assert store.space.sizes().octets >= before.octets - 1_000_000, "one step at a time"
    while store.space.give_back():
        pass
    store.close()
    assert (tmp_path / "store.db").stat().st_size < before.octets - 5_000_000


def test_an_older_database_is_packed_once(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = Connection(path, "OFF")
    connection.run("CREATE TABLE t (a)")
    connection.run("DROP TABLE t")
    assert pragma(path, "auto_vacuum") == 0
    upgrade(connection, MIGRATIONS[:2])
    connection.close()
    SqliteStore(path).close()
    assert pragma(path, "auto_vacuum") == 2


def test_without_room_for_a_copy_it_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    connection = Connection(path, "OFF")
    connection.run("CREATE TABLE t (a)")
    connection.run("DROP TABLE t")
    usage = type("Usage", (), {"free": 0})
    monkeypatch.setattr("desktop.adapters.store.migrations.shutil.disk_usage", lambda _: usage)
    upgrade(connection, MIGRATIONS)
    connection.close()
    assert pragma(path, "auto_vacuum") == 0
    store = SqliteStore(path)
    assert not store.space.give_back()
    store.close()


def test_the_index_of_words_is_merged_in_steps_of_their_own(store: SqliteStore) -> None:
    for uid in range(1, 16):
        store.messages.add([(message(f"s1:{uid}"), place(uid))], reached(uid))
    assert not store.space.merge(), "few pieces are left alone"
    store.messages.add([(message("s1:16", mail("Reso", "il tostapane")), place(16))], reached(16))
    steps = 0
    while store.space.merge():
        steps += 1
    assert 1 <= steps < 16
    store.entries.commit(folded(1, tickets=[ticket("s1:16")]))
    assert found(store, "tostapane") == ["s1:16"]
    store._connection.run("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")

"""Canned responses, reasons and promises as the store keeps them: one commit, one look, and what a list asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import Query, parsed
from desktop.domain.texts import Body, Text
from desktop.domain.ticket import Status
from desktop.journal.state import Piece, Promise, SharedText, TextVersion
from desktop.ports.store import Store
from tests.unit.store.samples import answered, folded, recorded, ticket

LATE = SharedText(
    "late", (TextVersion("e1", "anna", 7, Text("late", {"it": Body("Ritardo", "Ci dispiace è")})),), uses=3
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def promised(slot: str, due: int, **more: object):  # type: ignore[no-untyped-def]
    number = int(slot.partition(":")[2], 36)
    found = ticket(slot)
    found = msgspec.structs.replace(found, number=1000 + number, reference=f"7KQ2{number:04}", **more)
    return msgspec.structs.replace(found, promises=(Promise(due, "anna", 1),))


def test_texts_and_pieces_come_back_as_they_went_in(store: Store) -> None:
    batch = folded(1, recorded(1, "e1"))
    later = Piece("ab" * 32, 1, "Qg==")
    store.entries.commit(replace(batch, texts=(LATE,), pieces=(later, Piece("ab" * 32, 0, "QQ=="))))
    assert store.entries.text("late") == LATE
    assert store.entries.text("gone") is None
    assert list(store.reader.texts()) == [LATE]
    assert [piece.part for piece in store.reader.pieces("ab" * 32)] == [0, 1]
    store.entries.reset()
    assert list(store.reader.texts()) == []
    assert list(store.reader.pieces("ab" * 32)) == []


def test_a_promised_time_that_has_passed_is_overdue(store: Store) -> None:
    tickets = [
        answered(promised("s1:a", 300, status=Status.WAITING), "s1:a"),
        answered(promised("s1:b", 2**40, status=Status.WAITING), "s1:b"),
        answered(promised("s1:c", 300, status=Status.RESOLVED), "s1:c"),
    ]
    store.entries.commit(folded(1, recorded(1, "e1"), tickets=tickets))
    late = store.reader.find(parsed("is:overdue", date(2026, 11, 23)), "", lambda: False)
    assert [hit.id for hit in late] == ["s1:a"]


def test_promises_that_have_to_be_kept_stand_by_their_time(store: Store) -> None:
    kept = promised("s1:d", 50)
    kept = msgspec.structs.replace(kept, promises=(Promise(50, "anna", 1, answered=40),))
    tickets = [
        promised("s1:a", 300), promised("s1:b", 100), promised("s1:c", 200, status=Status.RESOLVED), kept,
    ]  # fmt: skip
    store.entries.commit(folded(1, recorded(1, "e1"), tickets=tickets))
    rows = store.reader.page("promises", "", None, 0, 10)
    assert [(row.id, row.promised) for row in rows] == [("s1:b", 100), ("s1:a", 300)]
    assert [row.id for row in store.reader.page("promises", "", rows[0], 0, 10)] == ["s1:a"]
    assert [row.id for row in store.reader.tail("promises", "", 0, 1)] == ["s1:a"]
    assert store.reader.size("promises", "") == store.reader.sizes("")["promises"] == 2
    assert [store.reader.position(one, "promises", "") for one in ("s1:a", "s1:b", "s1:c")] == [1, 0, None]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("reason:delivery", ["s1:a"]),
        ("motivo:consegna", ["s1:a"]),
        ("motivo:ritardo", ["s1:a"]),
        ("reason:tappo", ["s1:b"]),
        ("reason:Vino", ["s1:b"]),
        ("-reason:late", ["s1:b"]),
        ("reason:return", []),
    ],
)
def test_a_reason_is_found_by_either_level_and_language(store: Store, typed: str, found: list[str]) -> None:
    tickets = [promised("s1:a", 0, reason="delivery/late"), promised("s1:b", 0, reason="Vino/Tappo")]
    store.entries.commit(folded(1, recorded(1, "e1"), tickets=tickets))
    query: Query = parsed(typed, date(2026, 11, 22))
    assert [row.id for row in store.reader.tickets("all", "", query, 10)] == found

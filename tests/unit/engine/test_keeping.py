"""A batch that was cut short goes in all the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.engine import keeping
from desktop.engine.keeping import Batch, Keeping
from desktop.engine.precedence import Precedence
from tests.unit.store.samples import SHOP, mail, message, place, reached


class Hasty(Precedence):
    """Somebody is always in the middle of a claim when a batch begins."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[bool] = []

    @contextmanager
    def behind(self, cut: Callable[[], None] | None = None) -> Iterator[None]:
        self.begun.append(cut is not None)
        with super().behind(cut):
            if cut is not None:
                cut()
            yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def test_a_batch_that_was_cut_short_goes_in_a_few_at_a_time(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_FEW", 2)
    hasty = Hasty()
    found = [(message(f"s1:{uid}"), place(uid)) for uid in range(1, 6)]
    Keeping(store, hasty).keep(found, reached(5))
    assert hasty.begun == [True, False, False, False, False], "in twos, then a step of merging"
    assert store.messages.uids(SHOP, "INBOX") == {1, 2, 3, 4, 5}
    assert store.messages.folder(SHOP, "INBOX") == reached(5)


def test_a_batch_is_full_by_number_or_by_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "BATCH", 3)
    few, heavy = Batch(), Batch()
    for uid in range(1, 4):
        assert not few.full
        few.add(message(f"s1:{uid}"), place(uid))
    assert few.full
    heavy.add(message("s1:1", mail(text="x" * 8_000_000)), place(1))
    assert heavy.full


def test_a_claim_may_come_at_any_moment_of_a_batch(store: SqliteStore) -> None:
    """Also in the middle of a commit, when the index of words is being written."""
    shared = Precedence()
    words = " ".join(f"parola{number}" for number in range(300))

    def claim() -> None:
        with shared.first():
            pass

    for turn in range(40):
        first = 1 + turn * 60
        found = [(message(f"s1:{uid}", mail(text=words)), place(uid)) for uid in range(first, first + 60)]
        claiming = threading.Timer(turn * 0.0005, claim)
        claiming.start()
        Keeping(store, shared).keep(found, reached(first + 59))
        claiming.join()
    assert len(store.messages.uids(SHOP, "INBOX")) == 40 * 60
    store._connection.run("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")

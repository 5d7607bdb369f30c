"""A batch that was cut short goes in all the same."""

from __future__ import annotations

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
    assert hasty.begun == [True, False, False, False]
    assert store.messages.uids(SHOP, "INBOX") == {1, 2, 3, 4, 5}
    assert store.messages.folder(SHOP, "INBOX") == reached(5)


def test_a_batch_is_full_by_number_or_by_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "BATCH", 3)
    few, heavy = Batch(), Batch()
    for uid in range(1, 4):
        assert not few.full
        few.add(message(f"s1:{uid}"), place(uid))
    assert few.full
    heavy.add(message("s1:1", mail(text="x" * 4_000_000)), place(1))
    assert heavy.full

"""After a gap in time nothing counts that was read before it."""

from __future__ import annotations

import pytest

from desktop.engine.awakening import GAP
from tests.unit.engine.shop import Desk, Shop


def sleep(desk: Desk, seconds: float) -> None:
    desk.shop.wait(seconds)
    desk.clock.slept += seconds


def set_clock(desk: Desk, seconds: float) -> None:
    desk.clock.wall_error += seconds


def test_time_that_passes_is_no_gap(shop: Shop) -> None:
    station = shop.desks[0].start()
    station.syncing.read_up()
    shop.wait(24 * 3600.0)
    set_clock(shop.desks[0], GAP)
    assert station.awakening.gap() is None
    assert station.journal.connection.read_up


@pytest.mark.parametrize("how", [sleep, set_clock])
@pytest.mark.parametrize("seconds", [GAP + 1, 86400.0])
def test_a_gap_counts_once_and_the_log_has_to_be_read_again(shop: Shop, how, seconds: float) -> None:  # type: ignore[no-untyped-def]
    station = shop.desks[0].start()
    station.syncing.read_up()
    station.store.profile.put("known-open:grant", {"newest": "grant", "boot": "boot-1", "since": 0.0})
    how(shop.desks[0], seconds)
    gap = station.awakening.gap()
    assert gap is not None
    assert gap.code == "slept"
    assert not station.journal.connection.read_up
    assert station.store.profile.items("known-open:") == {}, "who slept has not watched an answer hang"
    assert station.awakening.gap() is None
    station.syncing.read_up()
    assert station.journal.connection.read_up


def test_a_clock_that_was_set_back_is_a_gap(shop: Shop) -> None:
    station = shop.desks[0].start()
    set_clock(shop.desks[0], -3600.0)
    assert station.awakening.gap() is not None

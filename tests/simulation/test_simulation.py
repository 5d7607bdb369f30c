"""Whole teams, their servers and their misfortunes, drawn from a seed: nothing is answered twice, nothing is lost,
everybody ends in the same state, and no customer waits for ever.

``SPORTELLO_PROOF=full`` plays thousands of histories, a bounded run the first few hundred. A seed that fails here is
played again with ``tests.simulation.history.run(seed, tracing=True)``, which tells the whole story.
"""

from __future__ import annotations

from itertools import count, islice

import pytest

from tests.simulation.history import asks, run
from tests.simulation.search import COUNTED, search

_BLOCKS = 8


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("block", range(_BLOCKS))
def test_no_history_breaks_a_promise(block: int, full_proof: bool, request: pytest.FixtureRequest) -> None:
    size = 625 if full_proof else 25
    report = search(range(block * size, (block + 1) * size))
    request.node.user_properties.append((COUNTED, {**report.counts, "histories": report.histories}))
    assert report.found == []
    assert report.counts["answered"] >= 0.95 * report.counts["customer mail"]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("block", range(2))
def test_customers_are_asked_once_and_on_time(block: int, full_proof: bool, request: pytest.FixtureRequest) -> None:
    """Only histories with follow-ups: resolved, reopened, stopped, with sleeps, crashes and clocks that are off."""
    size = 300 if full_proof else 25
    seeds = islice(filter(asks, count(10_000)), block * size, (block + 1) * size)
    report = search(seeds)
    request.node.user_properties.append((COUNTED, {**report.counts, "histories": report.histories}))
    assert report.found == []
    assert report.counts["follow-ups"] > 0.3 * size


def test_the_broken_client_is_a_member_whose_words_are_read() -> None:
    """Were they set aside for a wrong signature or journal, it would test nothing."""
    assert any(run(seed).counts["broken client heard"] > 0 for seed in range(100))


def test_a_seed_tells_the_same_story_each_time() -> None:
    first, second = run(7, tracing=True), run(7, tracing=True)
    assert first.trace == second.trace
    assert first.counts == second.counts
    assert len(first.trace) > 20

"""Whole teams, their servers and their misfortunes, drawn from a seed: nothing is answered twice, nothing is lost,
everybody ends in the same state, and no customer waits for ever.

``SPORTELLO_PROOF=full`` plays thousands of histories, a bounded run the first few hundred. A seed that fails here is
played again with ``tests.simulation.history.run(seed, tracing=True)``, which tells the whole story.
"""

from __future__ import annotations

from itertools import count, islice

import pytest

from tests.simulation.checkers import Finding
from tests.simulation.history import asks, run
from tests.simulation.search import COUNTED, SWEPT, search
from tests.simulation.three import sweep

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
def test_follow_ups_among_everything_else(full_proof: bool, request: pytest.FixtureRequest) -> None:
    """Only histories with follow-ups, of teams of every size, with all that can go wrong."""
    size = 300 if full_proof else 15
    report = search(islice(filter(asks, count(10_000)), size))
    request.node.user_properties.append((COUNTED, {**report.counts, "histories": report.histories}))
    assert report.found == []
    assert report.counts["follow-ups"] > 0.3 * size


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("block", range(4))
def test_three_workstations_ask_each_customer_once(
    block: int, full_proof: bool, request: pytest.FixtureRequest
) -> None:
    """Sleeps, crashes and wrong clocks included; and somebody who is awake sends what is due."""
    size = 1000 if full_proof else 12
    found: list[tuple[int, Finding]] = []
    counts = sweep(range(block * size, (block + 1) * size), lambda *finding: found.append(finding))
    request.node.user_properties.append((SWEPT, dict(counts)))
    assert found == []
    assert counts["bugs"] == counts["double"] == counts["still waiting"] == counts["unsent while one was awake"] == 0
    assert counts["sent once"] > 0.5 * size


def test_the_broken_client_is_a_member_whose_words_are_read() -> None:
    """Were they set aside for a wrong signature or journal, it would test nothing."""
    assert any(run(seed).counts["broken client heard"] > 0 for seed in range(100))


def test_a_seed_tells_the_same_story_each_time() -> None:
    first, second = run(7, tracing=True), run(7, tracing=True)
    assert first.trace == second.trace
    assert first.counts == second.counts
    assert len(first.trace) > 20

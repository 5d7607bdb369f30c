"""One thread, one queue: order, waiting, taking back, ending."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest

from desktop.domain.errors import Offline
from desktop.runtime.lanes import Lane
from tests.peers.waiting import until


@contextmanager
def opening() -> Iterator[list[str]]:
    yield []


@pytest.fixture
def faults() -> list[BaseException]:
    return []


@pytest.fixture
def lane(faults: list[BaseException]) -> Iterator[Lane[list[str]]]:
    lane = Lane("test", opening, faults.append)
    lane.start()
    yield lane
    lane.ask_to_end()
    assert lane.join(5)


def test_jobs_are_done_in_order_in_a_thread_of_their_own(lane: Lane[list[str]]) -> None:
    for word in ("a", "b", "c"):
        lane.post(lambda done, word=word: done.append(word))
    assert lane.call(lambda done: (list(done), threading.current_thread().name)) == (["a", "b", "c"], "lane test")


def test_what_a_job_raises_reaches_who_waits(lane: Lane[list[str]], faults: list[BaseException]) -> None:
    with pytest.raises(IndexError):
        lane.call(lambda done: done[7])
    assert faults == []
    assert lane.call(len) == 0


def test_what_nobody_waits_for_is_a_fault_and_the_lane_goes_on(
    lane: Lane[list[str]], faults: list[BaseException]
) -> None:
    lane.post(lambda done: done[7])
    assert lane.call(len) == 0
    assert [type(fault) for fault in faults] == [IndexError]


def test_a_later_job_can_be_taken_back_until_it_begins(lane: Lane[list[str]]) -> None:
    later = lane.post(lambda done: done.append("late"), after=60)
    assert lane.withdraw(later)
    assert not lane.withdraw(later)
    soon = lane.post(lambda done: done.append("soon"), after=0.01)
    until(lambda: lane.call(list) == ["soon"], "the later job is done")
    assert not lane.withdraw(soon)


def test_who_waits_for_a_lane_that_ends_is_told(lane: Lane[list[str]]) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hold(_: list[str]) -> None:
        begun.set()
        go_on.wait(5)

    lane.post(hold)
    begun.wait(5)
    refused: list[str] = []

    def ask() -> None:
        try:
            lane.call(len)
        except Offline as offline:
            refused.append(offline.code)

    waiting = threading.Thread(target=ask)
    waiting.start()
    until(lambda: len(lane._jobs) == 1, "somebody waits")
    lane.ask_to_end()
    go_on.set()
    waiting.join(5)
    assert refused == ["closing"]
    with pytest.raises(Offline, match="closing"):
        lane.call(len)


def test_what_was_due_before_the_end_is_done_where_it_would_be_lost() -> None:
    """And nothing that is due later, or posted after."""
    for when_done in (False, True):
        done: list[str] = []
        begun, go_on = threading.Event(), threading.Event()

        def hold(_: list[str], begun: threading.Event = begun, go_on: threading.Event = go_on) -> None:
            begun.set()
            go_on.wait(5)

        lane = Lane("test", lambda done=done: nullcontext(done), pytest.fail)
        lane.start()
        lane.post(hold)
        begun.wait(5)
        for number in range(20):
            lane.post(lambda done, number=number: done.append(str(number)))
        lane.post(lambda done: done.append("later"), after=60)
        lane.ask_to_end(when_done=when_done)
        lane.post(lambda done: done.append("after"))
        go_on.set()
        assert lane.join(5)
        assert done == ([str(number) for number in range(20)] if when_done else [])


def test_what_many_ask_for_is_done_once(lane: Lane[list[str]]) -> None:
    def look(done: list[str]) -> None:
        done.append("looked")

    def ask_often(_: list[str]) -> None:
        for _ in range(50):
            lane.post_once(look)

    lane.post(look, after=60.0)
    lane.call(ask_often)
    assert lane.call(list) == ["looked"]
    lane.call(ask_often)
    assert lane.call(list) == ["looked", "looked"]


def test_a_graph_that_cannot_be_opened_is_a_fault(faults: list[BaseException]) -> None:
    @contextmanager
    def broken() -> Iterator[None]:
        raise LookupError("no graph")
        yield

    lane = Lane("broken", broken, faults.append)
    lane.start()
    assert lane.join(5)
    assert [type(fault) for fault in faults] == [LookupError]

"""The timetable posts once, at its time, and costs nothing before."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from desktop.adapters.schedule.background import BackgroundSchedule


@pytest.fixture
def schedule() -> Iterator[BackgroundSchedule]:
    schedule = BackgroundSchedule()
    yield schedule
    schedule.close()


def test_posts_at_its_time_and_once(schedule: BackgroundSchedule) -> None:
    posted: list[float] = []
    done = threading.Event()
    moment = int(time.time()) + 2
    schedule.at("a", moment, lambda: posted.append(time.time()))
    schedule.at("b", moment + 1, done.set)
    assert done.wait(20)
    assert len(posted) == 1
    assert posted[0] >= moment


def test_what_has_passed_is_posted_at_once(schedule: BackgroundSchedule) -> None:
    done = threading.Event()
    schedule.at("a", int(time.time()) - 3 * 24 * 3600, done.set)
    assert done.wait(20)


def test_the_same_name_takes_the_earlier_ones_place(schedule: BackgroundSchedule) -> None:
    first, second = threading.Event(), threading.Event()
    moment = int(time.time()) + 1
    schedule.at("a", moment, first.set)
    schedule.at("a", moment + 1, second.set)
    assert second.wait(20)
    assert not first.is_set()


def test_closed_it_posts_nothing_and_leaves_no_thread(schedule: BackgroundSchedule) -> None:
    before = set(threading.enumerate())
    posted = threading.Event()
    schedule.at("a", int(time.time()) + 1, posted.set)
    own = [thread for thread in threading.enumerate() if thread not in before]
    schedule.close()
    schedule.close()
    for thread in own:
        thread.join(20)
        assert not thread.is_alive()
    assert not posted.is_set()


def test_the_library_is_imported_when_it_is_needed_only() -> None:
    program = "import sys, desktop.runtime.compose; print(any(m.startswith('apscheduler') for m in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"

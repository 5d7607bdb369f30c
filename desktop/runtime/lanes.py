"""A lane: one plain thread, one queue, one object graph over one database connection.

What a lane does are functions of its graph; a test calls them without any thread. A job may be due later, which is
how the undo window and the polling wait without a timer thread. An exception that nobody waits for goes to
``crashed``; the lane goes on with the next job.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from desktop.domain.errors import Offline

SWITCH = 0.0005
"""Seconds after which a thread that computes lets another one go on (``sys.setswitchinterval``). With Python's 5 ms a
claim, which waits for an answer or a disk a dozen times, took three times as long beside a lane that reads mail."""

W = TypeVar("W")
T = TypeVar("T")


@dataclass(order=True, slots=True)
class Job(Generic[W]):
    due: float
    """By the monotonic clock."""
    number: int
    work: Callable[[W], Any] = field(compare=False)
    future: Future[Any] | None = field(default=None, compare=False)


class Lane(Generic[W]):
    """``opening`` makes the graph; it is entered and left in the lane's own thread."""

    def __init__(
        self,
        name: str,
        opening: Callable[[], AbstractContextManager[W]],
        crashed: Callable[[BaseException], None],
    ) -> None:
        self.name = name
        self._opening = opening
        self._crashed = crashed
        self._changed = threading.Condition()
        self._jobs: list[Job[W]] = []
        self._numbers = itertools.count()
        self._ending = False
        self._last_due = 0.0
        """Jobs due until then are done although the lane is ending."""
        self._thread = threading.Thread(target=self._run, name=f"lane {name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def post(self, work: Callable[[W], object], after: float = 0.0) -> Job[W]:
        """Do it when what was posted before is done, not before ``after`` seconds from now."""
        return self._put(Job(time.monotonic() + after, next(self._numbers), work))

    def post_once(self, work: Callable[[W], object]) -> None:
        """Do it once for all who ask before it is begun: a key that is held down fills no queue."""
        with self._changed:
            waits = any(job.work == work and job.due <= time.monotonic() for job in self._jobs)
        if not waits:
            self.post(work)

    def withdraw(self, job: Job[W]) -> bool:
        """Take a job back; False when it has begun, or is over."""
        with self._changed:
            if job not in self._jobs:
                return False
            self._jobs.remove(job)
            heapq.heapify(self._jobs)
            return True

    def call(self, work: Callable[[W], T], seconds: float | None = None) -> T:
        """Do it and wait for what comes of it. Raises what it raised; Offline ``closing`` when the lane ends first;
        TimeoutError when a time is given and over.
        From the lane's own thread this would wait for itself: never do."""
        future: Future[T] = Future()
        self._put(Job(time.monotonic(), next(self._numbers), work, future))
        return future.result(seconds)

    def ask_to_end(self, *, when_done: bool = False) -> None:
        """No new job is begun; the one under way may finish. ``when_done``: what was due before is done first."""
        with self._changed:
            self._ending = True
            self._last_due = time.monotonic() if when_done else 0.0
            self._changed.notify_all()

    def join(self, seconds: float) -> bool:
        """Whether the thread has ended within that time."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    @property
    def ending(self) -> bool:
        return self._ending

    def pause(self, seconds: float) -> None:
        """Wait that long, or until the lane is asked to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._ending, seconds)

    def _put(self, job: Job[W]) -> Job[W]:
        with self._changed:
            refused = self._ending
            if not refused:
                heapq.heappush(self._jobs, job)
                self._changed.notify_all()
        if refused:
            _refuse(job)
        return job

    def _run(self) -> None:
        try:
            with self._opening() as graph:
                while (job := self._next()) is not None:
                    self._do(job, graph)
        except BaseException as error:  # noqa: BLE001 - the last place that can tell of it
            self._crashed(error)
        finally:
            with self._changed:
                self._ending = True
                left, self._jobs = self._jobs, []
            for job in left:
                _refuse(job)

    def _next(self) -> Job[W] | None:
        with self._changed:
            while not self._ending:
                left = self._jobs[0].due - time.monotonic() if self._jobs else None
                if left is not None and left <= 0:
                    return heapq.heappop(self._jobs)
                self._changed.wait(left)
            if self._jobs and self._jobs[0].due <= self._last_due:
                return heapq.heappop(self._jobs)
        return None

    def _do(self, job: Job[W], graph: W) -> None:
        try:
            result = job.work(graph)
        except BaseException as error:  # noqa: BLE001 - handed to who waits for it
            if job.future is not None:
                job.future.set_exception(error)
            else:
                self._crashed(error)
        else:
            if job.future is not None:
                job.future.set_result(result)


def _refuse(job: Job[Any]) -> None:
    if job.future is not None:
        job.future.set_exception(Offline("closing"))

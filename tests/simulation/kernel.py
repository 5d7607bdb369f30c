"""Virtual time and one scheduler: every process of the simulated world is a greenlet, and the seed says who goes on.

A process gives way at each call of a port (``ports.py``). It may be crashed there, put to sleep there, or simply
pass the turn; between two such points nothing else happens in the world, as between two system calls.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import greenlet


class Crash(BaseException):
    """A process ends here and now: no handler of the program may run on."""


class Task:
    """One line of activity."""

    def __init__(self, kernel: Kernel, name: str, run: Callable[[], None]) -> None:
        self.name = name
        self.wake = kernel.now
        self.done = False
        self._run = run
        self._greenlet = greenlet.greenlet(self._body, kernel.hub)

    def switch(self) -> None:
        self._greenlet.switch()

    def _body(self) -> None:
        try:
            self._run()
        finally:
            self.done = True


class Kernel:
    """``now`` is true time, seconds since 1970; it passes only here."""

    def __init__(self, rng: random.Random, now: float) -> None:
        self.hub = greenlet.getcurrent()
        self.now = now
        self._rng = rng
        self._tasks: list[Task] = []
        self._current: Task | None = None

    def spawn(self, name: str, run: Callable[[], None]) -> Task:
        task = Task(self, name, run)
        self._tasks.append(task)
        return task

    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    def give_way(self) -> None:
        """Let somebody else go first, perhaps."""
        self.sleep(0.0)

    def sleep(self, seconds: float) -> None:
        """The running task goes on that much later. Outside any task time just passes."""
        task = self._current
        if task is None:
            self.now += seconds
            return
        task.wake = self.now + seconds
        self.hub.switch()

    def run(self) -> None:
        """Until all tasks have ended."""
        while self._tasks:
            ready = [task for task in self._tasks if task.wake <= self.now]
            if not ready:
                self.now = min(task.wake for task in self._tasks)
                continue
            task = self._current = self._rng.choice(ready)
            task.switch()
            self._current = None
            if task.done:
                self._tasks.remove(task)

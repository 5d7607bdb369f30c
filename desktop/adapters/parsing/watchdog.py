"""A deadline that is set hundreds of times a second: a ``threading.Timer`` would be a thread each time."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Watchdog:
    """One thread, which sleeps through deadlines that were kept. ``bite`` is called from it, once, when one was not.
    One deadline at a time."""

    def __init__(self, bite: Callable[[], object]) -> None:
        self._bite = bite
        self._changed = threading.Condition()
        self._due = self._wakes = math.inf
        self._bitten = self._over = False
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    @property
    def bitten(self) -> bool:
        return self._bitten

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        with self._changed:
            self._due = time.monotonic() + seconds
            if self._due < self._wakes:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._due = math.inf

    def end(self) -> None:
        with self._changed:
            self._over = True
            self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while not self._over:
                if self._due <= time.monotonic():
                    self._bitten = True
                    self._bite()
                    return
                self._wakes = self._due
                left = self._due - time.monotonic()
                self._changed.wait(left if math.isfinite(left) else None)

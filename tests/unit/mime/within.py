"""How long a piece of work keeps the processor, as the parser's own small process would see it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T]) -> T:
    """What the work returns. It fails when it was too slow, and once more while what other tests have left in memory is
    not searched for garbage, which can take longer than the work."""
    taken, found = _timed(work)
    if taken >= seconds:
        gc.collect()
        gc.freeze()
        try:
            taken, found = _timed(work)
        finally:
            gc.unfreeze()
    assert taken < seconds, f"{taken:.2f} s where {seconds} s are allowed"
    return found


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.process_time()
    found = work()
    return time.process_time() - begun, found

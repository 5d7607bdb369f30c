"""Small tables of medians on standard output."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence


def milliseconds(seconds: Sequence[float]) -> str:
    """Median and 95th percentile."""
    ordered = sorted(seconds)
    return f"{statistics.median(ordered) * 1000:8.1f} {ordered[int(len(ordered) * 0.95)] * 1000:8.1f}"


def load() -> str:
    """How busy the machine is: times of a busy machine mean little, ratios within one run a little more."""
    if not hasattr(os, "getloadavg"):
        return "load unknown"
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"

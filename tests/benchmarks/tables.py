"""Small tables of medians on standard output, and the lines of the one that ends ``make bench``: each figure beside
its goal."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from pathlib import Path

TABLE = "SPORTELLO_BENCH_TABLE"
"""Names the file in which ``make bench`` gathers the figures."""


def milliseconds(seconds: Sequence[float]) -> str:
    """Median and 95th percentile."""
    ordered = sorted(seconds)
    return f"{statistics.median(ordered) * 1000:8.1f} {ordered[int(len(ordered) * 0.95)] * 1000:8.1f}"


def goal(what: str, figure: float, most: float) -> None:
    """A figure that is to be at most its goal: said, and noted for the table at the end."""
    said = f"{what:64} {figure:8.3f} {most:8.3f}  {'reached' if figure <= most else 'MISSED':8} {load()}"
    print(said, flush=True)
    if TABLE in os.environ:
        with Path(os.environ[TABLE]).open("a", encoding="utf-8") as table:
            print(said, file=table)


def processor() -> float:
    """Seconds of processor of this process and of its children that have ended: what others do on the machine counts
    less in them than in the time by the clock. Zero children where the system does not tell."""
    used = os.times()
    try:
        import resource
    except ImportError:
        return used.user + used.system
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def load() -> str:
    """How busy the machine is: times of a busy machine mean little, ratios within one run a little more."""
    if not hasattr(os, "getloadavg"):
        return "load unknown"
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"

"""Claims while a mailbox is read for the first time in the same process, beside claims while nothing else happens, in
turns on one server: what an import costs whoever works.
``python -m tests.benchmarks.bench_import [mails] [claims]``."""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.engine.workstation import Workstation
from desktop.journal.entries import Claimed
from desktop.runtime.lanes import SWITCH
from tests.benchmarks.bench_claims import opened
from tests.benchmarks.bench_sync import filled, reading
from tests.benchmarks.tables import goal, load, milliseconds
from tests.integration.race.desk import ADDRESS, pair
from tests.peers.smtp import SmtpSink

_TURNS = 4

_BETWEEN = 0.07
"""Seconds between two claims: a reading stands aside for one, and is in full swing again when the next one comes."""


def main(mails: int, claims: int) -> None:
    print(load())
    sys.setswitchinterval(SWITCH)
    with (
        tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder,
        filled(mails, 1_500_000) as server,
        SmtpSink() as sink,
        pair(Path(folder), server, sink, server.port) as both,
    ):
        tickets = iter(opened(both.near, claims * 2))
        idle: list[float] = []
        busy: list[float] = []
        database = Path(folder) / "anna" / "sportello.db"
        each = claims // _TURNS
        for _ in range(_TURNS):
            idle += claimed(both.near, tickets, each)
            with importing(both.near, database, server.port) as going_on:
                busy += claimed(both.near, tickets, each, going_on)
    print(f"{'claim':24} {'ms':>8} {'p95':>8} {'ratio':>6}")
    print(f"{'nothing else happens':24} {milliseconds(idle)} {1:6.2f}")
    ratio = statistics.median(busy) / statistics.median(idle)
    print(f"{'during a first reading':24} {milliseconds(busy)} {ratio:6.2f}  ({len(busy)} claims)")
    goal("claim during a first reading, of one while nothing happens", ratio, 1.5)


def claimed(
    station: Workstation, tickets: Iterator[str], count: int, going_on: Callable[[], bool] = lambda: True
) -> list[float]:
    """Seconds of each, while it goes on."""
    times = []
    for _ in range(count):
        threading.Event().wait(_BETWEEN)
        begun = time.perf_counter()
        _, verdict = station.journal.write(next(tickets), Claimed())
        times.append(time.perf_counter() - begun)
        if not verdict.applied:
            raise RuntimeError(verdict.reason)
        if not going_on():
            print("the reading was over before the claims were")
            break
    return times


@contextmanager
def importing(station: Workstation, database: Path, port: int) -> Iterator[Callable[[], bool]]:
    """On a thread and a connection of its own, as a mailbox lane; goes on where it was at the next time."""
    stop, begun = threading.Event(), threading.Event()

    def run() -> None:
        with reading(database, port, station.journal.precedence) as (intake, _):
            while intake.read(ADDRESS, lambda: True) and not stop.is_set():
                begun.set()
        begun.set()

    thread = threading.Thread(target=run)
    thread.start()
    begun.wait(60)
    try:
        yield thread.is_alive
    finally:
        stop.set()
        thread.join()


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:3]]
    main(*(sizes + [20_000, 100][len(sizes) :]))

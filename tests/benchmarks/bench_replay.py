"""A new workstation replays a whole journal into its empty database, beside a bare socket that reads the same folder
with the same command and throws everything away. ``python -m tests.benchmarks.bench_replay [entries]``."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from desktop.adapters.imap.place import ImapPlace
from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.platform.entropy import SystemEntropy
from desktop.adapters.store.sqlite import SqliteStore
from desktop.engine.journal import Journal
from tests.benchmarks.raw import ITEMS, RawImap
from tests.benchmarks.tables import load
from tests.benchmarks.written import FOLDER, Shop
from tests.peers.dovecot import PASSWORD, Dovecot, Options

_READ = b"UID FETCH 1:* " + ITEMS
_AT_ONCE = 1_000
"""Entries in one MULTIAPPEND."""

_RUNS = 3


def main(entries: int) -> None:
    print(f"{load()}")
    print(
        f"{'':8} {'entries':>8} {'replay s':>9} {'cpu s':>6} {'a second':>9} {'bare s':>7} {'a second':>9} {'ratio':>6}"
    )
    # A file for each entry: a tenth of them tells as much and takes minutes less to write.
    for store, number in (("mdbox", entries), ("maildir", entries // 10)):
        with Dovecot(Options(store=store)) as server:
            write(server, number)
            bare = statistics.median(read(server) for _ in range(_RUNS))
            seconds, cpu = replay(server, number)
        print(
            f"{store:8} {number:8} {seconds:9.1f} {cpu:6.1f} {number / seconds:9.0f}"
            f" {bare:7.2f} {number / bare:9.0f} {seconds / bare:6.1f}",
            flush=True,
        )


def write(server: Dovecot, entries: int) -> None:
    """By MULTIAPPEND: one at a time would take a quarter of an hour."""
    with RawImap(server.port) as raw:
        raw.run(b"CREATE " + FOLDER.encode())
        messages = Shop().entries(entries)
        while batch := list(islice(messages, _AT_ONCE)):
            raw.append(FOLDER.encode(), *batch)


def read(server: Dovecot) -> float:
    """Seconds of the bare reader."""
    with RawImap(server.port) as raw:
        raw.run(b"SELECT " + FOLDER.encode())
        begun = time.perf_counter()
        raw.run(_READ)
        return time.perf_counter() - begun


def replay(server: Dovecot, entries: int) -> tuple[float, float]:
    """Seconds of wall and of processor from the first octet of the connection to the last commit."""
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        store = SqliteStore(Path(folder) / "sportello.db")
        place = ImapPlace(server.account(), lambda: PASSWORD)
        journal = Journal(store, place, SystemClock(), SystemEntropy(), Shop().reader())
        begun, before = time.perf_counter(), time.process_time()
        journal.catch_up()
        seconds, cpu = time.perf_counter() - begun, time.process_time() - before
        applied = sum(recorded.verdict.applied for recorded in store.entries.tail(entries))
        store.close()
        place.close()
        if applied != entries:
            raise RuntimeError(f"only {applied} of {entries} entries were applied")
        return seconds, cpu


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

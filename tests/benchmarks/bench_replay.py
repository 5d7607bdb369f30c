"""A new workstation replays a whole journal into its empty database, beside a bare socket that reads the same folder
with the same command and throws everything away. ``python -m tests.benchmarks.bench_replay [entries]``."""

from __future__ import annotations

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
    print(f"{entries} entries; {load()}")
    print(f"{'':8} {'replay s':>8} {'entries/s':>10} {'bare s':>8} {'entries/s':>10} {'ratio':>6} {'database MB':>12}")
    for store in ("maildir", "mdbox"):
        with Dovecot(Options(store=store)) as server:
            write(server, entries)
            bare = [read(server) for _ in range(_RUNS)]
            ours = [replay(server, entries) for _ in range(_RUNS if entries <= 10_000 else 1)]
        seconds, octets = min(ours)
        floor = min(bare)
        print(
            f"{store:8} {seconds:8.1f} {entries / seconds:10.0f} {floor:8.2f} {entries / floor:10.0f}"
            f" {seconds / floor:6.1f} {octets / 1e6:12.1f}",
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


def replay(server: Dovecot, entries: int) -> tuple[float, int]:
    """Seconds from the first octet of the connection to the last commit, and the database's octets."""
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        database = Path(folder) / "sportello.db"
        store = SqliteStore(database)
        place = ImapPlace(server.account(), lambda: PASSWORD)
        journal = Journal(store, place, SystemClock(), SystemEntropy(), Shop().reader())
        begun = time.perf_counter()
        journal.catch_up()
        seconds = time.perf_counter() - begun
        applied = sum(recorded.verdict.applied for recorded in store.entries.tail(entries))
        store.close()
        place.close()
        if applied != entries:
            raise RuntimeError(f"only {applied} of {entries} entries were applied")
        return seconds, database.stat().st_size


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

"""A claim on an open line, from its entry's being stored to its verdict, beside the same octets appended, NOOPed and
fetched by a bare socket; taken in turns on one server. ``python -m tests.benchmarks.bench_claims [claims]``."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from desktop.engine.workstation import Workstation
from desktop.journal.entries import Claimed, Opened, OpenedTicket
from tests.benchmarks.raw import ITEMS, RawImap
from tests.benchmarks.tables import load, milliseconds
from tests.integration.race.desk import ADDRESS, pair
from tests.peers.dovecot import Dovecot, Options
from tests.peers.smtp import SmtpSink

_FETCH = b"UID FETCH %d:* " + ITEMS
_ENTRY = b"Subject: Anna took 7KQ2-MXAD\r\nX-Sportello: 1 ab cd\r\n\r\n" + b"x" * 1000 + b"\r\n"
"""As long as a claim."""

_BATCH = 200


def main(claims: int) -> None:
    print(f"{claims} claims; {load()}")
    print(f"{'':8} {'claim ms':>8} {'p95':>8} {'bare ms':>8} {'p95':>8} {'ratio':>6} {'claims/s':>9}")
    for store in ("maildir", "mdbox"):
        ours, bare = measured(store, claims)
        ratio = statistics.median(ours) / statistics.median(bare)
        print(f"{store:8} {milliseconds(ours)} {milliseconds(bare)} {ratio:6.2f} {claims / sum(ours):9.0f}", flush=True)


def measured(store: str, claims: int) -> tuple[list[float], list[float]]:
    """Seconds of each claim and of each bare turn."""
    with (
        tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder,
        Dovecot(Options(store=store)) as server,
        SmtpSink() as sink,
        pair(Path(folder), server, sink, server.port) as both,
        RawImap(server.port) as raw,
    ):
        tickets = opened(both.near, claims)
        raw.run(b"CREATE Bare")
        raw.run(b"SELECT Bare")
        ours: list[float] = []
        bare: list[float] = []
        for number, ticket in enumerate(tickets, 1):
            begun = time.perf_counter()
            _, verdict = both.near.journal.write(ticket, Claimed())
            ours.append(time.perf_counter() - begun)
            if not verdict.applied:
                raise RuntimeError(verdict.reason)
            begun = time.perf_counter()
            raw.append(b"Bare", _ENTRY)
            raw.run(b"NOOP")
            raw.run(_FETCH % number)
            bare.append(time.perf_counter() - begun)
        return ours, bare


def opened(station: Workstation, count: int) -> list[str]:
    slots = [f"s1:{number:064x}" for number in range(count)]
    for begin in range(0, count, _BATCH):
        tickets = tuple(OpenedTicket((slot,), ADDRESS) for slot in slots[begin : begin + _BATCH])
        station.journal.queue("", Opened(tickets=tickets))
    station.journal.flush()
    return slots


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)

"""How soon a colleague's start to answer is known: from the request to claim in one program to the moment when the
other tells its window, both as a person runs them, on one server. Beside it a bare APPEND over one socket until IDLE
says so on another: what the server itself takes. ``python -m tests.benchmarks.bench_seen [claims]``."""

from __future__ import annotations

import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path

from desktop.engine.notices import LinkChanged, TicketsChanged
from tests.benchmarks.raw import RawImap
from tests.benchmarks.tables import goal, load, milliseconds
from tests.integration.cli.shop import Office, Shop, mail, opened
from tests.integration.window.running import Running, running
from tests.peers.dovecot import PASSWORD, Dovecot
from tests.peers.smtp import SmtpSink
from tests.peers.waiting import until

GOAL = 2.0
"""Seconds that the product promises on a server with IDLE."""

_ENTRY = b"Subject: Anna took 7KQ2-MXAD\r\n\r\n" + b"x" * 1000 + b"\r\n"


def main(claims: int) -> None:
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder, Dovecot() as server, SmtpSink() as sink:
        office = opened(Shop(server, sink, Path(folder)))
        ours, bare = told(office, claims), idle(server, claims)
    print(f"{claims} claims; {load()}")
    print(f"{'told ms':>8} {'p95':>8} {'bare ms':>8} {'p95':>8} {'ratio':>6}")
    print(f"{milliseconds(ours)} {milliseconds(bare)} {statistics.median(ours) / statistics.median(bare):6.1f}")
    goal("s until a colleague's start to answer is told, slowest", max(ours), GOAL)


def told(office: Office, claims: int) -> list[float]:
    """Seconds from each request to the other program's notice."""
    for number in range(claims):
        office.shop.deliver(mail(f"Richiesta {number}", to=office.shop.address))
    office.sync()
    references = [row["reference"] for row in office.anna.ok("tickets")["tickets"]]
    taken = []
    with running(office.anna) as anna, running(office.bruno) as bruno:
        for one in (anna, bruno):
            one.wait(LinkChanged, lambda link: link.online)
        for reference in references:
            ticket = bruno.profile.store.entries.ticket_by_reference(reference.replace("-", ""))
            assert ticket is not None
            taken.append(claimed(anna, bruno, ticket))
    return taken


def claimed(watching: Running, asking: Running, ticket: str) -> float:
    watching.forget()
    begun = time.perf_counter()
    asking.program.requests.claim(ticket)

    def knows() -> bool:
        heard = any(isinstance(one, TicketsChanged) and ticket in one.ids for one in list(watching.told))
        found = watching.profile.store.entries.ticket(ticket) if heard else None
        return found is not None and found.claim is not None

    until(knows, "the claim is told")
    return time.perf_counter() - begun


def idle(server: Dovecot, times: int) -> list[float]:
    """Seconds from each bare APPEND to the EXISTS of another connection's IDLE."""
    taken = []
    with RawImap(server.port) as raw, socket.create_connection(("127.0.0.1", server.port), timeout=60) as other:
        raw.run(b"CREATE Bare")
        other.recv(4096)
        for command in (b"a LOGIN info " + PASSWORD.encode(), b"b SELECT Bare", b"c IDLE"):
            other.sendall(command + b"\r\n")
            time.sleep(0.2)  # a benchmark may wait: what is measured comes after
            other.recv(1 << 16)
        for _ in range(times):
            begun = time.perf_counter()
            raw.append(b"Bare", _ENTRY)
            while b"EXISTS" not in other.recv(4096):
                pass
            taken.append(time.perf_counter() - begun)
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)

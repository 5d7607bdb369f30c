"""The journal's line cut after every octet of a whole claim and of a whole answer, in both directions.

However it is cut, and whether the line comes back at once or only later: then the workstation believes what the log
says, no ticket stays stuck and no customer is answered twice. With ``SPORTELLO_PROOF=full`` at every octet of the
claim and every seventh of the answer, which is four such appends in a row; strided in the everyday run.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.domain.commands import ReleaseTicket
from desktop.domain.errors import Offline, SportelloError
from desktop.engine.workstation import Workstation
from desktop.journal.entries import START, Claimed
from desktop.ports.store.drafts import Draft
from tests.integration.race.desk import OneCut, Pair, pair, receive, state
from tests.peers.dovecot import CUT_DOWN, Dovecot, Options
from tests.peers.proxy import Proxy, Side
from tests.peers.smtp import SmtpSink

FULL = os.environ.get("SPORTELLO_PROOF") == "full"
CLAIM_STRIDE = 1 if FULL else 149
ANSWER_STRIDE = 7 if FULL else 599
SLACK = 60
"""The server's answers differ by some octets from one time to the next: a cut so far behind the end is none."""

PORTION = 100 if FULL else 20
"""Customers that wait at a time."""

_CASES = [
    pytest.param(None, OneCut, id="LITERAL+, back at once"),
    pytest.param(CUT_DOWN, Proxy, id="synchronising, away for a while"),
    pytest.param(CUT_DOWN, OneCut, id="synchronising, back at once"),
    pytest.param(None, Proxy, id="LITERAL+, away for a while"),
]
pytestmark = [
    pytest.mark.parametrize(("capability", "line"), _CASES if FULL else _CASES[:2]),
    pytest.mark.parametrize("side", ["client", "server"]),
]


@dataclass(frozen=True)
class Bench:
    both: Pair
    proxy: Proxy
    server: Dovecot
    sink: SmtpSink

    def begin(self) -> None:
        """Octets count from now on, on an open line that has been read up."""
        self.both.near.journal.catch_up()
        self.proxy.begin()

    def octets(self, side: Side) -> int:
        """That one side has sent since ``begin``."""
        return len(self.proxy.record.octets(side))

    def mend(self) -> None:
        """The line is whole again, and both workstations do what they do then by themselves."""
        self.proxy.begin()
        self.both.near.syncing.journal_only()
        self.both.far.journal.catch_up()


@pytest.fixture
def bench(capability: str | None, line: type[Proxy], tmp_path: Path) -> Iterator[Bench]:
    with (
        Dovecot(Options(capability=capability)) as server,
        SmtpSink() as sink,
        line(server.port) as proxy,
        pair(tmp_path, server, sink, proxy.port) as both,
    ):
        yield Bench(both, proxy, server, sink)


def test_a_cut_claim_is_what_the_log_says(bench: Bench, side: Side) -> None:
    near, far = bench.both.near, bench.both.far
    (ticket,) = receive(bench.server, bench.both, 1)
    bench.begin()
    assert claimed(near, ticket)
    length = bench.octets(side)
    near.acting.act(ticket, ReleaseTicket())

    believed: Counter[bool] = Counter()
    for octets in (*range(0, length, CLAIM_STRIDE), length + SLACK):
        bench.begin()
        bench.proxy.cut_after(side, octets)
        won = claimed(near, ticket)
        believed[won] += 1
        bench.mend()
        claim = far.journal.ticket(ticket).claim
        assert won == (claim is not None and claim.workstation == near.journal.me.workstation)
        assert state(near) == state(far)
        assert not near.journal.pending()
        if won:
            near.acting.act(ticket, ReleaseTicket())
        assert claimed(far, ticket)
        far.acting.act(ticket, ReleaseTicket())
    assert believed[True]
    assert believed[False]


def test_a_cut_answer_leaves_once(bench: Bench, side: Side) -> None:
    near, far = bench.both.near, bench.both.far
    waiting = receive(bench.server, bench.both, PORTION)
    bench.begin()
    assert answered(near, waiting.pop())
    length = bench.octets(side)

    believed: Counter[bool] = Counter()
    for octets in (*range(0, length, ANSWER_STRIDE), length + SLACK):
        waiting = waiting or receive(bench.server, bench.both, PORTION)
        ticket = waiting.pop()
        bench.begin()
        bench.proxy.cut_after(side, octets)
        believed[answered(near, ticket)] += 1
        bench.mend()
        assert len(bench.sink.accepted) == believed.total() + 1
        found = far.journal.ticket(ticket)
        assert [len(record.answers) for record in found.slots.values()] == [1]
        assert not any(grant.unresolved for grant in found.grants.values())
        assert found.claim is None
        assert state(near) == state(far)
        assert not near.journal.pending()
        assert not near.store.drafts.in_state("sending", "kept", "stopped")
    assert believed[True]
    assert believed[False]


def claimed(station: Workstation, ticket: str) -> bool:
    """Whether it believes so."""
    with suppress(Offline):
        _, verdict = station.journal.write(ticket, Claimed())
        return verdict.applied
    return False


def answered(station: Workstation, ticket: str) -> bool:
    draft = Draft(
        id=station.new_id(),
        ticket=ticket,
        mailbox="",
        to=(),
        cc=(),
        subject="",
        text="Il pacco parte oggi.",
        resolve=False,
        again=False,
        shown=START,
        created=int(time.time()),
        state="sending",
    )
    with suppress(SportelloError):
        station.sending.send(draft, lambda: True)
        return True
    return False

"""What a whole claim costs on a line that is open and read up: from the entry's being stored to its verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.commands import ClaimTicket, ReleaseTicket
from desktop.journal.entries import Claimed
from tests.integration.race.desk import pair, receive
from tests.peers.dovecot import CUT_DOWN, Dovecot, Options
from tests.peers.proxy import Proxy
from tests.peers.smtp import SmtpSink


@pytest.mark.parametrize(
    ("capability", "promised"),
    [
        pytest.param(None, 3, id="LITERAL+"),
        pytest.param(f"{CUT_DOWN} LITERAL-", 3, id="LITERAL-"),
        pytest.param(CUT_DOWN, 4, id="synchronising literal"),
    ],
)
def test_a_claim_keeps_to_its_round_trips(capability: str | None, promised: int, tmp_path: Path) -> None:
    with (
        Dovecot(Options(capability=capability)) as server,
        SmtpSink() as sink,
        Proxy(server.port) as proxy,
        pair(tmp_path, server, sink, proxy.port) as both,
    ):
        (ticket,) = receive(server, both, 1)
        both.near.journal.catch_up()

        record = proxy.begin()
        _, verdict = both.near.journal.write(ticket, Claimed())
        assert verdict.applied
        assert record.round_trips <= promised
        both.near.acting.act(ticket, ReleaseTicket())

        record = proxy.begin()
        both.near.acting.act(ticket, ClaimTicket())
        assert record.round_trips <= promised

"""What a claim costs on the wire: APPEND, NOOP, UID FETCH on an open connection, counted by a proxy."""

from __future__ import annotations

import pytest

from desktop.adapters.imap.place import ImapPlace
from tests.peers.dovecot import CUT_DOWN, PASSWORD, Dovecot, Options
from tests.peers.proxy import Proxy

ENTRY = b"Subject: Anna took 7KQ2-MXAD\r\nX-Sportello: 1 ab cd\r\n\r\n" + b'{"kind":"Claimed"}' * 40 + b"\r\n"


@pytest.mark.parametrize(
    ("capability", "trips"),
    [
        pytest.param(None, 3, id="LITERAL+"),
        pytest.param(f"{CUT_DOWN} LITERAL-", 3, id="LITERAL-"),
        pytest.param(CUT_DOWN, 4, id="synchronising literal"),
    ],
)
def test_a_claim_takes_no_more_round_trips_than_promised(capability: str | None, trips: int) -> None:
    with Dovecot(Options(capability=capability)) as server, Proxy(server.port) as proxy:
        account = server.account(port=proxy.port)
        place = ImapPlace(account, lambda: PASSWORD)
        folder = place.default_folder(1)
        place.create(folder)
        log = place.open(folder)
        log.append(ENTRY)
        ((first,),) = log.read_after(0)

        record = proxy.begin()
        log.append(ENTRY)
        ((second,),) = log.read_after(first.uid)

        assert second.sequence == 2
        assert record.round_trips == trips
        idle = proxy.begin()
        assert list(log.read_after(second.uid)) == []
        assert idle.round_trips == 1
        log.close()

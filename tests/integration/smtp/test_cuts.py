"""The line is cut after every single octet, in both directions: no result may say more than is known.

The sink's own view is the judge. Strided in the usual run; every octet with SPORTELLO_PROOF=full.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.ports.outgoing import Accepted, NotNow, Rejected, SendResult, Unknown
from tests.integration.smtp.conftest import ANNA, INFO, Desk
from tests.peers.smtp import Script

OpenDesk = Callable[..., Desk]
FULL = os.environ.get("SPORTELLO_PROOF") == "full"
MAIL = b"Subject: Cut\r\n\r\n.a line with a dot\r\n.\r\nand the last line\r\n"
STRIDE = {"none": 3, "starttls": 53}


def send(desk: Desk, script: Script) -> tuple[SendResult, bool, bool]:
    """The result, whether the mark was set, and whether the sink accepted; the sink is done with it."""
    desk.sink.script = script
    before, marked = len(desk.sink.accepted), []
    ended = len(desk.sink.points)

    def mark() -> bool:
        marked.append(True)
        return True

    result = desk.outgoing(user="").transact(INFO, INFO, (ANNA, INFO), MAIL, mark, 20.0)
    desk.sink.wait_for_connections(ended + 1)
    assert len(marked) <= 1
    return result, bool(marked), len(desk.sink.accepted) > before


def judge(result: SendResult, marked: bool, accepted: bool, answer: type) -> None:
    """``answer`` is what the sink's whole reply to the dot means."""
    if accepted:
        assert isinstance(result, Accepted | Unknown)
    elif marked:
        assert isinstance(result, Unknown if answer is Accepted else answer | Unknown)
    else:
        assert isinstance(result, NotNow), "before the dot a cut is surely not sent"


@pytest.mark.timeout(600 if FULL else 120)
@pytest.mark.parametrize("security", ["none", "starttls"])
@pytest.mark.parametrize("abrupt", [False, True], ids=["fin", "rst"])
@pytest.mark.parametrize("direction", ["to the server", "to the client"])
@pytest.mark.parametrize(
    ("reply", "answer"),
    [("250 2.0.0 taken", Accepted), ("554 5.7.1 never", Rejected), ("451-not\n451 now", NotNow)],
    ids=["250", "554", "451"],
)
def test_cut_after_each_octet(
    open_desk: OpenDesk, security: str, abrupt: bool, direction: str, reply: str, answer: type
) -> None:
    desk = open_desk(security=security)
    script = Script(replies={"DOT": reply}, abrupt=abrupt)
    result, marked, accepted = send(desk, script)
    assert isinstance(result, answer)
    assert marked
    assert accepted is (answer is Accepted)
    total = desk.sink.octets[0][0 if direction == "to the server" else 1]
    seen: set[type] = set()
    for octets in sorted({*range(0, total, 1 if FULL else STRIDE[security]), *range(total - 40, total)}):
        cut = {"cut_received": octets} if direction == "to the server" else {"cut_sent": octets}
        result, marked, accepted = send(desk, replace(script, **cut))
        judge(result, marked, accepted, answer)
        seen.add(type(result))
    assert {NotNow, Unknown} <= seen, "the sweep has crossed the dot"

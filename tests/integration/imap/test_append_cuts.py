"""APPEND cut after every octet, in both directions: what is claimed must be what the folder holds.

In the everyday run every seventh position is cut and every position around the ends; ``SPORTELLO_PROOF=full``
cuts them all.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

import pytest

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.place import ImapPlace
from desktop.ports.log import Appended, AppendUnknown, LogLost, TeamLog
from tests.peers.dovecot import CUT_DOWN, PASSWORD, Dovecot, Options
from tests.peers.proxy import Proxy, Side
from tests.peers.waiting import until

TAGGED_OK = re.compile(rb"^S\d+ OK [^\n]*\r\n", re.MULTILINE)
STRIDE = 1 if os.environ.get("SPORTELLO_PROOF") == "full" else 7
EDGE = 4


def entry(name: str) -> bytes:
    return f"Subject: cut\r\nX-Sportello: 1 journal {name}\r\n\r\nx\r\n".encode("ascii")


@dataclass
class Sweep:
    """One direction on one server: a fresh connection for each cut."""

    direct: ImapPlace
    cut: ImapPlace
    proxy: Proxy
    folder: str

    def append(self, name: str, side: Side, octets: int) -> str:
        """The class of the outcome, with the connection cut after that many octets of one side. Appended
        must be claimed exactly when the server's OK came through to its last octet."""
        self.proxy.begin()
        log = self.cut.open(self.folder)
        record = self.proxy.begin()
        self.proxy.cut_after(side, octets)
        try:
            outcome = type(log.append(entry(name))).__name__
        except (AppendUnknown, LogLost) as error:
            outcome = type(error).__name__
        finally:
            log.close()
        complete = TAGGED_OK.search(record.octets("server")) is not None
        assert (outcome == Appended.__name__) == complete
        return outcome

    def length(self, side: Side) -> int:
        """How many octets one side sends for an append that nothing disturbs."""
        log = self.cut.open(self.folder)
        record = self.proxy.begin()
        log.append(entry("e0000"))
        log.close()
        return len(record.octets(side))

    def held(self) -> set[str]:
        log = self.direct.open(self.folder)
        names = names_of(log)
        log.close()
        return names


def names_of(log: TeamLog) -> set[str]:
    return {row.headers.split()[-1].decode() for batch in log.read_after(0) for row in batch}


def positions(length: int, side: Side) -> list[int]:
    """The server's answers differ by some octets from one append to the next: go on a little past the end."""
    end = length + (30 if side == "server" else 0)
    edge = {*range(1, EDGE), *range(length - EDGE, end + 1)}
    return sorted(edge | set(range(STRIDE, end + 1, STRIDE)))


@pytest.mark.parametrize("capability", [pytest.param(None, id="LITERAL+"), pytest.param(CUT_DOWN, id="synchronising")])
@pytest.mark.parametrize("side", ["client", "server"])
def test_no_cut_makes_a_wrong_claim(capability: str | None, side: Side) -> None:
    with Dovecot(Options(capability=capability)) as server, Proxy(server.port) as proxy:
        through = ImapAccount("info@esempio.it", "info", "127.0.0.1", proxy.port, "none")
        direct = ImapPlace(server.account(), lambda: PASSWORD)
        folder = direct.default_folder(1)
        direct.create(folder)
        sweep = Sweep(direct, ImapPlace(through, lambda: PASSWORD), proxy, folder)
        length = sweep.length(side)

        outcomes = {f"e{at:04}": sweep.append(f"e{at:04}", side, at) for at in positions(length, side)}
        outcomes["e9999"] = sweep.append("e9999", side, 0)

        claimed, nothing = (
            {name for name, outcome in outcomes.items() if outcome == wanted} for wanted in ("Appended", "LogLost")
        )
        # Received whole, but the answer was cut off: the server may still be busy with it.
        whole = {f"e{length:04}"} if side == "client" else set()
        until(lambda: claimed | whole <= sweep.held(), "what was received whole is stored")
        assert not nothing & sweep.held()
        assert bool(claimed) == (side == "server")
        # Only a client that must ask before its literal can know that nothing was sent.
        assert bool(nothing) == (capability is not None)
        assert sweep.held() <= {*outcomes, "e0000"} - nothing

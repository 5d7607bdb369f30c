"""The peers of the contract suite, each started once a process, lazily; every test has a user of its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from desktop.adapters.imap.place import ImapPlace
from desktop.ports.log import LogPlace
from tests.fakes.log import FakeServer
from tests.peers.courier import Courier
from tests.peers.dovecot import CUT_DOWN, PASSWORD, Dovecot, Options
from tests.peers.pymap import Pymap

SERVERS: dict[str, Callable[[], Any]] = {
    "dovecot-maildir": lambda: Dovecot(Options(store="maildir")),
    "dovecot-sdbox": lambda: Dovecot(Options(store="sdbox")),
    "dovecot-mdbox": lambda: Dovecot(Options(store="mdbox")),
    "dovecot-cut-down": lambda: Dovecot(Options(capability=CUT_DOWN)),
    "dovecot-inbox-prefix": lambda: Dovecot(Options(prefix="INBOX.", separator=".")),
    "pymap": Pymap,
    "courier": Courier,
}


@dataclass
class Peer:
    """A fresh home mailbox on one kind of server."""

    kind: str
    another: Callable[[], LogPlace]
    """A further client of the same mailbox."""


@pytest.fixture(scope="session")
def servers() -> Iterator[Callable[[str], Any]]:
    running: dict[str, Any] = {}

    def server(kind: str) -> Any:
        if kind not in running:
            running[kind] = SERVERS[kind]()
        return running[kind]

    yield server
    for one in running.values():
        one.close()


_users = itertools.count(1)


@pytest.fixture(params=["fake", *SERVERS])
def peer(request: pytest.FixtureRequest, servers: Callable[[str], Any]) -> Peer:
    if request.param == "fake":
        fake = FakeServer()
        return Peer("fake", fake.place)
    server = servers(request.param)
    user = f"casella{next(_users)}"
    server.set_password(user, PASSWORD)
    return Peer(request.param, lambda: ImapPlace(server.account(user), lambda: PASSWORD))

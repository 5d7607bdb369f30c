"""All questions at once, to real servers."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.adapters.discovery import lookups
from desktop.adapters.discovery.greeting import greets
from desktop.adapters.discovery.lookups import NetworkLookups
from desktop.adapters.discovery.names import Names
from desktop.domain.providers import Server
from desktop.engine.discovery import Way, find
from desktop.ports.discovery import Exchangers, Greets, Keepers, Page, Question, Services
from desktop.runtime.providers import shipped_providers
from tests.peers.dovecot import Dovecot, Options
from tests.peers.names import NameServer
from tests.peers.pages import WebServer
from tests.peers.waiting import free_port


@pytest.fixture(scope="module")
def secret() -> Iterator[Dovecot]:
    with Dovecot(Options(tls_name="localhost")) as server:
        yield server


def test_a_mail_server_greets_under_its_own_name_alone(secret: Dovecot) -> None:
    ours = ssl.create_default_context(cafile=secret.ca_file)
    tls, later = Server("localhost", secret.tls_port, "tls"), Server("localhost", secret.port, "starttls")
    assert greets(tls, "imap", 5.0, ours)
    assert greets(later, "imap", 5.0, ours)
    assert not greets(tls, "smtp", 0.3, ours), "it does not speak that"
    assert not greets(tls, "imap", 5.0, ssl.create_default_context()), "nobody vouches for it"
    assert not greets(Server("127.0.0.1", secret.tls_port, "tls"), "imap", 5.0, ours), "another name"
    assert not greets(Server("localhost", free_port(), "tls"), "imap", 5.0, ours)
    assert not greets(Server("localhost", secret.port, "tls"), "imap", 5.0, ours), "no TLS there"


def test_a_server_that_says_nothing_does_not_greet() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        place = Server("127.0.0.1", mute.getsockname()[1], "starttls")
        assert not greets(place, "smtp", 0.2, ssl.create_default_context())


def test_each_answer_comes_by_itself(tmp_path: Path, secret: Dovecot) -> None:
    records = {("bottega.example", "MX"): ["10 aspmx.l.google.com."], ("bottega.example", "NS"): ["ns.example."]}
    with NameServer(records) as names, WebServer(tmp_path, lambda _: (200, {}, b"<x/>")) as web:
        asked: list[Question] = [
            Exchangers("bottega.example"),
            Keepers("bottega.example"),
            Services("_imaps._tcp.bottega.example"),
            Page(web.url("/")),
            Greets(Server("localhost", secret.tls_port, "tls"), "imap"),
        ]
        network = NetworkLookups(100, ca_file=web.ca_file, names=Names(2.0, ["127.0.0.1"], names.port))
        assert dict(network.ask(asked)) == {
            asked[0]: ("aspmx.l.google.com",),
            asked[1]: ("ns.example",),
            asked[2]: (),
            asked[3]: b"<x/>",
            asked[4]: False,  # of another authority
        }
        found = find("info@bottega.example", shipped_providers(), network)
        assert (found.way, found.provider is not None and found.provider.id) == (Way.EXCHANGERS, "gmail")


def test_silence_ends_and_so_does_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "SECONDS", 0.3)
    with NameServer({}, silent=True) as names:
        slow = Names(20.0, ["127.0.0.1"], names.port)
        assert list(NetworkLookups(100, names=slow).ask([Exchangers("bottega.example")])) == []
        monkeypatch.setattr(lookups, "SECONDS", 3600.0)
        assert list(NetworkLookups(100, lambda: True, names=slow).ask([Exchangers("bottega.example")])) == []

"""DNS, from a server of our own."""

from __future__ import annotations

import pytest

from desktop.adapters.discovery.names import Names
from desktop.ports.discovery import Service
from tests.peers.names import NameServer

RECORDS = {
    ("bottega.example", "MX"): ["20 mx2.bottega.example.", "10 MX1.Bottega.example."],
    ("bottega.example", "NS"): ["dns.technorail.com.", "dns2.technorail.com."],
    ("muta.example", "MX"): ["0 ."],
    ("_imaps._tcp.bottega.example", "SRV"): [
        "10 1 993 poco.bottega.example.",
        "10 9 993 molto.bottega.example.",
        "5 0 1993 primo.bottega.example.",
    ],
    ("_imap._tcp.bottega.example", "SRV"): ["0 0 0 ."],
}


def test_what_a_domain_has() -> None:
    with NameServer(RECORDS) as server:
        names = Names(2.0, ["127.0.0.1"], server.port)
        assert names.exchangers("bottega.example") == ("mx1.bottega.example", "mx2.bottega.example")
        assert names.keepers("bottega.example") == ("dns.technorail.com", "dns2.technorail.com")
        assert [one.host.partition(".")[0] for one in names.services("_imaps._tcp.bottega.example")] == [
            "primo",
            "molto",
            "poco",
        ]
        assert names.services("_imaps._tcp.bottega.example")[0] == Service("primo.bottega.example", 1993)


@pytest.mark.parametrize("name", ["muta.example", "nulla.example"])
def test_nothing_is_not_a_failure(name: str) -> None:
    with NameServer(RECORDS) as server:
        names = Names(2.0, ["127.0.0.1"], server.port)
        assert names.exchangers(name) == ()
        assert names.services("_imap._tcp.bottega.example") == ()
        assert names.keepers("muta.example") == ()


def test_nobody_answering_is_one() -> None:
    with NameServer(RECORDS, silent=True) as server, pytest.raises(OSError, match=r"\S"):
        Names(0.3, ["127.0.0.1"], server.port).exchangers("bottega.example")


@pytest.mark.parametrize("odd", ["a..b", "x" * 70 + ".example", "." * 5])
def test_odd_names_are_a_failure_of_the_question(odd: str) -> None:
    with NameServer(RECORDS) as server, pytest.raises(OSError, match=r"\S"):
        Names(0.3, ["127.0.0.1"], server.port).exchangers(odd)

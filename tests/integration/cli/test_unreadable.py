"""A mail that the parser cannot get through is listed all the same, and readable as it came."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import patch

from desktop.adapters.parsing.pool import ParserPool
from desktop.runtime import compose
from tests.integration import parsing
from tests.integration.cli.shop import Office, mail

HOSTILE = (sys.executable, str(Path(parsing.__path__[0]) / "hostile_child.py"))
TRAP = b"""SPIN\r
From: Carla <carla@posta.example>\r
Subject: Trappola\r
Message-ID: <trappola@posta.example>\r
\r
Quello che nessuno riesce a leggere, ma una persona s\xc3\xac.\r
"""


def test_a_parser_killed_at_its_deadline_costs_nobody_the_mail(office: Office) -> None:
    office.shop.put(TRAP)
    parser = ParserPool(HOSTILE, deadline=1.0)
    try:
        with patch.object(compose, "ParserPool", lambda **_: parser):
            office.anna.ok("sync", "--once")
    finally:
        parser.close()
    reference = office.anna.reference("Trappola")
    shown = office.anna.ok("show", reference)
    (message,) = shown["messages"]
    assert (message["damage"], message["text"], message["from"]["address"]) == ("time", "", "carla@posta.example")
    assert "show --source 1" in office.anna.lines("show", reference)
    assert "una persona sì." in office.anna.ok("show", reference, "--source", "1")["source"]
    assert "SPIN" in office.anna.lines("show", reference, "--source", "1")
    assert "SPIN" in office.anna.lines("show", reference, "--source"), "the newest"
    office.anna.fails(2, "no-such-mail", "show", reference, "--source", "2")


def test_so_is_mail_of_the_history(office: Office) -> None:
    """By its own number, or counted as ``show`` does through its thread."""
    sent = [
        mail("Storia letta", "la prima", to=office.shop.address, Message_ID="<storia@posta.example>"),
        mail("Re: Storia letta", "la seconda", to=office.shop.address, References="<storia@posta.example>"),
    ]
    for days, one in zip((401, 400), sent, strict=True):
        office.shop.deliver(one, age=days * 86400.0)
    office.sync()
    numbers = [f"mail:{row['mail']}" for row in office.anna.ok("search", "storia letta")["history"]]
    assert len(numbers) == 2
    first, second = sorted(numbers, key=lambda number: "seconda" in office.anna.lines("show", number, "--source"))
    assert office.anna.ok("show", first, "--source")["source"].splitlines()[-1] == "la prima"
    assert "la seconda" in office.anna.ok("show", first, "--source", "2")["source"]
    assert "la prima" in office.anna.ok("show", second, "--source", "1")["source"]
    office.anna.fails(2, "no-such-mail", "show", first, "--source", "3")

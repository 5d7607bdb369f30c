"""A mail that the parser cannot get through is listed all the same, and readable as it came."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import patch

from desktop.adapters.parsing.pool import ParserPool
from desktop.runtime import compose
from tests.integration import parsing
from tests.integration.cli.shop import Office

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
    office.anna.fails(2, "no-such-mail", "show", reference, "--source", "2")

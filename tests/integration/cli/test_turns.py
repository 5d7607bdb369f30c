"""A big mailbox is read for the first time by one workstation after the other."""

from __future__ import annotations

import os
from unittest.mock import patch

from desktop.engine import intake
from desktop.journal.entries import IMPORT, Claimed
from desktop.runtime.compose import opened
from tests.integration.cli.shop import Shop, Station, mail


def say_on_the_role(station: Station, body: Claimed) -> None:
    with patch.dict(os.environ, station.surroundings()), opened(station.profile, os.environ) as profile:
        journal = profile.started().journal
        journal.catch_up()
        _, verdict = journal.write(IMPORT, body)
        assert verdict.applied


def test_a_big_mailbox_is_read_one_after_the_other(shop: Shop) -> None:
    for number in range(4):
        shop.deliver(mail(f"Domanda {number}", to=shop.address))
    anna = shop.found()
    bruno = shop.joined(anna)
    with patch.object(intake, "BIG", 3):
        say_on_the_role(anna, Claimed())
        bruno.fails(1, "import-waits", "sync", "--once")
        assert bruno.ok("tickets")["tickets"] == []
        anna.ok("sync", "--once")
        assert len(anna.ok("tickets")["tickets"]) == 4, "the turn is given back when the mailbox has been read"
        bruno.ok("sync", "--once")
    assert len(bruno.ok("tickets")["tickets"]) == 4
    assert {row["subject"] for row in bruno.ok("tickets")["tickets"]} == {f"Domanda {n}" for n in range(4)}

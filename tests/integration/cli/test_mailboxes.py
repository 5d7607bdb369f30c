"""A mailbox as the command line tells of it: how far its reading has come, and mail that others took away."""

from __future__ import annotations

from unittest.mock import patch

from desktop.engine import intake
from desktop.engine.looking import Looking
from tests.integration.cli.shop import Office, Shop, mail


def test_a_long_reading_says_how_far_it_has_come(shop: Shop) -> None:
    for number in range(6):
        shop.deliver(mail(f"Domanda {number}", to=shop.address), age=number * 86400.0)
    anna = shop.found()
    with patch.object(intake, "STEP", 2), patch.object(intake, "_SMALL", 0):
        anna.ok("sync", "--once")
    assert len(anna.ok("tickets")["tickets"]) == 6


def test_ctrl_c_pauses_a_long_reading_and_says_so(shop: Shop) -> None:
    for number in range(6):
        shop.deliver(mail(f"Domanda {number}", to=shop.address), age=number * 86400.0)
    anna = shop.found()
    with patch.object(intake, "STEP", 2), patch.object(intake, "_SMALL", 0):
        with patch.object(Looking, "tell", side_effect=KeyboardInterrupt):
            stopped = anna.fails(130, "reading-interrupted", "sync", "--once")
        assert "2 of 6" in stopped["message"]
        assert "goes on from there" in stopped["remedy"]
        with patch.object(Looking, "tell", side_effect=KeyboardInterrupt):
            ran = anna.run("--profile", str(anna.profile), "sync", "--watch")
        assert (ran.code, "4 of 6" in ran.err) == (0, True), "a watch ends well whenever one likes"
        anna.ok("sync", "--once")
    assert len(anna.ok("tickets")["tickets"]) == 6


def test_mail_that_somebody_dragged_away_is_shown_and_put_back(fresh: Office) -> None:
    fresh.shop.deliver(mail("Trascinata", to=fresh.shop.address))
    fresh.sync()
    reference = fresh.anna.reference("Trascinata")
    with fresh.shop.imap() as client:
        client.create("Privata")
        client.select("INBOX")
        client.copy("1", "Privata")
        client.store("1", "+FLAGS", "(\\Deleted)")
        client.expunge()
    fresh.sync()
    (missing,) = fresh.anna.ok("show", reference)["missing"]
    assert (missing["folder"], missing["now"]) == ("INBOX", "Privata")
    assert "“Privata”" in fresh.anna.lines("show", reference)
    assert fresh.anna.ok("put-back", reference)["put_back"] == ["INBOX"]
    assert fresh.anna.ok("show", reference)["missing"] == []
    assert fresh.anna.ok("put-back", reference)["put_back"] == []
    fresh.sync()
    assert fresh.bruno.ok("show", reference)["missing"] == [], "each workstation sees by itself"
    with fresh.shop.imap() as client:
        assert client.select("Privata")[1] == [b"0"]

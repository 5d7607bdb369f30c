"""day-zero and mailbox find, as a person types them."""

from __future__ import annotations

from functools import partial
from unittest.mock import patch

from desktop.engine import survey
from desktop.runtime.cli import standing
from tests.fakes.network import Nobody
from tests.integration.cli.shop import Shop, mail

HOUR = 3600.0


def test_how_the_home_mailbox_stands(shop: Shop) -> None:
    anna = shop.found()
    asked = shop.deliver(mail("Pacco", to=shop.address), age=30 * HOUR)
    shop.imap_create("Sent")
    answer = mail("Re: Pacco", to="carla@posta.example", sender=shop.address, In_Reply_To=asked["Message-ID"])
    shop.deliver(answer, age=20 * HOUR, folder="Sent")
    shop.deliver(mail("Reso", to=shop.address, sender="Dario <dario@posta.example>"), age=9 * HOUR)
    shop.deliver(mail("Novità", to=shop.address, List_Unsubscribe="<https://x.example>"), age=HOUR)
    found = anna.ok("day-zero")
    assert (found["mailbox"], found["conversations"], found["open"], found["mails"]) == (shop.address, 2, 1, 4)
    assert (found["oldest"]["who"], found["oldest"]["subject"]) == ("Dario", "Reso")
    assert found["within"][1] == {"hours": 24, "answered": 1, "of": 1}
    assert found["within"][0] == {"hours": 4, "answered": 0, "of": 2}
    assert abs(found["median_seconds"] - 10 * HOUR) < 5
    assert sum(found["by_hour"]) == 2
    assert shop.flags(asked["Message-ID"]) <= {"\\Recent"}, "nobody has read it"
    said = anna.lines("day-zero", "--days", "60", language="it")
    assert "In attesa di risposta: 1 conversazioni su 2." in said
    assert "9 ore, Dario: Reso" in said
    anna.fails(2, "unknown-mailbox", "day-zero", "--address", "altra@bottega.example")
    anna.fails(2, "bad-count", "day-zero", "--days", "0")


def test_without_sent_mail_and_of_a_sample_it_says_so(shop: Shop) -> None:
    anna = shop.found()
    for number in range(3):
        shop.deliver(mail(f"Domanda {number}", to=shop.address), age=(9 - number) * HOUR)
    with patch.object(survey, "survey", partial(survey.survey, most=2)):
        said = anna.lines("day-zero")
    assert "a sample: the newest 2 of 3" in said
    assert "no folder of sent mail" in said
    assert "%" not in said


def test_the_servers_of_an_address_are_named(shop: Shop) -> None:
    anna = shop.station("anna")
    found = anna.ok("mailbox", "find", "bottega@libero.it")
    assert (found["way"], found["imap"], found["smtp"]) == ("table", "imapmail.libero.it:993", "smtp.libero.it:465")
    said = anna.lines("mailbox", "find", "ordini@legalmail.it", language="it")
    assert "--imap mbox.cert.legalmail.it:993 (tls)" in said
    assert "ricevute" in said
    with patch.object(standing, "lookups", Nobody):
        assert anna.ok("mailbox", "find", "info@bottega.example")["way"] == "no-network"
        assert "Nobody could be asked" in anna.lines("mailbox", "find", "info@bottega.example")

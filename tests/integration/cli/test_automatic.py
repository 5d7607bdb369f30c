"""The acknowledgement: once, to people, for new mail, whoever syncs."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from unittest.mock import patch

import pytest

from desktop.engine import acknowledging
from tests.integration.cli.shop import Office, Shop, body, mail
from tests.peers.smtp import Script

TEXT = "Abbiamo ricevuto il suo messaggio.\nRispondiamo entro domani.\n"


@pytest.fixture
def polite(shop: Shop) -> Office:
    """A team whose mailbox says that it has got the customer's mail."""
    text = shop.station("Anna").write("ricevuta", TEXT)
    anna = shop.found("Anna", "--acknowledge-file", text)
    return Office(shop, anna, shop.joined(anna))


def notices(office: Office) -> list[EmailMessage]:
    found = [email.message_from_bytes(one.message, policy=email.policy.default) for one in office.shop.sink.accepted]
    ours = [one for one in found if isinstance(one, EmailMessage) and office.shop.address in str(one["From"])]
    return [one for one in ours if one["Auto-Submitted"] == "auto-replied"]


def test_once_and_marked_as_automatic(polite: Office) -> None:
    reference = polite.ticket("Ricevuta", Cc="altri@posta.example")

    (notice,) = notices(polite)

    assert [a.addr_spec for a in notice["To"].addresses] == ["carla@posta.example"]
    assert "Cc" not in notice
    assert notice["Subject"] == "Re: Ricevuta"
    assert notice["X-Auto-Response-Suppress"] == "All"
    assert body(notice).strip() == TEXT.strip()
    shown = polite.anna.ok("show", reference)
    assert (shown["waiting"], shown["status"]) == (1, "open"), "a receipt is no answer"
    for _ in range(2):
        polite.sync()
    assert len(notices(polite)) == 1
    shown = polite.bruno.ok("show", reference)
    assert (shown["waiting"], shown["status"]) == (1, "open"), "nor when it is found in Sent"
    polite.bruno.replies(reference, "La risposta vera")
    assert len(polite.sent(reference)) == 2


def test_two_workstations_at_the_same_moment(polite: Office) -> None:
    for number in range(5):
        polite.shop.deliver(mail(f"Insieme {number}", to=polite.shop.address))
    with polite.anna.start("sync", "--once") as one, polite.bruno.start("sync", "--once") as two:
        ended = [process.communicate(timeout=60) for process in (one, two)]

    assert (one.returncode, two.returncode) == (0, 0), ended
    subjects = sorted(str(notice["Subject"]) for notice in notices(polite))
    assert subjects == [f"Re: Insieme {number}" for number in range(5)]
    assert len(polite.anna.ok("tickets")["tickets"]) == 5


def test_never_to_robots_nor_lists_nor_twice_in_a_thread(polite: Office) -> None:
    address = polite.shop.address
    for headers in (
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"List_Id": "<novita.example>"},
        {"X_Auto_Response_Suppress": "All"},
        {"Return_Path": "<>"},
    ):
        polite.shop.deliver(mail("Robot", to=address, **headers))
    asked = polite.shop.deliver(mail("Persona", to=address))
    polite.sync()
    polite.shop.deliver(mail("Re: Persona", to=address, In_Reply_To=asked["Message-ID"]))
    polite.shop.deliver(mail("Dalla bottega", to=address, sender=address))
    polite.sync()

    assert [notice["Subject"] for notice in notices(polite)] == ["Re: Persona"]


def test_never_for_mail_that_was_there_before(shop: Shop) -> None:
    shop.deliver(mail("Di prima", to=shop.address), age=3600)
    anna = shop.found("Anna", "--acknowledge-file", shop.station("Anna").write("r", TEXT))
    office = Office(shop, anna, anna)

    anna.ok("sync", "--once")

    assert anna.ticket("Di prima")["waiting"] == 1
    assert notices(office) == []


def test_never_for_a_ticket_that_has_waited_long(polite: Office) -> None:
    with patch.object(acknowledging, "FRESH", -1):
        polite.ticket("Di ieri")

    assert notices(polite) == []


def test_an_unknown_outcome_is_the_last_word(polite: Office) -> None:
    polite.shop.sink.script = Script(replies={"DOT": ""})
    reference = polite.ticket("Ricevuta incerta")
    polite.shop.sink.script = Script()

    polite.sync()

    assert len(notices(polite)) == 1
    assert polite.anna.review(reference) == []
    polite.anna.replies(reference, "Non impedisce di rispondere")


def test_a_server_that_says_later_stops_nothing(polite: Office) -> None:
    polite.shop.sink.script = Script(replies={"MAIL": "451 later"})
    reference = polite.ticket("Più tardi")
    polite.shop.sink.script = Script()

    polite.sync()

    assert notices(polite) == []
    polite.bruno.replies(reference, "Eccomi")

"""What counts as an answer from elsewhere, and what the shop's own address on a mail says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.commands import ClaimTicket
from desktop.domain.errors import RefusedByTeam, UsageError
from desktop.domain.search import Query
from tests.fakes.log import Fate
from tests.fakes.mailbox import SENT
from tests.unit.engine.shop import HOME, Shop, asked, let, once_on, reply

CUSTOMER = "cliente@example.org"


def from_the_shop(number: int, *, names: str = "<1@example.org>", to: str = CUSTOMER) -> bytes:
    lines = [f"From: <{HOME}>", f"To: <{to}>", "Subject: Re: Reso", f"Message-ID: <{number}@negozio.example>"]
    lines += ["Date: Thu, 09 Oct 2025 10:30:00 +0000", *([f"In-Reply-To: {names}"] if names else [])]
    return "\r\n".join([*lines, "", "Buongiorno.", ""]).encode()


def test_a_forged_sender_in_the_inbox_answers_nobody(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    shop.mail.deliver(HOME, from_the_shop(1))
    anna.syncing.everything()
    assert anna.journal.ticket(ticket).waiting_slots == (ticket,)
    let(anna, ticket)
    assert shop.answers() == 1
    shop.mail.deliver(HOME, from_the_shop(2))
    anna.syncing.everything()
    assert anna.journal.ticket(ticket).alarms == ()


def test_the_same_in_sent_is_an_answer_wherever_else_it_lies(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    shop.mail.deliver(HOME, from_the_shop(1))
    anna.syncing.everything()
    shop.mail.accounts[HOME][SENT].add(from_the_shop(1), int(shop.now))
    anna.syncing.everything()
    assert anna.journal.ticket(ticket).waiting_slots == ()


# -- a contact form that writes as the shop -----------------------------------------------------------------------


def test_a_contact_form_that_writes_as_the_shop_opens_a_ticket(shop: Shop) -> None:
    anna = shop.desks[0].start()
    anna.syncing.everything()
    for number in (1, 2):
        shop.mail.deliver(HOME, from_the_shop(number, names="", to=HOME))
    anna.syncing.everything()
    first, second = anna.store.entries.waiting()
    assert shop.smtp.accepted == [], "no receipt to ourselves"
    with pytest.raises(UsageError, match="no-recipient"):
        let(anna, first)
    anna.sending.send(replace(reply(anna, first), to=(CUSTOMER,)), lambda: True)
    assert anna.store.entries.waiting() == [second]


def test_a_copy_of_an_answer_opens_nothing(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    let(anna, ticket)
    sent = next(mail.message for mail in shop.smtp.accepted if b"auto-replied" not in mail.message)
    shop.mail.deliver(HOME, sent)
    shop.mail.deliver(HOME, from_the_shop(1))
    shop.mail.deliver(HOME, from_the_shop(2, names="", to=CUSTOMER))
    shop.mail.accounts[HOME][SENT].add(from_the_shop(2, names="", to=CUSTOMER), int(shop.now))
    for desk in (bruno, anna):
        desk.syncing.everything()
        assert len(desk.queries.tickets("all", Query(), 10)) == 1
        assert desk.journal.ticket(ticket).waiting_slots == ()
        assert len(desk.queries.conversation(ticket).messages) == 3


def test_who_comes_too_late_is_told_who_answered_not_who_came_too_late_as_well(tmp_path: Path) -> None:
    """Bruno is about to claim; meanwhile Anna answers, and Carla claims what she has not heard is answered."""
    shop = Shop(tmp_path, size=3)
    anna, bruno, carla = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    carla.syncing.everything()

    def meanwhile() -> Fate:
        let(anna, ticket)
        carla.acting.act(ticket, ClaimTicket())
        return Fate.STORED

    shop.server.on_append = once_on("claimed", meanwhile)
    with pytest.raises(RefusedByTeam) as refused:
        let(bruno, ticket)
    assert (refused.value.code, refused.value.facts["agent"]) == ("answered", "Anna")
    for desk in shop.desks:
        desk.close()

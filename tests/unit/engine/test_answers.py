"""What counts as an answer from elsewhere, and what the shop's own address on a mail says."""

from __future__ import annotations

from tests.fakes.mailbox import SENT
from tests.unit.engine.shop import HOME, Shop, asked, let

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

"""The picture of a mailbox, from a mailbox in memory."""

from __future__ import annotations

import pytest

from desktop.engine.survey import Counting, survey
from tests.fakes.mailbox import SENT, FakeMailbox, FakeMailServer

ME = "info@bottega.example"
NOW = 1_700_000_000
DAY = 86_400


def mail(number: int, *lines: str) -> bytes:
    return "\r\n".join((f"Message-ID: <{number}@x>", *lines, "", "Testo")).encode()


class Shop:
    def __init__(self) -> None:
        self.now = NOW
        self.server = FakeMailServer(lambda: self.now, ME)
        self.said: list[Counting] = []

    def customer(self, number: int, days_ago: float, who: str = "carla@x.example", subject: str = "Pacco") -> None:
        self.now = NOW - round(days_ago * DAY)
        self.server.deliver(ME, mail(number, f"From: {who}", f"To: {ME}", f"Subject: {subject}"))

    def answer(self, number: int, to: int, days_ago: float) -> None:
        raw = mail(number, f"From: {ME}", "To: carla@x.example", "Subject: Re: Pacco", f"In-Reply-To: <{to}@x>")
        self.server.accounts[ME][SENT].add(raw, NOW - round(days_ago * DAY))

    def mailbox(self) -> FakeMailbox:
        return FakeMailbox(self.server, ME, lambda: True)


@pytest.fixture
def shop() -> Shop:
    return Shop()


def local(_: int) -> tuple[int, int]:
    return 9, 2


def test_both_folders_are_counted_and_older_mail_is_not(shop: Shop) -> None:
    shop.customer(1, 95)
    shop.customer(2, 10)
    shop.answer(3, 2, 9)
    shop.customer(4, 3, "dario@x.example")
    found = survey(shop.mailbox(), ME, (), NOW, local, shop.said.append).standing
    assert (found.conversations, found.open, found.median) == (2, 1, DAY)
    assert (found.read.mails, found.read.total, found.read.days, found.read.sent) == (3, 3, 90, True)
    assert shop.said[0] == Counting(ME, 0, 3)


def test_of_a_huge_mailbox_the_newest_are_a_sample(shop: Shop) -> None:
    for number in range(20):
        shop.customer(number, 30 - number, f"c{number}@x.example")
    found = survey(shop.mailbox(), ME, (), NOW, local, shop.said.append, most=5).standing
    assert (found.read.mails, found.read.total, found.conversations) == (5, 20, 5)
    assert found.oldest is not None
    assert found.oldest.who == "c15@x.example"


def test_nothing_is_changed_and_it_may_be_given_up(shop: Shop) -> None:
    class Enough(Exception):
        pass

    def enough(_: Counting) -> None:
        raise Enough

    shop.customer(1, 5)
    before = [mail.flags for mail in shop.server.accounts[ME]["INBOX"].mails]
    with pytest.raises(Enough):
        survey(shop.mailbox(), ME, (), NOW, local, enough)
    assert [mail.flags for mail in shop.server.accounts[ME]["INBOX"].mails] == before


def test_an_empty_mailbox(shop: Shop) -> None:
    found = survey(shop.mailbox(), ME, (), NOW, local, shop.said.append).standing
    assert (found.conversations, found.read.mails, shop.said) == (0, 0, [])

"""The shop's mail: every file whole, dated by the clock that loads it, threaded as a mailbox would be."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import cast

import pytest

from desktop.runtime.demo.shop import INBOX, SENT, DemoMail, later, load_shop

NOW = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)
SHOP = load_shop(NOW)
ANSWER = "<sportello.REFERENCE.token@bottegalume.example>"
LATER = [later(name, NOW, ANSWER) for name in ("it-double-charge-hours", "en-voltage-thanks")]
AUTOMATIC = {"inbox/it-newsletter.eml", "inbox/it-auto-reply.eml", "inbox/it-bounce.eml"}


def parsed(mail: DemoMail) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(mail.raw, policy=policy.default))


def texts(mail: DemoMail) -> list[str]:
    """Every text part decoded as it says of itself; a byte its charset does not have raises."""
    return [
        cast(bytes, part.get_payload(decode=True)).decode(part.get_content_charset("us-ascii"))
        for part in parsed(mail).walk()
        if part.get_content_maintype() == "text"
    ]


def by_file(file: str) -> DemoMail:
    return next(mail for mail in SHOP if mail.file == file)


def test_forty_mails_of_which_thirty_wait_for_an_answer() -> None:
    inbox = [mail for mail in SHOP if mail.folder == INBOX]
    assert len(inbox) == 40
    assert Counter(mail.file.removeprefix("inbox/")[:2] for mail in inbox) == {"it": 28, "en": 12}
    assert len([mail for mail in inbox if not mail.answered and mail.file not in AUTOMATIC]) == 30
    assert len([mail for mail in SHOP if mail.folder == SENT]) == 8


@pytest.mark.parametrize("mail", [*SHOP, *LATER], ids=lambda mail: mail.file)
def test_well_formed(mail: DemoMail) -> None:
    message = parsed(mail)
    assert [defect for part in message.walk() for defect in part.defects] == []
    assert [header for part in message.walk() for header in part.values() if header.defects] == []
    assert len(message.get_all("Message-ID", [])) == len(message.get_all("Date", [])) == 1
    assert b"\n" not in mail.raw.replace(b"\r\n", b"")
    assert max(len(line) for line in mail.raw.split(b"\r\n")) <= 998
    for text in texts(mail):
        assert not re.search(r"\{\{|\}\}|\ufffd|Ã", text)
    for part in message.walk():
        if part["Content-Transfer-Encoding"] == "quoted-printable":
            assert max(len(line) for line in str(part.get_payload()).splitlines()) <= 76


def test_attachments_are_what_they_say() -> None:
    photo = next(parsed(by_file("inbox/it-broken-lamp.eml")).iter_attachments())
    receipt = next(parsed(by_file("inbox/it-payment-receipt.eml")).iter_attachments())
    assert (photo.get_filename(), photo.get_content()[:8]) == ("lampada-rotta.png", b"\x89PNG\r\n\x1a\n")
    assert receipt.get_content()[:5] == b"%PDF-"


def test_dates_follow_the_clock() -> None:
    later = {mail.file: mail for mail in load_shop(NOW + timedelta(days=30))}
    for mail in SHOP:
        assert mail.when == parsedate_to_datetime(str(parsed(mail)["Date"])) <= NOW
        assert later[mail.file].when - mail.when == timedelta(days=30)
    assert [mail.when for mail in SHOP] == sorted(mail.when for mail in SHOP)
    assert len([mail for mail in SHOP if NOW - mail.when < timedelta(days=90)]) == 46


def test_italian_dates_elide_before_a_vowel() -> None:
    def restaurant(now: datetime) -> str:
        shop = {mail.file: mail for mail in load_shop(now)}
        return texts(shop["inbox/it-restaurant.eml"])[0]

    assert "entro il 30 dicembre" in restaurant(NOW)
    assert "entro l'8 gennaio" in restaurant(NOW + timedelta(days=9))


def test_threads() -> None:
    ids = Counter(mail.message_id for mail in SHOP)
    assert set(ids.values()) == {1}
    answers = {str(parsed(mail)["In-Reply-To"]) for mail in SHOP if mail.folder == SENT} - {"None"}
    assert {mail.message_id for mail in SHOP if mail.answered} == answers
    chase = parsed(by_file("inbox/it-delay-3-chase.eml"))
    assert str(chase["References"]).split() == [
        by_file(f"inbox/{file}.eml").message_id for file in ("it-delay-1", "it-delay-2-chase")
    ]


def test_flags_are_those_of_a_box_that_several_people_read() -> None:
    for mail in SHOP:
        assert ("\\Answered" in mail.flags) is mail.answered
        assert "\\Seen" in mail.flags or mail.when > NOW - timedelta(days=2)
    assert [mail for mail in SHOP if not mail.flags]


def test_what_customers_write_later_belongs_to_what_they_wrote_before() -> None:
    hours, thanks = LATER
    assert str(parsed(hours)["In-Reply-To"]) == by_file("inbox/it-double-charge.eml").message_id
    assert str(parsed(thanks)["In-Reply-To"]) == ANSWER
    assert str(parsed(thanks)["References"]).split() == [by_file("inbox/en-voltage.eml").message_id, ANSWER]
    for mail in LATER:
        assert mail.when == parsedate_to_datetime(str(parsed(mail)["Date"])) == NOW
        assert (mail.folder, mail.flags, mail.answered) == (INBOX, frozenset(), False)

"""Whole mails to values."""

from __future__ import annotations

import pytest

from desktop.mime.mail import Address, Attachment, ParsedMail
from desktop.mime.reading import read_mail, read_surface
from tests.unit.mime.samples import ALL, ALTERNATIVE, EIGHT_BIT, HTML, PLAIN


def test_plain() -> None:
    assert read_mail(PLAIN) == ParsedMail(
        message_id="<p1@example.com>",
        in_reply_to=("<before@negozio.example>",),
        references=("<root@negozio.example>", "<before@negozio.example>"),
        sender=Address("Giulia Bianchi", "giulia@example.com"),
        reply_to=(),
        to=(Address("", "info@negozio.example"),),
        cc=(),
        subject="Ordine 4711",
        date=1762161300,
        text="Buongiorno,\nil pacco è arrivato rotto.\n\nGiulia",
        attachments=(),
        automatic="",
    )


def test_alternative_with_attachments() -> None:
    mail = read_mail(ALTERNATIVE)
    assert mail.sender == Address("André", "andre@example.fr")
    assert mail.to == (Address("Negozio, assistenza", "info@negozio.example"), Address("", "marta@negozio.example"))
    assert (mail.cc, mail.reply_to) == ((Address("", "terzo@example.org"),), (Address("", "altra@example.fr"),))
    assert mail.subject == "Taglia e colore – perché?"
    assert mail.text == "Perché così tanto?"
    assert mail.attachments == (
        Attachment("2", "fattura nº1.pdf", "application/pdf", 9),
        Attachment("3", "part-3.eml", "message/rfc822", 55),
    )


def test_html() -> None:
    assert read_mail(HTML).text == (
        "Salve,\nvorrei rendere due cose:\n\n- scarpe\n- cintura\n\nOrdine 4711\n\n> Gentile cliente"
    )


def test_undeclared_eight_bit() -> None:
    mail = read_mail(EIGHT_BIT)
    assert mail.sender == Address("Città Più", "c@example.it")
    assert (mail.subject, mail.text) == ("Perché così", "la taglia è sbagliata")
    assert mail.attachments == (Attachment("2", "caffè.png", "image/png", 3),)


def test_the_html_speaks_when_the_plain_text_is_blank() -> None:
    assert read_mail(ALTERNATIVE.replace(b"Perch=E9 cos=EC tanto?", b"  ")).text == "never shown"


def test_several_texts_follow_each_other() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\nContent-Type: text/html\n\n<p>two\n--x--"
    assert read_mail(raw).text == "one\n\ntwo"


def test_a_text_that_is_a_file_is_an_attachment() -> None:
    raw = b"Content-Type: text/plain\nContent-Disposition: inline; filename=log.txt\n\nabc"
    mail = read_mail(raw)
    assert (mail.text, mail.attachments) == ("", (Attachment("1", "log.txt", "text/plain", 3),))


@pytest.mark.parametrize("raw", ALL)
def test_line_ends_do_not_matter(raw: bytes) -> None:
    by_lf = read_mail(raw.replace(b"\r\n", b"\n"))
    by_cr = read_mail(raw.replace(b"\r\n", b"\r"))
    here = read_mail(raw)
    assert [a.filename for a in by_lf.attachments] == [a.filename for a in here.attachments]
    assert by_lf.text == by_cr.text == here.text
    assert by_lf.subject == by_cr.subject == here.subject
    assert by_lf.message_id == by_cr.message_id == here.message_id


@pytest.mark.parametrize("raw", [b"", b"\n", b"\r\n\r\n", b"\0", b":", b"\xff" * 100, b"Subject", b"words only"])
def test_hardly_a_mail(raw: bytes) -> None:
    assert read_mail(raw).sender is None


def test_beyond_the_limits_what_lies_inside_is_there() -> None:
    parts = b"--x\n\nfirst\n" + b"--x\n\n" * 2_000
    mail = read_mail(b"From: a@b.it\nSubject: s\nContent-Type: multipart/mixed; boundary=x\n\n" + parts)
    assert (mail.damage, mail.subject, mail.text) == ("too-many-parts", "s", "first")


def test_much_text_is_cut() -> None:
    assert len(read_mail(b"Subject: s\n\n" + b"word " * 1_000_000).text) == 256 * 1024


def test_the_budget_is_for_the_whole_mail() -> None:
    head = b"Content-Type: multipart/mixed; boundary=x\n\n"
    markup = b"--x\nContent-Type: text/html\n\n" + b"<br>" * 40_000 + b"word\n"
    assert read_mail(head + markup * 5).text == "word"
    blank = b"--x\n\n" + b" " * 1024 * 1024 + b"\n"
    assert read_mail(head + blank + b"--x\n\nword\n").text == "word"
    assert read_mail(head + blank * 4 + b"--x\n\nword\n").text == ""


def test_the_surface() -> None:
    mail = read_surface(ALTERNATIVE, "time")
    assert mail.damage == "time"
    assert (mail.subject, mail.message_id, mail.text) == ("Taglia e colore – perché?", "<a1@example.com>", "")
    assert mail.sender == Address("André", "andre@example.fr")

"""What leaves says what was meant, and nothing else."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import SportelloError, UsageError
from desktop.mime import composing
from desktop.mime.composing import OutgoingFile, OutgoingMail, compose
from desktop.mime.mail import Address
from desktop.mime.reading import read_mail
from desktop.mime.verifying import difference

DRAFT = OutgoingMail(
    sender=Address("Negozio Più, assistenza", "info@negozio.example"),
    to=(Address('Rossi, "Mario"', "mario@example.com"),),
    cc=(Address("", "terzo@example.org"),),
    subject="Re: perché non è arrivato?",
    text="Buongiorno,\n\nil pacco è partito.\n-- \nNegozio\n",
    message_id="<sportello.7KQ2MXAD.abc@negozio.example>",
    date=1762161300,
    utc_offset=60,
    in_reply_to="<p1@example.com>",
    references=("<root@negozio.example>", "<p1@example.com>"),
)
FILES = (
    OutgoingFile("caffè n° 1.pdf", "application/pdf", bytes(range(256)) * 20),
    OutgoingFile("note.txt", "text/plain", b"a\nb\n"),
    OutgoingFile("../mail", "message/rfc822", b"From: a@b.it\r\n\r\nhi"),
    OutgoingFile("", "not a type", b""),
)
NAMES = ["Date", "From", "To", "Cc", "Subject", "Message-ID", "In-Reply-To", "References"]


def test_the_reader_finds_what_was_written() -> None:
    mail = read_mail(compose(replace(DRAFT, files=FILES)))
    assert (mail.sender, mail.to, mail.cc) == (DRAFT.sender, DRAFT.to, DRAFT.cc)
    assert (mail.subject, mail.date, mail.text) == (DRAFT.subject, DRAFT.date, DRAFT.text.rstrip())
    assert (mail.message_id, mail.references) == (DRAFT.message_id, DRAFT.references)
    assert [(file.filename, file.content_type, file.size) for file in mail.attachments] == [
        ("caffè n° 1.pdf", "application/pdf", 5120),
        ("note.txt", "text/plain", 4),
        ("mail", "application/octet-stream", 18),
        ("part-5.bin", "application/octet-stream", 0),
    ]


def test_so_does_the_standard_library() -> None:
    mail = email.message_from_bytes(compose(replace(DRAFT, files=FILES)), policy=email.policy.default)
    assert mail["Subject"] == DRAFT.subject
    assert [address.display_name for address in mail["To"].addresses] == ['Rossi, "Mario"']
    body = mail.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == DRAFT.text
    assert next(part.get_content() for part in mail.iter_attachments()) == FILES[0].content


def test_the_octets() -> None:
    raw = compose(replace(DRAFT, text="è " * 5_000 + "\n.\nFrom here\n" + "x" * 5_000, files=FILES))
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) < 998
    assert raw == compose(replace(DRAFT, text="è " * 5_000 + "\n.\nFrom here\n" + "x" * 5_000, files=FILES))


def test_the_date_shows_the_shops_hour() -> None:
    assert b"\r\nDate: Mon, 03 Nov 2025 10:15:00 +0100\r\n" in b"\r\n" + compose(DRAFT)
    assert b"\r\nDate: Mon, 03 Nov 2025 09:15:00 +0000\r\n" in b"\r\n" + compose(replace(DRAFT, utc_offset=0))


def test_long_message_ids_stay_whole() -> None:
    long = "<" + "A" * 90 + "@eurprd04.prod.outlook.example>"
    raw = compose(replace(DRAFT, in_reply_to=long, references=(long, DRAFT.references[1])))
    assert raw.count(long.encode()) == 2


EVIL = [
    "x\r\nBcc: evil@example.com",
    "x\nBcc: evil@example.com",
    "=?utf-8?q?x=0D=0ABcc=3A_evil=40example.com?=",
    "=?utf-8?b?PT91dGYtOD9xP3g9MEQ9MEFCY2M6IGV2aWw/PQ==?=",
    "==???=?utf-8?q?=0ABcc:x?=",
    "a\0b\u202ec\x85Bcc: d",
    "=" * 5 + "?" * 5,
    '(comment) <a@b>, ; : \\ "q',
]


@pytest.mark.parametrize("evil", EVIL)
def test_no_header_can_be_smuggled_in(evil: str) -> None:
    raw = compose(
        replace(
            DRAFT,
            subject=evil,
            sender=Address(evil, DRAFT.sender.email),
            to=(Address(evil, "mario@example.com"),),
            files=(OutgoingFile(evil, evil, b"x"),),
            headers=(("Auto-Submitted", evil),),
        )
    )
    for policy in (email.policy.default, email.policy.compat32):
        mail = email.message_from_bytes(raw, policy=policy)
        assert set(mail.keys()) == {*NAMES, "Auto-Submitted", "MIME-Version", "Content-Type"}
        again = email.message_from_bytes(mail.as_bytes(policy=email.policy.SMTP), policy=email.policy.default)
        assert "Bcc" not in again


def test_a_mail_that_would_change_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_a_bcc(_: OutgoingMail) -> bytes:
        return b"Bcc: evil@example.com\r\nContent-Type: text/plain\r\n\r\n" + b"hi"

    monkeypatch.setattr(composing, "_body", with_a_bcc)
    with pytest.raises(SportelloError) as refused:
        compose(DRAFT)
    assert (refused.value.code, refused.value.facts) == ("mail-would-change", {"what": "header-list"})


def test_every_difference_is_seen() -> None:
    raw = compose(replace(DRAFT, text="ciao", files=FILES[1:2]))
    meant = replace(read_mail(raw), automatic="")
    assert difference(raw, NAMES, meant) == ""
    assert difference(raw, NAMES[:-1], meant) == "header-list"
    assert difference(raw.replace(b"\r\nSubject", b"\nSubject"), NAMES, meant) == "octets"
    assert difference(raw.replace(b"ciao", b"cia\xf2"), NAMES, meant) == "octets"
    assert difference(raw.replace(b"ciao", b"c" * 999), NAMES, meant) == "octets"
    for old, new, what in (
        (b"mario@", b"maria@", "to"),
        (b"terzo@", b"quarto@", "cc"),
        (b"info@", b"inf0@", "sender"),
        (b"<p1@example.com>\r\nRef", b"<p2@example.com>\r\nRef", "in_reply_to"),
        (b"ciao", b"addio", "text"),
        (b"note.txt", b"nota.txt", "attachments"),
        (b"10:15:00", b"10:15:01", "date"),
    ):
        assert old in raw
        assert difference(raw.replace(old, new), NAMES, meant) == what


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"to": (), "cc": ()}, "no-recipient"),
        ({"to": (Address("", "a b@c.it"),)}, "bad-address"),
        ({"to": (Address("", "a@b.it\r\nBcc: x@y.it"),)}, "bad-address"),
        ({"sender": Address("", "nobody")}, "bad-address"),
    ],
)
def test_refused_with_a_sentence(change: dict[str, object], code: str) -> None:
    with pytest.raises(UsageError) as refused:
        compose(replace(DRAFT, **change))  # type: ignore[arg-type]
    assert refused.value.code == code


@pytest.mark.parametrize(
    "change",
    [
        {"message_id": "no brackets"},
        {"message_id": "<a b@c>"},
        {"in_reply_to": "<a@b>\r\nBcc: x"},
        {"references": ("<a@b>", "<è@b>")},
        {"headers": (("Bcc", "evil@example.com"),)},
    ],
)
def test_bugs_of_the_caller_are_bugs(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"Message-ID|header"):
        compose(replace(DRAFT, **change))  # type: ignore[arg-type]


WORDS = st.text(max_size=120)


@given(subject=WORDS, name=WORDS, text=st.text(max_size=400), filename=WORDS, content=st.binary(max_size=300))
def test_any_words(subject: str, name: str, text: str, filename: str, content: bytes) -> None:
    draft = replace(
        DRAFT,
        subject=subject,
        sender=Address(name, "a@b.it"),
        to=(Address(name, "c@d.it"), Address(subject, "e@f.it")),
        text=text,
        files=(OutgoingFile(filename, "image/png", content),),
    )
    raw = compose(draft)
    assert raw == compose(draft)
    assert not re.search(rb"(?im)^bcc:", raw.partition(b"\r\n\r\n")[0])


@pytest.mark.parametrize("subject", ["Automatic reply: la taglia", "In ferie fino al 24 agosto", "Undelivered Mail"])
def test_what_machines_write_a_person_may_write_too(subject: str) -> None:
    assert compose(replace(DRAFT, subject=subject, text="Torno il 24 agosto. 550 5.1.1 User unknown"))


FORMATTED = replace(
    DRAFT,
    text="Buongiorno,\n- il pacco (https://shop.example) è partito\n[foto.png]\n",
    html='<div>Buongiorno,</div><ul><li>il <a href="https://shop.example">pacco</a> è <b>partito</b></li></ul>'
    '<div><img src="cid:ab12@sportello" alt="foto.png"></div>',
    pictures=(OutgoingFile("/home/anna/foto.png", "image/png", bytes(range(256)), "ab12@sportello"),),
)


@pytest.mark.parametrize("files", [(), FILES])
def test_a_formatted_mail_says_the_same_as_plain_text(files: tuple[OutgoingFile, ...]) -> None:
    raw = compose(replace(FORMATTED, files=files))
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    kinds = [part.get_content_type() for part in mail.walk() if part.get_content_disposition() != "attachment"]
    around = ["multipart/mixed"] if files else []
    assert kinds == [*around, "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"]
    plain, shown = mail.get_body(("plain",)), mail.get_body(("related",))
    assert plain is not None
    assert shown is not None
    assert plain.get_content().replace("\r\n", "\n") == FORMATTED.text
    _, picture = shown.iter_parts()
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<ab12@sportello>", "inline")
    assert picture.get_filename() == "foto.png"
    assert b"/home/anna" not in raw
    assert raw == compose(replace(FORMATTED, files=files))
    page = read_mail(raw).page
    assert page is not None
    assert "<b>partito</b>" in page.html
    assert "cid:ab12@sportello" in page.html


def test_the_text_alone_is_no_multipart() -> None:
    assert email.message_from_bytes(compose(DRAFT)).get_content_type() == "text/plain"


@pytest.mark.parametrize(
    "picture",
    [
        OutgoingFile("a.svg", "image/svg+xml", b"<svg/>", "a@b"),
        OutgoingFile("a.png", "image/png", b"", ""),
        OutgoingFile("a.png", "image/png", b"", "a@b>\r\nBcc: x@y.z"),
    ],
)
def test_a_picture_of_a_text_is_a_picture(picture: OutgoingFile) -> None:
    with pytest.raises(ValueError, match="no picture of a text"):
        compose(replace(FORMATTED, pictures=(picture,)))

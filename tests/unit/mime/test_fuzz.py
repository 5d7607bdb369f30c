"""Whatever the bytes: a value that can be stored and shown, never an exception."""

from __future__ import annotations

import re

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from desktop.mime.mail import ParsedMail
from desktop.mime.reading import read_mail, read_surface
from tests.unit.mime.samples import ALL

TOKENS = st.sampled_from(
    [
        *(
            b"\r\n",
            b"\n",
            b"\r",
            b"\r\n\r\n",
            b"\0",
            b"\x1b",
            b"\xff",
            b"\xe8",
            b"\xe2\x80\xae",
            b" ",
            b"\t",
            b":",
            b";",
        ),
        *(b"=?utf-8?q?", b"=?utf-8?b?", b"?=", b"=?x?q?=00=0D?=", b"=0D=0A", b'"', b"\\", b"(", b")", b"<", b">", b"@"),
        *(b",", b"--in", b"--out", b"--out--", b"boundary=", b"charset=utf-7", b"charset=utf-16", b"charset=\0"),
        *(
            b"Content-Type: multipart/mixed; boundary=in\r\n",
            b"Content-Type: text/html\r\n",
            b"filename*0*=",
            b"*1=",
            b"'",
        ),
        *(
            b"Content-Transfer-Encoding: base64\r\n\r\n",
            b"From: ",
            b"Date: ",
            b"<b><p>",
            b"</",
            b"<!--",
            b"&#0;",
            b"&#xD800;",
        ),
    ]
)
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """One of our own mails with pieces cut out, doubled, overwritten, or two mails grafted together."""
    mail = bytearray(draw(st.sampled_from(ALL)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(mail)))
        end = min(len(mail), at + draw(st.integers(0, 60)))
        how = draw(st.integers(0, 3))
        if how == 0:
            mail[at:end] = draw(TOKENS)
        elif how == 1:
            mail[at:at] = draw(TOKENS) * draw(st.sampled_from([1, 2, 50, 800]))
        elif how == 2:
            mail[at:at] = mail[at:end] * 3
        else:
            mail[at:] = draw(st.sampled_from(ALL))[draw(st.integers(0, 400)) :]
    return bytes(mail)


def shown(mail: ParsedMail) -> str:
    people = (*((mail.sender,) if mail.sender else ()), *mail.to, *mail.cc, *mail.reply_to)
    names = [part for person in people for part in (person.name, person.email)]
    files = [part for file in mail.attachments for part in (file.filename, file.content_type)]
    return "\n".join([mail.subject, mail.text, mail.message_id, *names, *files])


def check(raw: bytes) -> None:
    for mail in (read_mail(raw), read_surface(raw, "time")):
        assert not UNSHOWN.search(shown(mail))
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(mail), type=ParsedMail) == mail
        assert all(re.fullmatch(r"\d+(\.\d+)*", file.part) for file in mail.attachments)


@given(mutated())
def test_mutated_mails(raw: bytes) -> None:
    check(raw)


@given(st.lists(st.one_of(TOKENS, st.binary(max_size=12)), max_size=60).map(b"".join))
def test_mail_like_noise(raw: bytes) -> None:
    check(raw)


@given(st.binary(max_size=600))
def test_any_octets(raw: bytes) -> None:
    check(raw)
    check(b"From: a@b.it\r\nSubject: " + raw)
    check(b"Content-Type: text/html; charset=" + raw)
    check(b"Content-Disposition: attachment; filename" + raw)

"""A person, or a machine: by what machines write into their headers."""

from __future__ import annotations

import pytest

from desktop.mime.reading import read_mail
from tests.unit.mime.samples import ALTERNATIVE, BOUNCE, EIGHT_BIT, HTML, OLD_BOUNCE, PLAIN

OURS = ("<sportello.7KQ2MXAD.abc@negozio.example>",)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (b"X-Nothing: 1", ""),
        (b"Auto-Submitted: no", ""),
        (b"Auto-Submitted: auto-replied; owner=x", "auto-reply"),
        (b"Auto-Submitted: auto-generated", "auto-reply"),
        (b"Precedence: auto_reply", "auto-reply"),
        (b"Precedence: Bulk", "bulk"),
        (b"Precedence: junk", "bulk"),
        (b"Precedence: list", "list"),
        (b"Precedence: normal", ""),
        (b"X-Auto-Response-Suppress: All", "auto-reply"),
        (b"X-Auto-Response-Suppress: None", ""),
        (b"X-Autoreply: yes", "auto-reply"),
        (b"List-Id: <x.example>", "list"),
        (b"List-Unsubscribe: <mailto:x@y>", "bulk"),
        (b"X-Loop: x@y", "auto-reply"),
        (b"Return-Path: <>", "auto-reply"),
        (b"Return-Path: <a@b.it>", ""),
        (b"X-Failed-Recipients: a@b.it", "bounce"),
        (b"Content-Type: multipart/report; report-type=delivery-status; boundary=x", "bounce"),
        (b"Content-Type: multipart/report; report-type=disposition-notification; boundary=x", "auto-reply"),
    ],
)
def test_kind(header: bytes, kind: str) -> None:
    # Without a delimiter a multipart is read as text, but it is still a report.
    assert read_mail(b"From: a@b.it\r\n" + header + b"\r\n\r\n--x\r\n\r\nhi\r\n").automatic == kind


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (b"From: Mailer-Daemon@b.it", "bounce"),
        (b"From: <>", "bounce"),
        (b"From: postmaster@b.it", ""),
        (b"From: postmaster@b.it\r\nReturn-Path: <>", "bounce"),
    ],
)
def test_senders_that_bounce(lines: bytes, kind: str) -> None:
    assert read_mail(lines + b"\r\n\r\nhi").automatic == kind


def test_what_came_back() -> None:
    assert read_mail(BOUNCE).returned_ids == OURS
    assert read_mail(OLD_BOUNCE).returned_ids == OURS
    assert read_mail(BOUNCE.replace(b"Ciao", b"Message-ID: <quoted@example.com>")).returned_ids == OURS
    assert read_mail(BOUNCE.replace(b"message/rfc822", b"text/rfc822-headers")).returned_ids == OURS


def test_people() -> None:
    for mail in map(read_mail, (PLAIN, ALTERNATIVE, HTML, EIGHT_BIT)):
        assert (mail.automatic, mail.returned_ids) == ("", ())

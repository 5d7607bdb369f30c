"""Mails in one file, as RFC 4155 has it."""

from __future__ import annotations

import io

import pytest

from desktop.mime.mbox import mbox_entry, mbox_mails


@pytest.mark.parametrize(
    ("received", "date"),
    [(1793702531, "Tue Nov  3 10:42:11 2026"), (0, "Thu Jan  1 00:00:00 1970"), (-86400, "Thu Jan  1 00:00:00 1970")],
)
def test_the_date_is_that_of_asctime_in_any_language(received: int, date: str) -> None:
    assert mbox_entry(b"", "anna@example.it", received).startswith(f"From anna@example.it {date}\n".encode())


@pytest.mark.parametrize("body", [b"", b"uno\r\n", b"uno\r\n\r\n\r\n", b"\r\nFrom noi\r\n>From voi\r\n"])
def test_a_mail_comes_back_to_the_last_octet_empty_lines_at_its_end_too(body: bytes) -> None:
    """Of one without a Message-ID they are part of what it is known by."""
    mail = b"From: anna@example.it\r\n\r\n" + body
    box = io.BytesIO(mbox_entry(mail, "a@b", 0) + mbox_entry(mail, "a@b", 0))
    assert list(mbox_mails(box, 1000)) == [mail, mail]

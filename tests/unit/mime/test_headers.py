"""One header line at a time, clean and dirty."""

from __future__ import annotations

import pytest

from desktop.mime.headers import (
    REFERENCES_LIMIT,
    Parameters,
    message_ids,
    safe_date,
    safe_header,
    split_head,
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"Ordine 4711", "Ordine 4711"),
        (b"=?utf-8?q?Perch=C3=A9_no=3F?=", "Perché no?"),
        (b"=?utf-8?b?UGVyY2jDqQ==?= ok", "Perché ok"),
        (b"=?utf-8?b?UGVyY2jDqQ?=", "Perché"),
        (b"=?utf-8?q?a?=\t =?utf-8?q?b?=", "ab"),
        (b"x =?utf-8?q?a?= y", "x a y"),
        (b"=?utf-8?q?=C3?= =?utf-8?q?=A9?=", "é"),
        (b"=?utf-8*it?q?a?=", "a"),
        (b"=?utf-8?q?Come va??=", "Come va?"),
        (b'"=?utf-8?q?a?="', '"a"'),
        (b"=?no-such?q?caff=C3=A8?=", "caffè"),
        (b"=?cp037?q?abc?=", "abc"),
        (b"=?utf-8?x?a?=", "=?utf-8?x?a?="),
        ("Perché".encode(), "Perché"),
        ("Perché così".encode("cp1252"), "Perché così"),
        (b"a\x00b\x1b[1mc\xe2\x80\xaed", "ab[1mcd"),
        (b"=?utf-8?b?AA0KQmNjOiB4?=", "Bcc: x"),
        (rb"a \u0041", r"a \u0041"),
    ],
)
def test_safe_header(raw: bytes, shown: str) -> None:
    assert safe_header(raw) == shown


def test_a_long_value_is_cut_for_showing() -> None:
    assert len(safe_header(b"x" * 60_000)) == 2_000


@pytest.mark.parametrize(
    ("raw", "seconds"),
    [
        (b"Thu, 01 Jan 1970 00:00:10 +0000", 10),
        (b"Mon, 03 Nov 2025 10:15:00 +0100", 1762161300),
        (b"3 Nov 2025 10:15 +0100 (CET)", 1762161300),
        (b"Mon, 03 Nov 1025 10:15:00 +0100", None),
        (b"Mon, 03 Nov 99999 10:15:00 +0100", None),
        (b"Mon, 31 Feb 2025 99:99:99 +9999999999", None),
        (b"9" * 180, None),
        (b"yesterday", None),
        (b"", None),
    ],
)
def test_safe_date(raw: bytes, seconds: int | None) -> None:
    assert safe_date(raw) == seconds


def test_message_ids() -> None:
    assert message_ids(b"<a@b>  <c@d> your mail of today <a@b>") == ("<a@b>", "<c@d>")
    assert message_ids(b"<a\r\n @b>") == ("<a@b>",)
    assert message_ids(b"a@b") == ("<a@b>",)
    assert message_ids(b"<>") == message_ids(b"nothing here") == ()


def test_of_many_references_the_first_and_the_last_stay() -> None:
    found = message_ids(b" ".join(b"<%d@x>" % number for number in range(500)))
    assert len(found) == REFERENCES_LIMIT
    assert (found[0], found[1], found[-1]) == ("<0@x>", "<401@x>", "<499@x>")


def test_fields_survive_damaged_lines() -> None:
    raw = b"From x Mon Jan 1\nA: 1\n 2\nthis is no header\nB : 3\r\nA: later\n\nbody"
    fields, body = split_head(raw, 0, len(raw))
    assert fields.pairs == ((b"a", b"1 2"), (b"b", b"3"), (b"a", b"later"))
    assert (fields.first("a"), raw[body:]) == (b"1 2", b"body")


def test_without_a_field_all_is_body() -> None:
    fields, body = split_head(b"just words\n\nmore", 0, 16)
    assert (fields.pairs, body) == ((), 0)


@pytest.mark.parametrize(
    ("raw", "name", "value"),
    [
        (b'a; filename="x y.pdf"', "filename", "x y.pdf"),
        (b"a; FileName=x.pdf", "filename", "x.pdf"),
        (b"a; filename*=utf-8'it'caff%C3%A8.pdf", "filename", "caffè.pdf"),
        (b"a; filename*0*=utf-8''caf; filename*1*=f%C3%A8; filename*2=.pdf", "filename", "caffè.pdf"),
        (b'a; filename="=?utf-8?q?caff=C3=A8.pdf?="', "filename", "caffè.pdf"),
        ('a; filename="caffè.pdf"'.encode("cp1252"), "filename", "caffè.pdf"),
        (b"a; filename*=rot13''nop", "filename", "nop"),
        (b"a; other=1", "filename", ""),
        (b"", "filename", ""),
    ],
)
def test_parameters(raw: bytes, name: str, value: str) -> None:
    assert Parameters("Content-Disposition", raw).get(name) == value


def test_only_so_many_parameters_are_read() -> None:
    assert Parameters("Content-Type", b"a/b" + b";x=1" * 30 + b";name=n").get("name") == "n"
    assert Parameters("Content-Type", b"a/b" + b";x=1" * 50 + b";name=n").get("name") == ""

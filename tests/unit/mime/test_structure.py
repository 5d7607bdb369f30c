"""The tree of parts: IMAP numbers, damaged delimiters, and the limits."""

from __future__ import annotations

import pytest

from desktop.mime.structure import DEPTH_LIMIT, PART_LIMIT, Structure
from tests.unit.mime.samples import ALTERNATIVE, PLAIN


def leaves(raw: bytes) -> list[tuple[str, str, bytes]]:
    root = Structure(raw).root
    return [(p.number, p.content_type, raw[p.start : p.end]) for p in root.walk() if not p.parts]


def test_numbers_are_those_of_imap() -> None:
    assert [(number, kind) for number, kind, _ in leaves(ALTERNATIVE)] == [
        ("1.1", "text/plain"),
        ("1.2", "text/html"),
        ("2", "application/pdf"),
        ("3", "message/rfc822"),
    ]
    assert [number for number, _, _ in leaves(PLAIN)] == ["1"]


@pytest.mark.parametrize(
    ("body", "bodies"),
    [
        (b"--x\n\none\n--x\n\ntwo\n--x--\nepilogue", [b"one", b"two"]),
        (b"--x\r\n\r\none\r\n--x\r\n\r\ntwo\r\n", [b"one", b"two\r\n"]),
        (b"--x\n\none\n--xy\nstill\n--x--", [b"one\n--xy\nstill"]),
        (b"--x  \n\none --x\n--x--", [b"one --x"]),
        (b"--x\n--x\n\ntwo\n--x--", [b"", b"two"]),
        (b"--x\n\n\n--x--", [b""]),
        (b"--x", [b""]),
        (b"no delimiter at all", [b"no delimiter at all"]),
    ],
)
def test_delimiters(body: bytes, bodies: list[bytes]) -> None:
    raw = b"Content-Type: multipart/mixed; boundary=x\n\n" + body
    assert [found for _, _, found in leaves(raw)] == bodies


def test_an_inner_part_ends_with_the_outer_one() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=out\n\n--out\n"
        b"Content-Type: multipart/mixed; boundary=in\n\n--in\n\none\n--out\n\ntwo\n--out--\n"
    )
    assert [found for _, _, found in leaves(raw)] == [b"one", b"two"]


def test_a_digest_holds_mails() -> None:
    raw = b"Content-Type: multipart/digest; boundary=x\n\n--x\n\nFrom: a@b\n\nhi\n--x--"
    assert leaves(raw)[0][1] == "message/rfc822"


def nested(depth: int) -> bytes:
    level = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    return b"".join(level % (number, number) for number in range(depth)) + b"\ninside\n"


@pytest.mark.parametrize(
    ("raw", "damage"),
    [
        (nested(DEPTH_LIMIT), ""),
        (nested(DEPTH_LIMIT + 1), "too-deep"),
        (nested(5_000), "too-deep"),
        (b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * (PART_LIMIT - 1), ""),
        (b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * PART_LIMIT, "too-many-parts"),
        (b"Content-Type: multipart/mixed; boundary=-\n\n" + b"-" * 1_000_000, "too-many-parts"),
        (b"Content-Type: message/rfc822\n\n" * 5_000, ""),
        (b"Subject: " + b"x" * 64 * 1024 + b"\n\nhi", ""),
        (b"Subject: " + b"x" * 64 * 1024 + b"y\n\nhi", "too-large"),
        (b"A: b\n" * 2_900 + b"\nhi", ""),
        (b"A: b\n" * 3_100 + b"\nhi", "too-large"),
        (b"A: " + b"c" * 60_000 + b"\nB: " + b"c" * 256 * 1024, "too-large"),
    ],
)
def test_limits(raw: bytes, damage: str) -> None:
    assert Structure(raw).damage == damage

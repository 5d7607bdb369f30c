"""The doors for dirty mail under fire: real-shaped headers, mutated; comments in comments; thousands of addresses;
bombs of encoded-words; broken base64 and quoted-printable; charsets that lie; text that runs the other way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.mime.safe import safe_addresses, safe_date, safe_filename, safe_header, safe_text
from tests.unit.mime.within import within

UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
SECOND = 1.0
WHOLE = (
    b"Giulia Bianchi <giulia@example.com>",
    b'"Bianchi, Giulia \\"GB\\"" <giulia@example.com> (shop (old) customer), altro@example.org',
    b"=?utf-8?q?Andr=C3=A9?= <andre@example.fr>, =?iso-8859-1?B?QW5kcuk=?= <a@example.fr>",
    b"Undisclosed recipients:;",
    b"Team: a@example.com, B <b@example.com>;, c@[192.0.2.1], @relay.example:d@example.com",
    b"Mon, 03 Nov 2025 10:15:00 +0100 (CET)",
    b"3 Nov 25 10:15 GMT",
    b"Re: =?utf-8?b?w4AgcHJvcG9zaXRv?= =?utf-8?q?_di_ordine_4711?=",
    b"=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?= test",
    "Perch\u00e9 \u202egnp.exe caff\u00e8 \u0645\u0631\u062d\u0628\u0627".encode(),
    "Perch\u00e9".encode("cp1252"),
    b"../../etc/passwd\0.pdf",
    b"invoice.pdf                                        .exe",
)
PIECES = st.sampled_from(
    (
        *(b"(", b")", b'"', b"\\", b"<", b">", b"@", b",", b";", b":", b".", b"[", b"]", b" "),
        *(b"\t", b"\r\n ", b"\n", b"\0"),
        *(b"=?utf-8?q?", b"=?utf-8?b?", b"=?utf-7?q?", b"=?utf-16?b?", b"=?x?q?", b"=?utf-8*it?q?"),
        *(b"?=", b"=?= ", b"=0D=0A"),
        *(b"4oKs", b"4oK", b"=", b"==", b"=E2=82", b"=ZZ", b"\xff", b"\xe2\x80\xae"),
        *(b"\xe2\x81\xa6", b"\xed\xa0\x80", b"\xc3"),
        *(b"a@b.it", b"<a@b.it>,", b"group:", b"-0000", b"+9999", b"99999999999999999999"),
        *(b"Feb 31", b"con.txt", b"/..", b"%00"),
    )
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A real value with pieces put in, cut out, doubled or repeated by the thousand."""
    value = bytearray(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(value)))
        end = min(len(value), at + draw(st.integers(0, 12)))
        value[at:end] = draw(PIECES) * draw(st.sampled_from((1, 2, 40, 3_000)))
    return bytes(value)


def read(value: bytes, charset: str = "") -> None:
    """Through every door; what comes out can be shown, stored and sorted."""
    spelled = value.decode("utf-8", "surrogateescape")
    line, text, when, name, people = within(
        SECOND,
        lambda: (
            safe_header(value),
            safe_text(value, charset),
            safe_date(value),
            safe_filename(spelled),
            safe_addresses(value),
        ),
    )
    shown = "\n".join([line, text, name, *(part for one in people for part in (one.name, one.email))])
    assert not UNSHOWN.search(shown)
    shown.encode()
    assert "\n" not in line
    assert when is None or 0 <= when < 4_102_444_800
    assert len(people) <= 500
    assert all("@" in one.email and len(one.email) <= 320 for one in people)
    assert 0 < len(name) <= 121
    assert not set(name) & set('/\\<>:"|?*')
    assert name not in (".", "..")


@given(
    mutated(),
    st.sampled_from(("", "utf-8", "utf-7", "utf-16", "iso-2022-jp", "cp1252", "hz", "x", "\0", "rot13", "zlib")),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_mutated_values(value: bytes, charset: str) -> None:
    read(value, charset)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=40).map(b"".join))
def test_any_pieces(value: bytes) -> None:
    read(value)


@pytest.mark.parametrize(
    "value",
    [
        b"(" * 20_000 + b"a@b.it",
        b"(" * 800 + b")" * 800 + b" a@b.it",
        b"a@b.it, " * 16_000,
        b"Anna <a@b.it>, " * 16_000,
        b'"' + b"\\" * 50_000 + b'" <a@b.it>',
        b"<" * 50_000,
        b"g:" * 20_000 + b";" * 20_000,
        b"=?utf-8?q?" + b"=41" * 30_000 + b"?=",
        b"=?utf-8?b?4oKs?= " * 20_000,
        b"=?utf-8?q?a" * 20_000,
        b"=?" * 40_000 + b"?=" * 40_000,
        b"\xe2\x80\xae" * 40_000,
        b"+AAA-" * 40_000,
        b"1 " * 40_000,
        b"\r\n " * 40_000,
        b"." * 100_000,
        bytes(range(256)) * 4_000,
    ],
    ids=range(17),
)
def test_traps(value: bytes) -> None:
    for charset in ("", "utf-7", "iso-2022-jp"):
        read(value, charset)


@given(mutated(), st.sampled_from((safe_header, safe_text)))
def test_what_was_cleaned_is_clean(value: bytes, door: Callable[[bytes], str]) -> None:
    once = door(value)
    assert UNSHOWN.sub("", once) == once


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("perché".encode(), "utf-8", "perché"),
        ("perché".encode("cp1252"), "utf-8", "perché"),
        ("perché".encode("cp1252"), "us-ascii", "perché"),
        ("perché".encode(), "us-ascii", "perché"),
        ("caffè €5".encode("cp1252"), "iso-8859-1", "caffè €5"),
        (
            "Zażółć gęślą jaźń, proszę o zwrot pieniędzy".encode("cp1250"),
            "cp1250",
            "Zażółć gęślą jaźń, proszę o zwrot pieniędzy",
        ),
        (b"plain", "no-such-charset", "plain"),
    ],
)
def test_charsets_that_lie(raw: bytes, declared: str, text: str) -> None:
    assert safe_text(raw, declared) == text

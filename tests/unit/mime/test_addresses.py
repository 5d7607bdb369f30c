"""Addresses out of dirty headers, and those that a person types."""

from __future__ import annotations

import pytest

from desktop.domain.errors import UsageError
from desktop.mime.addresses import recipient, safe_addresses
from desktop.mime.mail import Address


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"a@B.it", [("", "a@b.it")]),
        (b"Anna <a@b.it>, c@d.it", [("Anna", "a@b.it"), ("", "c@d.it")]),
        (b'"Rossi, Anna" <a@b.it>', [("Rossi, Anna", "a@b.it")]),
        (b"=?utf-8?q?Andr=C3=A9?= <a@b.it>", [("André", "a@b.it")]),
        (b'"=?utf-8?q?Andr=C3=A9?=" <a@b.it>', [("André", "a@b.it")]),
        (b"=?utf-8?q?Anna_=3Ca=40b=2Eit=3E?=", [("Anna", "a@b.it")]),
        (b"'Anna' <a@b.it>", [("Anna", "a@b.it")]),
        ("Andrè <a@b.it>".encode("cp1252"), [("Andrè", "a@b.it")]),
        (b"Team: a@b.it, c@d.it;", [("", "a@b.it"), ("", "c@d.it")]),
        (b"undisclosed-recipients:;", []),
        (b"MAILER-DAEMON", []),
        (b"<>", []),
        (b"Big Bug bb@bug.com", [("Big Bug", "bb@bug.com")]),
        (b"a@b.it, a@b.it", [("", "a@b.it")]),
        (b"An\0na\xe2\x80\xae <a@b.it>", [("Anna", "a@b.it")]),
        (b"(" * 2_000 + b"<a@b.it>", [("", "a@b.it")]),
    ],
)
def test_safe_addresses(raw: bytes, found: list[tuple[str, str]]) -> None:
    assert [(address.name, address.email) for address in safe_addresses(raw)] == found


def test_many_addresses_are_cut() -> None:
    assert len(safe_addresses(b"".join(b"a%d@b.it," % number for number in range(20_000)))) == 500


@pytest.mark.parametrize(
    ("text", "name", "email"),
    [
        ("a@b.it", "", "a@b.it"),
        ("  <a@B.IT> ", "", "a@b.it"),
        ("Anna Rossi <a.b+c@b.it>", "Anna Rossi", "a.b+c@b.it"),
        ('"Rossi, Anna" <a@b.it>', "Rossi, Anna", "a@b.it"),
        ("Andrè <a@münchen.example>", "Andrè", "a@xn--mnchen-3ya.example"),
    ],
)
def test_recipient(text: str, name: str, email: str) -> None:
    assert recipient(text) == Address(name, email)


@pytest.mark.parametrize(
    "text",
    [
        *("", "anna", "a@b", "@b.it", "a@", "a b@c.it", "a@b .it", "a@b..it", "a@-b.it", "a@b.it, c@d.it"),
        *("a@b.it;c@d.it", "Rossi, Anna <a@b.it>", "<a@b.it> <c@d.it>", "a@b.it>", "<<a@b.it>>", "a@b@c.it"),
        *("a@b.it\r\nBcc: x@y.it", "a\n@b.it", "a\0@b.it", "a\x7f@b.it", "è@b.it", "a@[127.0.0.1]", "=?a@b.it"),
        *("a" * 65 + "@b.it", "a@" + "b" * 64 + ".it", "a@" + "b." * 130 + "it"),
    ],
)
def test_not_a_recipient(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        recipient(text)
    assert refused.value.code == "bad-address"
    assert set(refused.value.facts) == {"address"}

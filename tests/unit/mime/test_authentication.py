"""A sender is believed only as far as the receiving server has seen proof."""

from __future__ import annotations

import pytest

from desktop.mime.authentication import Vouched, refuted, vouched
from desktop.mime.reading import read_mail

MX = "mx.shop.example"


def mail(*results: str, sender: str = "Carla <carla@posta.example>") -> bytes:
    above = "".join(f"Authentication-Results: {one}\r\n" for one in results)
    return f"Received: by {MX}\r\n{above}From: {sender}\r\nSubject: x\r\n\r\nCiao\r\n".encode()


@pytest.mark.parametrize(
    "result",
    [
        "dmarc=pass (p=NONE) header.from=posta.example",
        "spf=fail smtp.mailfrom=a@lista.example; dkim=pass header.d=posta.example header.s=x",
        "dkim=pass header.i=@mail.posta.example",
        "spf=pass (sender ok) smtp.mailfrom=bounce@posta.example",
        'spf=none (of "x) smtp.mailfrom=x.example; dmarc=pass header.from=posta.example; x="a"',
        'dkim=pass (2048-bit key; unprotected) header.d=posta.example header.b="abc;"',
        "dkim=fail header.d=other.example;\r\n\tdmarc=pass\r\n header.from=posta.example",
    ],
)
def test_proof(result: str) -> None:
    assert vouched(mail(f"{MX}; {result}")) == Vouched(MX)


@pytest.mark.parametrize(
    "result",
    [
        "none",
        "dmarc=fail header.from=posta.example; spf=pass smtp.mailfrom=posta.example",
        "dmarc=none header.from=posta.example; dkim=pass header.d=posta.example",
        "dmarc=pass header.from=other.example",
        "dkim=pass header.d=evil.example",
        "dkim=pass header.d=evil.example header.b=header.d=posta.example",
        "dkim=pass header.d=evil.example header.d=posta.example",
        "spf=pass smtp.mailfrom=evil.example smtp.helo=smtp.mailfrom=posta.example",
        "dkim=pass header.d=example",
        "dkim=pass header.d=evilposta.example",
        "spf=pass smtp.mailfrom=x@evil.example",
        "spf=pass (domain of x; dmarc=pass header.from=posta.example) smtp.mailfrom=x@evil.example",
        'spf=pass smtp.mailfrom="a; dmarc=pass header.from=posta.example "@evil.example',
        "spf=pass (never ends; dmarc=pass header.from=posta.example",
        "spf=pass ) ; dmarc=pass header.from=posta.example",
        'spf=pass (of "x) smtp.mailfrom=evil.example; dmarc=fail header.from=posta.example; dkim=pass header.d="a" ',
        "arc=pass; x-dmarc=pass header.from=posta.example",
    ],
)
def test_no_proof(result: str) -> None:
    assert vouched(mail(f"{MX}; {result}")) is None


@pytest.mark.parametrize(
    ("sender", "named"),
    [
        ("a@evil.github.io", "github.io"),
        ("a@github.io", "evil.github.io"),
        ("a@evil.co.uk", "co.uk"),
        ("a@evil.myshopify.com", "myshopify.com"),
        ("a@evil.io", "io"),
    ],
)
def test_who_gives_names_to_everybody_vouches_for_nobody(sender: str, named: str) -> None:
    for word in (f"dkim=pass header.d={named}", f"spf=pass smtp.mailfrom=x@{named}"):
        assert vouched(mail(f"{MX}; {word}", sender=sender)) is None


def test_who_has_a_name_there_vouches_for_what_lies_below_it() -> None:
    for named in ("shop.github.io", "mail.shop.github.io"):
        assert vouched(mail(f"{MX}; dkim=pass header.d={named}", sender="a@shop.github.io")) == Vouched(MX)


def test_only_the_topmost_word_counts() -> None:
    forged = f"{MX}; dmarc=pass header.from=posta.example"
    assert vouched(mail(f"{MX}; dmarc=fail header.from=posta.example", forged)) is None
    assert vouched(mail(f"{MX}; spf=none", forged)) is None
    assert vouched(mail(forged, "other.example; dmarc=fail")) == Vouched(MX)


def test_a_server_without_a_name() -> None:
    assert vouched(mail("spf=pass smtp.mailfrom=posta.example; dkim=none; dmarc=pass header.from=posta.example")) == (
        Vouched("")
    )
    assert vouched(mail(f"{MX} 1; dmarc=pass header.from=posta.example")) == Vouched(MX)


def test_no_word_at_all_and_several_senders() -> None:
    assert vouched(mail()) is None
    assert vouched(b"") is None
    proof = f"{MX}; dmarc=pass header.from=posta.example"
    assert vouched(mail(proof, sender="a@posta.example, b@evil.example")) is None
    assert vouched(mail(proof).replace(b"Subject:", b"From: x@evil.example\r\nSubject:")) is None


def test_a_registry_vouches_for_nobody() -> None:
    assert vouched(mail(f"{MX}; dkim=pass header.d=co.uk", sender="a@shop.co.uk")) is None
    assert vouched(mail(f"{MX}; dkim=pass header.d=shop.co.uk", sender="a@mail.shop.co.uk")) == Vouched(MX)


@pytest.mark.parametrize(
    ("result", "is_refuted"),
    [
        ("dmarc=fail header.from=posta.example; spf=pass smtp.mailfrom=evil.example", True),
        ("spf=fail smtp.mailfrom=posta.example", True),
        ("dkim=fail header.d=posta.example; spf=softfail", True),
        ("dkim=fail header.d=other.example; dmarc=pass header.from=posta.example", False),
        ("spf=fail smtp.mailfrom=lista.example; dkim=pass header.d=posta.example", False),
        ("dmarc=pass (would fail) header.from=posta.example", False),
        ("none", False),
    ],
)
def test_a_claim_that_the_server_refutes_is_kept_with_the_mail(result: str, is_refuted: bool) -> None:
    assert refuted(f"{MX}; {result}".encode()) is is_refuted
    assert read_mail(mail(f"{MX}; {result}")).refuted is is_refuted
    assert not read_mail(mail()).refuted

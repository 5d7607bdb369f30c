"""Charsets that are declared, missing, wrong or dangerous."""

from __future__ import annotations

import pytest

from desktop.mime.charsets import codec_of, decode, safe_text

ITALIAN = "Buongiorno, perché il pacco non è ancora arrivato? È già passata una settimana, così non va più bene."


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (ITALIAN, "utf-8", ""),
        (ITALIAN, "utf-8", "iso-8859-1x"),
        (ITALIAN, "cp1252", ""),
        (ITALIAN, "cp1252", "us-ascii"),
        (ITALIAN, "cp1252", "utf-8"),
        (ITALIAN, "iso8859-1", "latin1"),
        ("la taglia è sbagliata", "cp1252", ""),
        ("Здравствуйте, где мой заказ? Я жду уже неделю.", "cp1251", ""),
        ("Здравствуйте, где мой заказ?", "koi8-r", "KOI8-R"),
        ("你好，我的订单在哪里？谢谢", "gb18030", "gb2312"),
        ("ご注文はどこですか", "iso2022_jp", "ISO-2022-JP"),
        ("안녕하세요 주문이 어디에", "cp949", "ks_c_5601-1987"),
        ("“così” — 5 €", "cp1252", "iso-8859-1"),
    ],
)
def test_the_chain(text: str, codec: str, declared: str) -> None:
    assert decode(text.encode(codec), declared) == text


def test_mostly_good_utf8_is_mended_not_guessed() -> None:
    for declared in ("utf-8", "", "us-ascii"):
        assert decode((ITALIAN * 3).encode() + b"\xff", declared) == ITALIAN * 3 + "\ufffd"


def test_a_cut_inside_a_character_is_no_damage() -> None:
    assert decode("caffè".encode()[:-1], "utf-8", cut=True) == "caff"


@pytest.mark.parametrize("label", ["rot13", "zip", "idna", "punycode", "unicode_escape", "\0", "../x", "base64", ""])
def test_only_codecs_for_mail(label: str) -> None:
    assert codec_of(label) is None
    assert decode(b"plain", label) == "plain"


def test_what_must_not_be_shown() -> None:
    raw = "a\0b\x07c\u202ed\u2066e\r\nf\rg\u2028h\ufeff\x9b \n\n".encode()
    assert safe_text(raw) == "abcde\nf\ng\nh"
    assert safe_text(b"x+2AA-y", "utf-7") == "xy"

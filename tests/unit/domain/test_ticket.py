"""The words of a ticket, as people type them."""

from __future__ import annotations

import hashlib
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ticket import (
    CROCKFORD,
    agent_id,
    is_tag,
    number_typed,
    reference_from,
    reference_typed,
    shown_reference,
)


def test_a_reference_is_forty_bits_in_crockfords_letters() -> None:
    assert reference_from(bytes(5)) == "00000000"
    assert reference_from(b"\xff" * 32) == "ZZZZZZZZ"
    assert reference_from(bytes([0, 0, 0, 0, 1])) == "00000001"
    assert reference_from(b"\x08\x42\x10\x84\x21") == "11111111"
    assert reference_from(hashlib.sha256(b"s1:a").digest()) == "WD6HZDVZ"


@given(st.binary(min_size=5, max_size=40))
def test_a_reference_can_be_typed_back(digest: bytes) -> None:
    reference = reference_from(digest)
    shown = shown_reference(reference)
    assert len(shown) == 9
    for typed in (
        shown,
        shown.lower(),
        reference,
        f"  {shown} ",
        f"[{shown}]",
        f"#{shown},",
        f"{reference[:2]}-{reference[2:]}",
    ):
        assert reference_typed(typed) == reference


def test_lookalikes_are_folded_and_nothing_else() -> None:
    assert reference_typed("oil0-lOi1") == reference_typed("oil0–lOi1") == "01101011"
    assert len(CROCKFORD) == 32
    for typed in ("", "7KQ2", "7KQ2-MXADX", "7KQ2-MXAU", "7KQ2 MXAD", "7KQ2-MXÀD", "#1042"):
        assert reference_typed(typed) is None


@pytest.mark.parametrize(("typed", "number"), [("#1042", 1042), ("1042", 1042), (" #7 ", 7), ("#0012", 12)])
def test_a_number_is_typed_with_or_without_hash(typed: str, number: int) -> None:
    assert number_typed(typed) == number


@pytest.mark.parametrize("typed", ["", "#", "##1", "-1", "1.5", "1e3", "12345678", "١٢", "²", "x"])
def test_what_is_no_number(typed: str) -> None:
    assert number_typed(typed) is None


@pytest.mark.parametrize("tag", ["vip", "pre-sale", "perché", "x" * 40, "1", "日本", "a/b", "é", "!?", "\U0001fae8"])
def test_a_tag_is_one_word(tag: str) -> None:
    assert is_tag(tag)


@pytest.mark.parametrize(
    "tag", ["", " ", "a b", "a\tb", "a\u00a0b", "a\u2003b", "a,b", "a+b", "a#b", "-a", "x" * 41, "a\n"]
)
def test_what_is_no_tag(tag: str) -> None:
    assert not is_tag(tag)


def test_no_assigned_control_or_format_character_of_unicode_is_in_a_tag_unseen() -> None:
    """Those that turn the text around, or join and part words without being seen."""
    told = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\xad"
    controls = (chr(c) for c in range(sys.maxunicode) if unicodedata.category(chr(c)) == "Cc")
    assert not any(is_tag(f"a{character}b") for character in (*told, *controls))


def test_the_same_person_on_two_computers() -> None:
    assert agent_id("Anna  Bianchi") == agent_id(" anna\tBIANCHI ") == "anna bianchi"
    assert agent_id("Weiß") == agent_id("WEISS")
    assert agent_id(" \t ") == ""

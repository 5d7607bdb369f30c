"""A customer message's identity, frozen: these digests are in the journals of teams and never change."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.journal.slots import draft_slot, slot_of

PLAIN = (
    b"Return-Path: <rosa.neri@post.example>\r\n"
    b"Message-ID: <a1@post.example>\r\n"
    b"Date: Mon, 3 Nov 2025 09:15:00 +0100\r\n"
    b"From: Rosa Neri <rosa.neri@post.example>\r\n"
    b"Subject: Where is my order?\r\n"
    b"\r\n"
    b"Good morning,\r\nwhere is it?\r\n"
)
ID, DATE, FROM = b"<a1@post.example>", b"Mon, 3 Nov 2025 09:15:00 +0100", b"rosa.neri@post.example"
BODY = b"Good morning,\nwhere is it?\n"
SAME = "s1:0fa189c735f5c870b677e5a44e7d9dba1333f142f255f1615e7ee0960d413161"


def _with(old: bytes, new: bytes) -> bytes:
    assert old in PLAIN
    return PLAIN.replace(old, new)


WITHOUT_ID = _with(b"Message-ID: <a1@post.example>\r\n", b"")
_SEVERAL = _with(b"post.example>\r\nSubject", b"post.example>, <second@x>\r\nSubject")

# All of these are the plain mail.
ONE_AND_THE_SAME: dict[str, bytes] = {
    "plain": PLAIN,
    "line ends of Unix": PLAIN.replace(b"\r\n", b"\n"),
    "names in any case": PLAIN.replace(b"Message-ID", b"MESSAGE-Id").replace(b"Date:", b"dAtE:"),
    "white space before the colon": _with(b"Message-ID:", b"Message-ID \t:"),
    "no white space after the colon": _with(b"Message-ID: ", b"Message-ID:"),
    "another body": _with(b"Good morning", b"Good evening"),
    "other headers and order": b"From: R <rosa.neri@post.example>\r\nX-Spam: no\r\nDate: %s\r\nMessage-Id: %s\r\n\r\n"
    % (DATE, ID),
    "no body, no blank line": PLAIN[: PLAIN.index(b"\r\nSubject")],
    "a second Message-ID, Date and From": _with(
        b"Subject:", b"Message-ID: <b@x>\r\nDate: never\r\nFrom: <b@x>\r\nSubject:"
    ),
    "a Message-ID in the body": _with(b"Good", b"Message-ID: <b@x>\r\nGood"),
    "an address alone": _with(b"Rosa Neri <rosa.neri@post.example>", b"rosa.neri@post.example"),
    "a name in brackets before it": _with(b"Rosa Neri <", b'"Rosa <boss@x>" <'),
    "white space in the address": _with(b"<rosa.neri@", b"< rosa.neri\t@ "),
    "folded": _with(b"Message-ID: ", b"Message-ID:\r\n ").replace(b"Rosa Neri <", b"Rosa\r\n\tNeri\r\n <"),
    "a mailbox file's first line": b"From rosa Mon Nov  3 09:15:00 2025\r\n" + PLAIN,
    "a header that is none": _with(b"Subject:", b"no colon here\r\nSubject:"),
    "through another mailbox": b"Received: from a by b;\r\n\tMon, 3 Nov 2025 09:16:00 +0100\r\n" + PLAIN,
}

# The mail, and the parts that its identity is made of.
DIFFERENT: dict[str, tuple[bytes, tuple[bytes, ...]]] = {
    "a folded date keeps its white space": (
        _with(b"2025 09", b"2025\r\n\t09"),
        (ID, b"Mon, 3 Nov 2025\t09:15:00 +0100", FROM),
    ),
    "a comment in the date": (_with(b"+0100", b"+0100 (CET)"), (ID, DATE + b" (CET)", FROM)),
    "a comment in the address": (
        _with(b"Rosa Neri <rosa.neri@post.example>", b"rosa.neri@post.example (Rosa)"),
        (ID, DATE, b"rosa.neri@post.example(Rosa)"),
    ),
    "the case of the address": (_with(b"<rosa.neri@post", b"<Rosa.Neri@Post"), (ID, DATE, b"Rosa.Neri@Post.example")),
    "eight bits": (_with(b"Rosa Neri <rosa.neri", b"Ros\xe0 <ros\xe0.neri"), (ID, DATE, b"ros\xe0.neri@post.example")),
    "an encoded word": (
        _with(b"<a1@post.example>", b"=?utf-8?q?=3Ca1=40post.example=3E?="),
        (b"=?utf-8?q?=3Ca1=40post.example=3E?=", DATE, FROM),
    ),
    "several authors": (_SEVERAL, (ID, DATE, b"second@x")),
    "a Message-ID that is none": (_with(b"<a1@post.example>", b"a1 at post"), (b"a1 at post", DATE, FROM)),
    "no Message-ID": (WITHOUT_ID, (b"", DATE, FROM, BODY)),
    "an empty Message-ID": (_with(b"<a1@post.example>", b" "), (b"", DATE, FROM, BODY)),
    "no Message-ID, line ends of Unix": (WITHOUT_ID.replace(b"\r\n", b"\n"), (b"", DATE, FROM, BODY)),
    "no Message-ID, another body": (
        WITHOUT_ID.replace(b"morning", b"evening"),
        (b"", DATE, FROM, BODY.replace(b"morning", b"evening")),
    ),
    "no Date, no From": (b"Message-ID: <a1@post.example>\r\n\r\n", (ID, b"", b"")),
    "nothing": (b"", (b"", b"", b"", b"")),
    "only a body": (b"hello", (b"", b"", b"", b"")),
}

FROZEN = {
    "a folded date keeps its white space": "s1:0581fb264c891d5bd7bb2de783cf4c428566b527bbb97cefd159d36c5bda5213",
    "a comment in the date": "s1:5f374832f3b2175210f55802923289be4e2f71cda127062b6073d5938f00dbdb",
    "a comment in the address": "s1:1403968400d11356bec1b1b4bdade34c61dd31bac3aea125f3e27ebe26fbba61",
    "the case of the address": "s1:d069fd0b49c3370d77669218a89f6501817e60dcf8ccf6d0e80ad3601afcefe8",
    "eight bits": "s1:377b75fd9ee04489ba2a39ab16d11cb0b5b02ea4f2747c04e096b8b7d6d20f04",
    "an encoded word": "s1:642993f16c96cc1981194cadfb70b844dd5c60095877fed35a400f9d9d01ccba",
    "several authors": "s1:ded92664f60e72bbe325726483f47ddace527f4496d6a0d1e4195ffa128a007b",
    "a Message-ID that is none": "s1:c6e843e77988bfd864946a7f4474567fae79e9433e1adecfe80df32a3b3cf5ce",
    "no Message-ID": "s1:a97fef90bfd4a58d06131801fa5340b0c590202b92b3289d61744f0c9b716099",
    "an empty Message-ID": "s1:a97fef90bfd4a58d06131801fa5340b0c590202b92b3289d61744f0c9b716099",
    "no Message-ID, line ends of Unix": "s1:a97fef90bfd4a58d06131801fa5340b0c590202b92b3289d61744f0c9b716099",
    "no Message-ID, another body": "s1:b72f4dde5b6043ad3a9297c81d578fe888f53795b0d9be084790fc9a07f54394",
    "no Date, no From": "s1:e73827c7f129c6dbbe53140a61da0ed17048e10950d5447e1a820e44a9125010",
    "nothing": "s1:cfab8113c8b7068be93745dfb95bdf9a9292fa5647ecd6d12d5de7f0720e1156",
    "only a body": "s1:cfab8113c8b7068be93745dfb95bdf9a9292fa5647ecd6d12d5de7f0720e1156",
}


@pytest.mark.parametrize("raw", ONE_AND_THE_SAME.values(), ids=list(ONE_AND_THE_SAME))
def test_one_and_the_same_mail(raw: bytes) -> None:
    assert slot_of(raw) == SAME == _of(ID, DATE, FROM)


@pytest.mark.parametrize("name", DIFFERENT)
def test_vector(name: str) -> None:
    raw, parts = DIFFERENT[name]
    assert slot_of(raw) == FROZEN[name] == _of(*parts)
    assert FROZEN[name] != SAME


def _of(*parts: bytes) -> str:
    """The algorithm once more: SHA-256 over the parts as netstrings."""
    return f"s1:{hashlib.sha256(b''.join(b'%d:%s,' % (len(part), part) for part in parts)).hexdigest()}"


@given(st.binary(max_size=400))
def test_noise_has_an_identity(noise: bytes) -> None:
    assert slot_of(noise) == slot_of(bytes(noise))
    assert len(slot_of(noise)) == len(SAME)


_PIECES = [
    b"Message-ID:", b"From:", b"Date:", b" ", b"\t", b"\r\n", b"\n", b"\r", b"<a@b>", b"<", b">", b"\xff", b"\x00",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map(b"".join))
def test_nearly_mail_has_an_identity_whatever_its_line_ends(mail: bytes) -> None:
    unix = mail.replace(b"\r", b"")
    assert slot_of(unix) == slot_of(unix.replace(b"\n", b"\r\n"))
    assert len(slot_of(mail)) == len(SAME)


@pytest.mark.parametrize("size", [10_000, 250_000, 3_000_000])
def test_a_hostile_header_costs_little(size: int) -> None:
    for filler in (b"<" * size, b" \r\n" * (size // 3), b"From: <" * (size // 7), b"a" * size):
        assert slot_of(PLAIN.replace(b"Subject", b"X: " + filler + b"\r\nSubject")) == SAME
        assert len(slot_of(b"From: " + filler)) == len(SAME)


def test_a_new_mails_slot_is_its_drafts_id() -> None:
    assert draft_slot("abc") == "d1:abc"

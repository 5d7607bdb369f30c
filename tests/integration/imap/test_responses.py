"""FETCH answers as servers write them, and as broken servers might."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.imap.refusals import reason_of
from desktop.adapters.imap.responses import fetched, seconds_of


def test_every_form_of_a_value() -> None:
    answer = fetched(
        (
            b'* 12 FETCH (UID 7 FLAGS (\\Seen "a)b" ($x)) MODSEQ (624) INTERNALDATE " 1-Jan-1970 01:00:09 +0100" '
            b'BODY[HEADER.FIELDS ("X-A" X-B)] {6}',
            b"X-A: )",
            b' BODY[TEXT]<0> "q\\"\\\\" RFC822.SIZE 42 BODY[] NIL X-GM-LABELS ())',
        )
    )

    assert answer is not None
    assert (answer.sequence, answer.uid, answer.internal_date, answer.octets) == (12, 7, 9, 42)
    assert answer.items["FLAGS"] == b'\\Seen "a)b" ($x)'
    assert answer.items["MODSEQ"] == b"624"
    assert answer.items["BODY[HEADER.FIELDS]"] == b"X-A: )"
    assert answer.items["BODY[TEXT]"] == b'q"\\'
    assert answer.items["BODY[]"] == b""


def test_other_responses_are_none() -> None:
    assert fetched((b"* 12 EXISTS",)) is None
    assert fetched((b"* OK [HIGHESTMODSEQ 3] * 1 FETCH (",)) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (b"17-Jul-1996 02:44:25 -0700", 837596665),
        (b" 1-Jan-1970 00:00:00 +0000", 0),
        (b"29-FEB-2024 23:59:59 +0545", 1709230499),
    ],
)
def test_dates(text: bytes, seconds: int) -> None:
    assert seconds_of(text) == seconds


@given(st.lists(st.one_of(st.binary(max_size=40), st.text('(){}[]"\\ UIDFLAGS019<>.~\n', max_size=60)), max_size=5))
def test_nothing_but_a_refusal_comes_of_damage(parts: list[bytes | str]) -> None:
    """The gateway turns these into ``server-misbehaves``."""
    pieces = tuple(one.encode() if isinstance(one, str) else one for one in parts)
    try:
        fetched((b"* 1 FETCH (" + (pieces[0] if pieces else b""), *pieces[1:]))
    except (ValueError, LookupError):
        return


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[OVERQUOTA] Quota exceeded (mailbox for user is full)", "over-quota"),
        ("[LIMIT] Too many commands", "throttled"),
        ("You have exceeded your disk quota.", "over-quota"),
        ("[TRYCREATE] Mailbox doesn't exist: Sent", "missing"),
        ("Mailbox does not exist, or must be subscribed to.", "missing"),
        ("[NOPERM] Permission denied", "read-only"),
        ("[UNAVAILABLE] Maximum number of connections from user+IP exceeded", "connections"),
        ("[ALERT] Too many simultaneous connections. (Failure)", "connections"),
        ("Request is throttled. Suggested Backoff Time: 299961 milliseconds", "throttled"),
        ("[AUTHENTICATIONFAILED] Invalid credentials", "password"),
        ("Something else", "other"),
    ],
)
def test_what_servers_mean_by_no(text: str, reason: str) -> None:
    assert reason_of(text) == reason

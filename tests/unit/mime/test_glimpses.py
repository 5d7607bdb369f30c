"""What is seen of an attachment without opening it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.mime.glimpses import first_lines, glimpse_kind
from desktop.mime.mail import Attachment


@pytest.mark.parametrize(
    ("content_type", "size", "content_id", "kind"),
    [
        ("image/png", 100, "", "picture"),
        ("image/jpeg", 7 * 1024 * 1024, "", ""),
        ("image/svg+xml", 100, "", ""),
        ("image/png", 100, "logo@shop", ""),
        ("text/plain", 50_000_000, "", "text"),
        ("text/html", 100, "", ""),
        ("application/pdf", 100, "", ""),
    ],
)
def test_only_what_is_harmless_and_quick(content_type: str, size: int, content_id: str, kind: str) -> None:
    assert glimpse_kind(Attachment("2", "x", content_type, size, content_id)) == kind


def test_the_first_lines() -> None:
    assert first_lines(b"Uno\r\nDue\r\n") == "Uno\nDue"
    assert first_lines(b"riga\n" * 9) == "riga\n" * 6 + "…"
    assert len(first_lines(b"x" * 1_000_000)) < 200


@given(st.binary(max_size=5_000))
def test_any_content_gives_a_few_short_lines(content: bytes) -> None:
    lines = first_lines(content).split("\n")
    assert len(lines) <= 7
    assert all(len(line) <= 161 for line in lines)

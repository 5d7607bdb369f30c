"""The ticket's reference travels in our own Message-IDs."""

from __future__ import annotations

import pytest

from desktop.mime.message_ids import own_message_id, reference_in


def test_there_and_back() -> None:
    identity = own_message_id("7KQ2MXAD", "a1-b2_c3", "Negozio.example")
    assert identity == "<sportello.7KQ2MXAD.a1-b2_c3@negozio.example>"
    assert reference_in(identity) == reference_in(identity.lower()) == reference_in(identity.strip("<>")) == "7KQ2MXAD"


@pytest.mark.parametrize(
    "identity",
    [
        *("<7KQ2MXAD.a@b.it>", "<sportello.7KQ2MXA.a@b.it>", "<sportello.7KQ2MXAI.a@b.it>", "", "<p1@example.com>"),
        *("<x.sportello.7KQ2MXAD.a@b.it>", "<sportello.7KQ2MXAD@b.it>", "<sportello.7KQ2MXAD.a@b.it> <c@d>"),
    ],
)
def test_foreign_ids(identity: str) -> None:
    assert reference_in(identity) is None


@pytest.mark.parametrize(
    ("reference", "token", "domain"),
    [
        ("7KQ2-MXAD", "a", "b.it"),
        ("7KQ2MXAD", "a>b", "b.it"),
        ("7KQ2MXAD", "a", "b.it>\r\nx"),
        ("7kq2mxad", "a", "b.it"),
    ],
)
def test_malformed_parts_are_a_bug(reference: str, token: str, domain: str) -> None:
    with pytest.raises(ValueError, match="no Message-ID"):
        own_message_id(reference, token, domain)

"""Links of mails: anybody may have written them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.mailto import Wanted, is_mailto, read


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("mailto:a@example.org", Wanted(("a@example.org",))),
        ("MAILTO:a@b.it,b%2Cc@b.it?cc=d@b.it", Wanted(("a@b.it", "b,c@b.it"), ("d@b.it",))),
        ("mailto:?to=a@b.it&subject=Perch%C3%A9+1&body=Uno%0D%0ADue", Wanted(("a@b.it",), (), "Perché+1", "Uno\nDue")),
        ("mailto:a@b.it?subject=x%0D%0ABcc:%20y@b.it&bcc=y@b.it&attach=/x", Wanted(("a@b.it",), (), "x  Bcc: y@b.it")),
        ("mailto:", Wanted()),
    ],
)
def test_what_is_taken(link: str, wanted: Wanted) -> None:
    assert is_mailto(link)
    assert read(link) == wanted


@given(st.text())
def test_nothing_fails_and_no_header_is_smuggled_in(text: str) -> None:
    found = read("mailto:" + text)
    assert not any("\r" in value or "\n" in value for value in (*found.to, *found.cc, found.subject))

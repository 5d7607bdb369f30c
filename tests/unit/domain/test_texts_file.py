"""A file of texts: what is written reads back the same, and what is wrong is named."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.texts import Actions, Attachment, Body, Text
from desktop.domain.texts_file import BadTexts, read, written

_CONTENT = b"%PDF-1.4 return label" * 20
_LETTERS = st.characters(blacklist_categories=["Cs"], blacklist_characters="\r")
_SAID = st.text(_LETTERS, max_size=40).map(lambda text: text.strip("\n"))
_TITLES = _SAID.map(lambda text: f"t{text}")
_TEXTS = st.builds(
    Text,
    st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True),
    st.dictionaries(st.sampled_from(["it", "en", "de", "fra"]), st.builds(Body, _TITLES, _SAID), min_size=1),
    _SAID,
    st.builds(
        Actions,
        st.lists(st.sampled_from(["late", "ritardo", "vip"]), unique=True).map(tuple),
        st.sampled_from(["", "resolved", "on-hold"]),
        st.sampled_from(["", "4h", "1d 12:00"]),
        _SAID,
        _SAID,
    ),
    st.sampled_from(
        [(), (Attachment("modulo reso.pdf", "application/pdf", hashlib.sha256(_CONTENT).hexdigest(), len(_CONTENT)),)]
    ),
    st.sampled_from(["", "2026-12-24"]),
)


@given(st.lists(_TEXTS, min_size=1, max_size=4, unique_by=lambda text: text.key))
def test_what_is_written_reads_back_the_same(texts: list[Text]) -> None:
    files = {hashlib.sha256(_CONTENT).hexdigest(): _CONTENT}
    found, contents = read(written(texts, files))
    assert list(found) == texts
    assert set(contents.values()) <= {_CONTENT}


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("", "[[text]]"),
        ("text = 3", "[[text]]"),
        ("[[text]]\nkey = 'A b'\n[text.body.it]\ntitle='x'", "key = 'A b'"),
        ("[[text]]\nkey = 'a'", "body"),
        ("[[text]]\nkey = 'a'\n[text.body.it]\ntext='x'", "title"),
        ("[[text]]\nkey = 'a'\n[text.body.it]\ntitle='x'\n[text.actions]\nstatus='done'", "status = 'done'"),
        ("[[text]]\nkey = 'a'\n[text.body.it]\ntitle='x'\n[text.actions]\npromise='soon'", "promise = 'soon'"),
        ("[[text]]\nkey = 'a'\n[text.body.it]\ntitle='x'\n[text.actions]\ntags=['a b']", "tag 'a b'"),
        ("[[text]]\nkey = 'a'\nvalid_until = 'Christmas'\n[text.body.it]\ntitle='x'", "valid_until"),
        ("[[text]]\nkey = 'a'\n[text.body.it]\ntitle='x'\n" * 2, "×2"),
        ("[[text]]\nkey = 'a'\n[text.body.it]\ntitle=3", "title = 3"),
        ("[[text]", "line 1"),
    ],
)
def test_what_is_wrong_is_named(source: str, named: str) -> None:
    with pytest.raises(BadTexts) as error:
        read(source)
    assert named in str(error.value)

"""Formatted words: read from any HTML, written in one way, and always readable as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.mime.rich import (
    BULLET,
    NUMBER,
    Paragraph,
    Rich,
    Run,
    from_html,
    good_link,
    is_plain,
    normal,
    of_text,
    pictures_in,
    to_html,
    to_text,
)

LETTERS = st.text(st.sampled_from("ab è<&>\"'  \n-1."), min_size=1, max_size=12)
RUNS = st.builds(
    Run,
    LETTERS,
    st.booleans(),
    st.booleans(),
    st.sampled_from(("", "", "https://shop.it/reso?a=1&b=2", "mailto:a@b.it")),
)
PICTURES = st.builds(Run, st.sampled_from(("foto.png", "")), picture=st.sampled_from(("ab12@sportello", "c@x")))
PARAGRAPHS = st.builds(
    Paragraph,
    st.lists(RUNS | PICTURES, max_size=4).map(tuple),
    st.sampled_from(("", "", BULLET, NUMBER)),
    st.integers(0, 6),
)


@given(st.lists(PARAGRAPHS, max_size=6).map(tuple))
def test_what_was_written_is_read_back(rich: Rich) -> None:
    assert from_html(to_html(rich)) == normal(rich)


@given(st.lists(LETTERS.filter(lambda one: "\n" not in one) | st.just(""), min_size=1, max_size=5).map("\n".join))
def test_plain_words_stay_plain(text: str) -> None:
    assert is_plain(of_text(text))
    assert to_text(of_text(text)) == text
    assert to_text(from_html(to_html(of_text(text)))) == text


def test_lists_links_and_pictures_can_be_read_without_formatting() -> None:
    rich = (
        Paragraph((Run("Gentile "), Run("Carla", bold=True), Run(","))),
        Paragraph(),
        Paragraph((Run("la ricevuta\ndel corriere"),), BULLET),
        Paragraph((Run("il modulo", link="https://shop.it/reso"),), BULLET),
        Paragraph((Run("Scriva a "), Run("resi@shop.it", link="mailto:resi@shop.it")), NUMBER),
        Paragraph((Run("foto.png", picture="1@x"),), NUMBER),
    )
    assert to_text(rich) == (
        "Gentile Carla,\n\n- la ricevuta\n  del corriere\n- il modulo (https://shop.it/reso)\n"
        "1. Scriva a resi@shop.it\n2. [foto.png]"
    )
    assert pictures_in(rich) == {"1@x"}
    assert not is_plain(rich)


def test_lists_within_lists_can_be_read_without_formatting() -> None:
    items = [("reso", NUMBER, 0), ("scatola\nintera", BULLET, 1), ("nastro", BULLET, 2), ("etichetta", BULLET, 1)]
    items += [("rimborso", NUMBER, 0), ("subito", BULLET, 0)]
    rich = tuple(Paragraph((Run(words),), kind, depth) for words, kind, depth in items)
    assert to_text(rich) == ("1. reso\n   - scatola\n     intera\n     - nastro\n   - etichetta\n2. rimborso\n- subito")


@pytest.mark.parametrize(
    ("pasted", "left"),
    [
        ("<p>Uno</p><p>Due</p>", "<div>Uno</div><div><br></div><div>Due</div>"),
        ('<p class="MsoNormal">Uno<o:p></o:p></p><p class="MsoNormal">Due</p>', "<div>Uno</div><div>Due</div>"),
        (
            '<b style="font-weight:normal"><span style="font-weight:700;color:red">No</span> e <em>sì</em></b>',
            "<div><b>No</b> e <i>sì</i></div>",
        ),
        ("<script>alert(1)</script><h2>Resi</h2>Testo", "<div><b>Resi</b></div><div><br></div><div>Testo</div>"),
        ('<a href="javascript:alert(1)">qui</a> <a href="/reso">là</a>', "<div>qui là</div>"),
        ('<img src="https://spy.example/p.gif">x<img src="file:///etc/passwd">', "<div>x</div>"),
        (
            "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
            "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
        ),
        (
            "<ul><ul><li>a</li></ul></ul><ol><li>b<ol><ol><li>c</li></ol></ol></li></ol>",
            "<ul><li>a</li></ul><ol><li>b<ol><li>c</li></ol></li></ol>",
        ),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "<div>a b</div><div>c</div>"),
        ("a<br>b", "<div>a<br>b</div>"),
    ],
)
def test_of_foreign_markup_only_this_is_left(pasted: str, left: str) -> None:
    assert to_html(from_html(pasted)) == left


def test_markup_that_nothing_survives_gives_nothing() -> None:
    assert from_html("<div>" * 5_000) == ()


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("shop.it/reso", "https://shop.it/reso"),
        ("https://shop.it", "https://shop.it"),
        ("info@shop.it", "mailto:info@shop.it"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("due parole", ""),
        ("", ""),
    ],
)
def test_where_a_link_may_lead(typed: str, link: str) -> None:
    assert good_link(typed) == link

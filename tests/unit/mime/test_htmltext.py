"""HTML as a person would copy it from the screen, sane and hostile."""

from __future__ import annotations

import pytest

from desktop.mime.htmltext import MARKUP_LIMIT, html_to_text, shown_markup


def text_of(source: str) -> str:
    return html_to_text(shown_markup(source))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two <b>bold</b></div>", "one\ntwo bold"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("  many \n  spaces&nbsp;here ", "many spaces here"),
        ("<ul><li>x</li><li>y</li></ul>z", "- x\n- y\n\nz"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>a\n  b\n</pre>", "a\n  b"),
        ("x<blockquote><p>said</p><blockquote>before</blockquote></blockquote>y", "x\n\n> said\n>\n> > before\n\ny"),
        ("<style>p{}</style><script>x</script><!-- no --><title>t</title>yes", "yes"),
        ("<p style='DISPLAY : none'>hidden</p>shown", "shown"),
        ("&lt;b&gt; &egrave; &#8364;", "<b> è €"),
        ("a\u202eb\0c", "abc"),
        ("<!-- never closed", ""),
        ("<p>a</p><!--><p>b</p><!---><p>c</p><!-- x --!><p>d</p><!-- x -->", "a\n\nb\n\nc\n\nd"),
        ("<p>a</p><svg width='1'/><p>b</p>", "a\n\nb"),
        ("plain 3 < 4", "plain 3 < 4"),
        ("", ""),
    ],
)
def test_walk(source: str, text: str) -> None:
    assert text_of(source) == text


HOSTILE = {
    "deep": "<div>" * 20_000 + "word",
    "formatting": "<p>" + "".join(f"<b a={n}>" for n in range(100)) + "</p>" + "<p>word</p>" * 9_000,
    "attributes": "<a " + " ".join(f"a{n}" for n in range(30_000)) + ">word</a>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_sane_loses_its_tags_without_a_tree(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.mime.htmltext.LexborHTMLParser", None)
    assert text_of(HOSTILE[name]).startswith("word")


def test_markup_is_cut() -> None:
    assert len(shown_markup("<!--" + "x" * MARKUP_LIMIT + "-->" + "y" * 2 * MARKUP_LIMIT)) == MARKUP_LIMIT

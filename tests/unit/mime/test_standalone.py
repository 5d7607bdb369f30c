"""A mail's page as a file for a browser: whole in itself, and it may ask for nothing."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from desktop.mime.mail import Page
from desktop.mime.safe_html import safe_page
from desktop.mime.standalone import standalone

PNG = b"\x89PNG\r\n\x1a\n..."
HOSTILE = (
    '<script>alert(1)</script><img src="http://x.example/p.png" alt="logo"><img src="cid:a&amp;b" alt="ours">'
    '<a href="https://x.example">there</a><form action="http://x.example"><input></form>'
    '<iframe src="//x.example"></iframe>'
    '<base href="http://x.example/"><meta http-equiv="refresh" content="0;url=http://x.example">'
    '<p style="background:url(http://x)">'
)


class Browser(HTMLParser):
    """Keeps whatever a browser would fetch by itself, or run."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "link", "base", "form", "style", "svg"):
            self.asked.append(tag)
        for name, value in attrs:
            said = (value or "").strip().lower()
            loads = name in ("src", "srcset", "background", "data") and not said.startswith("data:image/")
            if loads or name.startswith("on") or (name == "style" and "url" in said) or said == "refresh":
                self.asked.append(f"{tag} {name}={said}")


def asked_for(document: str) -> list[str]:
    browser = Browser()
    browser.feed(document)
    browser.close()
    return browser.asked


def test_it_holds_its_pictures_and_asks_for_nothing() -> None:
    page = safe_page(HOSTILE)
    assert page is not None
    made = standalone(page, "Titolo <b>", {"cid:a&b": PNG})
    assert asked_for(made) == []
    assert "data:image/png;base64,iVBORw" in made
    assert "[logo]" in made
    assert "<title>Titolo &lt;b&gt;</title>" in made
    assert "default-src 'none'" in made
    assert made.index("Content-Security-Policy") < made.index("<title>")
    assert '<a rel="noopener noreferrer" target="_blank" href="https://x.example"' in made


def test_what_is_no_picture_stays_out() -> None:
    page = Page('<img src="cid:a" alt="x"><img src="cid:b" alt="">')
    made = standalone(page, "", {"cid:a": b"<svg onload=alert(1)>"})
    assert "<img" not in made
    assert "[x]" in made


@given(
    st.lists(
        st.sampled_from([HOSTILE, '"', "<img src='cid:a'>", "<img src=", "cid:", "-->", "]]>", "&quot;"]), max_size=8
    )
)
def test_no_mail_gets_anything_past_it(pieces: list[str]) -> None:
    page = safe_page("".join(pieces))
    if page is not None:
        assert asked_for(standalone(page, "".join(pieces), {"cid:a": PNG})) == []

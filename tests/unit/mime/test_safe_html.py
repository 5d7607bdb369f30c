"""HTML that may be shown: nothing in it runs, loads, submits, or hides where it leads. Judged by another parser."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.mime.layout_cost import BUDGET
from desktop.mime.mail import Page
from desktop.mime.reading import read_mail
from desktop.mime.safe_html import ELEMENTS, IMAGES, INDENTS, LETTERS, TABLES, _Shaper, safe_page
from tests.unit.mime.within import within

HARMLESS = frozenset(
    "a b blockquote br caption center code dd div dl dt em font h1 h2 h3 h4 h5 h6 hr i img li ol p pre s small span"
    " strike strong sub sup table tbody td tfoot th thead tr u ul".split()
)
QUIET = frozenset(
    "href title src alt width height align valign bgcolor color colspan rowspan border cellpadding cellspacing"
    " style".split()
)


class Judge(HTMLParser):
    """Reads what came out as a browser would, and keeps what must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.deepest = self.tables = self.elements = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        self.tables += tag == "table"
        self.deepest = max(self.deepest, self.tables)
        if tag not in HARMLESS:
            self.bad.append(tag)
        for name, value in attrs:
            if name not in QUIET or value is None:
                self.bad.append(f"{tag} {name}")
                continue
            self._value(tag, name, value.strip().lower())

    def _value(self, tag: str, name: str, value: str) -> None:
        if name == "src" and not value.startswith(("cid:", "data:image/", "remote:")):
            self.bad.append(f"{tag} {name}={value}")
        if name == "href" and not value.startswith(("http:", "https:", "mailto:", "tel:")):
            self.bad.append(f"{tag} {name}={value}")
        if name == "style" and ("url" in value or "(" in value.replace("rgb(", "") or "\\" in value):
            self.bad.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.tables -= tag == "table"

    def handle_comment(self, data: str) -> None:
        self.bad.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.bad.append(decl)

    def handle_pi(self, data: str) -> None:
        self.bad.append(data)


def billed(page: Page) -> float:
    """What it would cost to show what came out."""
    shaper = _Shaper(TABLES)
    shaper.page(page.html)
    return shaper.bill.total


def judged(page: Page) -> Judge:
    judge = Judge()
    judge.feed(page.html)
    judge.close()
    assert judge.bad == [], page.html
    return judge


def shown(source: str) -> str:
    page = safe_page(source)
    assert page is not None
    judged(page)
    return page.html


PIECES = st.sampled_from(
    """<script> </script> <SCRIPT/SRC=//x> <style> </style> <svg onload=alert(1)> </svg> <math> <img src=x onerror=a>
    <img src=http://t.example/p.gif> <img src='cid:a@b'> <img src="data:image/svg+xml,<svg>"> <a href=javascript:a>
    <a href="http://x.example">bank.example</a> <a href=' java\tscript:a'> <form action=http://x> <input autofocus>
    <button formaction=x> <iframe src=x> <object data=x> <embed src=x> <link rel=stylesheet href=http://x> <base href=x>
    <meta http-equiv=refresh content=0> <p style="background:url(http://x)"> <p style=color:red;width:expression(a)>
    <p style="color:r&#101;d;background:u\\72l(http://x)"> <table background=http://x> <td> <tr> </table> <div> </div>
    <b onclick=a> </b> <!-- --> <!--[if mso]> <![endif]--> <![CDATA[ ]]> <?php ?> <video src=x> <audio autoplay>
    <template> <noscript> <textarea> </textarea> <title> <plaintext> <xmp> & &lt; &#60; " ' > < = \0 é ciao
    <a\x0chref=x> <img/src="http://x"> <img srcset="http://x 2x"> <img lowsrc=http://x> <body background=http://x>
    <div style="display:none"> <font color="url(x)"> <li style="list-style-image:url(http://x)"> data: javascript:
    """.split()
)


@given(st.lists(PIECES, max_size=40))
def test_nothing_survives_that_runs_loads_or_submits(pieces: list[str]) -> None:
    page = safe_page(" ".join(pieces)) or safe_page("".join(pieces))
    if page is not None:
        judged(page)
        assert all(address.lower().startswith(("http://", "https://")) for address in page.remote)


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    for source in (text, f"<p title='{text}'>{text}", f'<a href="{text}">{text}</a><img src="{text}" alt="{text}">'):
        page = safe_page(source)
        if page is not None:
            judged(page)


@given(st.text("<>&\"' aé/=", max_size=60))
def test_what_was_text_stays_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    judge = Judge()
    found: list[str] = []
    judge.handle_data = found.append  # type: ignore[method-assign]
    judge.feed(shown(f"<p>{escaped}</p>"))
    judge.close()
    assert "".join(found).split() == text.split()
    assert judge.elements == 1


def test_a_mail_as_people_write_it() -> None:
    source = (
        '<div style="color: #333"><b>Ciao</b><br>ecco la <i>foto</i>: <img src="cid:f@x" alt="foto" width="20"></div>'
    )
    assert shown(source) == (
        '<div style="color:#333"><b>Ciao</b><br>ecco la <i>foto</i>: <img src="cid:f@x" alt="foto" width="20"></div>'
    )


def test_images_elsewhere_are_counted_and_numbered() -> None:
    page = safe_page(
        '<img src="http://t.example/1.gif" alt="uno"><p><img src="HTTPS://t.example/2.gif"></p><img src="/3">'
    )
    assert page is not None
    assert page.remote == ("http://t.example/1.gif", "HTTPS://t.example/2.gif")
    assert page.html == '<img src="remote:0" alt="uno"><p><img src="remote:1" alt=""></p>'
    assert page.left_out == 1


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<script>a</script><style>b</style><title>c</title>d", "d"),
        ("<form>a<input value=b><button>c</button></form>", "ac"),
        ('<p style="display:none">a<b>b</b></p>c', "c"),
        ('<p style="display:none"><img src="http://x.example/a">a</p>c', "c"),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="/relative">a</a>', "<a>a</a>"),
        ('<img src="data:image/svg+xml;base64,AAAA" alt="a">', "a"),
        ('<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA" alt="">'),
        ('<td colspan="9999">a', "a"),
        (
            '<table><tr><td colspan="9999" width="50%">a',
            '<table><tbody><tr><td width="50%">a</td></tr></tbody></table>',
        ),
        ("3 < 4 & 5", "3 &lt; 4 &amp; 5"),
        ("", ""),
    ],
)
def test_what_is_left(source: str, html: str) -> None:
    assert shown(source) == html


@pytest.mark.parametrize(
    ("words", "address", "marked"),
    [
        ("www.banca.example", "http://ladro.example/x", "ladro.example"),
        ("https://banca.example/conto", "https://banca.example.ladro.example/", "banca.example.ladro.example"),
        ("scrivi a info@banca.example", "mailto:io@ladro.example", "io@ladro.example"),
        ("<b>banca</b>.example", "http://ladro.example", "ladro.example"),
        ("banca.example", "http://banca.example@ladro.example/", "ladro.example"),
        ("banca.example", "http://www.banca.example/x", ""),
        ("info@banca.example", "mailto:info@banca.example", ""),
        ("Il mio conto", "http://banca.example", ""),
        ("Apri ora.", "http://banca.example", ""),
    ],
)
def test_a_link_says_where_it_leads(words: str, address: str, marked: str) -> None:
    html = shown(f'<a href="{address}">{words}</a>')
    assert f'title="{address}"' in html
    assert html.endswith(f"</a> [{marked}]" if marked else "</a>")


def test_tables_in_tables_lose_their_tags_and_keep_their_words() -> None:
    page = safe_page("".join(f"<table><tr><td>w{n}" for n in range(40)))
    assert page is not None
    assert judged(page).deepest == TABLES
    assert all(f"w{n}" in page.html for n in range(40))
    assert page.left_out > 0


def test_no_more_than_can_be_laid_out() -> None:
    page = safe_page("<p>a</p>" * (2 * ELEMENTS) + "<img src=http://x.example/a>" * 10)
    assert page is not None
    assert judged(page).elements <= ELEMENTS
    page = safe_page("<img src=http://x.example/a>" * (IMAGES + 50))
    assert page is not None
    assert len(page.remote) == IMAGES
    page = safe_page("a " * LETTERS)
    assert page is not None
    assert (len(page.html), page.left_out) == (LETTERS - 1, 1)


def test_what_is_dear_inside_tables_loses_the_tables_and_keeps_its_words() -> None:
    page = safe_page("<table><tr><td>" * TABLES + "parola " * 10_000)
    assert page is not None
    assert page.html.count("parola") == 10_000
    assert judged(page).deepest < TABLES
    assert (page.left_out > 0, page.cut) == (True, False)


FAMILY = "👨\u200d👩\u200d👧\u200d👦"
DEAR = {
    "lines": "<pre>" + "a\n" * 60_000 + "</pre>",
    "families": "<table><tr><td>" * 4 + FAMILY * 20_000,
    "lonely emoji": "😀 " * 40_000,
    "colours": "<table><tr><td>" * 5 + '<span style="color:#123">a</span> ' * 2_800,
    "both directions": "<table><tr><td>" * 5 + "abc אבג " * 16_000,
    "scripts": "<table><tr><td>" * 4 + "aбαあ한" * 25_000,
    "marks": "<table><tr><td>" * 4 + "e\u0301\u0302\u0303 " * 25_000,
    "tabs": "<pre>" + "a\t" * 100_000,
    "cells": "<table>" + ("<tr>" + "<td>parola</td>" * 8 + "</tr>") * 320 + "</table>",
    "links": "<table><tr><td>" * 5 + "".join(f'<a href="https://x.example/{n}">a</a> ' for n in range(2_900)),
    "low and high": "a<sub>b</sub><sup>c</sup>" * 1_490,
}


@pytest.mark.parametrize("name", DEAR)
def test_no_page_costs_more_than_the_window_can_wait_for(name: str) -> None:
    """Each kept the window busy for 0.3 to 7 seconds."""
    page = safe_page(DEAR[name])
    assert page is not None
    assert page.left_out > 0
    assert billed(page) < 1.05 * BUDGET


def test_what_is_cut_is_said() -> None:
    page = safe_page(DEAR["lines"])
    assert page is not None
    assert page.cut
    page = safe_page(DEAR["colours"])
    assert page is not None
    assert not page.cut


def test_a_newsletter_stays_as_it_is() -> None:
    """Four tables in one another, 60 pictures with a text and a link each."""
    article = '<td align="center"><a href="https://x.example/a"><img src="cid:a"></a><p>Una lampada in offerta</p></td>'
    rows = f"<tr>{article * 3}</tr>" * 20
    page = safe_page("<table><tr><td>" * 3 + f"<table>{rows}</table>" + "</table>" * 3)
    assert page is not None
    assert (page.left_out, page.cut) == (0, False)
    assert judged(page).deepest == 4


def test_quotes_and_lists_leave_some_width() -> None:
    page = safe_page("<blockquote>" * 40 + "parola " * 100)
    assert page is not None
    assert page.html.count("<blockquote>") == INDENTS
    assert page.html.count("parola") == 100


def test_a_word_without_end_may_be_broken() -> None:
    page = safe_page("<p>" + "&amp;" * 1_200 + " corta</p>")
    assert page is not None
    assert max(map(len, html.unescape(page.html).split("\u200b"))) < 510
    assert html.unescape(page.html).replace("\u200b", "") == "<p>" + "&" * 1_200 + " corta</p>"


HOSTILE = {
    "tables": "<table><tr><td>" * 90,
    "deep": "<div>" * 50_000,
    "paragraphs": "<p>a</p>" * 60_000,
    "cells": "<table>" + "<tr><td>x" * 30_000,
    "images": "<img src=http://a/b>" * 30_000,
    "links": "<a href=http://a.b/>www.c.d</a>" * 9_000,
    "brackets": "<" * 300_000,
    "attributes": "<p " + "a=1 " * 80_000 + ">",
    "formatting": "<b>" * 9_000,
    "a word": "<a href=http://x>" + "-" * 300_000 + "</a>",
    "dots": "<a href=http://x>" + "a." * 150_000 + "</a>",
    "entities": "&amp;" * 60_000,
    "style": '<p style="' + "color:red;" * 30_000 + '">a',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_within_a_second(name: str) -> None:
    page = within(1.0, lambda: safe_page(HOSTILE[name]))
    if page is not None:
        judged(page)


def test_a_mail_brings_its_page() -> None:
    raw = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=r\r\n\r\n"
        b"--r\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
        b"--a\r\nContent-Type: text/plain\r\n\r\ntesto\r\n"
        b'--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>perch\xc3\xa9 <img src="cid:logo@x"></p>\r\n--a--\r\n'
        b"--r\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>\r\n\r\nPNG\r\n--r--\r\n"
    )
    mail = read_mail(raw)
    assert mail.text == "testo"
    assert mail.page == Page('<p>perché <img src="cid:logo@x" alt=""></p>')
    assert [(file.part, file.content_id) for file in mail.attachments] == [("2", "logo@x")]


def test_a_plain_mail_has_none() -> None:
    assert read_mail(b"From: a@b.example\r\n\r\n<p>testo</p>").page is None
    assert read_mail(b"Content-Type: text/html\r\n\r\n<script>x</script>").page is None

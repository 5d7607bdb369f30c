"""Formatted words, as little of it as a letter needs: bold, italic, links, two kinds of lists, pictures.

One value between three forms: what the editor shows, the HTML that is stored and sent, and the plain text that always
goes beside it. Whatever HTML is pasted comes through the allow-list and keeps nothing else. HTML of our own is written
in one way only, so that what is read back is what was written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import groupby

import nh3

from desktop.mime.cleaning import UNSHOWN, clean_line
from desktop.mime.htmltext import is_sane, shown_markup

BULLET, NUMBER = "bullet", "number"

DEEPEST = 4
"""Of lists within lists, counted from 0."""

_SCHEMES = {"http", "https", "mailto", "tel"}
_STYLED = frozenset("b strong i em span p div li font td th h1 h2 h3 h4 h5 h6".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_APART = frozenset("p blockquote pre table ul ol".split()) | _HEADINGS
"""Blocks with an empty line around them, as a browser shows them."""
_BLOCKS = _APART | frozenset("div li tr dl dt dd hr".split())
_TAGS = _BLOCKS | _STYLED | frozenset("a br img".split())
_UNSHOWN = {"script", "style", "title", "template", "noscript", "svg", "math", "object", "iframe", "select", "textarea"}
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold(?:er)?|normal|\d{3,4})", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)
_NO_MARGIN = re.compile(r"margin(?:-bottom)?\s*:\s*0(?:\D|$)")
_SPACES = re.compile(r"[ \t\n\f\r]+")
_CID = re.compile(r"cid:([A-Za-z0-9._@-]{1,100})")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one manner. A line end within a paragraph is ``\\n``."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    """Where it leads: http, https, mailto or tel."""
    picture: str = ""
    """The Content-ID of a picture that stands here; ``text`` is then its name."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...] = ()
    item: str = ""
    """BULLET or NUMBER; empty for a paragraph of no list."""
    depth: int = 0
    """Of an item: within how many others it stands. At most one deeper than the item before."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Rich = tuple[Paragraph, ...]


def of_text(text: str) -> Rich:
    """Each line a paragraph, nothing formatted."""
    return tuple(Paragraph((Run(line),) if line else ()) for line in text.split("\n"))


def is_plain(rich: Rich) -> bool:
    """Whether the text alone says all of it."""
    runs = (run for paragraph in rich for run in paragraph.runs)
    return not any(p.item for p in rich) and not any(r.bold or r.italic or r.link or r.picture for r in runs)


def pictures_in(rich: Rich) -> frozenset[str]:
    return frozenset(run.picture for paragraph in rich for run in paragraph.runs if run.picture)


def normal(rich: Rich) -> Rich:
    """Neighbours of one manner joined, no controls, no blanks that only Qt knows."""
    deepest = [-1]
    """Of each paragraph so far."""
    for paragraph in rich:
        depth = min(paragraph.depth, deepest[-1] + 1, DEEPEST) if paragraph.item else -1
        deepest.append(depth)
    depths = (max(0, depth) for depth in deepest[1:])
    return tuple(
        Paragraph(tuple(_joined(map(_clean, p.runs))), p.item, depth) for p, depth in zip(rich, depths, strict=True)
    )


def to_text(rich: Rich) -> str:
    """Lists with dashes and numbers, what stands in an item below its words; a link's address behind its words, where
    they do not say it themselves."""
    lines: list[str] = []
    held: list[tuple[str, int]] = []
    """Of the lists that go on, the innermost last: their kind, and how many items they have."""
    for paragraph in normal(rich):
        count = _place(held, paragraph)
        held[paragraph.depth :] = [(paragraph.item, count)] if paragraph.item else []
        *outer, mark = ["", *(_mark(kind, number) for kind, number in held)]
        before = " " * len("".join(outer))
        said = "".join(_said(paragraph.runs))
        lines.append(before + mark + said.replace("\n", "\n" + before + " " * len(mark)))
    return "\n".join(lines)


def to_html(rich: Rich) -> str:
    """The body's inside, in our own one way of writing it."""
    return "".join(_written(normal(rich)))


def from_html(source: str) -> Rich:
    """What is left of any HTML. Own HTML gives exactly what it was written from. Markup that no parser survives gives
    nothing: whoever pasted it has its text."""
    markup = shown_markup(source)
    if not is_sane(markup):
        return ()
    clean = nh3.clean(
        markup,
        tags=set(_TAGS),
        clean_content_tags=_UNSHOWN,
        attributes={"a": {"href"}, "img": {"src", "alt"}, "p": {"class", "style"}}
        | {tag: {"style"} for tag in _STYLED - {"p"}},
        url_schemes={*_SCHEMES, "cid"},
        url_relative="deny",
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return normal(reader.paragraphs())


def good_link(typed: str) -> str:
    """An address as a person types it, as one that may be followed; empty when it is none."""
    word = clean_line(typed)
    if not word or " " in word:
        return ""
    scheme = word.partition(":")[0].lower() if ":" in word else ""
    if scheme in _SCHEMES and len(word) > len(scheme) + 3:
        return word[:2_000]
    if "://" in word or scheme in ("javascript", "data", "file", "vbscript"):
        return ""
    if re.fullmatch(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+", word):
        return f"mailto:{word}"
    return f"https://{word}"[:2_000] if re.match(r"[\w-]+(\.[\w-]+)+", word) else ""


# -- writing --------------------------------------------------------------------------------------------------------


def _clean(run: Run) -> Run:
    text = run.text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\xa0", " ").replace("\t", "    ")
    text = UNSHOWN.sub("", text.replace("\ufffc", ""))
    return replace(run, text=clean_line(text) if run.picture else text)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if not run.text and not run.picture:
            continue
        if last is not None and not run.picture and replace(last, text="") == replace(run, text=""):
            last = replace(last, text=last.text + run.text)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _said(runs: tuple[Run, ...]) -> Iterator[str]:
    """Neighbours that lead to one place are one link."""
    for link, group in groupby(runs, lambda run: run.link):
        words = "".join(f"[{run.text}]" if run.picture else run.text for run in group)
        named = link.removeprefix("mailto:").removeprefix("tel:")
        bare = named.removeprefix("https://").removeprefix("http://").rstrip("/")
        yield (
            words if not link or words.strip().rstrip("/") in (named, bare, named.rstrip("/")) else f"{words} ({named})"
        )


def _place(held: list[tuple[str, int]], item: Paragraph) -> int:
    """The number of an item in its list: that of its kind and depth which goes on, or a new one."""
    goes_on = len(held) > item.depth and held[item.depth][0] == item.item
    return held[item.depth][1] + 1 if goes_on else 1


def _mark(kind: str, number: int) -> str:
    return f"{number}. " if kind == NUMBER else "- "


def _written(rich: Rich) -> Iterator[str]:
    for is_list, group in groupby(rich, lambda p: bool(p.item)):
        if is_list:
            yield from _lists(group)
        else:
            yield from (f"<div>{_inner(paragraph)}</div>" for paragraph in group)


def _lists(items: Iterable[Paragraph]) -> Iterator[str]:
    """What is deeper stands in the item before it."""
    held: list[str] = []
    """Tags of the lists that are open, the innermost last, each with an open item."""
    for item in items:
        tag = "ol" if item.item == NUMBER else "ul"
        while len(held) > item.depth + 1 or (len(held) == item.depth + 1 and held[-1] != tag):
            yield f"</li></{held.pop()}>"
        if len(held) == item.depth + 1:
            yield "</li>"
        else:
            held.append(tag)
            yield f"<{tag}>"
        yield f"<li>{_inner(item)}"
    yield from (f"</li></{tag}>" for tag in reversed(held))


def _inner(paragraph: Paragraph) -> str:
    """A block's last line end shows nothing, so one that is to be seen needs another behind it."""
    begins, written = True, ""
    for run, following in zip(paragraph.runs, (*paragraph.runs[1:], Run(" ")), strict=False):
        ends = not following.picture and following.text.startswith((" ", "\n"))
        written += _wrapped(run, begins, ends)
        begins = run.text.endswith("\n") and not run.picture
    return written if paragraph.runs and not paragraph.text.endswith("\n") else f"{written}<br>"


def _wrapped(run: Run, begins: bool, ends: bool) -> str:
    if run.picture:
        words = f'<img src="cid:{run.picture}" alt="{html.escape(run.text)}" style="max-width:100%">'
    else:
        lines = run.text.split("\n")
        last = len(lines) - 1
        words = "<br>".join(_blanks(line, begins or n > 0, ends or n < last) for n, line in enumerate(lines))
    if run.link:
        words = f'<a href="{html.escape(run.link)}">{words}</a>'
    if run.italic:
        words = f"<i>{words}</i>"
    return f"<b>{words}</b>" if run.bold else words


def _blanks(line: str, begins: bool, ends: bool) -> str:
    """Every second blank, and one where words begin or end, in a form that is not taken together."""
    line = html.escape(line, quote=False).replace("  ", " \xa0")
    if begins and line.startswith(" "):
        line = "\xa0" + line[1:]
    return line[:-1] + "\xa0" if ends and line.endswith(" ") else line


# -- reading --------------------------------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Of markup that the allow-list has passed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Paragraph] = []
        self._runs: list[Run] = []
        self._open: list[tuple[str, bool, bool, str]] = []
        """Tag, and bold, italic and link as they were outside it."""
        self._apart = True
        """The paragraphs have empty lines between them; those of Word, and of Qt's editors, are lines."""
        self._bold = self._italic = False
        self._link = ""
        self._lists: list[str] = []
        self._item, self._depth = "", 0
        self._fresh = True
        """Nothing stands in the block yet: blanks at its beginning are none."""
        self._gap = False
        self._pre = 0

    def paragraphs(self) -> Rich:
        self._end()
        return tuple(self._done)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._runs.append(self._run("\n"))
            self._fresh = True
            return
        if tag == "img":
            found = _CID.fullmatch(given.get("src", ""))
            if found:
                self._runs.append(replace(self._run(given.get("alt", "")), picture=found.group(1)))
                self._fresh = False
            return
        if tag in _BLOCKS:
            self._begin(tag, given)
        if tag == "hr":
            return
        self._open.append((tag, self._bold, self._italic, self._link))
        self._manner(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag not in (one[0] for one in self._open):
            return
        if tag in _BLOCKS:
            self._end()
            self._gap = self._gap or (tag in _APART and not self._lists and self._apart)
        while self._open:
            name, self._bold, self._italic, self._link = self._open.pop()
            self._pre -= name == "pre"
            if name in ("ul", "ol") and self._lists:
                self._lists.pop()
            if name == tag:
                break
        if tag in ("td", "th"):
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        text = data if self._pre else _SPACES.sub(" ", data)
        if not self._pre and (self._fresh or self._ends_blank):
            text = text.lstrip(" ")
        if text:
            self._runs.append(self._run(text))
            self._fresh = False

    @property
    def _ends_blank(self) -> bool:
        return bool(self._runs) and self._runs[-1].text.endswith((" ", "\n")) and not self._runs[-1].picture

    def _run(self, text: str) -> Run:
        return Run(text, self._bold, self._italic, self._link)

    def _manner(self, tag: str, given: dict[str, str]) -> None:
        style = given.get("style", "")
        weight, slant = _WEIGHT.search(style), _SLANT.search(style)
        if weight:
            word = weight.group(1).lower()
            self._bold = word.startswith("bold") or (word.isdigit() and int(word) >= 600)
        elif tag in ("b", "strong", "th") or tag in _HEADINGS:
            self._bold = True
        if slant:
            self._italic = slant.group(1).lower() != "normal"
        elif tag in ("i", "em"):
            self._italic = True
        if tag == "a":
            self._link = given.get("href", "") if not given.get("href", "").startswith("cid:") else ""

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self._end()
        if tag == "p":
            lines = given.get("class", "").startswith("Mso") or _NO_MARGIN.search(given.get("style", ""))
            self._apart = not lines
        self._gap = self._gap or (tag in _APART and not self._lists and self._apart)
        self._pre += tag == "pre"
        if tag in ("ul", "ol"):
            self._lists.append(NUMBER if tag == "ol" else BULLET)
        elif tag == "li":
            self._item = self._lists[-1] if self._lists else BULLET
            self._depth = max(0, len(self._lists) - 1)

    def _end(self) -> None:
        """The block that was being read, if there is anything in it; a last line end of its own shows nothing."""
        runs, item = self._runs, self._item
        self._runs, self._fresh = [], True
        if not any(run.text or run.picture for run in runs):
            return
        self._item = ""
        last = runs[-1]
        if last.text.endswith("\n") and not last.picture:
            runs[-1] = replace(last, text=last.text[:-1])
        elif not self._pre and not last.picture:
            runs[-1] = replace(last, text=last.text.rstrip(" "))
        if self._gap and self._done and not item and (self._done[-1].runs or self._done[-1].item):
            self._done.append(Paragraph())
        self._gap = False
        self._done.append(Paragraph(tuple(runs), item, self._depth if item else 0))

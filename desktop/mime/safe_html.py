"""An HTML body made safe to be shown: nothing in it runs, loads, submits or hides where a link leads.

Three passes. A cheap look refuses what no HTML5 parser survives (``htmltext``). An allow-list (ammonia, by nh3) knows
the elements. Then every tag that is left is written anew: the innermost tables lose their tags, and what is still too
much is cut, because of what it costs to lay out (``layout_cost``; 747 octets freeze Qt for a second); images keep a
place that only the mail itself can fill, those elsewhere are counted and stand under a number until a person asks for
them; and a link whose text names another place says where it leads.
"""

from __future__ import annotations

import html
import re
from urllib.parse import SplitResult, urlsplit

import nh3

from desktop.mime.cleaning import clean_line
from desktop.mime.htmltext import is_sane, shown_markup
from desktop.mime.layout_cost import BUDGET, Bill, Grid, Price, breakable
from desktop.mime.mail import Page

TABLES = 5
"""Tables in one another that keep their tags."""

ELEMENTS = 3_000
"""Elements that keep their tags; in real mail p99 is 1,500."""

NESTED = 60
"""Elements in one another."""

LETTERS = 128 * 1024
"""Characters of text that are shown."""

PLACES = 4_000
"""Columns times rows, of all tables."""

INDENTS = 5
"""Quotes and lists in one another that keep their tags: a line has to have some width left."""

IMAGES = 200
_WORDS = 1_000
"""Characters of a link's text in which a place is looked for."""

_DATA_LIMIT = 256 * 1024
"""Characters of one image inside the mail's text."""

_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align", "valign", "width", "bgcolor", "style"},
    "th": {"colspan", "rowspan", "align", "valign", "width", "bgcolor", "style"},
    "tr": {"align", "valign", "bgcolor", "style"},
    "table": {"align", "width", "border", "cellpadding", "cellspacing", "bgcolor", "style"},
    "font": {"color"},
}
_STYLED = frozenset(
    "b blockquote caption center code dd div dl dt em h1 h2 h3 h4 h5 h6 i li ol p pre s small span strike strong sub"
    " sup tbody tfoot thead u ul".split()
)
_TAGS = frozenset({*_ATTRIBUTES, *_STYLED, "br", "hr"})
_VOID = frozenset({"br", "hr", "img"})
_INDENTED = frozenset("blockquote dd ol ul".split())
_LINES = frozenset("blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre ul".split())
_TABULAR = frozenset("table tbody thead tfoot tr td th caption".split())
_UNSHOWN = {"script", "style", "title", "template", "noscript", "svg", "math", "object", "iframe", "select", "textarea"}

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_NUMBER = re.compile(r"\d{1,3}%?")
_WIDTH = re.compile(r"\d{1,4}%?")
_SPAN = re.compile(r"[0-9]{1,2}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,20}|rgb\( ?\d{1,3} ?, ?\d{1,3} ?, ?\d{1,3} ?\)")
_WORD = re.compile(r"[a-z]{3,12}")
_STYLES = {
    "color": _COLOUR, "background-color": _COLOUR, "font-weight": re.compile(r"bold|normal|[1-9]00"),
    "font-style": _WORD, "text-align": _WORD, "text-decoration": _WORD,
}  # fmt: skip
_VALUES = {
    "align": _WORD, "valign": _WORD, "bgcolor": _COLOUR, "color": _COLOUR, "width": _WIDTH, "height": _WIDTH,
    "colspan": _SPAN, "rowspan": _SPAN,
    "border": _NUMBER, "cellpadding": re.compile(r"\d{1,2}"), "cellspacing": re.compile(r"\d{1,2}"),
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|jpg|gif|webp);base64,[A-Za-z0-9+/=]+")
_CID = re.compile(r"cid:[^\s\"'<>\\]{1,250}", re.IGNORECASE)
_NAMES_PLACE = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,20}://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}\.\S+|[\w-]{1,63}(?:\.[\w-]{1,63})+(?:/\S*)?",
    re.IGNORECASE,
)


def safe_page(source: str) -> Page | None:
    """The body as it may be shown; None when it is no markup that can be shown safely (the text is there all the
    same). Linear, under a second for anything."""
    markup = shown_markup(source)
    if not is_sane(markup):
        return None
    clean = nh3.clean(
        markup,
        tags=set(_TAGS),
        clean_content_tags=_UNSHOWN,
        attributes={**_ATTRIBUTES, **{tag: {"style"} for tag in _STYLED}},
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        url_relative="deny",
        link_rel=None,
    )
    shaper = _Shaper(TABLES)
    page, tables = shaper.page(clean), shaper.bill.affordable()
    return page if tables == TABLES else _Shaper(tables, thrifty=True).page(clean)


class _Shaper:
    """Writes clean markup anew, tag by tag."""

    def __init__(self, tables: int, *, thrifty: bool = False) -> None:
        """``tables`` in one another keep their tags; ``thrifty``: what costs too much is cut."""
        self._tables = tables
        self._thrifty = thrifty
        self.bill = Bill(tables)
        self._out: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """Elements open now, and whether their tags are written."""
        self._grids: list[Grid] = []
        """Of the tables open now."""
        self._places = 0
        self._elements = 0
        self._hidden = 0
        self._cut = False
        self._remote: list[str] = []
        self._images = 0
        self._letters = 0
        self._left_out = 0
        self._link: tuple[str, int] | None = None
        """Where the link that is open leads, and where its text begins in ``_out``."""

    def page(self, clean: str) -> Page:
        at = 0
        for tag in _TAG.finditer(clean):
            self._text(clean[at : tag.start()])
            at = tag.end()
            closing, name, attributes = tag.groups()
            if name not in _TAGS:
                continue
            if closing:
                self._close(name)
            else:
                self._begin(name, {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(attributes)})
        self._text(clean[at:])
        while self._open:
            self._close(self._open[-1][0])
        return Page("".join(self._out).strip(), tuple(self._remote), self._left_out, self._cut)

    def _text(self, text: str) -> None:
        """What stands between tags; whatever looks like one and is none does not any more."""
        if self._hidden:
            return
        kept = text[: max(0, LETTERS - self._letters)]
        before = self.bill.total
        depth = self._depth
        self.bill.add_text(kept, depth)
        if "\n" in kept and any(opened == "pre" for opened, _ in self._open):
            self.bill.add(Price.LINE, depth, kept.count("\n"))
        if self._thrifty and (cost := self.bill.total) > BUDGET:
            kept = kept[: int(len(kept) * max(0.0, BUDGET - before) / (cost - before))] if cost > before else ""
        self._letters += len(text)
        if len(kept) < len(text):
            self._left_out, self._cut = self._left_out + 1, True
        self._out.append(breakable(kept.replace("<", "&lt;").replace(">", "&gt;")))

    @property
    def _depth(self) -> int:
        return min(len(self._grids), self._tables)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        hidden = bool(_HIDDEN.search(attributes.get("style", "")))
        if name in _VOID:
            if not self._hidden and not hidden and self._may_stand(name, attributes):
                self._out.append(self._image(attributes) if name == "img" else f"<{name}>")
            return
        self._hidden += bool(self._hidden or hidden)
        if name == "table":
            self._grids.append(Grid())
        written = not self._hidden and self._may_stand(name, attributes)
        self._open.append((name, written))
        if not written:
            self._out.append("" if self._hidden or name not in _TABULAR else " ")
            return
        if name == "a":
            self._begin_link(attributes.get("href", ""))
            return
        self._out.append(f"<{name}{_kept(name, attributes)}>")

    def _close(self, name: str) -> None:
        """With everything that is open inside; a closing tag of nothing is passed over."""
        if name in _VOID or name not in (opened for opened, _ in self._open):
            return
        while self._open:
            opened, written = self._open.pop()
            self._hidden = max(0, self._hidden - 1)
            if opened == "table":
                self._grids.pop()
            if written and opened == "a":
                self._end_link()
            elif written:
                self._out.append(f"</{opened}>")
            if opened == name:
                return

    def _may_stand(self, name: str, attributes: dict[str, str]) -> bool:
        """Within the limits of what can be laid out."""
        self._elements += 1
        if self._elements > ELEMENTS or len(self._open) >= NESTED:
            self._left_out += 1
            return False
        deep = name in _TABULAR and len(self._grids) > self._tables
        deep = deep or (name in _INDENTED and sum(one in _INDENTED for one, _ in self._open) >= INDENTS)
        dear = self._thrifty and self.bill.total > BUDGET
        may = not deep and not dear and self._fits(name, attributes)
        if may and name not in _TABULAR:
            price = Price.LINE if name in _LINES else Price.RAISED if name in ("sub", "sup") else Price.STYLE
            self.bill.add(price, self._depth)
        self._left_out += not may
        return may

    def _fits(self, name: str, attributes: dict[str, str]) -> bool:
        """Whether the table that is open may have one more part. A part stands with what it is part of."""
        if name not in _TABULAR or name == "table":
            return True
        if not self._grids or not self._open[-1][1]:
            return False
        if name not in ("tr", "td", "th"):
            return True
        before = self._grids[-1]
        after = before.with_row() if name == "tr" else before.with_cell(*_spans(attributes))
        more = after.places - before.places
        if self._places + more > PLACES:
            return False
        self._grids[-1], self._places = after, self._places + more
        self.bill.add(Price.PLACE, self._depth, more)
        self.bill.add(Price.CELL, self._depth, name != "tr")
        return True

    def _image(self, attributes: dict[str, str]) -> str:
        """Its place in the mail, a number for one elsewhere, or its words."""
        self._images += 1
        source = attributes.get("src", "").strip()
        words = html.escape(clean_line(attributes.get("alt", ""))[:200])
        place = ""
        if self._images > IMAGES:
            place = ""
        elif _CID.fullmatch(source):
            place = f"cid:{source[4:]}"
        elif len(source) <= _DATA_LIMIT and _DATA_IMAGE.fullmatch(source):
            place = source
        elif source[:8].lower().startswith(("http://", "https://")):
            place = f"remote:{len(self._remote)}"
            self._remote.append(source[:2_000])
        if not place:
            self._left_out += 1
            return words
        return f'<img src="{html.escape(place)}" alt="{words}"{_kept("img", attributes)}>'

    # -- links --------------------------------------------------------------------------------------------------

    def _begin_link(self, address: str) -> None:
        address = clean_line(address)[:2_000]
        self._link = (address, len(self._out))
        known = _split(address)
        good = known is not None and known.scheme in ("http", "https", "mailto", "tel")
        self._out.append(f'<a href="{html.escape(address)}" title="{html.escape(address)}">' if good else "<a>")

    def _end_link(self) -> None:
        self._out.append("</a>")
        if self._link is None:
            return
        address, begin = self._link
        self._link = None
        words = html.unescape(re.sub(r"<[^<>]*>", "", "".join(self._out[begin:])[:_WORDS]))
        if leads_elsewhere(words, address):
            self._out.append(f" [{html.escape(place_of(address))}]")


def leads_elsewhere(words: str, address: str) -> bool:
    """Whether a link's text names a place that is not where it leads."""
    named = _NAMES_PLACE.search(clean_line(words))
    if named is None or not address:
        return False
    shown = named.group().rstrip(".,;:!?)")
    shown = shown if "://" in shown or "@" in shown else f"http://{shown}"
    shown = shown if "://" in shown else f"mailto:{shown}"
    return place_of(shown) != place_of(address)


def place_of(address: str) -> str:
    """The host, or the mail address, that a link leads to."""
    known = _split(address)
    if known is None:
        return address[:100]
    if known.scheme in ("mailto", "tel"):
        return known.path.lower()[:100]
    return (known.hostname or address).removeprefix("www.")[:100]


def _split(address: str) -> SplitResult | None:
    """The address in its parts; None for one that is none."""
    try:
        known = urlsplit(address)
        _ = known.hostname
    except ValueError:
        return None
    return known


def _spans(attributes: dict[str, str]) -> tuple[int, int]:
    """Columns and rows of a cell."""
    wide, high = (attributes.get(key, "").strip() for key in ("colspan", "rowspan"))
    return int(wide) or 1 if _SPAN.fullmatch(wide) else 1, int(high) or 1 if _SPAN.fullmatch(high) else 1


def _kept(name: str, attributes: dict[str, str]) -> str:
    """The attributes that are left, written anew."""
    kept = [
        (key, value)
        for key, value in attributes.items()
        if key in _VALUES and key in _ATTRIBUTES.get(name, ()) and _VALUES[key].fullmatch(value.strip())
    ]
    styles = _styles(attributes.get("style", ""))
    return "".join(f' {key}="{html.escape(value.strip())}"' for key, value in [*kept, *styles])


def _styles(style: str) -> list[tuple[str, str]]:
    declared = (part.partition(":") for part in style[:1_000].split(";"))
    pairs = ((name.strip().lower(), value.strip().lower()) for name, _, value in declared)
    kept = [f"{name}:{value}" for name, value in pairs if name in _STYLES and _STYLES[name].fullmatch(value)]
    return [("style", ";".join(kept))] if kept else []

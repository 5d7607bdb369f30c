"""The text of an HTML body, as a person would copy it from the screen.

lexbor builds the tree; HTML5's own rules are quadratic and worse on hostile input (measured, 256 kB: nested
``<div>`` 7.6 s, 100 formatting elements left open before small paragraphs 3.9 s and 1.2 GB, 40,000 attributes
2.6 s). So a cheap look decides first; what is not sane loses its tags without any tree.
"""

from __future__ import annotations

import html
import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from desktop.mime.cleaning import clean_text

MARKUP_LIMIT = 256 * 1024
_OPEN_LIMIT = 300
_OPEN_FORMATTING_LIMIT = 8
_TAG_LIMIT = 4 * 1024

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})([^<>]*)")
_UNSHOWN_BLOCK = re.compile(r"<!---?>|<svg\b[^<>]{0,4096}/>|<!--|<(style|script|title|template|svg)\b", re.IGNORECASE)
"""The first two are whole by themselves."""
_BLOCK_ENDS = {
    name: re.compile(rf"</{name}[^<>]*>", re.IGNORECASE) for name in ("style", "script", "title", "template", "svg")
}
_COMMENT_END = re.compile("--!?>")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CITED = re.compile(r"quote|cite", re.IGNORECASE)
_INDENTED = re.compile(
    r"border ?: ?(?:none|0(?![.\d]))|margin(?:-left)? ?:[^;]{0,40}[1-9]\dp[xt]|margin-bottom ?: ?0(?![.\d])",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\n\f\r]+")

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_SKIPPED = frozenset("head style script title template noscript svg object select textarea".split())
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr".split())
_BLOCKS = frozenset(
    "address article aside center dd div dt figure footer form header li main nav section tr tbody".split()
)


def shown_markup(source: str, limit: int = MARKUP_LIMIT) -> str:
    """The markup without comments, styles, scripts and controls, cut to ``limit`` characters."""
    return _without_unshown(clean_text(source))[:limit]


def html_to_text(markup: str) -> str:
    """Plain text with LF line ends: blocks on lines of their own, list items with a dash, block quotes with
    ``> ``; what is set to display:none left out. Takes what ``shown_markup`` gives."""
    return clean_text(_walked(markup) if is_sane(markup) else _stripped(markup))


def _without_unshown(source: str) -> str:
    kept: list[str] = []
    at = 0
    while opening := _UNSHOWN_BLOCK.search(source, at):
        kept.append(source[at : opening.start()])
        at, name = opening.end(), opening.group(1)
        if opening.group().endswith(">"):
            continue
        end = _BLOCK_ENDS[name.lower()] if name else _COMMENT_END
        closing = end.search(source, at)
        if closing is None:
            return "".join(kept)
        at = closing.end()
    return "".join([*kept, source[at:]])


def is_sane(source: str) -> bool:
    open_by_name: Counter[str] = Counter()
    total = formatting = 0
    for closing, name, rest in _TAG.findall(source):
        name = name.lower()
        if len(rest) > _TAG_LIMIT:
            return False
        if name in _VOID or (closing and not open_by_name[name]):
            continue
        step = -1 if closing else 1
        open_by_name[name] += step
        total += step
        formatting += step if name in _FORMATTING else 0
        if total > _OPEN_LIMIT or formatting > _OPEN_FORMATTING_LIMIT:
            return False
    return True


def _stripped(source: str) -> str:
    text = re.sub(r"</?(?:td|th|a|b|i|u|em|font|span|strong)\b[^<>]*>", " ", source, flags=re.IGNORECASE)
    text = html.unescape(re.sub(r"<[/!a-zA-Z][^<>]*>", "\n", text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _walked(source: str) -> str:
    top = LexborHTMLParser(source).body
    if top is None:
        return ""
    writer = _Writer()
    node: LexborNode | None = top
    while node is not None:
        if writer.enter(node) and (child := node.first_child) is not None:
            node = child
            continue
        node = _next(node, top, writer)
    return writer.text()


def _next(node: LexborNode, top: LexborNode, writer: _Writer) -> LexborNode | None:
    """The node behind ``node`` and its subtree, leaving elements on the way up; None at the end."""
    here: LexborNode | None = node
    while here is not None:
        writer.leave(here)
        if here.mem_id == top.mem_id:
            return None
        if here.next is not None:
            return here.next
        here = here.parent
    return None


class _Writer:
    """Lines in the making. White space collapses as a browser collapses it, outside ``pre``."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._gap = False
        self._last_quotes = 0
        self._quotes = 0
        self._pre = 0

    def enter(self, node: LexborNode) -> bool:
        """Write what stands before an element; False when its inside is not shown."""
        tag = node.tag or ""
        if node.is_text_node:
            self._words(node.text_content or "")
            return False
        if tag in _SKIPPED or _HIDDEN.search(node.attributes.get("style") or ""):
            return False
        self._break(tag)
        if tag == "br":
            self._end_line()
        elif tag == "li":
            self._line = "- "
        self._pre += tag == "pre"
        self._quotes += _is_quote(node)
        return True

    def leave(self, node: LexborNode) -> None:
        """Write what stands behind an element; must mirror ``enter``."""
        tag = node.tag or ""
        if node.is_text_node or tag in _SKIPPED or _HIDDEN.search(node.attributes.get("style") or ""):
            return
        self._break(tag)
        if tag in ("td", "th") and self._line.strip():
            self._line += " "
        self._pre -= tag == "pre"
        self._quotes -= _is_quote(node)

    def text(self) -> str:
        self._break("p")
        return "\n".join(self._lines).strip("\n")

    def _words(self, text: str) -> None:
        if self._pre:
            *whole, last = text.split("\n")
            for line in whole:
                self._line += line
                self._end_line()
            self._line += last
            return
        words = _SPACE.sub(" ", text)
        if not self._line or self._line.endswith(" "):
            words = words.lstrip(" ")
        self._line += words

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS or tag in _BLOCKS:
            if self._line.strip():
                self._end_line()
            self._line = ""
        self._gap = self._gap or tag in _PARAGRAPHS

    def _end_line(self) -> None:
        line = self._line.replace("\xa0", " ").rstrip()
        if self._gap and self._lines and self._lines[-1].strip("> "):
            self._lines.append(_marked("", min(self._quotes, self._last_quotes)))
        self._lines.append(_marked(line, self._quotes))
        self._line, self._gap, self._last_quotes = "", False, self._quotes


def _is_quote(node: LexborNode) -> bool:
    """Not what somebody has indented: most programs have nothing but this element for it."""
    if node.tag != "blockquote":
        return False
    kind, style = node.attributes.get("class") or "", node.attributes.get("style") or ""
    if "indent" in kind:
        return False
    cited = node.attributes.get("type") or "border-left" in style.lower() or _CITED.search(kind)
    return bool(cited) or not _INDENTED.search(style)


def _marked(line: str, quotes: int) -> str:
    return ("> " * min(quotes, 9) + line).rstrip()

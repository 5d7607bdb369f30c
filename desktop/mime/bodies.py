"""From the tree of parts to what an agent reads: one text, and a list of attachments."""

from __future__ import annotations

import binascii
import re

from desktop.mime.charsets import decode, safe_text
from desktop.mime.cleaning import clean_line
from desktop.mime.filenames import safe_filename
from desktop.mime.headers import base64_octets
from desktop.mime.htmltext import MARKUP_LIMIT, html_to_text, shown_markup
from desktop.mime.mail import Attachment, Page
from desktop.mime.safe_html import safe_page
from desktop.mime.structure import Part, Structure

TEXT_LIMIT = 256 * 1024
"""Characters of text kept."""
_ENCODED_LIMIT = 3 * 1024 * 1024
"""Octets of a mail's bodies that are decoded for its text."""
_ENVELOPES = (b"posta-certificata", b"errore")
"""``X-Trasporto`` of registered mail, and of ordinary mail that came into such a mailbox."""
_PADDED = 8
"""Octets at the end of base64 in which its padding stands, with the line ends that may follow."""
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


def body_text(raw: bytes, root: Part) -> str:
    """The text of the mail: of alternatives the plain one if it says anything, else that of the HTML; several
    inline texts one after the other. LF line ends, at most TEXT_LIMIT characters."""
    raw, root = _carried(raw, root) or (raw, root)
    return _Reader(raw).text_of(root)[:TEXT_LIMIT].rstrip()


def body_page(raw: bytes, root: Part) -> Page | None:
    """The first HTML body, safe to be shown; None when there is none, or none that can be shown safely."""
    raw, root = _carried(raw, root) or (raw, root)
    part = _html_part(root)
    if part is None:
        return None
    page = safe_page(_html(raw, part, _ENCODED_LIMIT))
    return page if page is not None and page.html else None


def has_html(raw: bytes, root: Part) -> bool:
    _, root = _carried(raw, root) or (raw, root)
    return _html_part(root) is not None


def _carried(raw: bytes, root: Part) -> tuple[bytes, Part] | None:
    """The customer's own mail within one of registered mail (PEC), whose text is the provider's. None when it says
    nothing, or for any other mail."""
    if root.fields.first("x-trasporto")[:200].strip().lower() not in _ENVELOPES:
        return None
    parts = [part for part in root.walk() if part.content_type == "message/rfc822"]
    named = [part for part in parts if _filename(part).lower() == "postacert.eml"]
    part = next(iter([*named, *parts]), None)
    if part is None:
        return None
    inner = decoded(raw, part, _ENCODED_LIMIT)
    top = Structure(inner).root
    return (inner, top) if any(map(_is_shown, top.walk())) and _Reader(inner).text_of(top).strip() else None


def attachments(raw: bytes, root: Part) -> tuple[Attachment, ...]:
    """Every leaf that is not shown as text, in the order of the mail. Sizes are decoded octets."""
    found = []
    for part in root.walk():
        if part.parts or _is_shown(part):
            continue
        name = safe_filename(_filename(part), part.content_type, part.number)
        size = decoded_size(raw, part)
        found.append(Attachment(part.number, name, part.content_type, size, _content_id(part)))
    return tuple(found)


def part_content(raw: bytes, number: str) -> bytes | None:
    """The octets of one leaf by its section number, None when the mail has no such leaf."""
    leaves = (part for part in Structure(raw).root.walk() if not part.parts)
    return next((decoded(raw, part) for part in leaves if part.number == number), None)


def decoded(raw: bytes, part: Part, limit: int | None = None) -> bytes:
    """The octets of a leaf with its transfer encoding undone, as far as that goes; never raises.
    ``limit``: how many encoded octets are looked at."""
    end = part.end if limit is None else min(part.end, part.start + limit)
    body = raw[part.start : end]
    encoding = _encoding(part)
    if encoding == "base64":
        return base64_octets(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    return body


def decoded_size(raw: bytes, part: Part) -> int:
    """Octets after decoding, without decoding base64: its line ends and its padding are counted, in a fifth of the time
    that it takes to leave out whatever else somebody may have put between."""
    encoding = _encoding(part)
    if encoding == "base64":
        ends = _line_ends(raw, part.start, part.end)
        padding = raw.count(b"=", max(part.start, part.end - _PADDED), part.end)
        return max(0, part.end - part.start - ends - padding) * 3 // 4
    if encoding == "quoted-printable":
        return len(decoded(raw, part))
    return part.end - part.start


def _line_ends(raw: bytes, start: int, end: int) -> int:
    """Octets of line ends; of lines as long as the first, all but the last, only whether they end where they should."""
    width = raw.find(b"\n", start, end) + 1 - start
    ends = raw[start + width - 1 : end : width] if width > 1 else b""
    usual = max(0, len(ends) - 1) if ends.count(b"\n") == len(ends) else 0
    rest = start + usual * width
    each = raw[start : start + width].count(b"\r") + 1
    return usual * each + raw.count(b"\n", rest, end) + raw.count(b"\r", rest, end)


class _Reader:
    """Reads texts until what one mail may cost is used up, in however many parts it comes."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._octets = _ENCODED_LIMIT
        self._markup = MARKUP_LIMIT

    def text_of(self, part: Part) -> str:
        if not part.parts:
            return self._leaf(part) if _is_shown(part) and self._octets > 0 else ""
        if part.content_type == "multipart/alternative":
            plain_first = sorted(part.parts, key=_is_not_plain)
            return next((text for child in plain_first if (text := self.text_of(child)).strip()), "")
        texts = (self.text_of(child).strip("\n") for child in part.parts)
        return "\n\n".join(text for text in texts if text.strip())

    def _leaf(self, part: Part) -> str:
        limit, self._octets = self._octets, self._octets - (part.end - part.start)
        if part.content_type != "text/html":
            cut = part.end - part.start > limit
            return safe_text(decoded(self._raw, part, limit), part.type.get("charset"), cut=cut)
        markup = shown_markup(_html(self._raw, part, limit), self._markup)
        self._markup -= len(markup)
        return html_to_text(markup)


def _html_part(root: Part) -> Part | None:
    return next((part for part in root.walk() if part.content_type == "text/html" and _is_shown(part)), None)


def _html(raw: bytes, part: Part, limit: int) -> str:
    """The source of an HTML part; ``limit``: how many encoded octets are looked at."""
    octets = decoded(raw, part, limit)
    charset = part.type.get("charset")
    if not charset and (meta := _META_CHARSET.search(octets[:2048])):
        charset = meta.group(1).decode("ascii")
    return decode(octets, charset, cut=part.end - part.start > limit)


def _content_id(part: Part) -> str:
    value = part.fields.first("content-id")[:300].decode("utf-8", "replace")
    return clean_line(value).strip("<> ")


def _is_not_plain(part: Part) -> bool:
    return part.content_type != "text/plain"


def _is_shown(part: Part) -> bool:
    return (
        part.content_type in ("text/plain", "text/html")
        and part.disposition.value != "attachment"
        and not part.disposition.get("filename")
    )


def _filename(part: Part) -> str:
    return part.disposition.get("filename") or part.type.get("name")


def _encoding(part: Part) -> str:
    return part.fields.first("content-transfer-encoding")[:40].decode("ascii", "replace").strip().lower()

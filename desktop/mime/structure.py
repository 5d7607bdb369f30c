"""The tree of parts, found by their delimiter lines only: linear, bounded, nothing copied.

compat32's parser matches every line against every open boundary and recurses (1,000 nested parts: RecursionError;
30 MB of empty lines: 20 s). Here a part is a pair of offsets, and ``bytes.find`` does the looking. An attached
mail (message/rfc822) is a leaf. Limits: 1,000 parts, depth 50; in real mail p99.9 is 30 parts, depth 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.mime.headers import Fields, Parameters, split_head

PART_LIMIT = 1_000
DEPTH_LIMIT = 50
_CANDIDATES = 20_000
"""Octet runs that look like a delimiter and are none; beyond, the mail is a trap."""
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")


@dataclass(frozen=True, slots=True)
class Part:
    number: str
    """IMAP section number, RFC 3501 6.4.5: "1", "2.1"; empty for a multipart at the top."""
    fields: Fields
    content_type: str
    """Lower-case type/subtype; text/plain when missing or unreadable."""
    start: int
    end: int
    """The body's place in the raw mail."""
    type: Parameters
    disposition: Parameters
    parts: tuple[Part, ...] = ()

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in the order of the mail."""
        yield self
        for part in self.parts:
            yield from part.walk()


class Structure:
    """Splits one mail: ``root`` is its tree, ``damage`` empty or too-large, too-deep, too-many-parts."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._count = 0
        self._candidates = 0
        self.damage = ""
        start = len(raw) - len(raw.lstrip(b"\r\n")) if raw[:1] in (b"\r", b"\n") else 0
        self.root = self._part("", start, len(raw), "text/plain", 0)

    def _part(self, number: str, start: int, end: int, default: str, depth: int) -> Part:
        self._count += 1
        fields, body = split_head(self._raw, start, end)
        self._damaged(fields.damage)
        declared = Parameters("Content-Type", fields.first("content-type"))
        disposition = Parameters("Content-Disposition", fields.first("content-disposition"))
        usable = declared.value if _TYPE.fullmatch(declared.value) else "text/plain"
        kind = usable if fields.has("content-type") else default
        leaf = Part(number or "1", fields, kind, body, end, declared, disposition)
        if not kind.startswith("multipart/"):
            return leaf
        boundary = declared.get("boundary").encode("utf-8", "replace")[:200]
        children: tuple[Part, ...] = ()
        if depth >= DEPTH_LIMIT:
            self._damaged("too-deep")
        elif boundary:
            child_default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
            children = self._children(number, boundary, leaf, child_default, depth + 1)
        if not children:
            return replace(leaf, content_type="text/plain")
        return replace(leaf, number=number, parts=children)

    def _children(self, number: str, boundary: bytes, parent: Part, default: str, depth: int) -> tuple[Part, ...]:
        children: list[Part] = []
        for start, end in self._spans(boundary, parent.start, parent.end):
            if self._count >= PART_LIMIT:
                self._damaged("too-many-parts")
                break
            child = f"{number}.{len(children) + 1}" if number else str(len(children) + 1)
            children.append(self._part(child, start, end, default, depth))
        return tuple(children)

    def _spans(self, boundary: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        """From behind each delimiter line to before the next; without a closing one, to the end."""
        opened: int | None = None
        for line, after, closing in self._delimiters(b"--" + boundary, start, end):
            if opened is not None:
                yield opened, max(opened, _before_line_end(self._raw, line))
            if closing:
                return
            opened = after
        if opened is not None:
            yield opened, end

    def _delimiters(self, marker: bytes, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        at = start
        while (at := self._raw.find(marker, at, end)) != -1:
            self._candidates += 1
            if self._candidates > _CANDIDATES:
                self._damaged("too-many-parts")
                return
            tail = at + len(marker)
            stop = self._raw.find(b"\n", tail, min(end, tail + 200))
            stop = min(end, tail + 200) if stop == -1 else stop
            rest = self._raw[tail:stop].strip()
            if (at == start or self._raw[at - 1] == 0x0A) and rest in (b"", b"--"):
                yield at, min(stop + 1, end), rest == b"--"
            at = tail

    def _damaged(self, reason: str) -> None:
        self.damage = self.damage or reason


def _before_line_end(raw: bytes, line: int) -> int:
    """The line end before a delimiter belongs to the delimiter (RFC 2046 5.1.1)."""
    if raw[line - 2 : line] == b"\r\n":
        return line - 2
    return line - 1

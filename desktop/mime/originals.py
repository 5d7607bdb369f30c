"""What is kept of a mail as it came: all of it, or all but the octets of its files.

A mail whose files are small together is kept whole. Of a bigger one everything else is: its header, its texts, the
heads and borders of its parts, so that it reads, is shown and is judged as before; its files lie on the server until a
person asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence

from isal import isal_zlib

from desktop.mime.bodies import has_html
from desktop.mime.mail import Attachment, Original
from desktop.mime.structure import Part

LARGEST = 4 * 1024 * 1024
"""Octets of one value in the database, which is one step of a transaction: some 10 ms."""

_LEFT = 8 * 1024
"""Octets up to which a part stays where it is."""

_WORTH = 64 * 1024
"""Octets up to which any mail is packed. What is bigger is mostly files, which are packed already: of their base64 a
quarter could be saved, for the time that it takes to read the mail."""

_CARRIERS = ("message/", "text/")
"""Not left out: what a bounce brings back says whose it is."""


def original(raw: bytes, root: Part, files: Sequence[Attachment], limit: int) -> Original | None:
    """``limit``: octets of all its files together. None when even without them it is too big."""
    size = sum(file.size for file in files)
    whole = size <= limit and len(raw) <= LARGEST
    large = [] if whole else _large(root, {file.part for file in files})
    rest = _without(raw, large) if large else raw
    if len(rest) > LARGEST:
        return None
    if whole and len(raw) > _WORTH and 2 * size > len(raw):
        return Original(raw, has_html(raw, root), plain=True)
    return Original(isal_zlib.compress(rest, 1), has_html(raw, root), tuple(part.number for part in large))


def _large(root: Part, files: set[str]) -> list[Part]:
    return [
        part
        for part in root.walk()
        if part.number in files and part.end - part.start > _LEFT and not part.content_type.startswith(_CARRIERS)
    ]


def _without(raw: bytes, parts: Sequence[Part]) -> bytes:
    pieces, reached = [], 0
    for part in parts:
        pieces.append(raw[reached : part.start])
        reached = part.end
    return b"".join([*pieces, raw[reached:]])

"""A customer message's identity, the same on every workstation and in every parser version.

Algorithm ``s1``: SHA-256 over the raw, unfolded values of Message-ID, Date and the addr-spec of From, each
prefixed with its length; only when there is no Message-ID the raw body follows. Nothing is decoded: a hash over
decoded text differs between parser versions and two workstations would answer the same mail. Frozen with test
vectors in ``tests/unit/journal/test_slots.py``; a change is a new algorithm name beside this one.
"""

from __future__ import annotations

import hashlib
import re

_HEADER_LIMIT = 256 * 1024
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"(?<!\r)\r*\n(?=[ \t])")
_WANTED = re.compile(rb"^(message-id|date|from)[ \t]*:(.*)", re.IGNORECASE | re.MULTILINE)
_ANGLE = re.compile(rb"<([^<>]*)>")


def slot_of(raw: bytes) -> str:
    """The slot of a mail as stored on the server (CRLF or LF line ends give the same slot)."""
    blank = _BLANK_LINE.search(raw)
    fields = _first_values(raw[: blank.start()] if blank else raw)
    parts = [fields.get(b"message-id", b""), fields.get(b"date", b""), _addr_spec(fields.get(b"from", b""))]
    if not parts[0]:
        body = raw[blank.end() :] if blank else b""
        parts.append(b"\n".join(body.split(b"\r\n")))
    digest = hashlib.sha256(b"".join(b"%d:%s," % (len(part), part) for part in parts))
    return f"s1:{digest.hexdigest()}"


def draft_slot(draft_id: str) -> str:
    """The slot of a new outgoing mail, which has no inbound one."""
    return f"d1:{draft_id}"


def _first_values(header: bytes) -> dict[bytes, bytes]:
    """The first occurrence of each wanted field, unfolded: line ends removed, outer white space stripped."""
    fields = _WANTED.findall(_FOLD.sub(b"", header[:_HEADER_LIMIT]))
    return {name.lower(): value.strip(b" \t\r") for name, value in reversed(fields)}


def _addr_spec(value: bytes) -> bytes:
    """What stands in the last angle brackets, else the whole value; white space removed, case kept."""
    angles = _ANGLE.findall(value)
    return b"".join((angles[-1] if angles else value).split())

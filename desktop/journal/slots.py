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
_FOLD = re.compile(rb"(?<!\r)\r*\n(?=[ \t])")
_WANTED = re.compile(rb"(message-id|date|from)[ \t]*:(.*)", re.IGNORECASE)
_FIRSTS = frozenset((b"M", b"m", b"D", b"d", b"F", b"f"))
"""What the lines begin with that are worth a closer look."""
_ANGLE = re.compile(rb"<([^<>]*)>")


def slot_of(raw: bytes) -> str:
    """The slot of a mail as stored on the server (CRLF or LF line ends give the same slot)."""
    head, begin = _head_of(raw)
    fields = _first_values(raw[:head])
    parts = [fields.get(b"message-id", b""), fields.get(b"date", b""), _addr_spec(fields.get(b"from", b""))]
    if not parts[0]:
        body = raw[begin:]
        parts.append(b"\n".join(body.split(b"\r\n")))
    digest = hashlib.sha256(b"".join(b"%d:%s," % (len(part), part) for part in parts))
    return f"s1:{digest.hexdigest()}"


def draft_slot(draft_id: str) -> str:
    """The slot of a new outgoing mail, which has no inbound one."""
    return f"d1:{draft_id}"


def _head_of(raw: bytes) -> tuple[int, int]:
    """Where the header ends and the body begins: beside the first empty line, whose line end may be of either kind, as
    may the one before it."""
    long = raw.find(b"\n\r\n")
    short = raw.find(b"\n\n", 0, len(raw) if long < 0 else long + 1)
    blank, begin = (short, short + 2) if short >= 0 else (long, long + 3)
    if blank < 0:
        return len(raw), len(raw)
    return blank - (raw[blank - 1 : blank] == b"\r"), begin


def _first_values(header: bytes) -> dict[bytes, bytes]:
    """The first occurrence of each wanted field, unfolded: line ends removed, outer white space stripped."""
    head = header[:_HEADER_LIMIT]
    if b"\n " in head or b"\n\t" in head:
        head = _FOLD.sub(b"", head)
    likely = [line for line in head.split(b"\n") if line[:1] in _FIRSTS]
    fields = filter(None, map(_WANTED.match, reversed(likely)))
    return {field[1].lower(): field[2].strip(b" \t\r") for field in fields}


def _addr_spec(value: bytes) -> bytes:
    """What stands in the last angle brackets, else the whole value; white space removed, case kept."""
    angles = _ANGLE.findall(value)
    return b"".join((angles[-1] if angles else value).split())

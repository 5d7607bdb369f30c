"""The last look at outgoing bytes, by the same eyes that read foreign mail: do they say what was meant?

A header that nobody wrote (a ``Bcc`` hidden in a doubly encoded Subject) is what this is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace

from desktop.mime.headers import split_head
from desktop.mime.mail import ParsedMail
from desktop.mime.reading import read_mail

_BODY_FIELDS = frozenset({"content-type", "content-transfer-encoding", "mime-version"})
_LONGEST_LINE = 998


def difference(raw: bytes, names: Sequence[str], meant: ParsedMail) -> str:
    """Empty, or the first thing in which the bytes differ from what was meant: ``octets``, ``header-list``, or
    a field of ParsedMail that is no guess about who wrote it: a person may write "Automatic reply", or quote what came
    back. ``names``: the header names in their order; only the body's own may follow them."""
    if not _is_clean(raw):
        return "octets"
    fields, _ = split_head(raw, 0, len(raw))
    found = [name.decode() for name, _ in fields.pairs]
    own, rest = found[: len(names)], found[len(names) :]
    if own != [name.lower() for name in names] or sorted(rest) != sorted(set(rest) & _BODY_FIELDS):
        return "header-list"
    read = replace(read_mail(raw), automatic="", why="", said="", returned_ids=())
    return next((f.name for f in dataclass_fields(meant) if getattr(read, f.name) != getattr(meant, f.name)), "")


def _is_clean(raw: bytes) -> bool:
    """7 bit, CRLF line ends only, no NUL, no line over 998 octets (RFC 5322 2.1.1)."""
    ends = raw.count(b"\r\n")
    if not raw.isascii() or b"\0" in raw or raw.count(b"\r") != ends or raw.count(b"\n") != ends:
        return False
    return max(len(line) for line in raw.split(b"\r\n")) <= _LONGEST_LINE

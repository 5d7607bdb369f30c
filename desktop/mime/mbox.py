"""Mails one after the other in one file: mboxrd, whose quoting can be taken back to the last octet (RFC 4155 has the
*From* lines; qmail's mbox(5) the quoting)."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator

_QUOTED = re.compile(rb">+From ")
_FROM_LINE = re.compile(rb"^(>*From )", re.MULTILINE)


def mbox_entry(raw: bytes, sender: str, received: int) -> bytes:
    """``received``: seconds since 1970 UTC. Line ends become those of the format, a bare LF; its date is in English,
    whatever the language that a window has set for the whole program."""
    when = time.asctime(time.gmtime(max(received, 0)))
    text = _FROM_LINE.sub(rb">\1", raw.replace(b"\r\n", b"\n"))
    name = re.sub(r"[^!-~]", "", sender) or "MAILER-DAEMON"
    ended = b"\n" if text.endswith(b"\n") else b"\n\n"
    return f"From {name} {when}\n".encode("ascii") + text + ended


def mbox_mails(lines: Iterable[bytes], largest: int) -> Iterator[bytes | None]:
    """The mails of such a file, line by line, with CR LF; None in place of one of more octets than ``largest``. A
    *From* line counts at the start and below an empty line; what stands before the first is passed over."""
    mail: bytearray | None = None
    begun, after_empty = False, True
    for line in lines:
        if after_empty and line.startswith(b"From "):
            if begun:
                yield _ended(mail)
            mail, begun, after_empty = bytearray(), True, False
            continue
        text = line.rstrip(b"\r\n")
        after_empty = not text
        if mail is not None:
            mail += (text[1:] if _QUOTED.match(text) else text) + b"\r\n"
            if len(mail) > largest:
                mail = None
    if begun:
        yield _ended(mail)


def _ended(mail: bytearray | None) -> bytes | None:
    """Without the empty line that stands between two."""
    return None if mail is None else bytes(mail.removesuffix(b"\r\n"))

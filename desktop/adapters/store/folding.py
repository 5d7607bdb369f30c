"""A mail on its way without the files in it: they stand with all other contents, once.

What is taken out is put in again to the last octet, or it is not taken out at all: a mail is sent, and sent again, by
these very bytes.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

from desktop.mime.bodies import decoded
from desktop.mime.structure import Structure

_WORTH = 4096
"""Octets below which a part stays where it is."""

Files = Sequence[tuple[int, bytes]]
"""Where in the rest each was, first things first, and its octets."""


def folded(message: bytes) -> tuple[bytes, Files]:
    """The mail without its files, and these."""
    rest, files, reached = bytearray(), [], 0
    for start, end, content in _files(message):
        rest += message[reached:start]
        files.append((len(rest), content))
        reached = end
    rest += message[reached:]
    whole = unfolded(bytes(rest), files) == message
    return (bytes(rest), files) if whole else (message, ())


def unfolded(rest: bytes, files: Files) -> bytes:
    pieces, reached = [], 0
    for place, content in files:
        pieces += [rest[reached:place], _encoded(content)]
        reached = place
    return b"".join([*pieces, rest[reached:]])


def _files(message: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Parts that are encoded as our own mails are."""
    for part in Structure(message).root.walk():
        if part.parts or part.end - part.start < _WORTH:
            continue
        content = decoded(message, part)
        encoded = _encoded(content)
        end = part.start + len(encoded)
        if len(content) >= _WORTH and message[part.start : end] == encoded:
            yield part.start, end, content


def _encoded(content: bytes) -> bytes:
    """Base64 in lines of 76 that end in CR LF, the last one without."""
    return base64.encodebytes(content).strip().replace(b"\n", b"\r\n")

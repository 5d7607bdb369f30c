"""What goes over the wire, checked before a connection is made.

RFC 5321 (dot-stuffing 4.5.2, CRLF only 2.3.8), RFC 6531 (SMTPUTF8), RFC 6152 (8BITMIME), RFC 1870 (SIZE).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.ports.outgoing import Rejected

END = b"\r\n.\r\n"
"""The final dot. The line end before it belongs to it: without these five octets no server may accept."""

_BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n|\x00")
"""Line ends that servers read differently: with them a second mail can be smuggled into the first."""

_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f-\x9f<>]+@[^\s\x00-\x1f\x7f-\x9f<>@]+")
"""No address that may leave has blanks, controls or angle brackets; whatever else is wrong the server says."""


@dataclass(frozen=True, slots=True)
class Letter:
    sender: str
    """Envelope sender, empty for the null return path."""
    recipients: tuple[str, ...]
    body: bytes
    """Dot-stuffed, without its last line end."""
    size: int
    """Octets as RFC 1870 counts them: with the last line end, before stuffing."""
    international: bool
    """An address is not ASCII."""
    eight_bit: bool
    """The message is not 7 bit."""


def prepare(sender: str, recipients: tuple[str, ...], message: bytes) -> Letter | Rejected:
    """The letter, or why it can never be sent as it is."""
    if not recipients:
        return Rejected(0, "", reason="smtp-no-recipient")
    for address in (*([sender] if sender else []), *recipients):
        if not _ADDRESS.fullmatch(address):
            return Rejected(0, "", address, "smtp-bad-address")
    if _BARE.search(message):
        return Rejected(0, "", reason="smtp-bad-message")
    whole = message.removesuffix(b"\r\n")
    return Letter(
        sender,
        recipients,
        re.sub(rb"(?m)^\.", b"..", whole),
        len(whole) + 2,
        international=not "".join((sender, *recipients)).isascii(),
        eight_bit=not message.isascii(),
    )

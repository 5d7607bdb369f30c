"""Opening a mailbox by a token: XOAUTH2, as Google and Microsoft have it, or OAUTHBEARER (RFC 7628)."""

from __future__ import annotations

from collections.abc import Collection

XOAUTH2, OAUTHBEARER = "XOAUTH2", "OAUTHBEARER"


class Bearer:
    """One try. ``answer`` is what imaplib asks for each of the server's challenges; what the server says of a token
    that it refuses comes in a challenge too, and has to be answered before it ends the command."""

    def __init__(self, mechanism: str, user: str, token: str, host: str, port: int) -> None:
        self.mechanism = mechanism
        self._first: bytes | None = _first(mechanism, user, token, host, port)
        self.said = ""
        """By the server, of a token that it refuses."""

    def answer(self, challenge: bytes) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        self.said = challenge[:500].decode("utf-8", "replace")
        return b"" if self.mechanism == XOAUTH2 else b"\1"


def mechanism_of(offered: Collection[str]) -> str:
    """The one that the big providers try daily first; empty when the server has neither."""
    return next((one for one in (XOAUTH2, OAUTHBEARER) if f"AUTH={one}" in offered), "")


def _first(mechanism: str, user: str, token: str, host: str, port: int) -> bytes:
    if mechanism == XOAUTH2:
        return f"user={user}\1auth=Bearer {token}\1\1".encode()
    name = user.replace("=", "=3D").replace(",", "=2C")
    return f"n,a={name},\1host={host}\1port={port}\1auth=Bearer {token}\1\1".encode()

"""Whether what a lead says about a mailbox can be a mailbox at all.

The settings are any texts and numbers to the codec. Every workstation opens connections with them, so what is no
host, port or kind of security is refused where all refuse it alike, in the fold, and nobody trips over it later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SECURITIES = ("tls", "starttls", "none")

_ADDRESS = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")
_HOST = re.compile(r"[^\x00-\x20\x7f-\xa0\ud800-\udfff]{1,253}")
_USER = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{0,320}")
_TEXTS = ("name", "signature", "acknowledgement")
_MANY = 100
"""Connections: more than any server gives one user."""


def sound(address: str, settings: Mapping[str, str | int]) -> bool:
    """Pure, and the same for ever: changing this changes what old entries mean."""
    return bool(_ADDRESS.fullmatch(address)) and complete(settings)


def complete(settings: Mapping[str, str | int]) -> bool:
    """Whether it says where both servers are, and everything else in a form that can be used."""
    servers = all(_matches(_HOST, settings.get(f"{side}_host")) for side in ("imap", "smtp"))
    ports = all(_within(settings.get(f"{side}_port"), 65535) for side in ("imap", "smtp"))
    security = all(settings.get(name, "tls") in SECURITIES for name in ("security", "smtp_security"))
    texts = all(isinstance(settings.get(name, ""), str) for name in _TEXTS)
    login = "user" not in settings or _matches(_USER, settings["user"])
    return servers and ports and security and texts and login and _within(settings.get("budget", 1), _MANY)


def _matches(pattern: re.Pattern[str], value: str | int | None) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))


def _within(value: str | int | None, most: int) -> bool:
    return isinstance(value, int) and 0 < value <= most

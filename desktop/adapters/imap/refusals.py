"""What a server means when it says NO, and the error a person gets for it.

Response codes of RFC 5530, RFC 9208 (OVERQUOTA) and RFC 3501 come first; servers that send none
(Courier, older Exchange) are understood by their usual words.
"""

from __future__ import annotations

import re

from desktop.adapters.imap.account import ImapAccount
from desktop.domain.errors import Offline, SportelloError

_CODE = re.compile(r"\[([A-Z-]+)")

_BY_CODE = {
    "OVERQUOTA": "over-quota",
    "TRYCREATE": "missing",
    "NONEXISTENT": "missing",
    "READ-ONLY": "read-only",
    "NOPERM": "read-only",
    "ALREADYEXISTS": "exists",
    "AUTHENTICATIONFAILED": "password",
    "AUTHORIZATIONFAILED": "password",
    "EXPIRED": "password",
    "PRIVACYREQUIRED": "needs-tls",
    "LIMIT": "throttled",
    "INUSE": "throttled",
    "UNAVAILABLE": "throttled",
    "THROTTLED": "throttled",
    "SERVERBUG": "throttled",
}

_BY_WORDS = (
    ("too many connections", "connections"),
    ("too many simultaneous", "connections"),
    ("maximum number of connections", "connections"),
    ("maximum connection limit", "connections"),
    ("quota", "over-quota"),
    ("already exists", "exists"),
    ("mailbox exists", "exists"),
    ("doesn't exist", "missing"),
    ("does not exist", "missing"),
    ("no such mailbox", "missing"),
    ("nonexistent", "missing"),
    ("unknown mailbox", "missing"),
    ("read-only", "read-only"),
    ("read only", "read-only"),
    ("permission", "read-only"),
    ("access denied", "read-only"),
    ("plaintext authentication", "needs-tls"),
    ("throttled", "throttled"),
    ("try again later", "throttled"),
)


class Refusal(Exception):
    """A complete tagged NO or BAD. ``reason``: over-quota, missing, read-only, exists, password, needs-tls,
    connections, throttled or other."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.reason = reason_of(text)
        self.detail = text


def reason_of(text: str) -> str:
    """The reason in the words after NO. A limit on connections hides behind several codes, so words first."""
    lower = text.lower()
    for words, reason in _BY_WORDS[:4]:
        if words in lower:
            return reason
    for code in _CODE.findall(text.upper()):
        if code in _BY_CODE:
            return _BY_CODE[code]
    return next((reason for words, reason in _BY_WORDS if words in lower), "other")


def error_of(refusal: Refusal, account: ImapAccount, folder: str = "") -> SportelloError:
    """The refusal as a person meets it."""
    facts = {"address": account.address, "host": account.host, "folder": folder, "detail": refusal.detail}
    match refusal.reason:
        case "over-quota":
            return SportelloError("mailbox-full", **facts)
        case "read-only":
            return SportelloError("folder-read-only", **facts)
        case "missing":
            return SportelloError("folder-missing", **facts)
        case "password":
            return SportelloError("wrong-password", **facts)
        case "needs-tls":
            return SportelloError("server-wants-tls", **facts)
        case "connections":
            return Offline("too-many-connections", **facts)
        case "throttled":
            return Offline("server-throttled", **facts)
        case _:
            return SportelloError("server-refused", **facts)

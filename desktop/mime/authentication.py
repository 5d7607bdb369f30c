"""What the receiving server found out about a mail's sender: its ``Authentication-Results`` (RFC 8601).

Only the topmost such field is read: each server puts its own above what it was given, and what lies below may have
been written by anybody. Whose word it is has to be known beforehand (``Vouched.server``): a server that writes no
such fields lets a forged one pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from desktop.mime.addresses import safe_addresses
from desktop.mime.headers import split_head

_LONGEST = 8 * 1024
_HEAD = 256 * 1024
_TOKEN = re.compile(r'\\.|[()"]|[^()"\\]+', re.DOTALL)
_RESULT = re.compile(r"(dmarc|dkim|spf)\s*=\s*(\w+)(.*)", re.DOTALL)
_PROPERTY = re.compile(r"(?:^|\s)(header\.from|header\.d|header\.i|smtp\.mailfrom)\s*=\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Vouched:
    """A server has seen proof that a mail comes from the domain of its From."""

    server: str
    """The name under which it says so; empty for one that gives none."""


def refuted(value: bytes) -> bool:
    """Whether the topmost field says that the mail does not come from where it claims: DMARC failed, or, where that was
    not looked at, DKIM or SPF failed and nothing passed. A forged one does no harm but to who forged it."""
    if b"fail" not in value[:_LONGEST].lower():
        return False
    _, results = _said(value)
    found = {(method, result) for method, result, _ in results}
    dmarc = [result for method, result in found if method == "dmarc" and result in ("pass", "fail")]
    failed = any(result == "fail" for _, result in found)
    return "fail" in dmarc if dmarc else failed and not any(result == "pass" for _, result in found)


def vouched(raw: bytes) -> Vouched | None:
    """By DMARC, or by DKIM or SPF for the domain in From itself. None without proof, and for a mail with several
    From."""
    fields, _ = split_head(raw, 0, min(len(raw), _HEAD))
    senders = [address for name, value in fields.pairs if name == b"from" for address in safe_addresses(value)]
    server, found = _said(fields.first("authentication-results"))
    if len(senders) != 1:
        return None
    domain = senders[0].email.rpartition("@")[2]
    if any(method == "dmarc" and result != "pass" for method, result, _ in found):
        return None
    proven = any(result == "pass" and _is_about(method, told, domain) for method, result, told in found)
    return Vouched(" ".join(server.split()[:1])) if proven else None


def _said(value: bytes) -> tuple[str, list[tuple[str, str, dict[str, str]]]]:
    """The server's name, and each method with its result and what the result is about."""
    server, *results = _bare(value[:_LONGEST].decode("utf-8", "replace")).lower().split(";")
    if "=" in server:
        server, results = "", [server, *results]
    read = (_RESULT.match(part.strip()) for part in results)
    return server, [(one[1], one[2], dict[str, str](reversed(_PROPERTY.findall(one[3])))) for one in read if one]


def _is_about(method: str, told: dict[str, str], domain: str) -> bool:
    """Whether what passed is the domain of From, or one that it belongs to or that belongs to it."""
    named = {
        "dmarc": told.get("header.from", domain),
        "dkim": told.get("header.d") or told.get("header.i", ""),
        "spf": told.get("smtp.mailfrom", ""),
    }[method].rpartition("@")[2]
    if named == domain or method == "dmarc":
        return named == domain
    upper, lower = sorted((named, domain), key=len)
    return lower.endswith(f".{upper}") and not _is_everybodys(upper)


@lru_cache(maxsize=256)
def _is_everybodys(domain: str) -> bool:
    """``co.uk``, ``github.io``: whose keeper's word says nothing of who has a name below it."""
    return bool(_registries().is_public(domain))


@lru_cache(maxsize=1)
def _registries() -> Any:
    """Read when it is first asked for: 10,000 lines."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def _bare(value: str) -> str:
    """Without comments and quoted words, which may hold anything; empty when one of them does not end."""
    kept: list[str] = []
    depth, quoted = 0, False
    for token in _TOKEN.findall(value):
        if token == '"' and not depth:
            quoted = not quoted
        elif token in "()" and not quoted:
            depth += 1 if token == "(" else -1
        elif not depth and not quoted:
            kept.append(token)
        if depth < 0:
            return ""
    return "" if depth or quoted else "".join(kept)

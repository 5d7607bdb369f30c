"""Mail addresses: read from dirty headers, and checked when a person types one."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Sequence
from functools import lru_cache

from desktop.domain.errors import UsageError
from desktop.mime.charsets import decode
from desktop.mime.cleaning import clean_name
from desktop.mime.headers import decode_words
from desktop.mime.mail import Address

_READ_LIMIT = 16 * 1024
_MOST = 500
NAME_LIMIT = 120
_LENIENT: dict[str, bool] = {"strict": False} if hasattr(email.utils, "supports_strict_parsing") else {}
"""Newer CPythons drop a whole header by default when one address in it is odd."""

_SPEC = r"[A-Za-z0-9_][A-Za-z0-9_.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_USUAL = re.compile(rf"""[ \t]*(?:(?:"([\w .,'&-]*)"|([\w .'&-]*))[ \t]*<({_SPEC})>|({_SPEC}))[ \t]*(?:,|$)""")
_SHORT = 500
"""Characters of a field up to which it is tried whether it is as usual. Most are, and the standard library takes 0.1 ms
for each."""

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_APART = re.compile(r'(?:"[^"]*"|[^,;])+')
_TYPED = re.compile(r"(?:(?P<name>[^<>]*)<(?P<in>[^<>]*)>|(?P<bare>[^<>]*))")


def safe_addresses(value: bytes) -> tuple[Address, ...]:
    """The mailboxes of a raw From, To, Cc or Reply-To; groups flattened, at most 500, never raises."""
    return _usually(value) if len(value) < _SHORT else _mailboxes_in(value)


@lru_cache(maxsize=512)
def _usually(value: bytes) -> tuple[Address, ...]:
    """Whom mails go to is said again and again."""
    return _mailboxes_in(value) if value else ()


def _mailboxes_in(value: bytes) -> tuple[Address, ...]:
    text = decode(value[:_READ_LIMIT])
    found = _mailboxes(text)
    if not found and "=?" in text:
        found = _mailboxes(decode_words(text))
    return tuple(dict.fromkeys(found))[:_MOST]


def _mailboxes(text: str) -> list[Address]:
    try:
        pairs = _usual(text) or email.utils.getaddresses([text], **_LENIENT)
    except (RecursionError, IndexError, ValueError, TypeError):
        pairs = [("", spec) for spec in re.findall(r"<([^<>\s]{3,320})>", text)[:_MOST]]
    mailboxes = []
    for name, spec in pairs:
        local, at, domain = clean_name(spec).rpartition("@")
        domain = "".join(domain.split())
        if not local.startswith('"'):
            before, _, local = local.rpartition(" ")
            name = name or before
        if at and local and domain and len(local) + len(domain) < 320:
            shown = display_name(decode_words(name))
            mailboxes.append(Address(shown, f"{local}@{domain.lower()}"))
    return mailboxes


def _usual(text: str) -> list[tuple[str, str]]:
    """Names and addr-specs; nothing when one of them is not as usual."""
    found, at = [], 0
    while at < len(text) < _SHORT:
        if (one := _USUAL.match(text, at)) is None:
            return []
        quoted, name, angle, bare = one.groups()
        found.append((quoted or name or "", angle or bare))
        at = one.end()
    return found


def apart(typed: str) -> tuple[str, ...]:
    """Several addresses as a person types them, with commas or semicolons between; one inside quotation marks is part
    of a name."""
    return tuple(one for found in _APART.findall(typed) if (one := found.strip()))


def display_name(text: str) -> str:
    """A clean display name without the quotes that some programs leave around it; may be empty."""
    name = clean_name(text)[:NAME_LIMIT].strip()
    while len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    return "" if name in ("'", '"') else name


def strict_addr_spec(text: str) -> str | None:
    """``text`` as an ASCII addr-spec that can stand in an outgoing header and in RCPT TO, or None.

    The local part as RFC 5321 Dot-string, but with dots anywhere (Japanese carriers hand such addresses out);
    the domain a host name with at least one dot, an internationalised one in its IDNA form. A local part
    outside ASCII would need SMTPUTF8, which a shop's server rarely speaks: None.
    """
    local, at, domain = text.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or "=?" in local:
        return None
    try:
        host = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    return f"{local}@{host}"


def recipient(text: str) -> Address:
    """An address as a person types it: ``a@b.it``, ``Anna Rossi <a@b.it>``, ``"Rossi, Anna" <a@b.it>``.

    Raises UsageError ``bad-address`` (address) for anything else: two addresses, controls, no domain.
    """
    typed = _TYPED.fullmatch(text.strip())
    shown = clean_name(text)[:100]
    if typed is None or any(ord(character) < 0x20 or character == "\x7f" for character in text):
        raise UsageError("bad-address", address=shown)
    spec = strict_addr_spec((typed["in"] if typed["in"] is not None else typed["bare"]).strip())
    name = (typed["name"] or "").strip()
    if spec is None or ("," in name and not name.startswith('"')):
        raise UsageError("bad-address", address=shown)
    return Address(display_name(name), spec)


def without(addresses: Sequence[Address], gone: frozenset[str]) -> tuple[Address, ...]:
    """The addresses that are not in ``gone`` (addr-specs in lower case), each one once."""
    kept: dict[str, Address] = {}
    for address in addresses:
        if (key := address.email.lower()) not in gone:
            kept.setdefault(key, address)
    return tuple(kept.values())

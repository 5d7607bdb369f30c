"""Our own Message-IDs carry the ticket's reference: a reply that names one finds its ticket whatever else it lost."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DOMAIN = re.compile(r"[A-Za-z0-9.-]{1,253}")
_OWN = re.compile(r"<?sportello\.([0-9A-HJKMNP-TV-Z]{8})\.[A-Za-z0-9_-]{1,64}@[^<>@\s]+>?", re.IGNORECASE)


def own_message_id(reference: str, token: str, domain: str) -> str:
    """``<sportello.7KQ2MXAD.token@shop.it>``: reference of 8 Crockford base32 characters (without the hyphen it
    is shown with), a token never used before, an ASCII domain. Raises ValueError for anything else."""
    if not (_REFERENCE.fullmatch(reference) and _TOKEN.fullmatch(token) and _DOMAIN.fullmatch(domain)):
        raise ValueError(f"no Message-ID from {reference!r}, {token!r}, {domain!r}")
    return f"<sportello.{reference}.{token}@{domain.lower()}>"


def reference_in(message_id: str) -> str | None:
    """The ticket's reference in a Message-ID of ours (upper or lower case, servers change it), else None."""
    own = _OWN.fullmatch(message_id.strip())
    return own.group(1).upper() if own else None

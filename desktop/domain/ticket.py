"""The words of a ticket: status, priority, role, and how a reference is written."""

from __future__ import annotations

import re
from enum import StrEnum


class Status(StrEnum):
    OPEN = "open"
    WAITING = "waiting"
    """For the customer."""
    ON_HOLD = "on-hold"
    """For a third party."""
    RESOLVED = "resolved"
    SPAM = "spam"


DONE = (Status.RESOLVED, Status.SPAM)
"""Nobody has to do anything about these."""


class Priority(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Role(StrEnum):
    AGENT = "agent"
    LEAD = "lead"


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base32 alphabet without I, L, O, U (Douglas Crockford, base32)."""

_REFERENCE_LENGTH = 8
_LOOKALIKES = str.maketrans("ILO‐‑–—−", "110-----")
_INVISIBLE = r"\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_TAG = re.compile(rf"(?!-)[^\s,+#{_INVISIBLE}]{{1,40}}")


def reference_from(digest: bytes) -> str:
    """Eight Crockford characters from the first 40 bits of a digest, without the hyphen."""
    bits = int.from_bytes(digest[:5], "big")
    return "".join(CROCKFORD[(bits >> shift) & 31] for shift in range(35, -1, -5))


def shown_reference(reference: str) -> str:
    """``7KQ2MXAD`` as people see it: ``7KQ2-MXAD``."""
    return f"{reference[:4]}-{reference[4:]}"


def reference_typed(text: str) -> str | None:
    """A reference as typed (any case, with or without hyphen, look-alikes folded) or pasted with the marks around it,
    or None."""
    plain = text.strip(" \t[]().,;:#").upper().translate(_LOOKALIKES).replace("-", "")
    return plain if len(plain) == _REFERENCE_LENGTH and set(plain) <= set(CROCKFORD) else None


def number_typed(text: str) -> int | None:
    """A ticket number as typed (``#1042`` or ``1042``), or None."""
    digits = text.strip().removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 7 else None


def is_tag(text: str) -> bool:
    """One word of at most 40 characters: no white space, comma, plus, hash, leading hyphen, control or invisible
    character. Asks no Unicode table that differs between Python versions: every workstation has to agree."""
    return bool(_TAG.fullmatch(text))


def agent_id(name: str) -> str:
    """An agent's identity: the name with white space and case folded, so Anna on two computers is one."""
    return " ".join(name.split()).casefold()

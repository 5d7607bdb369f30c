"""Canned responses: one text in several languages, what it does beside, and the gaps that a person still has to fill.

A field nobody knows the value of is written as a *gap*, ``[order number?]``: it stands in the text for all to see, and
a text with a gap in it does not leave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_GAP = re.compile(r"\[([^\[\]\n?]{1,60})\?\]")


class Gap(NamedTuple):
    start: int
    """Where it stands in the text, brackets included: ``text[start:end]``."""
    end: int
    name: str
    """What is missing, as a person reads it."""


def gaps(text: str) -> list[Gap]:
    """What is still to be filled in, in its order; empty when the text may leave."""
    return [Gap(found.start(), found.end(), found[1].strip()) for found in _GAP.finditer(text)]


def gap(name: str) -> str:
    """The mark for a field without a value: ``discount_code`` as ``[discount code?]``."""
    said = " ".join(re.sub(r"[\[\]?\s_]+", " ", name).split())[:60]
    return f"[{said or '…'}?]"


@dataclass(frozen=True, slots=True)
class Actions:
    """What a text does to the ticket once the answer has left."""

    tags: tuple[str, ...] = ()
    status: str = ""
    """Empty: the ticket's status stays as sending leaves it."""
    promise: str = ""
    """Until when we write again: ``4h``, ``0d 18:00`` (today), ``1d 12:00`` (next working day): ``domain.promises``."""
    reason: str = ""
    outcome: str = ""

    def __bool__(self) -> bool:
        return self != Actions()


@dataclass(frozen=True, slots=True)
class After:
    """What is done to the ticket once an answer has left, and which texts it was made of."""

    tags: tuple[str, ...] = ()
    status: str = ""
    due: int = 0
    """What it promises, seconds since 1970 UTC; 0 for nothing."""
    reason: str = ""
    outcome: str = ""
    texts: tuple[str, ...] = ()
    """Their keys, each with the language it was put in: ``late/it``."""

    def __bool__(self) -> bool:
        return self != After()

    def joined(self, later: After) -> After:
        """With what another text wants too; where both say something, the later one counts."""
        return After(
            tuple(dict.fromkeys((*self.tags, *later.tags))),
            later.status or self.status,
            later.due or self.due,
            later.reason or self.reason,
            later.outcome or self.outcome,
            tuple(dict.fromkeys((*self.texts, *later.texts))),
        )


@dataclass(frozen=True, slots=True)
class Attachment:
    filename: str
    content_type: str
    sha256: str
    """Hex, of its octets, under which the team keeps them."""
    size: int


@dataclass(frozen=True, slots=True)
class Body:
    """A text in one language."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    key: str
    """Short name that never changes, in lower-case letters, digits and hyphens."""
    bodies: dict[str, Body]
    """By language: ``it``, ``en`` ..."""
    folder: str = ""
    actions: Actions = Actions()
    attachments: tuple[Attachment, ...] = ()
    valid_until: str = ""
    """Last day on which it may be used, ``2026-12-24``; empty for ever."""

    def body(self, language: str, otherwise: Sequence[str] = ("it", "en")) -> Body:
        """In that language, else in the first other one that it has."""
        ways = (language, *otherwise, *self.bodies)
        return next((self.bodies[way] for way in ways if way in self.bodies), Body(self.key, ""))

    def is_valid(self, today: str) -> bool:
        """``today``: ISO date."""
        return not self.valid_until or today <= self.valid_until


def with_language(key: str, language: str) -> str:
    return f"{key}/{language}"


def without_language(used: str) -> tuple[str, str]:
    """Key and language; this one empty where it was not written down."""
    key, _, language = used.partition("/")
    return key, language


_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


def is_key(key: str) -> bool:
    return bool(_KEY.fullmatch(key))


def matching(texts: Sequence[Text], typed: str, language: str) -> list[Text]:
    """Those that the letters mean, the likeliest first: key or title begin with them, then each word of them begins a
    word of the title, then they stand in the body."""
    wanted = typed.casefold().split()
    if not wanted:
        return list(texts)
    ranked = [(rank, text) for text in texts if (rank := _rank(text, wanted, language)) is not None]
    return [text for _, text in sorted(ranked, key=lambda pair: pair[0])]


def _rank(text: Text, wanted: Sequence[str], language: str) -> int | None:
    body, whole = text.body(language), " ".join(wanted)
    title = body.title.casefold()
    if text.key.startswith(whole) or title.startswith(whole):
        return 0
    every = " ".join(one.title for one in text.bodies.values()).casefold()
    words = re.findall(r"\w+", f"{every} {text.key} {text.folder.casefold()}")
    if all(any(word.startswith(one) for word in words) for one in wanted):
        return 1 if all(one in title for one in wanted) else 2
    return 3 if all(one in body.text.casefold() for one in wanted) else None

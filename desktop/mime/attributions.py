"""The line above a quote that says who wrote it and when; Italian, English, German, French and Spanish, and what has
the shape of one in any other language.

A customer who tells of what somebody wrote uses the same verbs: between the date and the verb of an attribution stands
nothing but a name or an address, and what has more is a sentence of the customer's own.
"""

from __future__ import annotations

import re

from desktop.mime.absence import MONTH

OPENER = re.compile(
    r"[*_ ]{0,8}(?:on|il|in data|in date|am|le|el|op|den|dnia|w dniu|em|\d{4}[-/.]\d\d[-/.]\d\d)\b", re.IGNORECASE
)
VERB = re.compile(
    r"\b(?:wrote|writes|ha scritto|hai scritto|scrive|scriveva|schrieb|a écrit|écrit|escribió|escribio|skrev"
    r"|schreef|napisał[ao]?|escreveu)\b",
    re.IGNORECASE,
)
TIME = re.compile(r"(?<![\d.])\d{1,2}[:.h]\d\d(?!\.?\d)")
"""Not the first half of ``12.03.2026``."""
DATED = re.compile(r"\b\d{1,2}[./ -]|\d{4}")

_MONTH = re.compile(MONTH, re.IGNORECASE)
_AROUND = " \t\"'’“”«»()<>[]{}.,;:*_-–+/"
_LITTLE = frozenset(
    "a à al alle am and as às at by c cet cest da de dei degli del della delle den der des di do dos du e el est et for"
    " gmt h il kl klo la las le les lo los m o of om ora ore p per pm the u uhr um und użytkownik utc van via von y"
    " zu".split()
)
"""Words of a time or within a name that are written small."""
_TOLD = frozenset("i ich ihr ihre mein meine mir sie uns".split())
"""What a name does not begin with, even where it is written big."""
_NAME = 4
"""Words of a name behind the verb, some of which may be written small."""


def names_a_writer(line: str) -> bool:
    """Whether nothing but a name or an address stands between the date and the verb, or behind the verb."""
    verbs = list(VERB.finditer(line))
    before, after = (line[: verbs[-1].start()], line[verbs[-1].end() :]) if verbs else (line, "")
    behind = after.split() if after.strip(_AROUND) else []
    words = (after if behind else before).rstrip(_AROUND.replace(">", "")).split()
    if any("@" in word for word in words[-1:]) or (not verbs and any(word.endswith(">") for word in words[-2:-1])):
        return True  # The second: an address before a verb of a language that is not known here.
    dated = max((place for place, letter in enumerate(before) if letter.isdigit()), default=-1)
    if not all(map(_is_of_a_name, before[dated + 1 :].split())):
        return False
    return all(map(_is_of_a_name, behind[: 1 if len(behind) <= _NAME else None]))


def _is_of_a_name(word: str) -> bool:
    bare = word.strip(_AROUND)
    if bare.lower() in _TOLD:
        return False
    figure = "@" in bare or any(map(str.isdigit, bare))
    return figure or not bare[:1].islower() or bare.lower() in _LITTLE or bool(_MONTH.fullmatch(bare))

"""A customer's satisfaction: the score in an answer to the question how it went, 1 to 5, in Italian or English.

A mail that says nothing else needs no agent; one that says more is a customer's mail like any other. When in doubt
there is more, because a complaint must not pass for a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LOWEST, HIGHEST = 1, 5

_NUMBERS = {
    "1": 1, "2": 2, "3": 3, "4": 4, "5": 5,
    "uno": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
}  # fmt: skip
_POLITE = frozenset(
    "a and best buongiorno buonasera ciao cordiali cordialmente cordialità d da dear di direi distinti do e è give"
    " good grazie hello hi i il is kind la le mark me mi mia mille mio molte molto much my of per points punteggio"
    " punti rating regards rispondo risposta salve saluti say score sig signora signore star stars stella stelle tante"
    " thank thanks the valutazione very vi voto vote would you un una it s ok gentile gentili cari team darei assegno"
    " dò id ill that".split()
)
_OUT_OF = re.compile(r"\b([1-5])\s*(?:/|su|di|out\s+of|of)\s*5\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:voto|punteggio|valutazione|score|rating|vote|direi|darei)\b[\s:=]*(?:un\s+|è\s+|is\s+|a\s+)?([1-5])\b(?![.,]?\d)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_LONGEST = 2_000
_NAMES = 2
"""Lines of a signature under the score: a name, a shop."""


@dataclass(frozen=True, slots=True)
class Answered:
    score: int
    only: bool
    """Nothing else was said that anybody would have to answer."""


def score_in(words: str) -> Answered | None:
    """``words``: what the customer wrote, without what it quotes. None when no score is named."""
    text = _OUT_OF.sub(r"\1", words[:_LONGEST])
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [score for line in lines if (score := _alone(line)) is not None]
    if len(set(found)) == 1:
        return Answered(found[0], len(words) <= _LONGEST and _nothing_else(lines))
    named = {int(score) for score in _NAMED.findall(text)}
    return Answered(named.pop(), only=False) if len(named) == 1 and not found else None


def _alone(line: str) -> int | None:
    """The score of a line that says nothing but one."""
    tokens = [token.casefold() for token in _TOKEN.findall(line)]
    scores = {_NUMBERS[token] for token in tokens if token in _NUMBERS}
    rest = [token for token in tokens if token not in _NUMBERS]
    return scores.pop() if len(scores) == 1 and "?" not in line and _POLITE.issuperset(rest) else None


def _nothing_else(lines: list[str]) -> bool:
    other = [line for line in lines if _alone(line) is None and not _is_polite(line)]
    return len(other) <= _NAMES and all(map(_is_name, other))


def _is_polite(line: str) -> bool:
    return "?" not in line and _POLITE.issuperset(token.casefold() for token in _TOKEN.findall(line))


def _is_name(line: str) -> bool:
    """A signature: a few words, each with a capital."""
    words = line.split()
    return len(words) <= 4 and all(word[:1].isupper() and word.strip(".,").isalpha() for word in words)

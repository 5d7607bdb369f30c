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
    "a and assegno bel best buonasera buongiorno cari ciao cordiali cordialità cordialmente d da darei dear di direi"
    " distinti do dò e gent gentile gentili give good grazie hello hi i id il ill is it kind la le ma mark me mi mia"
    " mille mio mo molte molto much my of ok per points punteggio punti rating regards rispondo risposta s saluti"
    " salve say score sig signora signore star stars stella stelle tante team thank thanks that the un una valutazione"
    " very vi vote voto would you è".split()
)
_OUT_OF = re.compile(
    r"\b([1-5])(?:\s+(?:stell[ae]|punt[io]|stars?|points?))?\s*(?:/|su|di|out\s+of|of)\s*5\b", re.IGNORECASE
)
_STARS = re.compile(r"(?<![⭐★])[⭐★]{1,5}(?![⭐★])")
_ONE_STAR = re.compile(r"\buna\s+stella\b|\bone\s+star\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?P<before>[^.;:!?\n]{0,40}?)"
    r"\b(?:voto|punteggio|valutazione|score|rating|vote|direi|darei)\b[\s:=]*(?:un\s+|è\s+|is\s+|a\s+)?(?P<score>[1-5])"
    r"(?![.,]?\d)(?P<after>.{0,12})",
    re.IGNORECASE,
)
_SO_MUCH = re.compile(
    r"[.,;:!)]*$|[.,;:!)]+\s|\s+[-–(]"
    r"|\s+(?:perch|because|since|ma\b|but\b|e\b|and\b|grazie|thank|stell|star|punt|point)",
    re.IGNORECASE,
)
"""What may follow a score: nothing that makes it a count, a date or a share of something else."""

_NOT = re.compile(r"\b(?:non|not|never|mai|nor|né)\b|n['’]t\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!;]\s+|\n")
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
    text = _as_digits(words[:_LONGEST])
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [score for line in lines if (score := _alone(line)) is not None]
    if len(set(found)) == 1:
        return Answered(found[0], len(words) <= _LONGEST and _nothing_else(lines))
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]
    said = {score for sentence in sentences if (score := _alone(sentence)) is not None}
    if not found and len(said) == 1 and len(words) <= _LONGEST and _nothing_else(sentences):
        return Answered(said.pop(), only=True)
    named = list(_NAMED.finditer(text))
    meant = not found and all(_SO_MUCH.match(one["after"]) and not _NOT.search(one["before"]) for one in named)
    scores = {int(one["score"]) for one in named}
    return Answered(scores.pop(), only=False) if meant and len(scores) == 1 else None


def _as_digits(text: str) -> str:
    """A share of five, stars drawn or counted: as the number that they mean."""
    text = _STARS.sub(lambda stars: f" {len(stars.group())} ", text.replace("\ufe0f", ""))
    return _OUT_OF.sub(r"\1", _ONE_STAR.sub("1", text))


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
    """A signature: a few words, each with a capital, perhaps after a greeting."""
    words = [word for word in line.split() if word.strip(".,").casefold() not in _POLITE]
    return len(words) <= 4 and all(word[:1].isupper() and word.strip(".,").isalpha() for word in words)

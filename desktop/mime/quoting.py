"""Which lines of a mail are quoted from an earlier one, and which are the signature: to be folded, never dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

_ATTRIBUTION = re.compile(
    r"^(on|il|in data|am|le)\b.{4,200}(wrote|ha scritto|scrive|schrieb|a écrit)\s*:\s*$", re.IGNORECASE | re.DOTALL
)
_BEGINS_REST = re.compile(
    r"^\s*(-{2,}\s*(original message|messaggio originale|messaggio inoltrato|forwarded message)\s*-{2,}|_{20,})\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^(from|da|von|de)\s*:\s.+", re.IGNORECASE)
_NEXT_HEADER = re.compile(r"^(sent|inviato|date|data|to|a|gesendet|envoyé)\s*:\s.+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that belong together. All stretches joined by line ends are the text again."""

    text: str
    quoted: bool


def stretches(text: str) -> tuple[Stretch, ...]:
    """The text as alternating stretches of own words and of what is quoted or signature. A mail that is nothing but
    quoted stays unfolded."""
    lines = text.split("\n")
    marks = _marked(lines)
    found = tuple(
        Stretch("\n".join(lines[n] for n, _ in group), quoted)
        for quoted, group in groupby(enumerate(marks), key=lambda pair: pair[1])
    )
    own = any(not one.quoted and one.text.strip() for one in found)
    return found if own else (Stretch(text, False),)


def _marked(lines: list[str]) -> list[bool]:
    marks = [line.startswith(">") for line in lines]
    for n, line in enumerate(lines):
        if _begins_rest(lines, n) or (line.rstrip() == "--" and line.startswith("--")):
            marks[n:] = [True] * (len(lines) - n)
            break
    for n, quoted in enumerate(marks):
        if quoted and n and not marks[n - 1]:
            _take_attribution(lines, marks, n)
    _take_gaps(lines, marks)
    return marks


def _begins_rest(lines: list[str], n: int) -> bool:
    """Everything below such a line is the earlier mail."""
    if _BEGINS_REST.match(lines[n]):
        return True
    return bool(_HEADER.match(lines[n]) and n + 1 < len(lines) and _NEXT_HEADER.match(lines[n + 1]))


def _take_attribution(lines: list[str], marks: list[bool], begin: int) -> None:
    """The line above a quote that says who wrote it when, over at most three lines, with empty ones below."""
    last = begin - 1
    while last > 0 and not lines[last].strip():
        last -= 1
    for length in (1, 2, 3):
        first = last - length + 1
        if first >= 0 and _ATTRIBUTION.match(" ".join(lines[first : last + 1]).strip()):
            marks[first:begin] = [True] * (begin - first)
            return


def _take_gaps(lines: list[str], marks: list[bool]) -> None:
    """Empty lines beside a quote belong to it."""
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        for n in order:
            beside = n - 1 if order.step > 0 else n + 1
            if not lines[n].strip() and marks[beside]:
                marks[n] = True

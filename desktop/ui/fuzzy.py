"""How well what somebody types fits a name: its letters in their order, best where words begin."""

from __future__ import annotations

import unicodedata

_WORD, _ON = 4, 3
"""For a letter that begins a word, and for one right behind the last; any other counts one."""


def plain(text: str) -> str:
    """Without accents and capitals."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def fit(typed: str, name: str) -> int:
    """0 when it does not fit; the more the better, of short names more than of long ones."""
    letters, text = plain(typed).split(), plain(name)
    found = [_word(word, text) for word in letters]
    if not all(found):
        return 0
    return sum(found) * 100 - len(text) if found else 1


def _word(word: str, text: str) -> int:
    """As one piece at a word's beginning, as one piece anywhere, else letter by letter from where words begin."""
    starts = [n for n in range(len(text)) if text[n].isalnum() and (n == 0 or not text[n - 1].isalnum())]
    if any(text.startswith(word, n) for n in starts):
        return len(word) * (_WORD + _ON)
    if word in text:
        return len(word) * _WORD
    return max((_scattered(word, text, start, set(starts)) for start in starts), default=0)


def _scattered(word: str, text: str, start: int, starts: set[int]) -> int:
    at, points, last = start, 0, -2
    for letter in word:
        at = text.find(letter, at)
        if at < 0 or (last < 0 and at != start):
            return 0
        points += _WORD if at in starts else _ON if at == last + 1 else 1
        last, at = at, at + 1
    return points if points > len(word) * 2 else 0

"""Whether a word is written as it should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Speller(Protocol):
    """Of one language. Microseconds a word; suggestions take milliseconds."""

    def knows(self, word: str) -> bool: ...
    def suggest(self, word: str) -> Sequence[str]:
        """The likeliest first; a handful at most."""
        ...


class Spelling(Protocol):
    def speller(self, language: str) -> Speller | None:
        """``it`` or ``en``; None without the extra or a dictionary. Reading one takes a fifth of a second."""
        ...

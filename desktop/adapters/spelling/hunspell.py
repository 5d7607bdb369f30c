"""Hunspell's dictionaries, by the extra ``chunspell``; without it, or without a dictionary, nothing is checked."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from desktop.ports.spelling import Speller

_REGIONS = {"it": ("it_IT", "it_CH", "it"), "en": ("en_GB", "en_US", "en")}
_SYSTEM = {
    "linux": ("/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts"),
    "darwin": ("/Library/Spelling", "~/Library/Spelling"),
}
_OFFERED = 6


class _Hunspell:
    def __init__(self, words: Any) -> None:
        self._words = words

    def knows(self, word: str) -> bool:
        try:
            return bool(self._words.spell(word))
        except UnicodeError:  # a letter that the dictionary's own encoding does not have
            return True

    def suggest(self, word: str) -> Sequence[str]:
        try:
            return list(self._words.suggest(word))[:_OFFERED]
        except UnicodeError:
            return []


class HunspellSpelling:
    """Implements ``ports.spelling.Spelling``; each dictionary is read once."""

    def __init__(self) -> None:
        self._read: dict[str, Speller | None] = {}

    def speller(self, language: str) -> Speller | None:
        if language not in self._read:
            self._read[language] = self._opened(language)
        return self._read[language]

    def _opened(self, language: str) -> Speller | None:
        try:
            library = importlib.import_module("hunspell")
        except ImportError:
            return None
        bundled = Path(str(library.__file__)).parent / "dictionaries"
        for name in _REGIONS.get(language, ()):
            for folder in (*_folders(), bundled):
                if (folder / f"{name}.dic").is_file() and (folder / f"{name}.aff").is_file():
                    return _Hunspell(library.Hunspell(name, hunspell_data_dir=str(folder)))
        return None


def _folders() -> Iterator[Path]:
    """A person's own first."""
    yield user_data_path("sportello", appauthor=False) / "dictionaries"
    for folder in _SYSTEM.get(sys.platform, ()):
        yield Path(folder).expanduser()

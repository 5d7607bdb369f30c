"""Canned responses that are being written here, by key, until the team has them; a new one has none yet."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.texts import Text
from desktop.engine.jotted import kept_text, text_kept
from desktop.ui.jottings import Jottings

_KIND = "text:"


class BegunTexts:
    def __init__(self, jottings: Jottings) -> None:
        self._jottings = jottings
        self._texts: dict[str, Text] = {}
        self._bases: dict[str, str] = {}
        """By key: the entry of the version that was changed."""
        self.contents: dict[str, bytes] = {}
        """Of files that were attached here, by SHA-256."""
        for key, kept in jottings.of(_KIND).items():
            found = kept_text(kept)
            if found is not None:
                self._texts[key], self._bases[key], files = found
                self.contents |= files

    @property
    def keys(self) -> tuple[str, ...]:
        """The oldest first."""
        return tuple(self._texts)

    def get(self, key: str) -> Text | None:
        return self._texts.get(key)

    def base(self, key: str, now: str) -> str:
        """The entry of the version that was changed: ``now``, unless that was another."""
        return self._bases.get(key, now)

    def begin(self, text: Text) -> None:
        """Unless one has been begun before."""
        self._texts.setdefault(text.key, text)

    def type(self, text: Text, now: str, files: Mapping[str, bytes]) -> None:
        self._bases.setdefault(text.key, now)
        self._texts[text.key] = text
        self.contents |= files
        self._keep(text.key)

    def becomes(self, key: str, text: Text) -> None:
        """It has got a key."""
        base = self._bases.get(key, "")
        self.drop(key)
        self._texts[text.key], self._bases[text.key] = text, base
        self._keep(text.key)

    def goes_on(self, key: str, entry: str) -> None:
        """On top of this version."""
        if key in self._texts:
            self._bases[key] = entry
            self._keep(key)

    def drop(self, key: str) -> None:
        self._texts.pop(key, None)
        self._bases.pop(key, None)
        self._jottings.keep(_KIND + key, None)

    def _keep(self, key: str) -> None:
        kept = text_kept(self._texts[key], self._bases.get(key, ""), self.contents)
        self._jottings.keep(_KIND + key, kept)

"""Where newer versions of the program lie."""

from __future__ import annotations

from typing import Protocol


class UpdatePlaces(Protocol):
    def read(self, place: str, name: str, largest: int) -> bytes:
        """A file of a folder, or of an https address. Raises Offline ``updates-unreachable``; SportelloError
        ``updates-nothing-there``, ``update-too-large``, ``updates-place-unfit``. May take minutes."""
        ...

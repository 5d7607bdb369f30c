"""Randomness as a port, so that a simulation can replay a history from its seed."""

from __future__ import annotations

from typing import Protocol


class Entropy(Protocol):
    def token(self, octets: int) -> bytes:
        """That many unpredictable octets."""
        ...

"""Randomness that a seed repeats."""

from __future__ import annotations

import random


class SeededEntropy:
    """Implements ``ports.entropy.Entropy``."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def token(self, octets: int) -> bytes:
        return self._random.randbytes(octets)

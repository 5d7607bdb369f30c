"""Unpredictable octets from the operating system."""

from __future__ import annotations

import secrets


class SystemEntropy:
    """Implements ``ports.entropy.Entropy``."""

    def token(self, octets: int) -> bytes:
        return secrets.token_bytes(octets)

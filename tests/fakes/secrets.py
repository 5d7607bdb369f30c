"""Secrets in memory: what a keyring would hold for one user of one computer."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.domain.errors import SportelloError


@dataclass
class FakeSecrets:
    """Implements ``ports.secrets.Secrets``."""

    passwords: dict[str, str] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)

    def password(self, address: str, why: str = "") -> str:  # noqa: ARG002 - it spares nobody
        if address not in self.passwords:
            raise SportelloError("no-password", address=address)
        return self.passwords[address]

    def refused(self, error: SportelloError, password: str) -> None:
        """Handed out again all the same."""

    def remember(self, address: str, password: str) -> bool:
        self.passwords[address] = password
        return True

    def hold(self, address: str, password: str) -> None:
        self.passwords[address] = password

    def signing_key(self, name: str) -> bytes:
        if name not in self.keys:
            raise SportelloError("no-signing-key", name=name)
        return self.keys[name]

    def store_signing_key(self, name: str, seed: bytes) -> None:
        self.keys[name] = seed

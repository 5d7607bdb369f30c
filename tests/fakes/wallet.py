"""A keyring that works, in memory: what a desktop's wallet is to the program; and one that is locked. ``NAME`` and
``LOCKED`` are what the environment says."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

NAME = "tests.fakes.wallet.MemoryWallet"
LOCKED = "tests.fakes.wallet.LockedWallet"


class MemoryWallet(KeyringBackend):
    """One for the whole process; each test uses mailboxes of its own."""

    priority = 1
    entries: dict[tuple[str, str], str] = {}  # noqa: RUF012 - shared on purpose: one keyring per machine

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


class LockedWallet(MemoryWallet):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{service} {username}")

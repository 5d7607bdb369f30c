"""A keyring that works, in memory: what a desktop's wallet is to the program. ``NAME`` is what the environment says."""

from __future__ import annotations

from keyring.backend import KeyringBackend

NAME = "tests.fakes.wallet.MemoryWallet"


class MemoryWallet(KeyringBackend):
    """One for the whole process; each test uses mailboxes of its own."""

    priority = 1
    entries: dict[tuple[str, str], str] = {}  # noqa: RUF012 - shared on purpose: one keyring per machine

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

"""Passwords, and nothing else that is secret in the clear. Only ``adapters.secrets`` implements this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from desktop.domain.errors import SportelloError


@dataclass(slots=True)
class Typed:
    """By a person while this process lives: the passphrase of this computer, passwords by mailbox, and what a provider
    gave for signing in by its page."""

    passphrase: str = ""
    passwords: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


class Logins(Protocol):
    """What opens a mailbox on its servers: a password, or a token in its place."""

    def password(self, address: str, why: str = "wrong-password") -> str:
        """Of a mailbox. Raises SportelloError ``no-password`` when there is none to be had, and ``why``
        when a server has refused it so and no new one is here: asking again and again locks an account."""
        ...

    def refused(self, error: SportelloError, password: str) -> None:
        """A server did not take it for the mailbox named in ``address``."""
        ...


class Secrets(Logins, Protocol):
    def remember(self, address: str, password: str) -> bool:
        """Keep a password in the system keyring; False when there is no usable keyring."""
        ...

    def hold(self, address: str, password: str) -> None:
        """Typed by a person: from now on, and until this process ends, it is the password of this mailbox."""
        ...

    def signing_key(self, name: str) -> bytes:
        """The 32-octet Ed25519 seed stored as ``name``. Raises SportelloError ``no-signing-key``."""
        ...

    def store_signing_key(self, name: str, seed: bytes) -> None:
        """Keep the seed: in the system keyring, else sealed in the profile under SPORTELLO_PASSWORD."""
        ...

"""What signing in by a provider's page needs of the world: its pages, and a place on this computer to come back to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

GivenUp = Callable[[], bool]
"""Asked from any thread, again and again: a person has given it up, or the program is closing."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    document: Mapping[str, object] = field(default_factory=dict)


class Return(Protocol):
    """Where the browser is sent back to."""

    @property
    def address(self) -> str: ...
    def wait(self, seconds: float, given_up: GivenUp) -> Mapping[str, str] | None:
        """What the browser brings. None when the time is over or it was given up."""
        ...


class Pages(Protocol):
    def post(self, page: str, fields: Mapping[str, str], given_up: GivenUp = lambda: False) -> Answer:
        """A form, and the JSON that comes back; encrypted, unless the page is on this computer. Raises Offline
        ``sign-in-unreachable``, SportelloError ``sign-in-misbehaves``."""
        ...

    def coming_back(self, host: str, state: str) -> AbstractContextManager[Return]:
        """Listens, from now on, on a free port of this computer alone, which is called ``host`` in the address, for a
        browser that brings ``state``: whoever else knocks is not for us. Raises SportelloError ``sign-in-no-port``."""
        ...


class KeptTokens(Protocol):
    """What outlives the program: by a name, the token by which others are had."""

    def get(self, name: str) -> str | None:
        """Raises SportelloError ``keyring-locked``."""
        ...

    def put(self, name: str, token: str) -> bool:
        """False where there is neither an open keyring nor a passphrase: it is known until this process ends."""
        ...

"""One process per profile."""

from __future__ import annotations

from typing import Protocol


class ProfileGuard(Protocol):
    """An exclusive lock of the operating system that ends with the process. Whoever holds it may append and send;
    two processes of one profile would take each other's open answers for leftovers of a crash."""

    def acquire(self) -> None:
        """Raises ProfileInUse at once when another process holds it."""
        ...

    def held(self) -> bool:
        """Whether a living process holds it. Takes it for an instant to find out: ask only when it matters."""
        ...

    def release(self) -> None: ...

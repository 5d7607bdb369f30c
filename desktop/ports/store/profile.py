"""Small facts of one workstation: settings, identity, what was shown, what a safe state is about."""

from __future__ import annotations

from typing import Any, Protocol


class Profile(Protocol):
    def get(self, key: str, default: Any = None) -> Any:
        """A JSON value."""
        ...

    def put(self, key: str, value: Any) -> None: ...
    def delete(self, key: str) -> None: ...

    def items(self, prefix: str) -> dict[str, Any]:
        """All keys that begin with the prefix."""
        ...

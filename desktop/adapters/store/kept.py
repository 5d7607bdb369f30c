"""What was read, kept for as long as nobody has written: who types letter after letter asks for much the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from desktop.adapters.store.connection import Connection

_Value = TypeVar("_Value")


class Kept:
    """At most ``most`` values; then it begins anew."""

    def __init__(self, connection: Connection, most: int) -> None:
        self._connection = connection
        self._most = most
        self._version = (0, 0)
        self._values: dict[Hashable, Any] = {}

    def fresh(self) -> dict[Hashable, Any]:
        """What still holds. What is put in holds until somebody writes."""
        version = self._connection.version()
        if version != self._version or len(self._values) > self._most:
            self._version, self._values = version, {}
        return self._values

    def of(self, key: Hashable, read: Callable[[], _Value]) -> _Value:
        values = self.fresh()
        if key not in values:
            values[key] = read()
        found: _Value = values[key]
        return found

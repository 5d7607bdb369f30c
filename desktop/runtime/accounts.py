"""Where each mailbox's servers are: the team's own settings from the journal, before that what set-up was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Settings = Mapping[str, str | int]
AccountT = TypeVar("AccountT")


class Accounts(Mapping[str, AccountT]):
    """By mail address, read afresh each time: a mailbox that a lead adds is there after the next replay."""

    def __init__(self, source: Callable[[], Mapping[str, Settings]], make: Callable[[str, Settings], AccountT]) -> None:
        self._source = source
        self._make = make

    def __getitem__(self, address: str) -> AccountT:
        return self._make(address, self._source()[address])

    def __iter__(self) -> Iterator[str]:
        return iter(self._source())

    def __len__(self) -> int:
        return len(self._source())

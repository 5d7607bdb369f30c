"""Where each mailbox's servers are: the team's own settings from the journal, before that what set-up was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from desktop.domain.errors import SportelloError
from desktop.journal.mailboxes import complete

Settings = Mapping[str, str | int]
AccountT = TypeVar("AccountT")


class Accounts(Mapping[str, AccountT]):
    """By mail address, read afresh each time: a mailbox that a lead adds is there after the next replay."""

    def __init__(self, source: Callable[[], Mapping[str, Settings]], make: Callable[[str, Settings], AccountT]) -> None:
        self._source = source
        self._make = make

    def __getitem__(self, address: str) -> AccountT:
        """Raises SportelloError ``mailbox-settings`` for what is no account: a profile may have read it before the
        fold refused such things, and the other mailboxes go on."""
        settings = self._source()[address]
        if not complete(settings):
            raise SportelloError("mailbox-settings", address=address)
        return self._make(address, settings)

    def __iter__(self) -> Iterator[str]:
        return iter(self._source())

    def __len__(self) -> int:
        return len(self._source())

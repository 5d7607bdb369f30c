"""Whom the mail that is here knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from desktop.mime.mail import Address


class People(Protocol):
    def like(self, typed: str, most: int) -> Sequence[Address]:
        """Senders and recipients of mails whose name or address has a word that begins so, the newest first; nothing
        for less than two letters."""
        ...

    def customers_among(self, addresses: Iterable[str]) -> frozenset[str]:
        """Those (lower case) from which a mail that belongs to a ticket has come."""
        ...

"""Names and addresses, found over the index of words: no list of people is kept beside the mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from desktop.adapters.store.connection import Connection
from desktop.mime.mail import Address

_NEWEST = 60
"""Mails that are looked at for one completion."""

_WORD = re.compile(r"\w+")


class SqlitePeople:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def like(self, typed: str, most: int) -> Sequence[Address]:
        words = _WORD.findall(typed.casefold())
        if sum(map(len, words)) < 2:
            return []
        rows = self._connection.rows(
            "SELECT sender, sender_name, recipient, recipient_name FROM messages WHERE row IN"
            " (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY row DESC",
            (_people(words, begins=True), _NEWEST),
        )
        found: dict[str, Address] = {}
        for sender, sender_name, recipient, recipient_name in rows:
            for address, name in ((sender, sender_name), (recipient, recipient_name)):
                parts = _WORD.findall(f"{name} {address}".casefold())
                if address and all(any(part.startswith(word) for part in parts) for word in words):
                    known = found.get(address.lower())
                    if known is None or not known.name:
                        found[address.lower()] = Address(name, address)
        return list(found.values())[:most]

    def customers_among(self, addresses: Iterable[str]) -> frozenset[str]:
        return frozenset(address for address in addresses if self._is_customer(address.lower()))

    def _is_customer(self, address: str) -> bool:
        words = _WORD.findall(address)
        if not words:
            return False
        found = self._connection.one(
            "SELECT 1 FROM words w CROSS JOIN messages m ON m.row = w.rowid WHERE words MATCH ?"
            " AND lower(m.sender) = ? AND NOT m.outgoing AND NOT m.automatic AND m.ticket <> ''"
            " AND EXISTS (SELECT 1 FROM tickets t WHERE t.id = m.ticket AND t.merged_into = '') LIMIT 1",
            (_people([" ".join(words)]), address),
        )
        return found is not None


def _people(words: Sequence[str], *, begins: bool = False) -> str:
    star = "*" if begins else ""
    return "{people} : (" + " ".join(f'"{word}"{star}' for word in words) + ")"

"""Slices and the team value as canonical JSON: for the store, and for comparing states."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from desktop.journal.state import Automatic, SharedText, Team, Ticket

_encode = msgspec.json.Encoder(order="sorted").encode
_ticket = msgspec.json.Decoder(Ticket).decode
_team = msgspec.json.Decoder(Team).decode
_automatic = msgspec.json.Decoder(Automatic).decode
_text = msgspec.json.Decoder(SharedText).decode


def pack(value: Team | Ticket | Automatic | SharedText) -> bytes:
    return _encode(value)


def ticket(data: bytes) -> Ticket:
    return _ticket(data)


def team(data: bytes) -> Team:
    return _team(data)


def automatic(data: bytes) -> Automatic:
    return _automatic(data)


def text(data: bytes) -> SharedText:
    return _text(data)


def digest(team_value: bytes, slices: Iterable[bytes]) -> str:
    """Hex SHA-256 of a whole state; equal on two workstations that have read the same log."""
    total = hashlib.sha256(team_value)
    for data in sorted(slices):
        total.update(hashlib.sha256(data).digest())
    return total.hexdigest()

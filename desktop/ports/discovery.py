"""What can be asked of the network about a mail domain, before anybody has a password."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.providers import Server


@dataclass(frozen=True, slots=True)
class Exchangers:
    """MX: names, best first."""

    domain: str


@dataclass(frozen=True, slots=True)
class Keepers:
    """NS: names."""

    domain: str


@dataclass(frozen=True, slots=True)
class Services:
    """SRV (RFC 2782): ``Service``s, best first; a service that the domain says it does not have is left out."""

    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """HTTPS: its octets, empty where there is none."""

    address: str


@dataclass(frozen=True, slots=True)
class Greets:
    """Whether a mail server answers there under a certificate for its name. It is told nothing."""

    server: Server
    protocol: str
    """``imap`` or ``smtp``."""


@dataclass(frozen=True, slots=True)
class Service:
    host: str
    port: int


Question = Exchangers | Keepers | Services | Page | Greets
Answer = tuple[str, ...] | tuple[Service, ...] | bytes | bool | None
"""None: nobody answered, which is not the same as that there is nothing."""


class Lookups(Protocol):
    def ask(self, questions: Sequence[Question]) -> Iterator[tuple[Question, Answer]]:
        """All at once; each answer as it comes, and within five seconds an end to it. Never raises."""
        ...

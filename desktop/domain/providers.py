"""Where the mailboxes of known providers are. The table itself is ``resources/providers.toml``; here is what it means
and whose an address is: by its domain, or by the servers that take its domain's mail (RFC 5321, 5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    security: str
    """``tls`` from the first octet, ``starttls``, or ``none`` (which only a server on this computer may be)."""


@dataclass(frozen=True, slots=True)
class Provider:
    id: str
    name: str
    imap: Server
    smtp: Server
    domains: tuple[str, ...] = ()
    mx: tuple[str, ...] = ()
    """Ends of the names of the servers that take its customers' mail."""
    keepers: tuple[str, ...] = ()
    """Ends of the names of its name servers: for one that lets each customer's mail come in under the customer's own
    name (``mx.shop.example``)."""
    user: str = "address"
    """``address``, ``local`` (what stands before the @), or ``own``: a name that only its customer knows."""
    password: str = "own"
    """``own``; ``app``: one that is made for a program; ``page``: there is none for programs; ``refused``: the mailbox
    most likely lets this one in by no way."""
    sign_in: str = ""
    """Whose page opens the mailbox in place of a password, one of ``domain.signing_in``'s."""
    connections: int = 0
    """At once to one mailbox, as the provider says; 0 where it says nothing."""
    certified: bool = False
    """PEC: registered mail, whose receipts come from the provider and not from customers."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """By language: what a person has to know, or to get, before the first sign-in."""


def providers_of(table: Mapping[str, Any]) -> tuple[Provider, ...]:
    """The table as it is shipped. A fault in it is a fault of the program: KeyError, TypeError."""
    return tuple(_provider(id_, entry) for id_, entry in table.items())


def _provider(id_: str, entry: Mapping[str, Any]) -> Provider:
    given = {name: value for name, value in entry.items() if not name.startswith("note_")}
    given |= {name: tuple(given[name]) for name in ("domains", "mx", "keepers") if name in given}
    given |= {name: Server(*given[name]) for name in ("imap", "smtp")}
    notes = {name.removeprefix("note_"): text for name, text in entry.items() if name.startswith("note_")}
    return Provider(id_, notes=notes, **given)


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip().strip(".").lower()


def by_domain(providers: Sequence[Provider], domain: str) -> Provider | None:
    return next((one for one in providers if domain in one.domains), None)


def by_exchangers(
    providers: Sequence[Provider], domain: str, exchangers: Sequence[str], keepers: Sequence[str]
) -> Provider | None:
    """``exchangers``: best first; the best decides. One that bears the domain's own name says nothing of whose it is:
    then who keeps the domain's names does."""
    if not exchangers:
        return None
    best = exchangers[0].strip(".").lower()
    ends = [(len(end), number) for number, one in enumerate(providers) for end in one.mx if _ends(best, end)]
    if ends:
        return providers[max(ends)[1]]  # mx.pec.aruba.it is more than mx.aruba.it
    if _ends(best, domain):
        names = [name.strip(".").lower() for name in keepers]
        return next((one for one in providers if any(_ends(name, end) for name in names for end in one.keepers)), None)
    return None


def user_of(provider: Provider, address: str) -> str:
    """Empty where only the customer knows it."""
    return {"address": address, "local": address.partition("@")[0]}.get(provider.user, "")


def _ends(name: str, end: str) -> bool:
    return name == end or name.endswith("." + end)

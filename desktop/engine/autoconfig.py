"""What a domain says of its mail servers: the XML of ``autoconfig.<domain>`` as mail programs have read it for years
(https://wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat).

It comes from strangers: a document type, and so every entity, is refused before anything of it is read; so is what is
large, deep or no XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from desktop.domain.providers import Server

LARGEST = 64 * 1024
_DEEPEST = 20
_LONGEST = 300
"""Characters of one value; a host name has 253."""
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")
_SECURITY = {"ssl": "tls", "starttls": "starttls"}
_PASSWORDS = frozenset({"", "plain", "password-cleartext", "secure", "password-encrypted"})


@dataclass(frozen=True, slots=True)
class Told:
    """The first server of each kind that speaks encrypted and takes a password."""

    imap: Server
    smtp: Server
    user: str
    """As the incoming server wants it, with the place holders filled."""


@dataclass(slots=True)
class _Offer:
    kind: str
    values: dict[str, str] = field(default_factory=dict)
    ways: list[str] = field(default_factory=list)


class _Refused(Exception):
    pass


def read(raw: bytes, address: str, asked_as: str = "") -> Told | None:
    """None: it is no such document, or it names no pair of servers that can be used. ``asked_as``: the address that was
    named when it was fetched, where that was another than ``address``."""
    if not raw or len(raw) > LARGEST:
        return None
    reader = _Reader()
    try:
        reader.read(raw)
    except (_Refused, expat.ExpatError, ValueError, LookupError):
        return None
    imap, user = _first(reader.offers, "imap", address, asked_as)
    smtp, _ = _first(reader.offers, "smtp", address, asked_as)
    return Told(imap, smtp, user) if imap is not None and smtp is not None else None


class _Reader:
    def __init__(self) -> None:
        self.offers: list[_Offer] = []
        self._path: list[str] = []
        self._text = ""

    def read(self, raw: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(raw, True)

    def _refuse(self, *_: object) -> NoReturn:
        raise _Refused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._text = ""
        if len(self._path) > _DEEPEST:
            raise _Refused
        if name in ("incomingServer", "outgoingServer"):
            self.offers.append(_Offer(attributes.get("type", "").lower()))

    def _end(self, name: str) -> None:
        self._path.pop()
        if self._path[-1:] in (["incomingServer"], ["outgoingServer"]):
            offer, text = self.offers[-1], self._text.strip()[:_LONGEST]
            if name == "authentication":
                offer.ways.append(text.lower())
            else:
                offer.values.setdefault(name, text)
        self._text = ""

    def _characters(self, text: str) -> None:
        if len(self._text) <= _LONGEST:
            self._text += text


def _first(offers: list[_Offer], kind: str, address: str, asked_as: str) -> tuple[Server | None, str]:
    for offer in offers:
        host = _filled(offer.values.get("hostname", ""), address).lower()
        port = offer.values.get("port", "")
        security = _SECURITY.get(offer.values.get("socketType", "").lower(), "")
        can_be = port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65536
        takes_password = not offer.ways or bool(_PASSWORDS.intersection(offer.ways))
        if offer.kind == kind and security and can_be and takes_password and _HOST.fullmatch(host):
            return Server(host, int(port), security), _user(offer.values.get("username", ""), address, asked_as)
    return None, ""


def _user(told: str, address: str, asked_as: str) -> str:
    """A server that fills the place holders itself fills in whom it was asked about."""
    named = {asked_as: address, asked_as.partition("@")[0]: address.partition("@")[0]} if asked_as else {}
    user = named.get(told) or _filled(told, address)
    return user if user and user.isprintable() and "%" not in user else address


def _filled(text: str, address: str) -> str:
    local, _, domain = address.partition("@")
    for name, value in (("EMAILADDRESS", address), ("EMAILLOCALPART", local), ("EMAILDOMAIN", domain)):
        text = text.replace(f"%{name}%", value)
    return text

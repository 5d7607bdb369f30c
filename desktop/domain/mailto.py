"""What a link on a page asks for (RFC 6068): whom a new mail is to, and what stands in it to begin with.

Anybody may have written the link, so only what a person sees in the composer is taken from it: no blind copies, no
files, no other header fields, no controls.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

SCHEME = "mailto:"
_LONGEST = 32_000
_MOST = 50
"""Addresses."""


@dataclass(frozen=True, slots=True)
class Wanted:
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""


def is_mailto(word: str) -> bool:
    return word[: len(SCHEME)].lower() == SCHEME


def read(link: str) -> Wanted:
    """Never fails: of what is no such link as much is taken as can be understood."""
    addresses, _, fields = link[:_LONGEST][len(SCHEME) :].partition("?")
    given: dict[str, list[str]] = {}
    for field in fields.replace("&amp;", "&").split("&"):
        name, _, value = field.partition("=")
        given.setdefault(unquote(name).lower(), []).append(value)
    to = [addresses, *given.get("to", [])]
    subject = " ".join(_plain(unquote(value), "") for value in given.get("subject", [])[:1])
    text = "\n".join(_plain(unquote(value).replace("\r\n", "\n"), "\n\t") for value in given.get("body", []))
    return Wanted(_addresses(to), _addresses(given.get("cc", [])), subject.strip(), text)


def _addresses(values: list[str]) -> tuple[str, ...]:
    """The commas between them are written plainly, those within one are not."""
    found = (_plain(unquote(part), "").strip() for value in values for part in value.split(","))
    return tuple(dict.fromkeys(filter(None, found)))[:_MOST]


def _plain(text: str, kept: str) -> str:
    return "".join(letter if letter.isprintable() or letter in kept else " " for letter in text)

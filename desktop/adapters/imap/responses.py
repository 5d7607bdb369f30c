"""IMAP responses as values: lines and literals, FETCH items, dates. Pure; RFC 3501 section 7.

IMAPClient files an unsolicited flags update without a UID under the sequence number, as if that were a
UID (25 of 50 flags on the wrong mail while a colleague clicked). Here a FETCH response counts only with
the UID that stands in it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

Pieces = tuple[bytes, ...]
"""One response: text, literal, text, literal ... text; lines without their CRLF."""

Listing = list[tuple[frozenset[str], str, str]]
"""Attributes in lower case, separator and name of every folder."""

_FETCH = re.compile(rb"\* (\d+) FETCH \(", re.IGNORECASE)
_SIZE = re.compile(rb"\* (\d+) FETCH \(UID (\d+) RFC822\.SIZE (\d+)\)")
"""As Dovecot and most others answer, a thousand times for each step of a first reading."""

_MAIL = re.compile(
    rb'\* (\d+) FETCH \(UID (\d+) FLAGS \(([^()]*)\) INTERNALDATE ("[^"]*") BODY\[\] \{\d+\}', re.IGNORECASE
)
"""The same for a whole mail."""

_NAME = re.compile(rb" *([A-Z0-9.-]+)(\[[^\]]*\])?(<\d+>)? ", re.IGNORECASE)
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_ATOM = re.compile(rb"[^ ()]+")
_DATE = re.compile(rb" ?(\d{1,2}-[A-Za-z]{3}-\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_STATUS_ITEM = re.compile(rb"([A-Z]+) (\d+)", re.IGNORECASE)
_MANY = 10_000_000
_MONTHS = (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec")


class Malformed(ValueError):
    """Not what RFC 3501 allows there."""


@dataclass(frozen=True, slots=True)
class Fetched:
    sequence: int
    items: dict[str, bytes]
    """Upper-case names; sections keep their first word only: ``BODY[TEXT]``, ``BODY[HEADER.FIELDS]``, ``BODY[]``.
    NIL is empty; lists are the text between their parentheses."""
    uid: int = 0
    """0 in an unsolicited update that does not say which mail it means."""
    internal_date: int = 0
    """Seconds since 1970 UTC; 0 when it was not asked for."""
    octets: int = 0
    """RFC822.SIZE; 0 when it was not asked for."""


def fetched(pieces: Pieces) -> Fetched | None:
    """A FETCH response, or None when it is another one. Raises Malformed."""
    if size := _SIZE.fullmatch(pieces[0]):
        return Fetched(int(size[1]), {"UID": size[2], "RFC822.SIZE": size[3]}, int(size[2]), octets=int(size[3]))
    if len(pieces) == 3 and pieces[2] == b")" and (mail := _MAIL.fullmatch(pieces[0])):
        items = {"UID": mail[2], "FLAGS": mail[3], "INTERNALDATE": mail[4][1:-1], "BODY[]": pieces[1]}
        return Fetched(int(mail[1]), items, int(mail[2]), seconds_of(items["INTERNALDATE"]))
    head = _FETCH.match(pieces[0])
    if head is None:
        return None
    items = {}
    position, text, place = 0, pieces[0], head.end()
    while text[place : place + 1] != b")":
        name = _NAME.match(text, place)
        if name is None:
            raise Malformed(repr(text[place : place + 40]))
        place = name.end()
        if position + 1 < len(pieces) and text[place : place + 1] in (b"{", b"~"):
            value, text, place = pieces[position + 1], pieces[position + 2], 0
            position += 2
        else:
            value, place = _value(text, place)
        items[_key(name[1], name[2])] = value
        while text[place : place + 1] == b" ":
            place += 1
    return Fetched(
        sequence=int(head[1]),
        items=items,
        uid=int(items.get("UID", b"0")),
        internal_date=seconds_of(items["INTERNALDATE"]) if "INTERNALDATE" in items else 0,
        octets=int(items.get("RFC822.SIZE", b"0")),
    )


def seconds_of(internal_date: bytes) -> int:
    """INTERNALDATE as seconds since 1970 UTC. Raises Malformed."""
    found = _DATE.fullmatch(internal_date)
    if found is None:
        raise Malformed(repr(internal_date))
    day, hour, minute, second, sign, east, over = found.groups()
    offset = (int(east) * 60 + int(over)) * (-60 if sign == b"-" else 60)
    return _midnight(day) + int(hour) * 3600 + int(minute) * 60 + int(second) - offset


@lru_cache(maxsize=1024)
def _midnight(date: bytes) -> int:
    day, month, year = date.split(b"-")
    if month.lower() not in _MONTHS:
        raise Malformed(repr(date))
    return calendar.timegm((int(year), _MONTHS.index(month.lower()) + 1, int(day), 0, 0, 0))


@lru_cache(maxsize=256)
def _key(name: bytes, section: bytes | None) -> str:
    if section is None:
        return name.decode("ascii").upper()
    first = section[1:-1].split(b" ")[0]
    return f"{name.decode('ascii')}[{first.decode('ascii', 'replace')}]".upper()


def numbers(uid_set: bytes) -> frozenset[int]:
    """All of a set like ``3,7:9``. Raises Malformed for one with more than anybody keeps in a folder."""
    found: set[int] = set()
    for run in uid_set.split(b","):
        first, _, last = run.partition(b":")
        low, high = sorted((int(first), int(last or first)))
        if high - low > _MANY:
            raise Malformed(repr(run))
        found.update(range(low, high + 1))
    return frozenset(found)


def listed(pieces: Pieces) -> tuple[frozenset[str], str, bytes] | None:
    """Attributes in lower case, separator and name (in modified UTF-7) in a LIST response; None when it is another
    one. Raises Malformed."""
    if pieces[0][:7].upper() != b"* LIST " or pieces[0][7:8] != b"(":
        return None
    attributes, place = _value(pieces[0], 7)
    separator, place = _value(pieces[0], place + 1)
    name = pieces[1] if len(pieces) > 1 else _value(pieces[0], place + 1)[0]
    given = frozenset(attributes.decode("ascii", "replace").lower().split())
    return given, separator.decode("ascii", "replace"), name


def status_of(pieces: Pieces) -> dict[bytes, int]:
    """Items in upper case and their numbers in a STATUS response; empty when it is another one."""
    if pieces[0][:9].upper() != b"* STATUS ":
        return {}
    return {name.upper(): int(number) for name, number in _STATUS_ITEM.findall(pieces[-1].rpartition(b"(")[2])}


def _value(text: bytes, place: int) -> tuple[bytes, int]:
    start = text[place : place + 1]
    if start == b'"':
        quoted = _QUOTED.match(text, place)
        if quoted is None:
            raise Malformed("a string without end")
        return re.sub(rb"\\(.)", rb"\1", quoted[1]), quoted.end()
    if start == b"(":
        end = _closing(text, place)
        return text[place + 1 : end], end + 1
    atom = _ATOM.match(text, place)
    if atom is None:
        raise Malformed(repr(text[place : place + 40]))
    return (b"" if atom[0].upper() == b"NIL" else atom[0]), atom.end()


def _closing(text: bytes, place: int) -> int:
    depth = 0
    while place < len(text):
        mark = text[place : place + 1]
        if mark == b'"':
            quoted = _QUOTED.match(text, place)
            place = quoted.end() if quoted else len(text)
            continue
        depth += {b"(": 1, b")": -1}.get(mark, 0)
        if depth == 0:
            return place
        place += 1
    raise Malformed("a list without end")

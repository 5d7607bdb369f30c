"""The values of options: each read by its rule, or refused in the person's own language.

What argparse says of a value is English; it lets these errors through as they are.
"""

from __future__ import annotations

from datetime import datetime

from desktop.domain.errors import UsageError
from desktop.domain.promises import due, is_promise

LONGEST_UNDO = 60
"""Seconds: a reply that waits longer has been forgotten."""

MOST = 1_000_000
"""Rows that are asked for at once."""


MOST_MONTHS = 1200
MOST_DAYS = 3650
MOST_KB = 20_000

_UNITS = {"d": 24 * 3600, "h": 3600, "m": 60, "s": 1}
_LONGEST_WAIT = 366 * 24 * 3600


def address(text: str) -> str:
    """Of a mailbox: in small letters, as mails are compared with it; an international domain in its ASCII form."""
    # Here and not above: every command would pay for the rules of addresses, a third of what --version takes.
    from desktop.mime.addresses import strict_addr_spec

    spec = strict_addr_spec(text.strip())
    if spec is None:
        raise UsageError("bad-address", address=text)
    return spec.lower()


def server(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    host = host.strip("[]")
    number = _number(port)
    if not colon or not host or number is None or not 0 < number < 65536:
        raise UsageError("bad-server", word=text)
    return host, number


def setting(text: str) -> tuple[str, str | int | bool]:
    """A preference that a workstation begins with."""
    from desktop.ui.preferences import unknown

    name, _, word = text.partition("=")
    number = _number(word)
    value = {"true": True, "false": False}.get(word, word if number is None else number)
    if unknown({name: value}):
        raise UsageError("bad-setting", word=text)
    return name, value


def count(text: str) -> int:
    number = _number(text)
    if number is None or not 0 < number <= MOST:
        raise UsageError("bad-count", word=text, most=MOST)
    return number


def days(text: str) -> int:
    number = _number(text)
    if number is None or not 0 < number <= MOST_DAYS:
        raise UsageError("bad-count", word=text, most=MOST_DAYS)
    return number


def months(text: str) -> int:
    """A number of months; 0 for ``forever``."""
    if text.strip().casefold() == "forever":
        return 0
    number = _number(text)
    if number is None or not 0 < number <= MOST_MONTHS:
        raise UsageError("bad-months", word=text, most=MOST_MONTHS)
    return number


def kilobytes(text: str) -> int:
    number = _number(text)
    if number is None or number > MOST_KB:
        raise UsageError("bad-kilobytes", word=text, most=MOST_KB)
    return number


def seconds(text: str) -> int:
    number = _number(text)
    if number is None or number > LONGEST_UNDO:
        raise UsageError("bad-seconds", word=text, most=LONGEST_UNDO)
    return number


def duration(text: str) -> int:
    """Seconds of ``3d``, ``12h``, ``30m``, ``45s``."""
    number, unit = _number(text[:-1]), text[-1:].lower()
    if number is None or unit not in _UNITS or number * _UNITS[unit] > _LONGEST_WAIT:
        raise UsageError("bad-duration", word=text)
    return number * _UNITS[unit]


def later(text: str) -> int:
    """Seconds since 1970 UTC of a time to come, as people type it here."""
    from desktop.domain import later as times  # as above: no other command needs it

    found = times.typed(text, datetime.now())  # noqa: DTZ005 - by the wall clock here
    if found is None:
        raise UsageError("bad-time", word=text)
    return times.seconds(found)


def place(text: str) -> str:
    """Of newer versions; empty for ``none``."""
    from desktop.engine.updates import fitting  # as above

    found = "" if text.strip().casefold() == "none" else text.strip()
    if not fitting(found):
        raise UsageError("updates-place-unfit", place=text)
    return found


def position(text: str) -> tuple[int | None, int]:
    """Of the journal: an entry's number, or generation:number."""
    generation, colon, uid = text.rpartition(":")
    number, begun = _number(uid), _number(generation)
    if number is None or (colon and begun is None):
        raise UsageError("bad-position", word=text)
    return begun, number


def promised(text: str) -> int:
    """A moment in local time, or as a text's action says it; 0 for ``none``."""
    word = text.strip()
    if word.casefold() == "none":
        return 0
    try:
        found = due(word, datetime.now()) if is_promise(word) else datetime.fromisoformat(word)  # noqa: DTZ005
    except ValueError as error:
        raise UsageError("bad-moment", word=text) from error
    return int(found.timestamp())


def _number(text: str) -> int | None:
    """Digits only, and few: Python itself refuses to read thousands."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None

"""Until when we promise to write again: from a text's short word to a moment, and that as a customer reads it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_HOURS = re.compile(r"(\d{1,3})h")
_DAYS = re.compile(r"(\d{1,2})d ([01]\d|2[0-3]):([0-5]\d)")
_OPENS, _CLOSES = 10, 18
"""Hours of the shop's day. What would come due later comes due the next working morning."""

_DAY_NAMES = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "it": ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
}
_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "it": (
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
        "novembre", "dicembre",
    ),
}  # fmt: skip


def is_promise(spec: str) -> bool:
    return bool(_HOURS.fullmatch(spec) or _DAYS.fullmatch(spec))


def due(spec: str, now: datetime) -> datetime:
    """``4h``: in so many hours; ``0d 18:00``: today at that time, ``1d 12:00``: the next working day. Never on a
    Saturday or Sunday, nor in the past. ``now`` is the shop's local time."""
    hours, days = _HOURS.fullmatch(spec), _DAYS.fullmatch(spec)
    if hours is not None:
        found = now + timedelta(hours=int(hours[1]))
        if _works(found) and _OPENS <= found.hour < _CLOSES:
            return found.replace(second=0, microsecond=0)
        after = found if found.hour < _OPENS else found + timedelta(days=1)
        return _at(_working(after, 0), _OPENS, 0)
    if days is None:
        raise ValueError(spec)
    hour, minute = int(days[2]), int(days[3])
    found = _at(_working(now, int(days[1])), hour, minute)
    return found if found > now else _at(_working(now, 1), hour, minute)


def spoken(moment: datetime, now: datetime, language: str) -> str:
    """As it follows ``by`` or ``entro``: *18:00 today*, *le 12:00 di martedì 24 novembre*."""
    names = language if language in _MONTHS else "en"
    day = f"{_DAY_NAMES[names][moment.weekday()]} {moment.day} {_MONTHS[names][moment.month - 1]}"
    ahead = (moment.date() - now.date()).days
    clock = f"{moment.hour}:{moment.minute:02}"
    if names == "it":
        return f"le {clock} di {('oggi', 'domani')[ahead] if ahead in (0, 1) else day}"
    return f"{clock} {('today', 'tomorrow')[ahead]}" if ahead in (0, 1) else f"{clock} on {day}"


def _working(day: datetime, ahead: int) -> datetime:
    """The so-manieth working day after that one; 0: it, or the first one after it."""
    while not _works(day):
        day += timedelta(days=1)
    for _ in range(ahead):
        day += timedelta(days=1)
        while not _works(day):
            day += timedelta(days=1)
    return day


def _works(day: datetime) -> bool:
    return day.weekday() < 5


def _at(day: datetime, hour: int, minute: int) -> datetime:
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)

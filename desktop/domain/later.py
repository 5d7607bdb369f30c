"""A later time as people say it: a few that are offered, and what is typed.

Times are those of the wall clock here (naive): tomorrow at nine is at nine also after the clocks have changed. Whoever
asks makes seconds of them by this computer's zone; a time that the clocks leave out is the one an hour later (PEP 495).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

MORNING, AFTERNOON = time(9), time(14)
FURTHEST = timedelta(days=2 * 366)
"""Later than that is a typing error."""

_SOON = timedelta(hours=2)
_LEAST = timedelta(minutes=30)
"""A time of today that is nearer than this is no answer to "later"."""

_WEEK = 7
_DAYS: Mapping[str, int] = {
    **dict.fromkeys(("monday", "mon", "lunedì", "lunedi", "lun"), 0),
    **dict.fromkeys(("tuesday", "tue", "martedì", "martedi", "mar"), 1),
    **dict.fromkeys(("wednesday", "wed", "mercoledì", "mercoledi", "mer"), 2),
    **dict.fromkeys(("thursday", "thu", "giovedì", "giovedi", "gio"), 3),
    **dict.fromkeys(("friday", "fri", "venerdì", "venerdi", "ven"), 4),
    **dict.fromkeys(("saturday", "sat", "sabato", "sab"), 5),
    **dict.fromkeys(("sunday", "sun", "domenica", "dom"), 6),
}
_NEXT = {"today": 0, "oggi": 0, "tomorrow": 1, "domani": 1}
_SPAN = re.compile(r"\+?(\d{1,3})\s?(m|min|h|o|d|g|w|s)")
_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ITALIAN = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?")


class Offer(StrEnum):
    AFTERNOON = "afternoon"
    SOON = "soon"
    """In two hours: in place of the afternoon, when that has begun."""
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    WEEK = "week"
    """This day of the next week."""


def offered(now: datetime) -> dict[Offer, datetime]:
    """``now``: of the wall clock here."""
    afternoon = datetime.combine(now, AFTERNOON)
    today = {Offer.AFTERNOON: afternoon} if afternoon - now >= _LEAST else {Offer.SOON: _in(now, _SOON)}
    return {
        **today,
        Offer.TOMORROW: datetime.combine(now + timedelta(days=1), MORNING),
        Offer.MONDAY: datetime.combine(_next(now, 0), MORNING),
        Offer.WEEK: datetime.combine(now + timedelta(days=_WEEK), MORNING),
    }


def in_days(now: datetime, days: int) -> datetime:
    """In the morning."""
    return datetime.combine(now + timedelta(days=days), MORNING)


def seconds(when: datetime) -> int:
    """Since 1970 UTC, by this computer's zone."""
    return int(when.timestamp())


def typed(text: str, now: datetime) -> datetime | None:
    """``17:30``, ``2h``, ``3d`` (``3g``), ``friday 9``, ``domani 15:00``, ``24/11``, ``24.11.2026 9:30``,
    ``2026-11-24 9:30``; a day without an hour is meant in the morning. None for what is no time, has passed, or is
    further away than ``FURTHEST``."""
    words = text.casefold().replace("t", " ", 1).split() if _ISO.match(text) else text.casefold().split()
    try:
        found = _read(words, now)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and now < found <= now + FURTHEST else None


def _read(words: list[str], now: datetime) -> datetime | None:
    """Raises ValueError for a day or an hour that does not exist."""
    if len(words) == 1 and (span := _SPAN.fullmatch(words[0])) is not None:
        return _after(now, int(span[1]), span[2])
    if len(words) == 1 and (hours := _hours(words[0])) is not None:
        today = datetime.combine(now, hours)
        return today if today > now else today + timedelta(days=1)
    if not 1 <= len(words) <= 2:
        return None
    day = _day(words[0], now)
    hour = _hours(words[1]) if len(words) > 1 else MORNING
    return datetime.combine(day, hour) if day is not None and hour is not None else None


def _after(now: datetime, number: int, unit: str) -> datetime:
    if unit in ("d", "g"):
        return in_days(now, number)
    if unit in ("w", "s"):
        return in_days(now, number * _WEEK)
    return _in(now, timedelta(hours=number) if unit in ("h", "o") else timedelta(minutes=number))


def _hours(word: str) -> time | None:
    found = _HOURS.fullmatch(word)
    return time(int(found[1]), int(found[2] or 0)) if found is not None else None


def _day(word: str, now: datetime) -> date | None:
    if word in _NEXT:
        return (now + timedelta(days=_NEXT[word])).date()
    if word in _DAYS:
        return _next(now, _DAYS[word])
    if (found := _ISO.fullmatch(word)) is not None:
        return date(int(found[1]), int(found[2]), int(found[3]))
    if (found := _ITALIAN.fullmatch(word)) is None:
        return None
    year = int(found[3] or now.year)
    day = date(year, int(found[2]), int(found[1]))
    return day if found[3] or day >= now.date() else day.replace(year=year + 1)


def _next(now: datetime, weekday: int) -> date:
    """After today."""
    return (now + timedelta(days=(weekday - now.weekday() - 1) % _WEEK + 1)).date()


def _in(now: datetime, span: timedelta) -> datetime:
    """So much later by the clock that passes, whatever the wall clock does meanwhile; to the minute."""
    later = datetime.fromtimestamp(now.timestamp() + span.total_seconds() + 59)  # noqa: DTZ006 - by the wall clock here
    return later.replace(second=0, microsecond=0)

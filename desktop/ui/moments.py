"""Times as people say them, in the window's language."""

from __future__ import annotations

import time
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLocale

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def moment(seconds: int) -> str:
    """Today by the hour, else by day and hour."""
    when = time.localtime(seconds)
    hour = f"{when.tm_hour:02}:{when.tm_min:02}"
    return hour if _today(when) else f"{day(when.tm_mday, when.tm_mon)}, {hour}"


def weekday_moment(seconds: int) -> str:
    """By its day of the week too: of a time to come."""
    when = time.localtime(seconds)
    hour = f"{when.tm_hour:02}:{when.tm_min:02}"
    if _today(when):
        return hour
    weekday = QLocale().dayName(when.tm_wday + 1, QLocale.FormatType.ShortFormat)
    return f"{weekday} {day(when.tm_mday, when.tm_mon)}, {hour}"


def day(number: int, month: int) -> str:
    """Of this year, or of the turn of it."""
    return f"{number} {_month(QLocale().name(), month)}"


def since(seconds: int) -> str:
    """A moment with its preposition: another one for an hour, for a day, and in Italian for a day whose name begins
    with a vowel, the 8th and the 11th."""
    said = {
        "hour": QCoreApplication.translate("moments", "since %1"),
        "day": QCoreApplication.translate("moments", "since %1", "a day"),
        "vowel": QCoreApplication.translate("moments", "since %1", "the 8th or 11th"),
    }
    return said[_form(seconds)].replace("%1", moment(seconds))


def at(seconds: int) -> str:
    said = {
        "hour": QCoreApplication.translate("moments", "at %1"),
        "day": QCoreApplication.translate("moments", "on %1", "a day"),
        "vowel": QCoreApplication.translate("moments", "on %1", "the 8th or 11th"),
    }
    return said[_form(seconds)].replace("%1", moment(seconds))


def until(seconds: int) -> str:
    said = {
        "hour": QCoreApplication.translate("moments", "until %1"),
        "day": QCoreApplication.translate("moments", "until %1", "a day"),
        "vowel": QCoreApplication.translate("moments", "until %1", "the 8th or 11th"),
    }
    return said[_form(seconds)].replace("%1", moment(seconds))


def _form(seconds: int) -> str:
    when = time.localtime(seconds)
    if _today(when):
        return "hour"
    return "vowel" if when.tm_mday in (8, 11) else "day"


def _today(when: time.struct_time) -> bool:
    now = time.localtime()
    return (when.tm_year, when.tm_yday) == (now.tm_year, now.tm_yday)


@lru_cache(maxsize=48)
def _month(_: str, number: int) -> str:
    """In a few letters, in the window's language."""
    return QLocale().monthName(number, QLocale.FormatType.ShortFormat)


def lasted(seconds: int) -> str:
    """A length of time, to be read: minutes, hours, then days."""
    if seconds < _HOUR:
        return QCoreApplication.translate("moments", "%1 min").replace("%1", str(seconds // _MINUTE))
    if seconds < 2 * _DAY:
        return QCoreApplication.translate("moments", "%1 h").replace("%1", str(seconds // _HOUR))
    return QCoreApplication.translate("moments", "%1 days").replace("%1", str(seconds // _DAY))


def waited(since: int) -> str:
    """How long somebody has been waiting."""
    passed = max(0, int(time.time()) - since)
    if passed < _HOUR:
        return QCoreApplication.translate("moments", "%1 min").replace("%1", str(passed // _MINUTE))
    if passed < _DAY:
        return QCoreApplication.translate("moments", "%1 h").replace("%1", str(passed // _HOUR))
    return QCoreApplication.translate("moments", "%1 d").replace("%1", str(passed // _DAY))

"""Times as people say them, in the window's language."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def moment(seconds: int) -> str:
    """Today by the hour, else by day and hour."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(seconds), "HH:mm" if _today(seconds) else "d MMM, HH:mm")


def since(seconds: int) -> str:
    """A moment with its preposition, which is another one for a day than for an hour."""
    if _today(seconds):
        return QCoreApplication.translate("moments", "since %1").replace("%1", moment(seconds))
    return QCoreApplication.translate("moments", "since %1", "a day").replace("%1", moment(seconds))


def at(seconds: int) -> str:
    if _today(seconds):
        return QCoreApplication.translate("moments", "at %1").replace("%1", moment(seconds))
    return QCoreApplication.translate("moments", "on %1", "a day").replace("%1", moment(seconds))


def _today(seconds: int) -> bool:
    return QDateTime.fromSecsSinceEpoch(seconds).date() == QDateTime.currentDateTime().date()


def waited(since: int) -> str:
    """How long somebody has been waiting."""
    passed = max(0, int(time.time()) - since)
    if passed < _HOUR:
        return QCoreApplication.translate("moments", "%1 min").replace("%1", str(passed // _MINUTE))
    if passed < _DAY:
        return QCoreApplication.translate("moments", "%1 h").replace("%1", str(passed // _HOUR))
    return QCoreApplication.translate("moments", "%1 d").replace("%1", str(passed // _DAY))

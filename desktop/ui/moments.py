"""Times as people say them, in the window's language."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def moment(seconds: int) -> str:
    """Today by the hour, else by day and hour."""
    when = QDateTime.fromSecsSinceEpoch(seconds)
    today = when.date() == QDateTime.currentDateTime().date()
    return QLocale().toString(when, "HH:mm" if today else "d MMM, HH:mm")


def waited(since: int) -> str:
    """How long somebody has been waiting."""
    passed = max(0, int(time.time()) - since)
    if passed < _HOUR:
        return QCoreApplication.translate("moments", "%1 min").replace("%1", str(passed // _MINUTE))
    if passed < _DAY:
        return QCoreApplication.translate("moments", "%1 h").replace("%1", str(passed // _HOUR))
    return QCoreApplication.translate("moments", "%1 d").replace("%1", str(passed // _DAY))

"""A line of the ticket list as a screen reader says it: who, what kind, how urgent, how long they wait, who has it;
then what it is about."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.ticket import DONE
from desktop.ports.store.reader import TicketRow
from desktop.ui import vocabulary

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

_WAITS: tuple[tuple[int, Any, Any], ...] = (
    (_DAY, QT_TRANSLATE_NOOP("spoken", "waits 1 day"), QT_TRANSLATE_NOOP("spoken", "waits %1 days")),
    (_HOUR, QT_TRANSLATE_NOOP("spoken", "waits 1 hour"), QT_TRANSLATE_NOOP("spoken", "waits %1 hours")),
    (_MINUTE, QT_TRANSLATE_NOOP("spoken", "waits 1 minute"), QT_TRANSLATE_NOOP("spoken", "waits %1 minutes")),
)


def spoken(row: TicketRow, me: str, *, begun: bool) -> str:
    """``me``: our agent's id. ``begun``: the person has begun to write on it."""
    urgency = vocabulary.priority(row.priority).lower() if row.priority != "normal" else ""
    state = vocabulary.status(row.status).lower() if row.status != "open" else ""
    unread = _tr(QT_TRANSLATE_NOOP("spoken", "unread")) if row.unread else ""
    draft = vocabulary.draft() if begun else ""
    snooze = vocabulary.back(row) if row.back else vocabulary.snoozed(row.until) if row.until else ""
    first = (row.customer, *row.tags, urgency, state, _wait(row), _holder(row, me), snooze, unread, draft)
    return ", ".join(filter(None, (*first, row.subject, row.snippet)))


def _wait(row: TicketRow) -> str:
    if not row.waits:
        return ""
    passed = time.time() - row.waits_from
    for length, one, many in _WAITS:
        if passed >= length:
            count = int(passed // length)
            return _tr(one) if count == 1 else _tr(many).replace("%1", str(count))
    return _tr(QT_TRANSLATE_NOOP("spoken", "has just come in"))


def _holder(row: TicketRow, me: str) -> str:
    if row.status in DONE:
        return ""
    if row.holder:
        mine = row.holder == me
        return _tr(
            QT_TRANSLATE_NOOP("spoken", "yours") if mine else QT_TRANSLATE_NOOP("spoken", "a colleague is answering")
        )
    return _tr(QT_TRANSLATE_NOOP("spoken", "free"))


def _tr(text: Any) -> str:
    return QCoreApplication.translate("spoken", text)

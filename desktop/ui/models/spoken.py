"""A line of the ticket list as a screen reader says it: who, what kind, how urgent, how long they wait, who has it,
what was promised; then what it is about."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.ticket import DONE
from desktop.ports.store.reader import TicketRow
from desktop.ui import moments, vocabulary

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

_WAITS: tuple[tuple[int, Any, Any], ...] = (
    (_DAY, QT_TRANSLATE_NOOP("spoken", "waits 1 day"), QT_TRANSLATE_NOOP("spoken", "waits %1 days")),
    (_HOUR, QT_TRANSLATE_NOOP("spoken", "waits 1 hour"), QT_TRANSLATE_NOOP("spoken", "waits %1 hours")),
    (_MINUTE, QT_TRANSLATE_NOOP("spoken", "waits 1 minute"), QT_TRANSLATE_NOOP("spoken", "waits %1 minutes")),
)


def spoken(row: TicketRow, me: str, name_of: Callable[[str], str], *, begun: bool) -> str:
    """``me``: our agent's id. ``begun``: the person has begun to write on it."""
    urgency = vocabulary.priority(row.priority).lower() if row.priority != "normal" else ""
    state = vocabulary.status(row.status).lower() if row.status != "open" else ""
    unread = _tr(QT_TRANSLATE_NOOP("spoken", "unread")) if row.unread else ""
    draft = vocabulary.draft() if begun else ""
    snooze = vocabulary.back(row) if row.back else vocabulary.snoozed(row.until) if row.until else ""
    first = (row.customer, *row.tags, urgency, state, _wait(row), _holder(row, me, name_of))
    alarm = _tr(QT_TRANSLATE_NOOP("spoken", "two answers have left")) if row.alarms else ""
    promise = _promise(row)
    returned = vocabulary.returned() if row.returned else ""
    files = _tr(QT_TRANSLATE_NOOP("spoken", "with an attachment")) if row.has_files else ""
    beside = (alarm, returned, promise, snooze, unread, draft, row.subject, files, row.snippet)
    return ", ".join(filter(None, (*first, *beside)))


def _wait(row: TicketRow) -> str:
    if not row.waits:
        return ""
    passed = time.time() - row.waits_from
    for length, one, many in _WAITS:
        if passed >= length:
            count = int(passed // length)
            return _tr(one) if count == 1 else _tr(many).replace("%1", str(count))
    return _tr(QT_TRANSLATE_NOOP("spoken", "has just come in"))


def _promise(row: TicketRow) -> str:
    if not row.promised or row.status in DONE:
        return ""
    return vocabulary.promise(row.promised, kept=False if row.promised < time.time() else None)


def _holder(row: TicketRow, me: str, name_of: Callable[[str], str]) -> str:
    if row.status in DONE:
        return ""
    if row.holder == me:
        return _tr(QT_TRANSLATE_NOOP("spoken", "yours %1")).replace("%1", moments.since(row.holder_since))
    if row.holder:
        said = _tr(QT_TRANSLATE_NOOP("spoken", "%1 is answering %2")).replace("%2", moments.since(row.holder_since))
        return said.replace("%1", name_of(row.holder))
    if row.assignee:
        if row.assignee == me:
            return _tr(QT_TRANSLATE_NOOP("spoken", "assigned to you"))
        return _tr(QT_TRANSLATE_NOOP("spoken", "assigned to %1")).replace("%1", name_of(row.assignee))
    return _tr(QT_TRANSLATE_NOOP("spoken", "free"))


def _tr(text: Any) -> str:
    return QCoreApplication.translate("spoken", text)

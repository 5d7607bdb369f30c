"""What stands in the way, as the bar says it: a title, what happened and what to do, a button where one helps, and for
support what the program knows of it, with nothing secret in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.errors import (
    LocksNotAvailable,
    Offline,
    OutcomeUncertain,
    RefusedByTeam,
    SportelloError,
    UsageError,
)
from desktop.engine.notices import Crashed, EndedBadly
from desktop.ui.desk import Desk
from desktop.ui.own_keys import own

_TITLES: tuple[tuple[type[SportelloError], Any], ...] = (
    (Offline, QT_TRANSLATE_NOOP("faults", "No connection")),
    (LocksNotAvailable, QT_TRANSLATE_NOOP("faults", "Locks not available")),
    (RefusedByTeam, QT_TRANSLATE_NOOP("faults", "The team has gone on meanwhile")),
    (OutcomeUncertain, QT_TRANSLATE_NOOP("faults", "Not known whether it has left")),
    (UsageError, QT_TRANSLATE_NOOP("faults", "This cannot be done so")),
    (SportelloError, QT_TRANSLATE_NOOP("faults", "Something stands in the way")),
)

_AGAIN = frozenset({"needs-the-line", "journal-unreachable", "slept"})
"""Codes of what another look at the servers may mend."""

_FAULT: Any = QT_TRANSLATE_NOOP(
    "faults",
    "Something went wrong in the program itself (%1). What you typed is kept. If anything looks odd, start again: it"
    " takes a moment.",
)
_ENDED: Any = QT_TRANSLATE_NOOP(
    "faults", "Sportello ended unexpectedly the last time. Nothing that you typed is lost: your texts are here."
)


@dataclass(frozen=True, slots=True)
class Fault:
    title: str
    words: str
    remedy: str = ""
    """The button's text; none without one."""
    do: Callable[[], object] | None = None
    details: str = ""


class Faults:
    """``remedies``: what a button may do, by its name: again, restart, review, texts, anew."""

    def __init__(self, desk: Desk, remedies: Mapping[str, Callable[[], object]]) -> None:
        self._desk = desk
        self._remedies = remedies

    def of(self, error: SportelloError) -> Fault:
        said = self._desk.words.of(error)
        title = next(text for kind, text in _TITLES if isinstance(error, kind))
        about = "\n".join((f"{type(error).__name__} {error}", "", self._desk.facts.log()))
        found = Fault(_tr(title), own(f"{said.message} {said.remedy}"), details=about)
        if error.code in _AGAIN:
            return self._with(found, _tr(QT_TRANSLATE_NOOP("faults", "Look again")), "again")
        if error.code == "restore-unfinished":
            return self._with(found, _tr(QT_TRANSLATE_NOOP("faults", "Put it aside and restore from here")), "anew")
        if isinstance(error, OutcomeUncertain):
            return self._with(found, _tr(QT_TRANSLATE_NOOP("faults", "To review")), "review")
        return found

    def of_program(self, crash: Crashed) -> Fault:
        title = _tr(QT_TRANSLATE_NOOP("faults", "A mistake of the program"))
        found = Fault(title, _tr(_FAULT).replace("%1", crash.summary), details=_read(crash.report))
        return self._with(found, _tr(QT_TRANSLATE_NOOP("faults", "Start again")), "restart")

    def of_end(self, ended: EndedBadly) -> Fault:
        """Of the time before."""
        title = _tr(QT_TRANSLATE_NOOP("faults", "Sportello ended unexpectedly"))
        found = Fault(title, _tr(_ENDED), details=_read(ended.report) or self._desk.facts.log())
        return self._with(found, _tr(QT_TRANSLATE_NOOP("faults", "Show my texts")), "texts")

    def _with(self, fault: Fault, remedy: str, name: str) -> Fault:
        return Fault(fault.title, fault.words, remedy, self._remedies[name], fault.details)


def _read(report: str) -> str:
    """Its path too: support may ask for the file."""
    try:
        return f"{report}\n\n{Path(report).read_text(encoding='utf-8', errors='replace')}" if report else ""
    except OSError:
        return report


def _tr(text: Any) -> str:
    return QCoreApplication.translate("faults", text)

"""The search field: what is typed, completed by keyboard, and a plain sentence for what cannot be understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.domain.search import Problem, Query, completions, parsed

_TYPING = 80
"""Milliseconds after the last letter before a search is made: between two letters of a quick typist."""

_PROBLEMS: dict[str, Any] = {
    "unknown-state": QT_TRANSLATE_NOOP("search", "%1: there is no such state. Type “is:” to see them all."),
    "unknown-thing": QT_TRANSLATE_NOOP("search", "%1: only “has:attachment” can be asked for."),
    "not-a-date": QT_TRANSLATE_NOOP("search", "%1: this is no date. Write it like 2026-11-30, 30/11/2026 or 30d."),
    "no-value": QT_TRANSLATE_NOOP("search", "%1: what to look for is missing behind the colon."),
    "not-a-number": QT_TRANSLATE_NOOP("search", "%1: this is no ticket number. Write its digits."),
    "not-a-reference": QT_TRANSLATE_NOOP("search", "%1: this is no reference. Write it like 7KQ2-MXAD."),
}


def sentence(problem: Problem) -> str:
    return QCoreApplication.translate("search", _PROBLEMS[problem.code]).replace("%1", problem.word)


class SearchField(QLineEdit):
    """``values`` gives what is known to complete by, by query word."""

    asked = Signal()
    """It has been typed, and nothing further for a moment."""
    left = Signal()

    def __init__(self, values: Callable[[], Mapping[str, Sequence[str]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = values
        self.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.setAccessibleName(self.tr("Search"))
        self.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self.asked)
        self.textChanged.connect(self._typing.start)
        self.textEdited.connect(self._complete)
        self._ways = QStringListModel(self)
        self._completer = QCompleter(self._ways, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._offer = QListView()
        self._completer.setPopup(self._offer)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._take)

    @property
    def query(self) -> Query:
        return parsed(self.text(), datetime.now().astimezone().date(), typing=True)

    @property
    def is_empty(self) -> bool:
        return not self.text().strip()

    def put(self, text: str) -> None:
        """Not typed: nothing is asked."""
        self.setText(text)
        self._typing.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Enter and Down go to what was found, Esc drops the search; while ways to go on are offered, these keys and
        Tab are about them."""
        popup, chosen = self._offer, self._offer.currentIndex()
        offered = popup.isVisible()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if offered and event.key() == Qt.Key.Key_Escape:
            popup.hide()
        elif offered and (event.key() == Qt.Key.Key_Tab or (enter and chosen.isValid())):
            index = chosen if chosen.isValid() else popup.model().index(0, 0)
            popup.hide()
            self._take(str(index.data()))
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif enter or event.key() == Qt.Key.Key_Down:
            popup.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _complete(self, typed: str) -> None:
        at_end = self.cursorPosition() == len(typed)
        language = "it" if QLocale().language() == QLocale.Language.Italian else "en"
        ways = completions(typed, self._values(), language) if at_end else []
        self._ways.setStringList(ways)
        if ways:
            self._completer.complete()
        else:
            self._offer.hide()

    def _take(self, text: str) -> None:
        self.setText(text)
        if text.endswith(":"):
            self._complete(text)

"""The search field: what is typed, completed by keyboard, and a plain sentence for what cannot be understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QEvent,
    QLocale,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.domain.search import Problem, Query, completions, parsed
from desktop.ui import icons, theme
from desktop.ui.own_keys import name_keys
from desktop.ui.theme import STEP

_TYPING = 80
"""Milliseconds after the last letter before a search is made: between two letters of a quick typist."""

_OFFERED = 8
"""Ways to go on that are in sight at once."""

_PROBLEMS: dict[str, Any] = {
    "unknown-state": QT_TRANSLATE_NOOP("search", "%1: there is no such state. Type “is:” to see them all."),
    "unknown-thing": QT_TRANSLATE_NOOP("search", "%1: only “has:attachment” can be asked for."),
    "not-a-date": QT_TRANSLATE_NOOP("search", "%1: this is no date. Write it like 2026-11-30, 30/11/2026 or 30d."),
    "no-value": QT_TRANSLATE_NOOP("search", "%1: what to look for is missing behind the colon."),
    "not-a-number": QT_TRANSLATE_NOOP("search", "%1: this is no ticket number. Write its digits."),
    "not-a-reference": QT_TRANSLATE_NOOP("search", "%1: this is no reference. Write it like 7KQ2-MXAD."),
    "only-signs": QT_TRANSLATE_NOOP("search", "%1: signs alone are not looked for. Type letters or digits."),
    "too-many": QT_TRANSLATE_NOOP("search", "%1 is left out: a search takes twelve words. Remove some."),
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
        name_keys(self, "setPlaceholderText", self.tr("Search (Ctrl+F)"))
        self.setAccessibleName(self.tr("Search"))
        self.setClearButtonEnabled(True)
        self.setTextMargins(theme.scaled(icons.SIZE) + STEP // 2, 0, 0, 0)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self.asked)
        self.textChanged.connect(self._typing.start)
        self.textEdited.connect(self._complete)
        self._offer = QListWidget(self)
        self._offer.setObjectName("offer")
        self._offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offer.setAccessibleName(self.tr("Ways to go on"))
        self._offer.itemClicked.connect(self._take_item)
        self._offer.hide()

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

    def event(self, event: QEvent) -> bool:
        """Tab goes to the next field only while there is nothing to take."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key_on_offer(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Enter and Down go to what was found, Esc drops the search."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        super().paintEvent(event)
        painter = QPainter(self)
        ink = theme.colours().muted
        icons.draw(painter, STEP, self.height() / 2, "search", ink, theme.scaled(icons.SIZE))
        painter.end()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        super().focusOutEvent(event)
        self._offer.hide()

    def _key_on_offer(self, event: QKeyEvent) -> bool:
        """While ways to go on are offered: Up and Down choose one, Tab takes it or the first, Enter takes a chosen
        one, Esc wants none."""
        if not self._offer.isVisible():
            return False
        row, last = self._offer.currentRow(), self._offer.count() - 1
        match Qt.Key(event.key()):
            case Qt.Key.Key_Down:
                self._offer.setCurrentRow(min(row + 1, last))
            case Qt.Key.Key_Up:
                self._offer.setCurrentRow(max(row - 1, 0))
            case Qt.Key.Key_Tab:
                self._take_item(self._offer.item(max(row, 0)))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row >= 0:
                self._take_item(self._offer.item(row))
            case Qt.Key.Key_Escape:
                self._offer.hide()
            case _:
                return False
        return True

    def _complete(self, typed: str) -> None:
        language = "it" if QLocale().language() == QLocale.Language.Italian else "en"
        at_end = self.cursorPosition() == len(typed)
        ways = completions(typed, self._values(), language) if at_end else []
        self._offer.clear()
        self._offer.addItems(ways)
        self._offer.setCurrentRow(-1)
        if not ways:
            self._offer.hide()
            return
        height = min(len(ways), _OFFERED) * self._offer.sizeHintForRow(0) + 2 * self._offer.frameWidth()
        self._offer.setParent(self.window())
        self._offer.setGeometry(QRect(self.mapTo(self.window(), QPoint(0, self.height())), QSize(self.width(), height)))
        self._offer.raise_()
        self._offer.show()

    def _take_item(self, item: QListWidgetItem) -> None:
        self.setText(item.text())
        self._complete(item.text())

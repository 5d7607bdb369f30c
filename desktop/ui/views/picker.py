"""A small list to choose from by typing the first letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.ui.theme import STEP, scaled
from desktop.ui.views.widgets import column, label

_MOST = 8
"""Lines shown at once."""

_NARROW, _WIDE, _EDGES = 34 * STEP, 68 * STEP, 8 * STEP
"""Widths that it keeps to, and what stands around its words."""


class Picker(QFrame):
    """Closes after a choice, with Esc, or when something else is clicked."""

    picked = Signal(str)

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        parent: QWidget,
        allowed: Callable[[str], bool] | None = None,
    ) -> None:
        """``choices``: value and what is shown. ``allowed``: what may be typed that is no choice."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices = list(choices)
        self._allowed = allowed
        self._title = label(kind="small")
        self._typed = QLineEdit()
        self._typed.textChanged.connect(self._filter)
        self._typed.returnPressed.connect(self._take)
        self._typed.installEventFilter(self)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._take_item)
        column(self, self._title, self._typed, self._list, margins=STEP, spacing=STEP // 2)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        letters = self.fontMetrics()
        longest = max((letters.horizontalAdvance(shown) for _, shown in choices), default=0)
        self.setFixedWidth(min(max(longest + _EDGES, scaled(_NARROW)), scaled(_WIDE)))
        self.offer(title, choices)

    def offer(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        """Anew, in the same place: something else to choose."""
        self._choices = list(choices)
        self._title.setText(title)
        for widget in (self, self._typed, self._list):
            widget.setAccessibleName(title)
        self._typed.setPlaceholderText(title)
        self._typed.clear()
        self._filter("")

    def open_at(self, place: QPoint) -> None:
        self.adjustSize()
        self.move(place)
        self.show()
        self._typed.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if watched is self._typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if by and self._list.count():
                self._list.setCurrentRow((self._list.currentRow() + by) % self._list.count())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        begin = [choice for choice in self._choices if choice[1].casefold().startswith(wanted)]
        inside = [choice for choice in self._choices if wanted in choice[1].casefold() and choice not in begin]
        self._list.clear()
        for value, shown in [*begin, *inside]:
            item = QListWidgetItem(shown)
            item.setData(Qt.ItemDataRole.UserRole, value)
            self._list.addItem(item)
        self._list.setCurrentRow(0 if self._list.count() else -1)
        self._list.setFixedHeight(min(_MOST, max(1, self._list.count())) * scaled(4 * STEP))

    def _take(self) -> None:
        item = self._list.currentItem()
        typed = self._typed.text().strip()
        if item is not None:
            self._take_item(item)
        elif self._allowed is not None and self._allowed(typed):
            self._done(typed)

    def _take_item(self, item: QListWidgetItem) -> None:
        self._done(str(item.data(Qt.ItemDataRole.UserRole)))

    def _done(self, value: str) -> None:
        self.close()
        self.picked.emit(value)

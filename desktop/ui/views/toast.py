"""What was just done, said for a few seconds at the foot of a pane, with the key that takes it back. Takes no focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, label, row

STAYS = 6_000
"""Milliseconds: read at leisure, gone before it is in the way."""


class Toast(QFrame):
    def __init__(self, over: QWidget) -> None:
        """``over``: the pane at whose foot it stands."""
        super().__init__(over)
        self.setObjectName("undo")
        self._words = label(wraps=True)
        self._undo: Callable[[], object] | None = None
        self._button = button(self.tr("Undo"), self._take_back, does="undo")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = row(self._words, self._button)
        layout.setStretch(0, 1)
        layout.setContentsMargins(2 * STEP, STEP, STEP, STEP)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.hide)
        self._over = over
        over.installEventFilter(self)
        self.hide()

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """``undo`` takes back what was done."""
        self._undo = undo
        self._words.setText(words)
        self.setAccessibleName(words)
        self._button.setVisible(undo is not None)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _take_back(self) -> None:
        if self._undo is not None:
            self._undo()

    def _place(self) -> None:
        width = max(0, self._over.width() - 4 * STEP)
        height = self.heightForWidth(width)
        self.setGeometry(2 * STEP, self._over.height() - height - 2 * STEP, width, height)

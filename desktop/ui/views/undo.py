"""The undo window: mails that are about to leave, with the seconds that are left."""

from __future__ import annotations

import math

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from desktop.ui import theme
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Elided, button, column, row

_TICK = 100


class UndoBar(QFrame):
    """One mail on its way. Stays, without the button, until its end is told."""

    undo = Signal(str, str)
    """Draft and ticket."""

    def __init__(self, draft: str, ticket: str, to: str, seconds: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo")
        self.draft, self.ticket = draft, ticket
        self._to, self._seconds = to, seconds
        self._words = Elided()
        self._button = button(self.tr("Undo"), self._take_back, does="undo")
        self._left = QProgressBar()
        self._left.setRange(0, seconds * 1000)
        self._left.setTextVisible(False)
        if theme.is_still():
            self._left.hide()
        self._left.setAccessibleName(self.tr("Time left to undo"))
        line = row(self._words, self._button)
        line.setStretch(0, 1)
        layout = column(self, line, self._left, margins=STEP, spacing=STEP // 2)
        layout.setContentsMargins(2 * STEP, STEP, STEP, STEP)
        self._passed = QElapsedTimer()
        self._passed.start()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    @property
    def can_undo(self) -> bool:
        return self._timer.isActive()

    def _tick(self) -> None:
        left = self._seconds * 1000 - self._passed.elapsed()
        self._left.setValue(max(0, int(left)))
        if left > 0:
            words = self.tr("To %1: leaves in %2 s").replace("%2", str(math.ceil(left / 1000)))
            self._words.say(words.replace("%1", self._to))
            return
        self._timer.stop()
        self._button.hide()
        self._left.hide()
        self._words.say(self.tr("To %1: being sent …").replace("%1", self._to))

    def _take_back(self) -> None:
        self.undo.emit(self.draft, self.ticket)


class Leaving(QFrame):
    """All mails on their way, the newest last; not there when there are none."""

    undo = Signal(str, str)
    """Draft and ticket."""
    ended = Signal(str)
    """A draft, also of those that leave later."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leaving")
        self.bars: dict[str, UndoBar] = {}
        self._layout = column(self)
        self._layout.setContentsMargins(2 * STEP, 0, 2 * STEP, STEP + STEP // 2)
        self.hide()

    def add(self, draft: str, ticket: str, to: str, seconds: int) -> None:
        bar = UndoBar(draft, ticket, to, seconds)
        bar.undo.connect(self.undo)
        self.bars[draft] = bar
        self._layout.addWidget(bar)
        self.show()

    def end(self, draft: str) -> None:
        """It has left, was stopped, or was taken back."""
        bar = self.bars.pop(draft, None)
        if bar is not None:
            bar.hide()
            bar.deleteLater()
            self.setVisible(bool(self.bars))
        self.ended.emit(draft)

    def undo_newest(self) -> bool:
        """The newest that can still be taken back. Whether there was one."""
        for bar in reversed(self.bars.values()):
            if bar.can_undo:
                self.undo.emit(bar.draft, bar.ticket)
                return True
        return False

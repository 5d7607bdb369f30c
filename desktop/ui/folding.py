"""Panes side by side as long as there is room: in a narrower window the places fold away, in a narrow one the list or
the conversation stands alone. What is folded comes back by a button, by F6, or because a person goes there."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSplitter, QWidget

from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, row


class Folding(QSplitter):
    """Of three panes: places, list, and what is read. ``bar`` has a button for each that is folded away."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._front: QWidget | None = None
        """What the person turned to last."""
        self._wide = QByteArray()
        """The widths from before anything was folded."""
        self._bringing: dict[QPushButton, QWidget] = {}
        self.bar = QFrame()
        self.bar.setObjectName("status")
        self._line = row(None)
        self._line.setContentsMargins(STEP, STEP // 2, STEP, STEP // 2)
        self.bar.setLayout(self._line)
        self.bar.hide()

    def add(self, pane: QWidget, name: str) -> None:
        """From the left to the right; the last one is the widest."""
        self.addWidget(pane)
        made = button(name, self._pressed, kind="link", tip="F6")
        self._bringing[made] = pane
        self._line.insertWidget(self._line.count() - 1, made)
        self.setMinimumWidth(pane.minimumWidth())

    @property
    def folded(self) -> bool:
        return any(pane.isHidden() for pane in self._panes())

    def widths(self) -> QByteArray:
        """To be restored where there is room for all."""
        return self._wide if self.folded else self.saveState()

    def bring(self, pane: QWidget) -> None:
        """The person turns to it."""
        self._front = pane
        self._fold()

    def bring_next(self) -> None:
        """What is folded away, one after the other; the places, the list, what is read."""
        panes = self._panes()
        begin = panes.index(self._front) if self._front in panes else 0
        hidden = [pane for pane in (*panes[begin:], *panes[:begin]) if pane.isHidden()]
        if hidden:
            self._bring_by_hand(hidden[0])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        super().resizeEvent(event)
        self._fold()

    def _panes(self) -> list[QWidget]:
        found = (self.widget(number) for number in range(self.count()))
        return [pane for pane in found if pane is not None]

    def _pressed(self) -> None:
        self._bring_by_hand(self._bringing[self.sender()])  # type: ignore[index]

    def _bring_by_hand(self, pane: QWidget) -> None:
        self.bring(pane)
        pane.setFocus()

    def _fold(self) -> None:
        shown = self._fitting()
        if [not pane.isHidden() for pane in self._panes()] == [pane in shown for pane in self._panes()]:
            return
        if not self.folded:
            self._wide = self.saveState()
        for pane in self._panes():
            pane.setVisible(pane in shown)
        if not self.folded:
            self.restoreState(self._wide)
        self.bar.setVisible(self.folded)
        for made, pane in self._bringing.items():
            made.setVisible(pane.isHidden())

    def _fitting(self) -> list[QWidget]:
        panes = self._panes()
        front = self._front or panes[-2]
        for shown in (panes, [panes[0] if front is panes[0] else panes[-2], panes[-1]]):
            if sum(pane.minimumWidth() + self.handleWidth() for pane in shown) <= self.width():
                return shown
        return [front]

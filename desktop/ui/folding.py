"""Panes side by side as long as there is room: in a narrower window the places fold away, in a narrow one the list or
the conversation stands alone. What is folded comes back by a button, by F6, or because a person goes there."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSplitter, QWidget

from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, column, row


class Folding(QWidget):
    """Of three panes: places, list, and what is read, with a button for each that is folded away."""

    def __init__(self) -> None:
        super().__init__()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._front: QWidget | None = None
        """What the person turned to last."""
        self._widths: list[int] = []
        self._wide = QByteArray()
        """The widths from before anything was folded."""
        self._bringing: dict[QPushButton, QWidget] = {}
        self._bar = QFrame()
        self._bar.setObjectName("status")
        self._line = row(None)
        self._line.setContentsMargins(STEP, STEP // 2, STEP, STEP // 2)
        self._bar.setLayout(self._line)
        self._bar.hide()
        column(self, self._bar, self._split, margins=0, spacing=0).setStretch(1, 1)

    def add(self, pane: QWidget, name: str, width: int) -> None:
        """From the left to the right; the last one gets what is left."""
        self._split.addWidget(pane)
        self._widths.append(width)
        self._split.setSizes(self._widths)
        last = self._split.count() - 1
        for number in range(last + 1):
            self._split.setStretchFactor(number, int(number == last))
        made = button(name, self._pressed, kind="link", does="next-pane")
        self._bringing[made] = pane
        self._line.insertWidget(self._line.count() - 1, made)
        self.setMinimumWidth(pane.minimumWidth())

    @property
    def folded(self) -> bool:
        return any(pane.isHidden() for pane in self._panes())

    def widths(self) -> QByteArray:
        """To be restored where there is room for all."""
        return self._wide if self.folded else self._split.saveState()

    def restore_widths(self, state: QByteArray) -> None:
        if self.folded:
            self._wide = state
        else:
            self._split.restoreState(state)

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

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        super().showEvent(event)
        self._fold()

    def _panes(self) -> list[QWidget]:
        found = (self._split.widget(number) for number in range(self._split.count()))
        return [pane for pane in found if pane is not None]

    def _pressed(self) -> None:
        self._bring_by_hand(self._bringing[self.sender()])  # type: ignore[index]

    def _bring_by_hand(self, pane: QWidget) -> None:
        self.bring(pane)
        pane.setFocus()

    def _fold(self) -> None:
        if not self.isVisible():
            return  # a window takes other sizes before it has its own
        shown = self._fitting()
        if [not pane.isHidden() for pane in self._panes()] == [pane in shown for pane in self._panes()]:
            return
        if not self.folded:
            self._wide = self._split.saveState()
        focus = self.window().focusWidget()
        for pane in self._panes():
            pane.setVisible(pane in shown)
        if focus is not None and not focus.isVisible():
            (self._front or self).setFocus()
        if not self.folded:
            self._split.restoreState(self._wide)
        self._bar.setVisible(self.folded)
        for made, pane in self._bringing.items():
            made.setVisible(pane.isHidden())

    def _fitting(self) -> list[QWidget]:
        panes = self._panes()
        front = self._front or panes[-2]
        for shown in (panes, [panes[0] if front is panes[0] else panes[-2], panes[-1]]):
            if sum(pane.minimumWidth() + self._split.handleWidth() for pane in shown) <= self.width():
                return shown
        return [front]

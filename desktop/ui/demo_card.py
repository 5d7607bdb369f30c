"""The demo's card: what to try in the two windows, and a cable to pull."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.ui.own_keys import name_keys
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import column, label, row

_LOW = 24 * STEP
"""Height that the card takes below the windows."""


class Cable(Protocol):
    """Bruno's."""

    def pull(self, pulled: bool) -> None:
        """Or plug it in again."""
        ...


class DemoCard(QWidget):
    """Does not keep the program alive: that is the windows' part."""

    def __init__(self, cable: Cable) -> None:
        super().__init__()
        self._cable = cable
        self.setObjectName("demoCard")
        self.setWindowTitle(self.tr("Try this – Sportello"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.cable = QCheckBox(self.tr("Pull Bruno's cable"))
        self.cable.toggled.connect(self._pull)
        tries: tuple[tuple[str, ...], ...] = (
            (self.tr("Choose the same ticket in both windows and press P in both: one of you gets it."), "claim"),
            (
                self.tr("R answers, Ctrl+Enter sends; for ten seconds Ctrl+Z takes it back. Customers write back."),
                "reply",
            ),
            (self.tr("Write in both windows to one customer and send both: one mail leaves, the other text is kept."),),
            (self.tr("Pull the cable, answer and tag as Bruno, answer the same customer as Anna, plug it in again."),),
        )
        lines = [self._line(n, *said) for n, said in enumerate(tries, 1)]
        keys = label(kind="muted")
        name_keys(keys, "setText", self.tr("F1 shows every key. Close both windows to end."))
        foot = row(self.cable, None, keys)
        layout = column(self, label(self.tr("Try this"), kind="large"), *lines, foot, margins=2 * STEP, spacing=STEP)
        layout.addStretch(1)

    def _pull(self, pulled: bool) -> None:
        self._cable.pull(pulled)

    def _line(self, number: int, text: str, *letters: str) -> QWidget:
        made = QWidget()
        words = label(wraps=True)
        name_keys(words, "setText", text, *letters)
        layout = row(label(str(number), kind="strong"), words, spacing=STEP + STEP // 2)
        layout.setStretch(1, 1)
        made.setLayout(layout)
        return made


def side_by_side(left: QWidget, right: QWidget, card: QWidget) -> None:
    """The windows beside each other, the card below them. A screen too narrow for both lets them overlap, each with
    an edge of its own to be taken by."""
    screen = QGuiApplication.primaryScreen()
    room = screen.availableGeometry() if screen is not None else QRect(0, 0, 1600, 900)
    half, height = room.width() // 2, room.height() - _LOW - 6 * STEP
    for window in (left, right):
        window.resize(half - 2 * STEP, height)
    left.move(room.topLeft() + QPoint(STEP, STEP))
    right.move(max(room.left(), room.right() - right.width() - STEP), room.top() + STEP)
    card.resize(min(room.width() - 2 * STEP, 110 * STEP), _LOW)
    card.move(room.left() + (room.width() - card.width()) // 2, room.bottom() - _LOW - 2 * STEP)

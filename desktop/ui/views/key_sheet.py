"""The sheet of keys: the person's own, by what they are for; typing leaves those that are asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.chosen import Chosen
from desktop.ui.keymap import Keymap, grouped, text_of
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, column, empty, label, row


class KeySheet(QDialog):
    settings = Signal()
    """Keys are to be changed."""

    def __init__(self, parent: QWidget, chosen: Chosen) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(self.tr("Find a command or a key"))
        self._typed.setAccessibleName(self._typed.placeholderText())
        self._typed.setClearButtonEnabled(True)
        self._typed.textChanged.connect(self._show)
        self._nothing = label(self.tr("No command is called so, and no key does it."), kind="muted")
        inner = QWidget()
        self._columns = QHBoxLayout(inner)
        self._columns.setSpacing(4 * STEP)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName(self.tr("Keys"))
        close = button(self.tr("Close"), self.accept, kind="primary", tip="Esc")
        change = button(self.tr("Change keys …"), self._change, kind="quiet")
        self._letters = label(kind="muted", wraps=True)
        layout = column(self, label(self.tr("Keys"), kind="title"), self._letters, self._typed, self._nothing, area)
        layout.addLayout(row(change, None, close))
        layout.setStretch(4, 1)
        for key in Keymap(chosen.now).acting("keys"):
            QShortcut(QKeySequence(key), self).activated.connect(self.accept)
        self.resize(112 * STEP, 88 * STEP)
        chosen.changed.connect(self._show)
        self._show()
        self._typed.setFocus()

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What is shown: keys and what they do."""
        keymap, typed = Keymap(self._chosen.now), self._typed.text().strip().casefold()
        every = [(keymap.shown(one), text_of(one)) for _, actions in grouped() for one in actions]
        return [line for line in every if typed in line[1].casefold() or typed == line[0].casefold()]

    def _show(self) -> None:
        on = self._chosen.now.single_keys
        self._letters.setText(
            self.tr("Single letters act wherever you are not typing.")
            if on
            else self.tr("Single letters are switched off in the settings.")
        )
        empty(self._columns)
        wanted = set(self.lines)
        self._nothing.setVisible(not wanted)
        keymap = Keymap(self._chosen.now)
        blocks: list[tuple[str, list[tuple[str, str]]]] = []
        for title, actions in grouped():
            lines = [line for one in actions if (line := (keymap.shown(one), text_of(one))) in wanted]
            if lines:
                blocks.append((title, lines))
        whole = sum(len(lines) + 2 for _, lines in blocks)
        sides, done = (QVBoxLayout(), QVBoxLayout()), 0
        for title, lines in blocks:
            sides[done >= whole / 2 - 1].addLayout(self._block(title, lines))
            done += len(lines) + 2
        for side in sides:
            side.setSpacing(3 * STEP)
            side.addStretch(1)
            self._columns.addLayout(side, 1)

    def _block(self, title: str, lines: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.addWidget(label(title, kind="large"), 0, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 12 * STEP)
        for number, (keys, text) in enumerate(lines, 1):
            grid.addWidget(label(keys or "–", kind="strong"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, wraps=True), number, 1)
        return grid

    def _change(self) -> None:
        self.accept()
        self.settings.emit()

"""The key map in a window: a shortcut for each key, made anew when the person chooses others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.ui.chosen import Chosen
from desktop.ui.keymap import Keymap, chord, where
from desktop.ui.keys import ELSEWHERE, KEYS
from desktop.ui.preferences import Preferences


class Shortcuts(QObject):
    """``place`` tells where the person is: a key that has a meaning of its own there has that one."""

    def __init__(
        self, window: QWidget, actions: Mapping[str, Callable[[], object]], place: Callable[[], str], chosen: Chosen
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._place = place
        self._made: list[QShortcut] = []
        self._bind(chosen.now)
        chosen.changed.connect(self._bind)

    def _bind(self, chosen: Preferences) -> None:
        for shortcut in self._made:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        keymap = Keymap(chosen)
        meanings: dict[str, dict[str, str]] = {}
        for action, _, _ in KEYS:
            for key in keymap.acting(action) if action not in ELSEWHERE else ():
                meanings.setdefault(key, {}).setdefault(where(action), action)
        self._made = [self._shortcut(key, meaning) for key, meaning in meanings.items()]

    def _shortcut(self, key: str, meaning: Mapping[str, str]) -> QShortcut:
        made = QShortcut(QKeySequence(key), self._window)
        made.setContext(Qt.ShortcutContext.WindowShortcut)
        made.activated.connect(partial(self._do, meaning))
        return made

    def _do(self, meaning: Mapping[str, str]) -> None:
        action = meaning.get(self._place(), meaning.get("", ""))
        if action:
            self._actions[action]()


class Translated(QObject):
    """The keys that a widget knows by itself, as the person has chosen them: theirs reach it as those that it knows,
    and those that mean nothing any more do not."""

    def __init__(self, widget: QWidget, chosen: Chosen) -> None:
        super().__init__(widget)
        self._widget = widget
        self._meant: dict[QKeySequence, QKeySequence] = {}
        self._gone: set[QKeySequence] = set()
        self._handing = False
        self._learn(chosen.now)
        chosen.changed.connect(self._learn)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if self._handing or watched is not self._widget or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
        pressed = QKeySequence(QKeyCombination(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, key))
        if event.type() == QEvent.Type.ShortcutOverride and pressed in self._meant:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if pressed in self._meant:
            self._hand_over(self._meant[pressed])
            return True
        return pressed in self._gone

    def _hand_over(self, known: QKeySequence) -> None:
        combined = chord(known)
        self._handing = True
        event = QKeyEvent(QEvent.Type.KeyPress, combined.key(), combined.keyboardModifiers())
        QCoreApplication.sendEvent(self._widget, event)
        self._handing = False

    def _learn(self, chosen: Preferences) -> None:
        keymap = Keymap(chosen)
        own = [(keys[0], keymap.keys(action)) for action, keys, _ in KEYS if action in ELSEWHERE]
        self._meant = {QKeySequence(key): QKeySequence(known) for known, keys in own for key in keys if key != known}
        self._gone = {QKeySequence(known) for known, keys in own if known not in keys}

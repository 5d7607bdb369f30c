"""The keys as they are for one person: the table, with what they have chosen laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from desktop.ui.keys import KEYS
from desktop.ui.preferences import Preferences

_FIRST = {action: keys for action, keys, _ in KEYS}
_TEXTS = {action: text for action, _, text in KEYS}

_LIST: Any = QT_TRANSLATE_NOOP("keys", "The list")
_TICKET: Any = QT_TRANSLATE_NOOP("keys", "The ticket")
_COMPOSER: Any = QT_TRANSLATE_NOOP("keys", "The composer")
_PLACES: Any = QT_TRANSLATE_NOOP("keys", "Places")
_REVIEW: Any = QT_TRANSLATE_NOOP("keys", "To review, about to leave")
_WINDOW: Any = QT_TRANSLATE_NOOP("keys", "The window")

_GROUPS: Mapping[str, Any] = {
    **dict.fromkeys(("next", "previous", "select"), _LIST),
    **dict.fromkeys(("send", "close"), _COMPOSER),
    **dict.fromkeys(("go", "save-search", "search", "team", "texts", "figures", "moving", "mailboxes"), _PLACES),
    **dict.fromkeys(("review", "stop", "write-on"), _REVIEW),
    **dict.fromkeys(("palette", "settings", "keys", "next-pane", "fetch", "undo"), _WINDOW),
}
"""By an action's name, or its first word."""

REVIEW, LEAVING = "review", "leaving"

_KEPT = {
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Space,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
}
"""Without Ctrl or Alt these move about or type, everywhere."""


def text_of(action: str) -> str:
    """What it does, in the window's language."""
    return QCoreApplication.translate("keys", _TEXTS[action])


def where(action: str) -> str:
    """The place where its keys win over the same keys elsewhere; empty for everywhere."""
    return REVIEW if action.startswith("review-") else LEAVING if action in ("stop", "write-on") else ""


def grouped() -> Iterator[tuple[str, list[str]]]:
    """All actions, under headings in the window's language."""
    for title in (_LIST, _TICKET, _COMPOSER, _PLACES, _REVIEW, _WINDOW):
        group = [action for action in _FIRST if _group(action) == title]
        yield QCoreApplication.translate("keys", title), group


def _group(action: str) -> Any:
    composing = _COMPOSER if "(in the composer)" in _TEXTS[action] else _TICKET
    return _GROUPS.get(action, _GROUPS.get(action.partition("-")[0], composing))


def native(key: str) -> str:
    """As it is written on this system's keyboards and menus."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def is_single(key: str) -> bool:
    """A key that types something where somebody is typing."""
    first = _chords(key)[:1]
    typing = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return any(one.key() < Qt.Key.Key_Escape and not one.keyboardModifiers() & typing for one in first)


def is_kept(key: str) -> bool:
    """Whether it has a meaning everywhere that no action can have."""
    held = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    return any(one.key() in _KEPT and one.keyboardModifiers() in held for one in _chords(key))


class Keymap:
    def __init__(self, chosen: Preferences) -> None:
        self._own: Mapping[str, tuple[str, ...]] = {
            action: keys for action, keys in chosen.keys.items() if action in _FIRST and all(map(_chords, keys))
        }
        self._single = chosen.single_keys

    def keys(self, action: str) -> tuple[str, ...]:
        return self._own.get(action, _FIRST[action])

    def acting(self, action: str) -> tuple[str, ...]:
        """Without single letters, where those are switched off."""
        return tuple(key for key in self.keys(action) if self._single or not is_single(key))

    def shown(self, action: str) -> str:
        return ", ".join(native(key) for key in self.acting(action))

    def is_own(self, action: str) -> bool:
        return self.keys(action) != _FIRST[action]

    def taken_by(self, action: str, key: str) -> str:
        """The other action that already has the key, or one that begins with it or that it begins with; empty when
        there is none. In *To review* and *About to leave* keys may have another meaning."""
        others = (other for other in _FIRST if other != action and where(other) == where(action))
        return next((other for other in others if any(_clash(one, key) for one in self.keys(other))), "")

    def chosen(self, action: str, key: str, *, instead_of: str = "") -> dict[str, tuple[str, ...]]:
        """The person's own keys when the action gets this one, and another loses it."""
        own = {**self._own, action: (key,)}
        if instead_of:
            rest = [one for one in self.keys(instead_of) if not _clash(one, key)]
            own[instead_of] = tuple(rest)
        return {name: keys for name, keys in own.items() if keys != _FIRST[name]}

    def without(self, action: str) -> dict[str, tuple[str, ...]]:
        """The person's own keys when the action goes back to its first ones; whoever has those gives them back."""
        own = {name: keys for name, keys in self._own.items() if name != action}
        for name, keys in list(own.items()):
            if where(name) == where(action):
                kept = tuple(key for key in keys if not any(_clash(key, one) for one in _FIRST[action]))
                if kept != keys:
                    own[name] = kept or _FIRST[name]
        return {name: keys for name, keys in own.items() if keys != _FIRST[name]}


def _clash(one: str, other: str) -> bool:
    """The same, or one begins with the other."""
    a, b = _chords(one), _chords(other)
    shorter = min(len(a), len(b))
    return a[:shorter] == b[:shorter]


def chord(sequence: QKeySequence, number: int = 0) -> QKeyCombination:
    # Qt's stubs do not know it.
    found: QKeyCombination = sequence[number]  # type: ignore[index]
    return found


def _chords(key: str) -> list[QKeyCombination]:
    """Pressed one after the other; none for what is no key."""
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    found = [chord(sequence, number) for number in range(sequence.count())]
    return [] if any(one.key() == Qt.Key.Key_unknown for one in found) else found

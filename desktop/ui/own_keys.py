"""Keys that words name, as the person has chosen them. Words are written with the keys of the first map: where those do
something else by now, they are said otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.keymap import Keymap, native
from desktop.ui.keys import KEYS
from desktop.ui.preferences import Preferences

_NAMED, _OWN = "namedKeys", "ownKeys"

_FIRST = {action: keys[0] for action, keys, _ in KEYS}


def learn(chosen: Preferences) -> None:
    """From now on. As its look, that is the whole application's."""
    keymap = Keymap(chosen)
    changed = {action: _said(keymap, action) for action, key in _FIRST.items() if key not in keymap.acting(action)}
    QApplication.instance().setProperty(_OWN, changed)  # type: ignore[union-attr]


def own(words: str, *letters: str) -> str:
    """``letters``: the actions whose single letters, or Esc, are named; all other keys are known by themselves."""
    changed: Mapping[str, str] = QApplication.instance().property(_OWN) or {}  # type: ignore[union-attr]
    wanted = [action for action in changed if action in letters or (len(_FIRST[action]) > 1 and action != "close")]
    if not wanted:
        return words
    now = {key: changed[action] for action in wanted for key in _spelled(_FIRST[action])}
    keys = "|".join(sorted(map(re.escape, now), key=len, reverse=True))
    return re.sub(rf"(?<![\w+])(?:{keys})(?![\w+])", lambda found: now[found[0]], words)


def first(action: str) -> str:
    """The key of the first map, as words have it."""
    return _FIRST[action].replace(", ", " ").replace("Return", "Enter")


def name_keys(widget: QWidget, put: str, words: str, *letters: str) -> None:
    """By ``put`` (setText, setToolTip, setPlaceholderText): now, and whenever other keys are chosen (``rename``)."""
    widget.setProperty(_NAMED, [put, words, *letters])
    getattr(widget, put)(own(words, *letters))


def rename() -> None:
    """Other keys have been learnt."""
    for widget in QApplication.allWidgets():
        named = widget.property(_NAMED)
        if named:
            put, words, *letters = named
            getattr(widget, put)(own(words, *letters))


def _said(keymap: Keymap, action: str) -> str:
    """By the palette, where it has no key that acts."""
    key = next(iter(keymap.acting(action) or keymap.acting("palette")), "–")
    return native(key).replace(", ", " ")


def _spelled(key: str) -> set[str]:
    """As the words of either language have it."""
    return {key.replace(", ", " ").replace("Return", enter) for enter in ("Enter", "Invio")}

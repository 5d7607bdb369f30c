"""A real window on a shop's profile, driven by keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.runtime.compose import opened
from desktop.runtime.window.opening import application, shown
from desktop.ui.models.tickets import ROW
from desktop.ui.window import MainWindow
from tests.integration.cli.shop import Station
from tests.peers.waiting import until


@dataclass
class Showing:
    window: MainWindow

    def wait(self, condition: Callable[[], bool], what: str, seconds: float = 15.0) -> None:
        """Qt goes on meanwhile."""

        def there() -> bool:
            QApplication.processEvents()
            return condition()

        try:
            until(there, what, seconds)
        except TimeoutError:
            place, said = self.window.list.place, f"trouble: {self.window.trouble.text}; banner: {self.banner}"
            raise TimeoutError(f"{what}; {said}; {place}: {self.subjects()}; focus: {self.focus()}") from None

    def press(self, keys: str, *modifiers: Qt.KeyboardModifier) -> None:
        """Letters, one after the other, to whoever has the focus."""
        for key in keys:
            QTest.keyClick(self.focus(), key, _all(modifiers))

    def hit(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.focus(), key, _all(modifiers))

    def type(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                QTest.keyClick(self.focus(), Qt.Key.Key_Return)
            QTest.keyClicks(self.focus(), line)

    def focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return self.window.focusWidget() or self.window

    def front(self) -> None:
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow, "the window is active")

    def online(self) -> None:
        self.wait(lambda: "Online" in self.window.status.text, "online")

    def go(self, letter: str) -> None:
        self.press("g")
        self.press(letter)

    def subjects(self) -> list[str]:
        """Of the rows that are there: one may have gone in the store of which the list is still to hear."""
        model = self.window.list.current.model()
        rows = (model.index(n, 0).data(ROW) for n in range(model.rowCount()))
        return [row.subject for row in rows if row is not None]

    def open(self, subject: str) -> None:
        """By J and K, from the top of the list that is shown."""
        self.wait(lambda: subject in self.subjects(), f"{subject} in the list")
        self.window.list.current.choose(self.subjects().index(subject))
        self.wait(lambda: self.subject == subject, f"{subject} is shown")

    @property
    def subject(self) -> str:
        found = self.window.ticket.conversation
        return found.row.subject if found is not None else ""

    @property
    def banner(self) -> str:
        return self.window.ticket.banner.text

    @property
    def toast(self) -> str:
        """What was just done."""
        return self.window.toast.text

    def says(self, words: str) -> None:
        self.wait(lambda: words in self.banner, f"banner says {words!r}")


def _all(modifiers: tuple[Qt.KeyboardModifier, ...]) -> Qt.KeyboardModifier:
    found = Qt.KeyboardModifier.NoModifier
    for one in modifiers:
        found |= one
    return found


@contextmanager
def showing(station: Station, language: str = "en") -> Iterator[Showing]:
    surroundings = {**station.surroundings(), "SPORTELLO_LANGUAGE": language}
    with patch.dict(os.environ, surroundings), opened(station.profile, os.environ) as profile:
        qt = application(os.environ)
        with shown(profile, language) as one:
            assert one.window is not None
            found = Showing(one.window)
            found.front()
            yield found
            assert qt
        QApplication.processEvents()

"""A real first run, driven by keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ports.secrets import Typed
from desktop.runtime.window import enrolling as attempts
from desktop.runtime.window.first_run import enrolling
from desktop.runtime.window.opening import application
from desktop.ui.first_run import FirstRun
from tests.fakes import wallet
from tests.fakes.network import Nobody
from tests.integration.cli.shop import Shop
from tests.peers.dovecot import PASSWORD
from tests.peers.waiting import until

WALLET = {"PYTHON_KEYRING_BACKEND": wallet.NAME, "SPORTELLO_PASSWORD": ""}


@dataclass
class First:
    window: FirstRun

    def keys(self, *words: str) -> None:
        """Each is typed where the focus is; then on to the next field."""
        for word in words:
            QTest.keyClicks(self.focus(), word)
            QTest.keyClick(self.focus(), Qt.Key.Key_Tab)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.focus(), words)

    def retype(self, words: str) -> None:
        """Over what stands in the field that has the focus."""
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(words)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifier)

    def wait(self, words: str, seconds: float = 20.0) -> None:
        """Qt goes on meanwhile."""

        self.until(lambda: words in self.said, f"{words!r}; it says {self.said!r}", seconds)

    def until(self, condition: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
        def held() -> bool:
            QApplication.processEvents()
            return condition()

        until(held, what, seconds)

    @property
    def said(self) -> str:
        return f"{self.window.trouble.text} {self.window.address_form.text} " + (
            self.window.end.text if self.window.enrolled else ""
        )

    def focus(self) -> QWidget:
        return self.window.focusWidget() or self.window


@contextmanager
def first_run(
    profile: Path,
    team_file: str = "",
    language: str = "en",
    surroundings: Mapping[str, str] = WALLET,
    typed: Typed | None = None,
    known: str = "",
) -> Iterator[First]:
    surroundings = {"SPORTELLO_LANGUAGE": language, **surroundings}
    profile.mkdir()
    with patch.dict(os.environ, surroundings):
        qt = application(os.environ)
        file = Path(team_file) if team_file else None
        with (
            patch.object(attempts, "lookups", lambda _: Nobody()),
            enrolling(profile, os.environ, language, file, typed or Typed(), known) as one,
        ):
            assert one.window is not None
            one.window.activateWindow()
            QApplication.processEvents()
            yield First(one.window)
            assert qt
        QApplication.processEvents()


def fill_in(one: First, shop: Shop, password: str = PASSWORD, host: str = "127.0.0.1", port: int = 0) -> None:
    """From the choice to the last field of the second step: servers that nobody could find are typed."""
    one.press(Qt.Key.Key_Space)
    one.type(shop.address)
    one.press(Qt.Key.Key_Return)
    one.until(lambda: one.window.address_form.proposal is not None, "the servers are looked for")
    for server, where in ((host, port or shop.server.port), ("127.0.0.1", shop.sink.port)):  # type: ignore[attr-defined]
        one.retype(server)
        one.press(Qt.Key.Key_Tab)
        one.retype(str(where))
        one.press(Qt.Key.Key_Tab)
        one.keys("n")
    one.retype(shop.user)
    one.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    one.keys("Bottega", "Anna", password)

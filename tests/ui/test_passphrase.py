"""A computer without a keyring: a passphrase takes its place, chosen at the first run and asked for at each start."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.adapters.imap.place import ImapPlace
from desktop.ports.log import Probe
from desktop.ports.secrets import Typed
from desktop.runtime.compose import opened
from desktop.runtime.window.opening import application, shown
from desktop.runtime.window.unlocking import unlocked
from desktop.ui.application import Next
from desktop.ui.passphrase import Unlock
from tests.integration.cli.shop import FAIL_KEYRING, Office, Shop
from tests.peers.dovecot import PASSWORD
from tests.peers.waiting import until
from tests.ui.beginning import First, fill_in, first_run
from tests.ui.showing import Showing

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return
CHOSEN = "quattro lampade accese"
NO_KEYRING = {"PYTHON_KEYRING_BACKEND": FAIL_KEYRING, "SPORTELLO_PASSWORD": "", "SPORTELLO_LANGUAGE": "en"}


@pytest.fixture(autouse=True)
def _probed_at_once() -> Iterator[None]:
    with patch.object(ImapPlace, "probe", lambda _: Probe("green", (), 6, ())):
        yield


def choose(one: First) -> None:
    """Not at the first attempt."""
    until(lambda: _going() and one.window.passphrase_form.isVisible(), "the passphrase is asked for")
    one.keys("corta", "corta")
    one.press(RETURN, CTRL)
    form = one.window.passphrase_form
    assert "At least 8" in form.first.edit.accessibleDescription()
    form.first.edit.clear()
    form.second.edit.clear()
    one.keys(CHOSEN, CHOSEN[:-1])
    one.press(RETURN, CTRL)
    assert form.second.edit.accessibleDescription() == "This is not the same."
    form.second.edit.setFocus()
    form.second.edit.clear()
    one.keys(CHOSEN)
    one.press(RETURN, CTRL)


def _going() -> bool:
    QApplication.processEvents()
    return True


@contextmanager
def typing(*answers: str | None) -> Iterator[list[str]]:
    """Whoever asks for a passphrase gets these, one after the other; None closes the question. What it said."""
    left, said = list(answers), []
    timer = QTimer()

    def look() -> None:
        asking = [one for one in QApplication.topLevelWidgets() if isinstance(one, Unlock) and one.isVisible()]
        if asking and left:
            (window,) = asking
            said.append(" ".join(label.text() for label in window.findChildren(QLabel)))
            answer = left.pop(0)
            if answer is None:
                window.close()
            else:
                QTest.keyClicks(window.field.edit, answer)
                QTest.keyClick(window.field.edit, RETURN)

    timer.timeout.connect(look)
    timer.start(10)
    try:
        yield said
    finally:
        timer.stop()
    assert left == []


def test_a_team_is_begun_and_each_start_asks_for_the_passphrase(shop: Shop) -> None:
    path = shop.folder / "first"
    typed = Typed()
    with first_run(path, surroundings=NO_KEYRING, typed=typed) as one:
        fill_in(one, shop)
        one.press(RETURN, CTRL)
        choose(one)
        one.wait("you are in the team")
        assert "Each start asks for your passphrase" in one.said
    assert typed.passphrase == CHOSEN  # the window that opens now does not ask again
    assert PASSWORD not in "".join(file.read_text("latin-1") for file in path.rglob("*") if file.is_file())
    with patch.dict(os.environ, NO_KEYRING), opened(path, os.environ, Typed()) as profile:
        qt = application(os.environ)
        with typing("sbagliata", CHOSEN) as said:
            assert unlocked(profile, qt, "en") is None
        assert "Type the passphrase" in said[0]
        assert "another passphrase" in said[1]
        with shown(profile, "en") as window:
            assert window.window is not None
            main = Showing(window.window)
            main.online()
            main.wait(lambda: "Reading" not in main.window.status.text, "the mailbox is read")
            assert main.window.password.address == ""
    QApplication.processEvents()


def test_the_question_may_be_closed(shop: Shop) -> None:
    path = _sealed(shop)
    with patch.dict(os.environ, NO_KEYRING), opened(path, os.environ) as profile:
        qt = application(os.environ)
        with typing(None):
            assert unlocked(profile, qt, "en") is Next.END


def test_passwords_of_all_mailboxes_are_asked_for_and_tried(fresh: Office) -> None:
    second, third = fresh.shop.another(), fresh.shop.another()
    for more in (second, third):
        fresh.anna.ok("mailbox", "add", *more.servers())
    path = fresh.shop.folder / "carla"
    with first_run(path, fresh.shop.invitation(fresh.anna), surroundings=NO_KEYRING) as one:
        until(lambda: _going() and one.window.file_form.file is not None, "the file to be read")
        one.keys("Carla", PASSWORD, "sbagliata")
        one.press(RETURN, CTRL)
        one.wait("does not accept the user name and password")
        wrong = one.window.file_form._others[second.address].edit
        assert one.window.focusWidget() is wrong
        wrong.clear()
        one.keys(PASSWORD)  # the third's stays empty
        one.press(RETURN, CTRL)
        choose(one)
        one.wait("Carla, you are in the team")
    with patch.dict(os.environ, NO_KEYRING), opened(path, os.environ, Typed(CHOSEN)) as profile:
        assert {profile.secrets.password(a) for a in (fresh.shop.address, second.address)} == {PASSWORD}
        qt = application(os.environ)
        with shown(profile, "en") as window:
            assert window.window is not None
            main = Showing(window.window)
            main.wait(lambda: main.window.password.address == third.address, "the bar asks for the last")
            assert qt
    QApplication.processEvents()


def _sealed(shop: Shop) -> Path:
    """A profile whose key lies sealed under some password."""
    return shop.found().profile

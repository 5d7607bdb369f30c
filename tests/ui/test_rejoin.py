"""Back into the team with a new team file, the whole way in the program: removed by a lead, or the passphrase
forgotten. What this computer has read and what was written on it stays."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.runtime.window import opening
from desktop.ui.first_run import FirstRun
from desktop.ui.passphrase import Unlock
from desktop.ui.refused import Refused
from desktop.ui.window import MainWindow
from tests.integration.cli.shop import Office, Station, body
from tests.integration.cli.test_roster import remove
from tests.peers.dovecot import PASSWORD
from tests.ui.beginning import First
from tests.ui.showing import Showing, showing
from tests.ui.test_passphrase import CHOSEN, NO_KEYRING

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return
Act = Callable[[QWidget], bool]
"""Whether it is done with the window that is in front; else it is asked again in a moment."""

_WITHIN = 30.0
"""Seconds for all of it."""


@contextmanager
def somebody(*acts: Act) -> Iterator[None]:
    """Who does these, one after the other, with whatever window the program shows."""
    left, failed = list(acts), []
    timer, deadline = QTimer(), time.monotonic() + _WITHIN

    def look() -> None:
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
        mine = [one for one in shown if isinstance(one, MainWindow | FirstRun | Unlock | Refused)]
        try:
            assert time.monotonic() < deadline, (left, shown)
            if mine and not mine[0].isActiveWindow():
                mine[0].activateWindow()
            elif mine and left and not failed and left[0](mine[0]):
                left.pop(0)
        except BaseException as error:  # noqa: BLE001 - told by the test, not by Qt
            failed.append(error)
            for one in shown:
                one.close()

    timer.timeout.connect(look)
    timer.start(10)
    try:
        yield
    finally:
        timer.stop()
    if failed:
        raise failed[0]
    assert left == []


def run(station: Station, *acts: Act, team_file: str = "") -> None:
    """The program, as it is started by hand, until its last window is closed."""
    with patch.dict(os.environ, {**station.surroundings(), "SPORTELLO_LANGUAGE": "en"}), somebody(*acts):
        assert opening.run(station.profile, Path(team_file) if team_file else None) == 0


def removed(window: QWidget) -> bool:
    """The bar says so, and its button is pressed."""
    assert isinstance(window, MainWindow)
    bar = window.rejoin
    if not bar.text:
        return False
    assert "Anna removed this computer from the team at" in bar.text
    QTest.keyClick(bar.open, Qt.Key.Key_Space)
    return True


def back(window: QWidget) -> bool:
    """Second thoughts."""
    if not isinstance(window, FirstRun):
        return False
    assert not window.choice.isVisible()
    window.back.click()
    return True


def forgotten(window: QWidget) -> bool:
    if not isinstance(window, Unlock):
        return False
    QTest.keyClick(window.lost, Qt.Key.Key_Space)
    return True


def file_opened(path: str) -> Act:
    def act(window: QWidget) -> bool:
        if not isinstance(window, FirstRun):
            return False
        form = window.file_form
        if form.file is None:
            if not window.busy:
                First(window).keys(path)
                form.read(path)
            return False
        assert form.agent.edit.text() == "Bruno"
        form.password.edit.setFocus()
        First(window).keys(PASSWORD)
        First(window).press(RETURN, CTRL)
        return True

    return act


def chosen(window: QWidget) -> bool:
    """Another passphrase than the forgotten one."""
    if not isinstance(window, FirstRun) or not window.passphrase_form.isVisible():
        return False
    First(window).keys(CHOSEN, CHOSEN)
    First(window).press(RETURN, CTRL)
    return True


def welcomed(window: QWidget) -> bool:
    if not isinstance(window, FirstRun) or not window.enrolled:
        return False
    assert "Bruno, you are in the team" in window.end.text
    QTest.keyClick(window.go, Qt.Key.Key_Space)
    return True


def writing(subject: str, before: str, after: str) -> Act:
    """Goes on with what was begun on a ticket, and sends it."""

    def act(window: QWidget) -> bool:
        if not isinstance(window, MainWindow) or "Online" not in window.status.text or window.leaving.isVisible():
            return False
        one = Showing(window)
        one.front()
        one.go("o")
        one.open(subject)
        assert window.rejoin.text == ""
        assert window.ticket.composer.text.toPlainText() == before
        one.hit(Qt.Key.Key_Escape)
        one.press("r")
        one.says("Yours until")
        one.type(after)
        one.hit(RETURN, CTRL)
        one.wait(lambda: not window.ticket.composer.is_open, "it is on its way")
        return True

    return act


def gone(window: QWidget) -> bool:
    """Nothing waits any more: the window may be closed."""
    assert isinstance(window, MainWindow)
    found = window.ticket.conversation
    if found is None or found.ticket.waiting_slots or window.leaving.isVisible():
        return False
    return window.close()


def begun(office: Office, subject: str, text: str) -> None:
    """A reply that Bruno has not finished."""
    with showing(office.bruno) as one:
        one.online()
        one.go("o")
        one.open(subject)
        one.press("r")
        one.says("Yours until")
        one.type(text)
        one.hit(Qt.Key.Key_Escape)


@pytest.mark.usefixtures("hurried")
def test_a_removed_computer_comes_back_by_the_bar_and_goes_on_where_it_was(fresh: Office) -> None:
    reference = fresh.ticket("Ritorno")
    begun(fresh, "Ritorno", "Gentile cliente")
    remove(fresh, "Bruno")
    fresh.anna.ok("break", reference)
    file = fresh.shop.invitation(fresh.anna)
    go_on = writing("Ritorno", "Gentile cliente", ", rieccomi")
    run(fresh.bruno, removed, back, removed, file_opened(file), welcomed, go_on, gone)
    fresh.sync()
    (answer,) = fresh.sent(reference)
    assert body(answer).startswith("Gentile cliente, rieccomi")
    assert fresh.anna.ok("show", reference)["waiting"] == 0


@pytest.mark.usefixtures("hurried")
def test_a_forgotten_passphrase_gives_way_to_a_team_file(fresh: Office) -> None:
    reference = fresh.ticket("Memoria corta")
    begun(fresh, "Memoria corta", "Gentile cliente")
    fresh.bruno.environ.update(NO_KEYRING)
    file = fresh.shop.invitation(fresh.anna)
    go_on = writing("Memoria corta", "Gentile cliente", ", eccomi")
    run(fresh.bruno, forgotten, back, forgotten, file_opened(file), chosen, welcomed, go_on, gone)
    (answer,) = fresh.sent(reference)
    assert body(answer).startswith("Gentile cliente, eccomi")


def test_who_is_removed_while_writing_is_told_and_keeps_the_text(fresh: Office) -> None:
    fresh.ticket("Congedo")
    with showing(fresh.bruno) as one:
        one.online()
        one.go("o")
        one.open("Congedo")
        one.press("r")
        one.says("Yours until")
        one.type("Gentile cliente")
        remove(fresh, "Bruno")
        one.window.fetch()
        one.says("no longer in the team")
        bar = one.window.rejoin
        assert "Anna removed this computer from the team at" in bar.text
        assert one.window.focusWidget() is one.window.ticket.composer.text
        one.hit(RETURN, CTRL)
        composer = one.window.ticket.composer
        assert "What you wrote stays here" in " ".join(label.text() for label in composer.findChildren(QLabel))
        assert composer.text.toPlainText() == "Gentile cliente"
        one.hit(Qt.Key.Key_Escape)
        for button in one.window.ticket._actions.findChildren(QPushButton):
            assert not button.isEnabled()
        for key in "rn1lstme":
            one.window.trouble.hide()
            one.press(key)
            assert "no longer in the team" in one.window.trouble.text, key
            assert QApplication.activePopupWidget() is None
            assert not composer.is_open
    with showing(fresh.bruno) as one:
        assert "Anna removed this computer from the team at" in one.window.rejoin.text  # before any line is up
        one.online()
        one.go("o")
        one.open("Congedo")
        assert composer is not one.window.ticket.composer
        assert one.window.ticket.composer.text.toPlainText() == "Gentile cliente"
    assert fresh.anna.ok("review")["items"] == []


def test_a_removed_lead_leads_no_more(fresh: Office) -> None:
    carla = fresh.shop.joined(fresh.anna, "Carla", "lead")
    fresh.anna.ok("sync", "--once")
    remove(fresh, "Carla")
    with showing(carla) as one:
        one.wait(lambda: one.window.rejoin.text != "", "it is told")
        dialog = one.window.team
        dialog.show()
        assert [b.text() for b in dialog.findChildren(QPushButton) if b.isVisible()] == [
            "Mailboxes …",
            "Figures …",
            "Close",
        ]
        dialog.accept()


def test_a_removed_computer_that_is_started_with_a_team_file_opens_it(fresh: Office) -> None:
    fresh.sync()
    remove(fresh, "Bruno")
    fresh.bruno.run("--profile", str(fresh.bruno.profile), "sync", "--once")
    file = fresh.shop.invitation(fresh.anna)
    run(fresh.bruno, file_opened(file), welcomed, closed, team_file=file)


def closed(window: QWidget) -> bool:
    if not isinstance(window, MainWindow) or "Online" not in window.status.text:
        return False
    assert window.rejoin.text == ""
    window.close()
    return True

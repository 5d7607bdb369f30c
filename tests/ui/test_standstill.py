"""Claiming and sending stopped, or the journal lost: said to everybody, and mended by a lead, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.domain.errors import RefusedByTeam, SportelloError
from desktop.engine.notices import Trouble
from desktop.runtime.window.leading import Leading
from tests.integration.cli.shop import Office
from tests.integration.cli.test_restoring import lose_journal
from tests.ui.showing import Showing, showing

SPACE = Qt.Key.Key_Space


def mends(one: Showing) -> QPushButton:
    """From the bar to the button of the moment."""
    QTest.keyClick(one.window._panes.standstill.open, SPACE)
    one.wait(one.window.team.isActiveWindow, "the team")
    found = one.window.team.focusWidget()
    assert isinstance(found, QPushButton)
    return found


def look(one: Showing, condition: Callable[[], bool], what: str) -> None:
    """As often as it takes: the first look may only find that the server has hung up."""

    def there() -> bool:
        one.window.fetch()
        return condition()

    one.wait(there, what)


def test_a_lead_stops_everybody_with_a_reason_and_lets_it_go_on(fresh: Office) -> None:
    reference = fresh.ticket("Dove si trova il pacco")
    with showing(fresh.anna) as one:
        one.online()
        bar, care = one.window._panes.standstill, one.window.team.care
        assert bar.text == ""
        one.go("t")
        QTest.keyClick(care.stop, SPACE)
        QTest.keyClick(care.question.reason, Qt.Key.Key_Return)
        assert care.question.isVisible(), "not without a reason"
        QTest.keyClicks(care.question.reason, "Si cambia magazzino")
        QTest.keyClick(care.question.reason, Qt.Key.Key_Return)
        one.wait(lambda: "Si cambia magazzino" in bar.text, "stopped")
        assert one.window.team.focusWidget() is care.go_on
        one.window.team.accept()
        fresh.bruno.fails(6, "halted", "claim", reference)
        with_focus = mends(one)
        assert with_focus is care.go_on
        QTest.keyClick(with_focus, SPACE)
        one.wait(lambda: bar.text == "", "it goes on")
        assert one.window.team.focusWidget() is care.stop
        QTest.keyClick(care.stop, SPACE)
        QTest.keyClick(care.question.leave, SPACE)
        assert one.window.team.focusWidget() is care.stop
        one.window.team.accept()


def test_a_lost_journal_is_restored_by_a_lead_and_by_nobody_else(fresh: Office) -> None:
    with showing(fresh.anna) as one:
        one.online()
        lose_journal(fresh.shop)
        bar, care = one.window._panes.standstill, one.window.team.care
        look(one, lambda: "Team (G T)" in bar.text, "it is said")
        moved: list[bool] = []
        one.window.moved.connect(lambda: moved.append(True))
        QTest.keyClick(mends(one), SPACE)
        assert "half an hour" in care.question.accessibleName()
        QTest.keyClick(care.question.agree, SPACE)
        assert "Restoring the journal" in care._words.text()
        one.wait(lambda: bool(moved), "the team goes on in another folder")
        one.window.team.accept()
    with showing(fresh.anna) as one:
        bar = one.window._panes.standstill
        one.wait(lambda: "Nothing is claimed or sent until" in bar.text, "stopped, waiting")
        one.wait(lambda: bar.text.endswith("Not heard from yet: Bruno"), "her own answers are carried over")


def test_a_window_goes_on_in_the_journal_that_a_lead_restored(fresh: Office, caplog: pytest.LogCaptureFixture) -> None:
    fresh.ticket("Tutti si conoscono")
    with showing(fresh.bruno) as one:
        one.online()
        moved: list[bool] = []
        one.window.moved.connect(lambda: moved.append(True))
        lose_journal(fresh.shop)
        fresh.anna.ok("team", "restore")
        look(one, lambda: bool(moved), "it has found the other journal")
        assert one.window._desk.facts.team.name, "nothing has been read of it yet"
    with showing(fresh.bruno) as one:
        bar = one.window._panes.standstill
        one.wait(lambda: bar.text.endswith("leave Sportello open on all of them."), "heard from everybody")
    assert "no-team" not in caplog.text, "the window before asked nothing more once it had moved"


def test_a_restore_that_another_lead_never_finishes_is_put_aside(office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        asked: list[bool] = []
        with patch.object(Leading, "restore", lambda _, *, anew: asked.append(anew)):
            care = one.window.team.care
            care.question.restore.emit()
            assert "Restoring the journal" in care._words.text()
            one.window.told(Trouble(SportelloError("wrong-password", address=office.shop.address)))
            assert "Restoring the journal" not in care._words.text(), "it waits for a password"
            asked.clear()
            one.window.told(Trouble(RefusedByTeam("restore-unfinished", folder="Sportello/Journal-2", agent="Clara")))
            assert "Clara has begun" in one.window.trouble.text
            QTest.keyClick(one.window.trouble._remedy, SPACE)
        assert asked == [True]

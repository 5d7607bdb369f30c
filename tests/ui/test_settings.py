"""Settings act at once, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from desktop.ui import theme
from desktop.ui.preferences import load
from tests.integration.cli.shop import Office
from tests.ui.showing import Showing, showing

CTRL = Qt.KeyboardModifier.ControlModifier


def choose(one: Showing, name: str, letter: str) -> None:
    """In the settings, as somebody who has come there with Tab."""
    (box,) = [found for found in one.window.beside.settings.findChildren(QComboBox) if found.accessibleName() == name]
    QTest.keyClick(box, letter)


def open_settings(one: Showing) -> None:
    one.hit(Qt.Key.Key_Comma, CTRL)
    one.wait(one.window.beside.settings.isActiveWindow, "the settings")


def test_colours_turn_at_once_and_are_there_again(choosy: Office) -> None:
    try:
        with showing(choosy.anna) as one:
            open_settings(one)
            choose(one, "Colours", "d")
            assert theme.is_dark()
            assert one.window.isVisible()
        theme.dress(QApplication.instance(), dark=False)
        theme.prefer(QApplication.instance(), "system")
        with showing(choosy.anna) as one:
            assert theme.is_dark()
            open_settings(one)
            choose(one, "Colours", "l")
            assert not theme.is_dark()
    finally:
        theme.prefer(QApplication.instance(), "system")


def test_another_language_opens_the_window_anew(choosy: Office) -> None:
    with showing(choosy.anna) as one:
        shown = one.window
        open_settings(one)
        choose(one, "Language", "i")
        assert not shown.isVisible()
        assert load(choosy.anna.profile).language == "it"


def test_the_undo_window_is_as_long_as_one_likes(choosy: Office) -> None:
    with showing(choosy.anna) as one:
        before = one.window._desk.facts.undo_seconds
        open_settings(one)
        choose(one, "A mail waits before it leaves", "6")
        assert (before, one.window._desk.facts.undo_seconds) == (10, 60)

"""Keys of one's own: chosen in the settings, by keyboard, and there at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import vocabulary
from desktop.ui.chosen import Chosen
from desktop.ui.keymap import Keymap, grouped, is_kept, is_single, text_of
from desktop.ui.keys import KEYS
from desktop.ui.preferences import Preferences, load
from desktop.ui.views.key_settings import KeySettings
from desktop.ui.views.key_sheet import KeySheet
from tests.integration.cli.shop import Office
from tests.ui.showing import showing

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RETURN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def test_the_map_as_it_comes_has_no_clash() -> None:
    keymap = Keymap(Preferences())
    assert [(a, key, keymap.taken_by(a, key)) for a, keys, _ in KEYS for key in keys if keymap.taken_by(a, key)] == []


def test_every_action_stands_in_one_group() -> None:
    assert sorted(one for _, group in grouped() for one in group) == sorted(action for action, _, _ in KEYS)


@pytest.mark.parametrize(
    ("key", "single"), [("J", True), ("Shift+P", True), ("G, M", True), ("1", True), ("Ctrl+J", False), ("F1", False)]
)
def test_single_keys_are_those_that_type(key: str, single: bool) -> None:
    assert is_single(key) is single


def test_what_moves_about_everywhere_is_no_key_of_ours() -> None:
    assert [key for key in ("Tab", "G, Return", "Shift+Space") if not is_kept(key)] == []
    assert [key for key in ("Ctrl+Return", "Alt+Left") if is_kept(key)] == []


def test_a_key_that_another_chord_begins_with_is_taken() -> None:
    keymap = Keymap(Preferences())
    assert keymap.taken_by("spam", "G") != ""
    assert keymap.taken_by("spam", "J, K") == "next"
    assert keymap.taken_by("spam", "S") == "assign", "in To review it has another meaning, and that is no clash"
    assert keymap.taken_by("spam", "Z") == ""


def test_who_loses_a_key_gets_it_back_with_the_first_ones() -> None:
    own = Keymap(Preferences()).chosen("spam", "J", instead_of="next")
    keymap = Keymap(Preferences(keys=own))
    assert (keymap.keys("spam"), keymap.keys("next")) == (("J",), ())
    assert keymap.without("next") == {}


def test_nonsense_from_the_file_is_no_key() -> None:
    assert Keymap(Preferences(keys={"spam": ("Blorb+Q",), "gone": ("Q",)})).keys("spam") == ("Ctrl+J",)


# -- in the settings ------------------------------------------------------------------------------------------------


def settings(qtbot: QtBot, folder: Path) -> tuple[KeySettings, Chosen]:
    chosen = Chosen(folder)
    shown = KeySettings(chosen)
    qtbot.addWidget(shown)
    shown.show()
    return shown, chosen


def choose(shown: KeySettings, command: str) -> None:
    shown._typed.clear()
    QTest.keyClicks(shown._typed, command)


def press(shown: KeySettings, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    field = shown._pressed
    QTest.keyClick(field, key, modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(field, RETURN)


def push(shown: QWidget, text: str) -> None:
    (found,) = [one for one in shown.findChildren(QPushButton) if one.text() == text]
    QTest.keyClick(found, Qt.Key.Key_Space)


def test_new_keys_are_pressed_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    shown, chosen = settings(qtbot, tmp_path)
    choose(shown, "spam")
    press(shown, Qt.Key.Key_Y, CTRL)
    assert load(tmp_path).keys == {"spam": ("Ctrl+Y",)}
    assert "Ctrl+Y" in shown.said
    push(shown, "As it was")
    assert chosen.now.keys == {}


def test_a_clash_is_a_sentence_and_nothing_happens(qtbot: QtBot, tmp_path: Path) -> None:
    shown, chosen = settings(qtbot, tmp_path)
    choose(shown, "spam")
    press(shown, Qt.Key.Key_J)
    assert shown.said == f"J has a meaning already: “{text_of('next')}”. Press other keys, or take them over."
    assert chosen.now.keys == {}
    push(shown, "Take them over")
    assert chosen.now.keys == {"spam": ("J",), "next": ()}
    push(shown, "All keys as they were")
    assert load(tmp_path).keys == {}


def test_keys_that_mean_something_everywhere_are_refused(qtbot: QtBot, tmp_path: Path) -> None:
    shown, chosen = settings(qtbot, tmp_path)
    choose(shown, "spam")
    press(shown, Qt.Key.Key_Space)
    assert "moves about or types" in shown.said
    assert chosen.now.keys == {}


def test_single_keys_are_switched_off_together(qtbot: QtBot, tmp_path: Path) -> None:
    shown, chosen = settings(qtbot, tmp_path)
    (box,) = shown.findChildren(QCheckBox)
    QTest.keyClick(box, Qt.Key.Key_Space)
    keymap = Keymap(chosen.now)
    assert (keymap.acting("next"), keymap.acting("go-mine"), keymap.acting("spam")) == ((), (), ("Ctrl+J",))


def test_the_sheet_shows_ones_own_keys_and_finds(qtbot: QtBot, tmp_path: Path) -> None:
    chosen = Chosen(tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    sheet = KeySheet(window, chosen)
    chosen.change(keys={"spam": ("Ctrl+Y",)})
    assert len(sheet.lines) == len(KEYS)
    QTest.keyClicks(sheet._typed, "spam")
    assert ("Ctrl+Y", "Spam") in sheet.lines
    assert len(sheet.lines) < 5
    sheet._typed.setText("ctrl+y")
    assert sheet.lines == [("Ctrl+Y", "Spam")]


# -- in the window --------------------------------------------------------------------------------------------------


def test_the_window_goes_by_ones_own_keys_at_once(choosy: Office) -> None:
    choosy.ticket("Tasti uno")
    choosy.ticket("Tasti due")
    with showing(choosy.anna) as one:
        one.go("o")
        one.wait(lambda: len(one.subjects()) > 1, "the list")
        one.window._desk.chosen.change(keys={"next": ("H",), "send": ("Ctrl+M",), "close": ("Ctrl+W",)})
        hints = [words.text() for words in one.window._panes._nothing.findChildren(QLabel)]
        assert "Choose a ticket: H and K go through the list, F1 shows every key" in hints, (
            "made before they were chosen"
        )
        assert one.window.ticket.composer._send.toolTip() == "Ctrl+M"
        one.press("j")
        one.press("hh")
        one.wait(lambda: bool(one.subject), "the second")
        assert one.window.list.current.currentIndex().row() == 1
        one.press("n")
        one.wait(lambda: one.window.ticket.composer.is_open, "composer")
        one.type("Una nota")
        one.hit(RETURN, CTRL)
        one.hit(ESC)
        assert one.window.ticket.composer.is_open, "those keys mean nothing any more"
        one.hit(Qt.Key.Key_M, CTRL)
        one.wait(lambda: not one.window.ticket.composer.is_open, "it is kept")
        one.window._panes.ticket.composer.question.ask(())
        assert one.window._panes.ticket.composer.question._words.text().startswith(
            "Ctrl+M sends it all the same, Ctrl+W"
        )
        one.press("f")
        one.wait(lambda: one.focus().accessibleName() == "To", "a forward")
        one.hit(ESC)
        assert one.window.ticket.composer.is_open
        one.type("x@")
        one.hit(Qt.Key.Key_M, CTRL)
        assert one.window.ticket.composer.is_open, "held back, with the focus where it was"
        one.press("w", CTRL)
        assert not one.window.ticket.composer.is_open, "also on a line above the text"
        one.press("f")
        one.wait(lambda: one.window.ticket.composer.recipients.to.text() == "x@", "and what was typed there is kept")
        one.press("w", CTRL)
        one.window.list.current.setFocus()
        one.window._desk.chosen.change(single_keys=False)
        one.press("h")
        assert one.window.list.current.currentIndex().row() == 1
        assert vocabulary.empty("mine").endswith("Ctrl+K shows what nobody has; Ctrl+K takes a ticket.")
        one.window._desk.chosen.change(keys={}, single_keys=True)
        assert one.window.ticket.composer._send.toolTip() == "Ctrl+Enter"
        assert vocabulary.empty("mine").endswith("G U shows what nobody has; P takes a ticket.")


def test_settings_come_with_a_key_and_close_with_esc(choosy: Office) -> None:
    with showing(choosy.anna) as one:
        one.hit(Qt.Key.Key_Comma, CTRL)
        one.wait(one.window.beside.settings.isActiveWindow, "the settings")
        QTest.keyClick(one.window.beside.settings, ESC)
        assert not one.window.beside.settings.isVisible()

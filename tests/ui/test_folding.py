"""A window that is too narrow for three panes: what is folded away comes back, and keys work all the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.folding import Folding
from desktop.ui.views.widgets import Chips, Initials, button
from tests.integration.cli.shop import Office
from tests.ui.showing import Showing, showing
from tests.ui.test_flows import CTRL

ESC, F6 = Qt.Key.Key_Escape, Qt.Key.Key_F6


def panes(one: Showing) -> str:
    """Which are in sight."""
    window = one.window
    found = {"p": window.places, "l": window.list, "c": window.ticket.parentWidget()}
    return "".join(name for name, pane in found.items() if pane.isVisible())


@pytest.mark.parametrize(("wide", "shown"), [(640, "l"), (900, "lc"), (990, "plc"), (1280, "plc"), (2560, "plc")])
def test_as_many_panes_as_there_is_room_for(office: Office, wide: int, shown: str) -> None:
    with showing(office.anna) as one:
        one.window.resize(wide, 720)
        one.wait(lambda: panes(one) == shown, f"{shown}, not {panes(one)}")
        assert one.window.width() == wide
        one.window.resize(1280, 720)
        one.wait(lambda: panes(one) == "plc", "all of them again")
        assert one.window.list.width() >= theme.scaled(272)


def test_by_keyboard_in_a_narrow_window(office: Office) -> None:
    office.ticket("Stretta uno")
    office.ticket("Stretta due")
    with showing(office.anna) as one:
        one.window.resize(640, 720)
        one.online()
        one.go("o")
        assert panes(one) == "l"
        one.open("Stretta uno")
        assert panes(one) == "c"
        assert not isinstance(one.window.focusWidget(), QPushButton), "Space would press it"
        one.press("j")
        one.wait(lambda: one.subject not in ("", "Stretta uno"), "the next one")
        one.press("r")
        one.wait(lambda: one.window.ticket.composer.is_open, "a reply")
        one.type("Buongiorno")
        assert one.window.ticket.composer.text.toPlainText().endswith("Buongiorno")
        one.window.ticket.composer.text.clear()
        one.hit(ESC)
        for shown in ("p", "l", "c"):
            one.hit(F6)
            assert panes(one) == shown
            assert getattr(one.window, {"p": "places", "l": "list", "c": "ticket"}[shown]).isVisible()
        one.go("o")
        assert panes(one) == "l"
        assert one.window.list.current.hasFocus()
        one.hit(F6)
        one.press("f", CTRL)
        assert (panes(one), one.window.list.search.hasFocus()) == ("l", True)
        (back,) = [b for b in one.window.findChildren(QPushButton) if b.text() == "Places" and b.isVisible()]
        back.click()
        assert panes(one) == "p"


def test_widths_are_remembered_as_they_were_with_room(qtbot: QtBot) -> None:
    folding, found = Folding(), [QWidget() for _ in range(3)]
    qtbot.addWidget(folding)
    for pane in found:
        pane.setMinimumWidth(100)
        folding.add(pane, "x", 200)
    folding.resize(1_000, 100)
    folding.show()
    wide = [pane.width() for pane in found]
    assert wide == [200, 200, 598]
    state = folding.widths()
    for width, shown in ((250, 2), (180, 1), (250, 2)):
        folding.resize(width, 100)
        assert sum(pane.isVisible() for pane in found) == shown
        assert folding.widths() == state
    folding.resize(1_000, 100)
    assert [pane.width() for pane in found] == wide


@pytest.fixture
def large(qapp: QApplication) -> Iterator[QFont]:
    before = qapp.font()
    letters = QFont(before)
    letters.setPixelSize(19)
    yield letters
    theme.dress(qapp, dark=False, like=before)


def test_larger_letters_of_the_system_make_everything_larger(qapp: QApplication, large: QFont) -> None:
    def lengths() -> dict[str, int]:
        chips, initials, pressed = Chips(), Initials("Anna Bo"), button("Invia", qapp.aboutQt)
        made = {"chip": chips.sizeHint().height(), "initials": initials.height(), "button": pressed.sizeHint().height()}
        fonts = {str(size): theme.font(size).pixelSize() for size in (theme.SMALL, theme.BODY, theme.TITLE)}
        return made | fonts | {"row": theme.scaled(80)}

    theme.dress(qapp, dark=False)
    usual = lengths()
    small = QFont(large)
    small.setPixelSize(8)
    theme.dress(qapp, dark=False, like=small)
    assert lengths() == usual
    theme.dress(qapp, dark=False, like=large)
    assert {name for name, length in lengths().items() if length < 1.2 * usual[name]} == set()
    assert "font-size: 29px" in qapp.styleSheet()

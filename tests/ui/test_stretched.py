"""The window in a language of longer words: every text goes through a translation, and none is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.engine.reviewing import Item
from desktop.ui import theme
from desktop.ui.faults import Fault
from desktop.ui.views.widgets import Elided
from tests.integration.cli.shop import Office
from tests.ui.showing import Showing, showing

LONGER = 1.4
"""Italian takes a third more room than English, German more still."""


class Stretching(QTranslator):
    def translate(self, context: str, source: str, comment: str | None = None, n: int = -1) -> str:  # noqa: ARG002
        return f"[{source}{'~' * int(len(source) * (LONGER - 1))}]"

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        return False


@pytest.fixture
def stretched(qapp: QApplication) -> Iterator[None]:
    translator = Stretching()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def cut_off(window: QWidget) -> list[str]:
    """Buttons and plain lines that have less room than their words need."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, Elided):
            continue
        if isinstance(widget, QPushButton) and widget.width() < widget.sizeHint().width():
            found.append(widget.text())
        if isinstance(widget, QLabel) and widget.text():
            room = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            wide = widget.wordWrap() or widget.width() >= widget.sizeHint().width()
            if widget.height() < room or not wide:
                found.append(widget.text())
    return found


def untranslated(window: QWidget, data: set[str]) -> list[str]:
    said = (w for w in window.findChildren(QWidget) if isinstance(w, QPushButton | QLabel) and w.isVisible())
    texts = [one.text() for one in said if not isinstance(one, Elided)]
    return [text for text in texts if any(map(str.isalpha, text)) and not set("[]") & set(text) and text not in data]


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """The system's letters are of 14 points."""
    before = qapp.font()
    letters = QFont(before)
    letters.setPixelSize(19)
    with patch.object(QFontDatabase, "systemFont", lambda _: QFont(letters)):
        yield
    theme.dress(qapp, dark=False)


UNCERTAIN = Item("i", "uncertain", "", "7KQ2-MXAD", "uncertain", "Anna", 7, "")
"""Has the most to choose from."""

WIDTHS = [640, 900, 985, 1280, 2560]


@pytest.mark.usefixtures("stretched")
@pytest.mark.parametrize("wide", WIDTHS)
def test_no_text_is_cut_off_or_left_untranslated(office: Office, wide: int) -> None:
    _nothing_is_cut_off(office, f"Allungata a {wide}", wide)


@pytest.mark.usefixtures("stretched", "large")
@pytest.mark.parametrize("wide", [900, 1280, 2560])
def test_no_text_is_cut_off_in_large_letters(office: Office, wide: int) -> None:
    _nothing_is_cut_off(office, f"Ingrandita a {wide}", wide)
    assert theme.scaled(10) == 15


def _nothing_is_cut_off(office: Office, subject: str, wide: int) -> None:
    office.anna.ok("tag", office.ticket(subject), "+spedizione", "+post-sale", "+reclamo", "+fattura")
    with showing(office.anna) as one:
        one.window.resize(wide, 720)
        one.wait(lambda: "Online" in one.window.status.text, "online")
        one.go("o")
        one.open(subject)
        data = {"Sportello", "Carla Rossi", "Anna", "Quando arriva il mio ordine?"}
        for step in ("", "n", "review", "uncertain"):
            _go(one, step)
            assert one.window.width() == wide
            assert cut_off(one.window) == []
            assert untranslated(one.window, data | {one.window.review.why}) == []
        one.window.ticket.composer.put_away()


def _go(one: Showing, step: str) -> None:
    if step == "n":
        one.press("n")
        one.wait(lambda: one.window.ticket.composer.is_open, "a note")
    elif step == "trouble":
        one.window.trouble.tell(Fault("[Sportello ended]", f"[{'many words, ' * 20}]", "[Report~~~]", details="[more]"))
    elif step == "review":
        one.window.places.go("review")
    elif step == "uncertain":
        one.window.review.show_item(UNCERTAIN)
    for _ in range(5):
        QApplication.processEvents()

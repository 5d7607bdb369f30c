"""Words that no dictionary knows: underlined, replaced by key, and nothing at all without a dictionary."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.adapters.spelling.hunspell import HunspellSpelling
from desktop.ui.views.editor import Editor
from tests.integration.cli.shop import Office
from tests.ui.showing import showing


class Pocket:
    """A dictionary of four words."""

    def knows(self, word: str) -> bool:
        return word.lower() in ("il", "pacco", "arriva", "l'ordine")

    def suggest(self, word: str) -> Sequence[str]:
        return ["pacco", "palco"] if word == "paco" else []


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    made = Editor()
    qtbot.addWidget(made)
    made.show()
    made.spelling.use(Pocket())
    return made


def underlined(editor: Editor) -> list[str]:
    found, block = [], editor.document().begin()
    while block.isValid():
        layout = block.layout()
        assert layout is not None
        found += [block.text()[f.start : f.start + f.length] for f in layout.formats()]
        block = block.next()
    return found


def test_what_no_dictionary_knows_is_underlined(editor: Editor) -> None:
    editor.open("Il paco arriva,\nL’ordine 4417A info@shop.it www.paco.it DHL {{ nome }} xyz")
    assert underlined(editor) == ["paco", "xyz"]
    assert editor.html == "", "nothing of it is in the mail"


def test_beside_a_gap_that_is_still_to_be_filled(editor: Editor) -> None:
    """One highlighter marks both: of two each wiped out what the other had marked."""
    QTest.keyClicks(editor, "Il paco [nome?] arriva")
    assert underlined(editor) == ["paco", "[nome?]"]


def test_without_a_dictionary_nothing_is(editor: Editor) -> None:
    editor.open("Il paco")
    told: list[bool] = []
    editor.textChanged.connect(lambda: told.append(True))
    editor.spelling.use(None)
    assert underlined(editor) == []
    assert told == [], "marking is no typing: nothing is saved because of it"


def test_the_next_one_is_offered_by_key(editor: Editor, qtbot: QtBot) -> None:
    editor.open("Il paco arriva")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.spelling.offer()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["pacco", "palco"]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.toPlainText() == "Il pacco arriva")
    assert not editor.spelling.next_unknown()


def test_a_real_dictionary() -> None:
    """The extra brings English."""
    speller = HunspellSpelling().speller("en")
    assert speller is not None
    assert (speller.knows("parcel"), speller.knows("parcle")) == (True, False)
    assert "parcel" in speller.suggest("parcle")
    assert speller.knows("日本"), "what the dictionary cannot write is not judged"


def test_the_systems_italian_dictionary() -> None:
    speller = HunspellSpelling().speller("it")
    assert speller is not None
    words = ("pacco", "perché", "l'ordine", "dell'articolo", "pacho", "perchè")
    assert [speller.knows(word) for word in words] == [True, True, True, True, False, False]
    assert "perché" in speller.suggest("perchè")


def test_the_words_say_in_which_language_they_are(office: Office) -> None:
    """A colleague who answers an Italian in English is not told that every word is wrong."""
    office.ticket("In quale lingua", text="Buongiorno, quando arriva il mio pacco? Grazie, è urgente")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("In quale lingua")
        one.press("n")
        composer = one.window.ticket.composer
        one.wait(lambda: composer.is_open, "a note")
        one.wait(lambda: composer.text.spelling._speller is not None, "a dictionary before the first letter")
        one.type("Il pacho non arriva ancora")
        assert composer.text.toPlainText() == "Il pacho non arriva ancora"
        one.wait(lambda: underlined(composer.text) == ["pacho"], "by the Italian dictionary")
        composer.text.clear()
        one.type("Please send the parcle to this customer")
        one.wait(lambda: underlined(composer.text) == ["parcle"], "by the English one")
        composer.text.clear()
        one.hit(Qt.Key.Key_Escape)


def test_a_language_without_a_dictionary() -> None:
    assert HunspellSpelling().speller("xx") is None

"""Where the team's texts are written: begun, saved, found, brought back, imported, and only looked at by agents."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from desktop.domain.texts_file import read
from desktop.ui.views.texts import TextsDialog
from tests.integration.cli.shop import Office
from tests.ui.showing import Showing, showing

ONE = """
[[text]]
key = "one"
[text.body.it]
title = "One"
text = "First"
"""
CTRL = Qt.KeyboardModifier.ControlModifier


def bring(one: Showing) -> TextsDialog:
    one.go("x")
    dialog = one.window._panes.dialogs.texts
    one.wait(dialog.isVisible, "the texts")
    return dialog


def press(dialog: TextsDialog, key: str | Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key, held)


def type_(dialog: TextsDialog, words: str) -> None:
    focus: QWidget = dialog.focusWidget() or dialog
    QTest.keyClicks(focus, words)


def titles(dialog: TextsDialog) -> list[str]:
    return [dialog._list.item(n).text() for n in range(dialog._list.count())]


def test_a_lead_writes_a_text_and_brings_an_earlier_version_back(fresh: Office) -> None:
    with showing(fresh.anna) as one:
        one.online()
        dialog = bring(one)
        assert titles(dialog) == []
        assert dialog._starter.isVisible()
        press(dialog, "n", CTRL)
        type_(dialog, "Late parcel")
        dialog.form._body.setFocus()
        type_(dialog, "Dear {{ first_name }}, it comes {{ day }}.")
        assert dialog.form._preview.toPlainText() == "Dear [first name?], it comes [day?]."
        press(dialog, "s", CTRL)
        one.wait(lambda: titles(dialog) == ["Late parcel"], "saved")
        dialog.form._body.setFocus()
        press(dialog, Qt.Key.Key_End, CTRL)
        type_(dialog, " Bye")
        press(dialog, "s", CTRL)
        one.wait(lambda: dialog._history.count() == 2, "two versions")
        assert fresh.anna.ok("texts", "show", "late-parcel")["text"].endswith("Bye")
        dialog._history.setCurrentIndex(1)
        dialog._history.activated.emit(1)
        press(dialog, "s", CTRL)
        one.wait(lambda: dialog._history.count() == 3, "brought back")
        dialog.close()
    assert not fresh.anna.ok("texts", "show", "late-parcel")["text"].endswith("Bye")


def test_what_is_begun_and_what_is_refused_stays_in_the_form(fresh: Office) -> None:
    with showing(fresh.anna) as one:
        one.online()
        fresh_texts = bring(one)
        fresh_texts._starter.click()
        one.wait(lambda: len(titles(fresh_texts)) > 20, "the first set")
        press(fresh_texts, "n", CTRL)
        type_(fresh_texts, "Half a")
        fresh_texts._list.setCurrentRow(3)
        assert fresh_texts.form._title.text() != "Half a"
        fresh_texts._list.setCurrentRow(0)
        assert fresh_texts.form._title.text() == "Half a"
        fresh_texts.form._body.setFocus()
        type_(fresh_texts, "{{ order.__class__ }}")
        assert "Getattr" in fresh_texts.form._problem.text()
        press(fresh_texts, "s", CTRL)
        one.wait(fresh_texts.trouble.isVisible, "refused")
        assert fresh_texts.form._body.toPlainText() == "{{ order.__class__ }}"
        fresh_texts._search.setFocus()
        type_(fresh_texts, "refund")
        assert 0 < len(titles(fresh_texts)) < 8
        fresh_texts.close()


def test_what_a_colleague_has_changed_meanwhile_is_said_once_and_then_saved_over(fresh: Office) -> None:
    fresh.anna.ok("texts", "import", fresh.anna.write("one.toml", ONE))
    carla = fresh.shop.joined(fresh.anna, "Carla", "lead")
    with showing(fresh.anna) as one:
        one.online()
        dialog = bring(one)
        dialog.form._body.setFocus()
        type_(dialog, "Mine. ")
        carla.ok("texts", "import", carla.write("one.toml", ONE.replace("First", "Second")))
        press(dialog, "s", CTRL)
        one.wait(lambda: "Carla has changed this text" in dialog.trouble.text, "said")
        one.wait(lambda: not dialog._sent, "refused")
        assert dialog.form._body.toPlainText() == "Mine. First"
        press(dialog, "s", CTRL)
        one.wait(lambda: "saved" in dialog._said.text() and not dialog._sent, "saved again, as it says")
        dialog.close()
    assert fresh.anna.ok("texts", "show", "one")["text"] == "Mine. First"


def test_texts_go_out_and_come_in_as_a_file(fresh: Office, tmp_path: Path) -> None:
    path = tmp_path / "texts.toml"
    fresh.anna.ok("texts", "import", "--starter")
    with showing(fresh.anna) as one:
        one.online()
        dialog = bring(one)
        with patch.object(QFileDialog, "getSaveFileName", lambda *_: (str(path), "")):
            dialog._export.click()
        one.wait(path.exists, "written")
        one.wait(lambda: path.stat().st_size > 20_000, "whole")
        key = dialog._list.item(0).data(Qt.ItemDataRole.UserRole)
        dialog._remove.click()
        one.wait(lambda: "removed" in dialog._said.text(), "removed")
        with patch.object(QFileDialog, "getOpenFileName", lambda *_: (str(path), "")):
            dialog._import.click()
        one.wait(lambda: "1 new" in dialog._said.text(), "the one that was missing")
        dialog.close()
    assert key in {text.key for text in read(path.read_text("utf-8"))[0]}


def test_an_agent_looks_and_changes_nothing(fresh: Office) -> None:
    fresh.anna.ok("texts", "import", "--starter")
    fresh.bruno.ok("sync", "--once")
    with showing(fresh.bruno, "it") as one:
        one.go("x")
        dialog = one.window._panes.dialogs.texts
        shown = [found.text() for found in dialog.findChildren(QPushButton) if found.isVisible()]
        assert "Salva" not in shown
        assert dialog.form._body.isReadOnly()
        assert "Anna" in dialog._leads.text()
        dialog.begin()
        dialog.save()
        assert not dialog.form._title.hasFocus()
        dialog.close()
        QApplication.processEvents()


def test_what_is_typed_while_a_text_is_saved_and_what_waits_to_be_saved_is_not_lost(fresh: Office) -> None:
    with showing(fresh.anna) as one:
        one.online()
        dialog = bring(one)
        press(dialog, "n", CTRL)
        type_(dialog, "Late parcel")
        press(dialog, "s", CTRL)
        type_(dialog, " today")
        one.wait(lambda: titles(dialog) == ["Late parcel"], "saved")
        one.wait(lambda: not dialog._sent, "told")
        assert dialog.form._title.text() == "Late parcel today"
        assert "not saved" in dialog._said.text()
        press(dialog, "s", CTRL)
        press(dialog, "n", CTRL)
        type_(dialog, "Another")
        one.wait(lambda: not dialog._sent, "saved again, on top of the first")
        assert not dialog.trouble.isVisible()
        assert dialog.form._title.text() == "Another", "nobody is thrown back"
        dialog._list.setCurrentRow(titles(dialog).index("Late parcel today"))
        dialog._remove.click()
        dialog._list.setCurrentRow(titles(dialog).index("New text"))
        one.wait(lambda: not dialog._sent, "removed")
        assert (titles(dialog), dialog.form._title.text()) == (["New text"], "Another")
        one.window.close()
    with showing(fresh.anna) as one:
        dialog = bring(one)
        assert (titles(dialog), dialog.form._title.text()) == (["New text"], "Another")
        dialog._drop.click()
        assert (titles(dialog), dialog.form._title.text()) == ([], "")
        dialog.close()
    with showing(fresh.anna) as one:
        dialog = bring(one)
        assert titles(dialog) == []
        dialog.close()

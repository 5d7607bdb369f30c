"""Files that leave or come in, from the window: tickets, old mail, one's own settings and drafts."""

from __future__ import annotations

import json
import mailbox
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.ui.views.moving import MovingDialog
from tests.integration.cli.shop import Office, mail
from tests.ui.showing import Showing, showing


def test_what_is_selected_listed_or_found_is_exported(fresh: Office, tmp_path: Path) -> None:
    for subject in ("Lampada rotta", "Tazza rotta", "Fattura"):
        fresh.shop.deliver(mail(subject, to=fresh.shop.address))
    fresh.sync()
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Fattura")
        one.press("x")
        dialog = _bring(one)
        assert [dialog.what.itemText(number) for number in range(3)] == [
            "Selected tickets: 1", "All open", "Everything on this computer",
        ]  # fmt: skip
        assert _exported(one, dialog, tmp_path / "selected") == ["Fattura"]
        dialog.what.setCurrentIndex(1)
        assert _exported(one, dialog, tmp_path / "listed") == ["Fattura", "Lampada rotta", "Tazza rotta"]
        with _choosing("getSaveFileName", str(tmp_path / "listed")):
            _press(dialog.export)
            one.wait(lambda: "folder" in dialog.trouble.text, "it is there already")
        dialog.accept()
        one.window.find()
        QTest.keyClicks(one.window.list.search, "rotta")
        one.wait(lambda: one.window.list.found_model.rowCount() == 2, "found")
        dialog.bring()
        assert dialog.what.itemText(0) == "All that the search finds"
        assert _exported(one, dialog, tmp_path / "found") == ["Lampada rotta", "Tazza rotta"]


def test_old_mail_comes_in_to_be_found(fresh: Office, tmp_path: Path) -> None:
    folder = tmp_path / "vecchie"
    folder.mkdir()
    old = mailbox.mbox(folder / "vecchia.mbox")
    for number in range(3):
        old.add(mail(f"Promessa antica {number}", to=fresh.shop.address))
    old.close()
    (folder / "niente.eml").write_bytes(b"")
    with showing(fresh.anna) as one:
        one.online()
        dialog = _bring(one)
        with _choosing("getOpenFileNames", [str(path) for path in sorted(folder.iterdir())]):
            _press(dialog.take_in)
            one.wait(lambda: dialog.said.startswith("New mails: 3"), "taken in")
        assert "Not to be read as mail: 1." in dialog.said
        assert "niente.eml" in dialog.said
    assert len(fresh.anna.ok("search", "antica")["history"]) == 3


def test_settings_and_drafts_move_to_another_computer(fresh: Office, tmp_path: Path) -> None:
    fresh.ticket("Da rispondere")
    file = tmp_path / "mio.json"
    with showing(fresh.anna) as one:
        one.online()
        one.window._desk.chosen.change(density="compact")
        one.go("o")
        one.open("Da rispondere")
        one.press("r")
        one.wait(lambda: one.window.ticket.composer.is_open, "a reply")
        QTest.keyClicks(one.window.ticket.composer.text, "Ecco la prima riga")
        one.hit(Qt.Key.Key_Escape)
        dialog = _bring(one)
        with _choosing("getSaveFileName", str(file)):
            _press(dialog.back_up)
            one.wait(lambda: dialog.said.startswith("Saved in"), "saved")
    fresh.bruno.ok("sync", "--once")
    with showing(fresh.bruno) as two:
        two.online()
        dialog = _bring(two)
        with _choosing("getOpenFileName", str(file)):
            _press(dialog.bring_back)
            two.wait(lambda: dialog.said == "Your settings hold now. Drafts in To review: 1.", "brought back")
        two.wait(lambda: two.window.list.review_model.rowCount() == 1, "to review")
        assert two.window._desk.chosen.now.density == "compact"
        with _choosing("getOpenFileName", __file__):
            _press(dialog.bring_back)
            two.wait(lambda: "back-up" in dialog.trouble.text, "no back-up")
    assert json.loads(file.read_text())["sportello_backup"] == 1


def _bring(one: Showing) -> MovingDialog:
    one.go("e")
    dialog = one.window.dialogs.moving
    one.wait(dialog.isActiveWindow, "the dialog")
    return dialog


def _exported(one: Showing, dialog: MovingDialog, folder: Path) -> Sequence[str]:
    with _choosing("getSaveFileName", str(folder)):
        _press(dialog.export)
        one.wait(lambda: str(folder) in dialog.said, "exported")
    return sorted(ticket["subject"] for ticket in json.loads((folder / "export.json").read_bytes())["tickets"])


def _choosing(asked: str, answer: object) -> AbstractContextManager[object]:
    return patch.object(QFileDialog, asked, lambda *_, **__: (answer, ""))


def _press(button: QPushButton) -> None:
    QTest.keyClick(button, Qt.Key.Key_Space)

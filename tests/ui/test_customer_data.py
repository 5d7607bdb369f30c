"""All that there is of a customer, by keyboard: as files for who asks, and gone everywhere when a lead says so."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.integration.cli.shop import Office, mail
from tests.ui.showing import showing

SPACE = Qt.Key.Key_Space


def test_a_lead_exports_and_erases_a_customer(fresh: Office, tmp_path: Path) -> None:
    fresh.shop.deliver(mail("Da dimenticare", to=fresh.shop.address, sender="Ugo <ugo@posta.example>"))
    fresh.sync()
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Da dimenticare")
        data, folder = one.window.acquainted.data, tmp_path / "ugo"
        one.go("d")
        one.wait(data.isActiveWindow, "the dialog")
        with patch.object(QFileDialog, "getSaveFileName", lambda *_, **__: (str(folder), "")):
            QTest.keyClick(data.hand_out, SPACE)
            one.wait(lambda: str(folder) in data.said, "exported")
            assert sorted(path.name for path in folder.iterdir()) == ["export.json", "mail", "mail.mbox", "tickets.csv"]
            QTest.keyClick(data.hand_out, SPACE)
            one.wait(lambda: data.trouble.text != "", "the folder is there already")
            assert data.said == "", "nothing is there that was not written"
        QTest.keyClick(data.begin, SPACE)
        one.wait(lambda: "not over" in data.trouble.text, "nothing goes while they wait")
        data.accept()
        fresh.bruno.ok("status", fresh.bruno.reference("Da dimenticare"), "resolved")
        one.window.fetch()
        one.wait(lambda: one.window.ticket.conversation.row.status == "resolved", "resolved elsewhere")
        one.front()
        one.go("d")
        one.wait(data.isActiveWindow, "the dialog once more")
        assert data.trouble.text == "", "that was the last time"
        QTest.keyClick(data.begin, SPACE)
        one.wait(data.question.isVisible, "what would go")
        assert data.focusWidget() is data.question.leave
        QTest.keyClick(data.question.leave, SPACE)
        assert data.question.isHidden()
        assert data.focusWidget() is data.begin
        QTest.keyClick(data.begin, SPACE)
        one.wait(data.question.isVisible, "what would go, once more")
        QTest.keyClick(data.question.agree, SPACE)
        assert data.question.isHidden(), "what is under way can no more be left as it is"
        one.wait(lambda: "Erased" in data.said, "erased")
        one.wait(lambda: "Anna" in data.earlier, "the list")
    fresh.bruno.ok("sync", "--once")
    assert fresh.bruno.ok("search", "dimenticare") == {"tickets": [], "history": []}


def test_only_a_lead_erases(office: Office) -> None:
    office.ticket("Di chi non guida")
    with showing(office.bruno) as one:
        one.online()
        one.go("o")
        one.open("Di chi non guida")
        one.go("d")
        data = one.window.acquainted.data
        one.wait(data.isActiveWindow, "the dialog")
        assert data.hand_out.isVisible()
        assert not data.begin.isVisible()


def test_what_could_not_be_erased_is_not_being_erased(office: Office) -> None:
    office.ticket("Di chi resta")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Di chi resta")
        one.go("d")
        data = one.window.acquainted.data
        one.wait(data.isActiveWindow, "the dialog")
        data.question.agreed.emit(True)
        assert data.said != ""
        one.wait(lambda: "not over" in data.trouble.text, "they wait for an answer")
        assert data.said == ""

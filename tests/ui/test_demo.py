"""The demo as persons see it: two windows, a card, a cable, customers who write back."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.runtime.demo.counter import counter
from desktop.runtime.demo.customers import Customers
from desktop.runtime.demo.director import inbox_of
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.demo.shop import load_shop
from desktop.runtime.demo.stage import ANNA, BRUNO
from desktop.runtime.window.opening import application
from desktop.ui import own_keys
from desktop.ui.demo_card import DemoCard
from desktop.ui.preferences import Preferences

LAMP = "it-broken-lamp"


def test_the_card_names_the_keys_that_one_has_chosen(qtbot: QtBot) -> None:
    class NoCable:
        def pull(self, pulled: bool) -> None:
            raise AssertionError(pulled)

    card = DemoCard(NoCable())
    qtbot.addWidget(card)
    own_keys.learn(Preferences(keys={"claim": ("Z",), "reply": ("F9",)}))
    own_keys.rename()
    said = " ".join(one.text() for one in card.findChildren(QLabel))
    own_keys.learn(Preferences())
    assert "press Z in both" in said
    assert "F9 answers, Ctrl+Enter sends" in said


def test_two_windows_and_a_card_until_both_windows_are_closed(tmp_path: Path) -> None:
    shop = load_shop(datetime.now(UTC))
    inbox = inbox_of([mail for mail in shop if LAMP in mail.file])
    with patch.dict(os.environ, SPORTELLO_LANGUAGE="en"), DemoServers(shop) as servers:
        qt = application(os.environ)
        with counter(tmp_path, servers, "en", undo=0) as desks, Customers(servers, inbox, after=0.0):
            card = desks.at_hand(servers)
            anna, bruno = desks.hands(ANNA), desks.hands(BRUNO)
            for hands in (anna, bruno):
                hands.wait(lambda hands=hands: hands.online, "online")  # type: ignore[misc]
            assert anna.window.pos() != bruno.window.pos()
            assert card.isVisible()

            card.cable.setFocus()
            QTest.keyClick(card.cable, Qt.Key.Key_Space)
            bruno.press("F5")
            bruno.wait(lambda: not bruno.online, "offline")
            assert anna.online
            QTest.keyClick(card.cable, Qt.Key.Key_Space)
            bruno.press("F5")
            bruno.wait(lambda: bruno.online, "online again")

            (question,) = inbox.values()
            anna.find(question.address)
            anna.write("Gliene mandiamo subito un'altra.")
            anna.press("Ctrl+Return")
            anna.wait(lambda: len(servers.deliveries()) == 1, "sent")
            anna.wait(lambda: anna.ended == 1, "told")

            def written_back() -> bool:
                anna.press("F5")
                found = anna.window.ticket.conversation
                return found is not None and bool(found.row.waiting)

            anna.wait(written_back, "the customer writes back", 60)
            for window in (anna.window, bruno.window):
                QTimer.singleShot(0, window.close)
            assert qt.qt.exec() == 0
            card.close()
    assert not any(tmp_path.glob("*/crashes/crash-*"))
    QApplication.processEvents()

"""The status line while a mailbox is read for the first time."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from desktop.engine.notices import MailReading
from desktop.engine.progress import Progress
from desktop.ui.views.status import StatusLine


def test_progress_of_all_mailboxes_and_its_end(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    say = QLocale().toString
    line.say_reading(MailReading("a@x", Progress(1000, 5000, 100.0)))
    assert line.text.endswith(f"Reading mail: {say(1000)} of {say(5000)} · 100 a second · 40 s left")
    line.say_reading(MailReading("b@x", Progress(0, 9000, 25.0)))
    assert line.text.endswith(f"Reading mail: {say(1000)} of {say(14000)} · 125 a second · 6 min left")
    assert not line.pause.isHidden()
    line.say_reading(MailReading("a@x", None))
    line.say_reading(MailReading("b@x", None))
    assert "Reading" not in line.text
    assert line.pause.isHidden()


def test_pause_and_go_on(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    asked: list[bool] = []
    line.pause_asked.connect(asked.append)
    line.say_reading(MailReading("a@x", Progress(1, 2, 0.0)))
    line.pause.click()
    line.say_reading(MailReading("a@x", Progress(1, 2, 0.0), paused=True))
    assert line.text.endswith("paused")
    assert line.pause.text() == "Go on"
    line.pause.click()
    assert asked == [True, False]

"""A mail that is about something else becomes a ticket of its own, by key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.views.splitting import SplitQuestion
from tests.integration.cli.shop import Office
from tests.ui.showing import showing

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_open_mail_leaves_and_the_first_one_stays(office: Office) -> None:
    reference = office.ticket("Da separare")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Da separare")
        one.press("m", SHIFT)
        one.wait(lambda: "The mail that began a ticket stays" in one.window.trouble.text, "why not")
        office.customer_writes_again(reference, "Un'altra cosa: avete lampade rosse?")
        one.hit(Qt.Key.Key_F5)
        one.wait(lambda: any(card.splits for card in one.window.ticket.thread_view.mails()), "the second mail")
        one.press("m", SHIFT)
        (question,) = one.window.findChildren(SplitQuestion)
        assert "The mail from Carla Rossi leaves this ticket" in question.text()
        QTest.keyClick(question, Qt.Key.Key_Return)
        one.wait(lambda: "Re: Da separare" in one.subjects(), "a ticket of its own")
        one.wait(lambda: len(list(one.window.ticket.thread_view.mails())) == 1, "it has left")
        one.front()
    office.sync()
    tickets = {row["subject"]: row["reference"] for row in office.bruno.ok("tickets", "--limit", "300")["tickets"]}
    assert tickets["Da separare"] == reference != tickets["Re: Da separare"]

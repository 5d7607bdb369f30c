"""A day at the counter, by keyboard, on a real server."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.integration.cli.shop import Office, body
from tests.ui.showing import showing

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_read_claim_reply_and_send(office: Office) -> None:
    reference = office.ticket("Dove è il pacco?")
    office.anna.run("--profile", str(office.anna.profile), "team", "list")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Dove è il pacco?")
        one.says("Free")
        one.press("p")
        one.says("Yours until")
        one.press("r")
        one.type("Arriva domani.")
        one.hit(Qt.Key.Key_Return, CTRL)
        one.wait(lambda: bool(one.window._undo_bars), "the undo window")
        assert office.sent(reference) == []
        bar = next(iter(one.window._undo_bars.values()))
        assert bar.can_undo
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)
        one.wait(lambda: not one.window._undo_bars, "the bar is gone")
    (sent,) = office.sent(reference)
    assert "Arriva domani." in body(sent)

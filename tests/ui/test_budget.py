"""What a day costs in keys. Each key is counted; there is no click, and nothing else that acts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from tests.integration.cli.shop import Office, Station, body, mail
from tests.ui.showing import Showing, showing

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
RETURN = Qt.Key.Key_Return
TEXT = """
[[text]]
key = "on-its-way"
[text.actions]
reason = "order/status"
outcome = "informed"
[text.body.it]
title = "È in viaggio"
text = '''
Gentile cliente,

il pacco è partito oggi e arriva domani.

Un saluto
'''
"""


@dataclass
class Counted:
    """Counts what is pressed."""

    one: Showing
    keys: int = 0

    def press(self, *pressed: str | Qt.Key, held: tuple[Qt.KeyboardModifier, ...] = ()) -> None:
        for key in pressed:
            self.keys += 1
            if isinstance(key, str):
                self.one.press(key, *held)
            else:
                self.one.hit(key, *held)


def facts(station: Station, subject: str) -> tuple[str, list[str], str | None, str | None]:
    found = station.ticket(subject)
    return found["priority"], found["tags"], found["assignee"], found["opened_by"]


def assigned(one: Showing) -> set[str]:
    """Subjects of what has gone to Bruno."""
    rows = [one.window.list.model.row(n) for n in range(one.window.list.model.rowCount())]
    return {row.subject for row in rows if row is not None and row.assignee == "bruno"}


def filled(office: Office, count: int) -> Office:
    for number in range(count):
        office.shop.deliver(mail(f"Pacco {number}", to=office.shop.address, sender=f"c{number}@posta.example"))
    office.sync()
    return office


@pytest.mark.usefixtures("hurried")
def test_read_tag_priority_reply_send_resolve_and_next_take_ten_keys(fresh: Office) -> None:
    office = filled(fresh, 2)
    office.anna.ok("texts", "import", office.anna.write("texts.toml", TEXT))
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.wait(lambda: len(one.subjects()) == 2, "the list")
        first, second = one.subjects()
        counted = Counted(one)
        counted.press("j")
        one.wait(lambda: one.subject == first, "it is read")
        counted.press("1", held=(ALT,))
        counted.press("2")
        counted.press("r")
        one.says("Yours until")
        counted.press(":", ":", "v", RETURN)
        counted.press(RETURN, held=(CTRL, SHIFT))
        one.wait(lambda: one.subject == second, "the next is before the eyes")
        reference = office.anna.reference(first)
        one.wait(lambda: len(office.sent(reference)) == 1, "sent")
        one.wait(lambda: not one.window.leaving.bars, "it is known to be sent")
    assert counted.keys <= 10
    (sent,) = office.sent(reference)
    assert "il pacco è partito oggi" in body(sent)
    assert facts(office.anna, first)[:2] == ("high", ["pre-sale"])
    shown = office.anna.ok("show", reference)
    assert (shown["reason"], shown["outcome"]) == ("order/status", "informed"), "the text has said it: nobody is asked"
    assert office.anna.ticket(first)["status"] == "resolved"


def triage(counted: Counted) -> None:
    """Priority, tag, and to a colleague."""
    counted.press("2")
    counted.press("1", held=(ALT,))
    counted.press("s", "b", RETURN)


def test_triage_without_opening_takes_six_keys(fresh: Office) -> None:
    office = filled(fresh, 1)
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.wait(lambda: len(one.subjects()) == 1, "the list")
        counted = Counted(one)
        counted.press("J", held=(SHIFT,))
        triage(counted)
        one.wait(lambda: assigned(one) == {"Pacco 0"}, "done")
        assert one.subject == ""
    assert counted.keys <= 6
    office.anna.ok("sync", "--once")
    assert facts(office.anna, "Pacco 0") == ("high", ["pre-sale"], "Bruno", None)


def test_twenty_tickets_take_the_same_keys_once_they_are_selected(fresh: Office) -> None:
    office = filled(fresh, 20)
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.wait(lambda: len(one.subjects()) == 20, "the list")
        one.press("J", SHIFT)
        one.press("a", CTRL)
        assert len(one.window.list.tickets.marks.ids) == 20
        counted = Counted(one)
        triage(counted)
        assert counted.keys == 5

        one.wait(lambda: len(assigned(one)) == 20, "all of them")

        def kept() -> bool:
            rows = office.anna.ok("tickets", "--place", "open", "--limit", "30")["tickets"]
            found = {(row["priority"], *row["tags"], row["assignee"], row["opened_by"]) for row in rows}
            return found == {("high", "pre-sale", "Bruno", None)}

        one.wait(kept, "on the disk")

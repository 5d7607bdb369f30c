"""Snooze and undo by key, on a real server: out of sight, back with its reason, taken back after moving on."""

from __future__ import annotations

import time
from unittest.mock import patch

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.engine.reminding import Reminding
from desktop.ports.store.reader import NEVER, TicketRow
from tests.integration.cli.shop import Office
from tests.ui.showing import Showing, showing

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def row(one: Showing, subject: str) -> TicketRow:
    found = one.window.list.model.row(one.subjects().index(subject))
    assert found is not None
    return found


def picked(one: Showing, keys: str) -> None:
    one.press(keys)
    one.front()  # after a list that popped up


def at(one: Showing, place: str) -> Showing:
    one.online()
    one.go(place)
    return one


def test_out_of_sight_until_monday_and_back_on_top_with_its_reason(fresh: Office) -> None:
    first, second = fresh.ticket("La prima"), fresh.ticket("La seconda")
    fresh.anna.ok("priority", first, "urgent")
    with showing(fresh.anna) as one:
        at(one, "o").open("La seconda")
        picked(one, "hm")
        one.wait(lambda: one.subject == "La prima", "on to the next")
        one.wait(lambda: one.subjects() == ["La prima"], "out of sight")
        assert "Ctrl+Z" in one.toast
        one.go("h")
        one.wait(lambda: one.subjects() == ["La seconda"], "among the snoozed")
        until = row(one, "La seconda").until
        assert time.localtime(until)[3:7] == (9, 0, 0, 0)
        one.go("o")
        with patch.object(Reminding, "tell_time", lambda self: self._store.snoozes.tell_time(until)):
            one.press("j")
            one.wait(lambda: one.subjects() == ["La seconda", "La prima"], "back on top")
        assert row(one, "La seconda").back == "time"
    assert fresh.bruno.ok("sync", "--once")
    (there,) = fresh.bruno.ok("tickets", "--place", "snoozed")["tickets"]
    assert there["reference"] == second, "the same entry says it to a colleague"


def test_a_date_and_time_are_typed(office: Office) -> None:
    office.ticket("Con data")
    with showing(office.anna) as one:
        at(one, "o").open("Con data")
        one.press("h")
        one.press("3")
        one.type("1/12/2027 8:15")
        one.hit(Qt.Key.Key_Return)
        one.front()
        one.wait(lambda: "Con data" not in one.subjects(), "out of sight")
        one.go("h")
        one.wait(lambda: "Con data" in one.subjects(), "snoozed")
        assert time.localtime(row(one, "Con data").until)[:5] == (2027, 12, 31, 8, 15)
        one.open("Con data")
        picked(one, "hb")
        one.wait(lambda: "Con data" not in one.subjects(), "brought back by a letter")


def test_until_the_customer_writes(office: Office) -> None:
    reference = office.ticket("Aspetto lui")
    with showing(office.anna) as one:
        at(one, "o").open("Aspetto lui")
        picked(one, "hc")
        one.go("h")
        one.wait(lambda: "Aspetto lui" in one.subjects(), "snoozed")
        assert row(one, "Aspetto lui").until == NEVER
        office.customer_writes_again(reference)
        office.bruno.ok("sync", "--once")
        one.hit(Qt.Key.Key_F5)
        one.wait(lambda: "Aspetto lui" not in one.subjects(), "woken")
        one.go("o")
        one.wait(lambda: "Aspetto lui" in one.subjects(), "open")
        assert row(one, "Aspetto lui").back == "customer"


UNDOABLE = [
    ("e", "status", "resolved", "open"),
    ("1", "priority", "urgent", "normal"),
    ("hc", "until", NEVER, 0),
]


@pytest.mark.parametrize(("keys", "field", "changed", "before"), UNDOABLE)
def test_what_was_done_is_taken_back_after_moving_on(
    fresh: Office, keys: str, field: str, changed: object, before: object
) -> None:
    fresh.anna.ok("team", "set", "--ask-reason", "no")
    reference = fresh.ticket("Ci ripenso")
    fresh.ticket("Un'altra")
    with showing(fresh.anna) as one:
        at(one, "o").open("Ci ripenso")
        ticket = one.window._attention.ticket
        picked(one, keys)

        def now() -> object:
            found = one.window.list._desk.lists.row(ticket)
            assert found is not None
            return getattr(one.window.list.seen.row(found), field)

        one.wait(lambda: now() == changed, "done")
        one.open("Un'altra")
        one.press("z", CTRL)
        one.wait(lambda: now() == before, "taken back")
        assert one.toast.startswith("Undone: ")
    fresh.anna.ok("sync", "--once")
    state = fresh.anna.ok("show", reference)
    assert (state["status"], state["priority"], state["snoozed_until"]) == ("open", "normal", None)


def test_many_at_once_are_taken_back_each_to_what_it_was(fresh: Office) -> None:
    first, second = fresh.ticket("Uno"), fresh.ticket("Due")
    fresh.anna.ok("tag", first, "+pre-sale")
    with showing(fresh.anna) as one:
        at(one, "o").open("Uno")
        one.wait(lambda: row(one, "Uno").tags == ("pre-sale",), "known")
        one.press("a", CTRL)
        one.press("1", ALT)
        one.wait(lambda: row(one, "Due").tags == ("pre-sale",), "tagged")
        assert one.toast.startswith("+pre-sale: 2 tickets")
        shown = one.window.list.current
        foot = shown.mapTo(one.window, shown.rect().bottomLeft()).y()
        assert foot < one.window.toast.mapTo(one.window, QPoint()).y(), "it covers no ticket"
        one.press("z", CTRL)
        one.wait(lambda: row(one, "Due").tags == (), "taken back")
        assert row(one, "Uno").tags == ("pre-sale",), "it had it before"
    fresh.anna.ok("sync", "--once")
    assert [fresh.anna.ok("show", one)["tags"] for one in (first, second)] == [["pre-sale"], []]


def test_what_a_colleague_has_changed_since_stays_and_is_said(fresh: Office) -> None:
    reference = fresh.ticket("In due")
    with showing(fresh.anna) as one:
        at(one, "o").open("In due")
        one.press("1")
        one.wait(lambda: fresh.bruno.ok("sync", "--once") and priority(fresh, reference) == "urgent", "told")
        fresh.bruno.ok("priority", reference, "low")
        one.wait(lambda: row(one, "In due").priority == "low", "heard of")
        one.press("z", CTRL)
        one.wait(lambda: "has been changed since" in one.window.trouble.text, "said")
        one.press("z", CTRL)
        assert row(one, "In due").priority == "low"


def priority(office: Office, reference: str) -> str:
    return str(office.bruno.ok("show", reference)["priority"])

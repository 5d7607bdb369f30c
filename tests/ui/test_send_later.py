"""An answer that leaves later, and one that brings its ticket back, by key on a real server."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt

from desktop.adapters.store.sqlite import SqliteStore
from desktop.engine import laters
from desktop.ui.views.later import Choice
from tests.integration.cli.shop import Office, body
from tests.ui.showing import Showing, showing

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def written(one: Showing, subject: str, text: str) -> None:
    one.online()
    one.go("o")
    one.open(subject)
    one.press("r")
    one.says("Yours until")
    one.type(text)


def later(one: Showing, letter: str) -> None:
    one.press("l", CTRL, SHIFT)
    one.press(letter)
    one.front()  # after a list that popped up


def leaving(one: Showing) -> list[str]:
    model = one.window.list.leaving_model
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_it_is_planned_seen_by_all_taken_back_and_written_on(fresh: Office) -> None:
    reference = fresh.ticket("Più tardi")
    with showing(fresh.anna) as one:
        written(one, "Più tardi", "Le scrivo presto.")
        later(one, "m")
        one.wait(lambda: len(leaving(one)) == 1, "listed")
        assert not one.window.ticket.composer.is_open
        one.says("Your answer leaves")
        fresh.bruno.ok("sync", "--once")
        (departure,) = fresh.bruno.ok("show", reference)["departures"]
        assert (departure["agent"], departure["state"]) == ("Anna", "planned")
        assert fresh.bruno.ok("show", reference)["holder"] is None
        one.go("l")
        one.press("a")
        one.wait(lambda: one.window.ticket.composer.is_open, "to be written on")
        assert one.window.ticket.composer.text.toPlainText() == "Le scrivo presto."
        one.wait(lambda: leaving(one) == [], "not about to leave")
    fresh.bruno.ok("sync", "--once")
    assert fresh.bruno.ok("show", reference)["departures"] == []
    assert fresh.sent(reference) == []


@pytest.mark.usefixtures("hurried")
def test_it_leaves_by_itself_when_its_time_has_come(office: Office) -> None:
    reference = office.ticket("Fra un attimo")
    with showing(office.anna) as one:
        written(one, "Fra un attimo", "Eccomi.")
        soon = [Choice("A", "soon", int(time.time()) + 2)]
        with patch("desktop.ui.postponing.for_sending", return_value=soon):
            later(one, "a")
        one.wait(lambda: len(leaving(one)) == 1, "listed")
        assert office.sent(reference) == []
        one.wait(lambda: len(office.sent(reference)) == 1, "left")
        one.wait(lambda: leaving(one) == [], "listed no more")
    assert "Eccomi." in body(office.sent(reference)[0])


def test_the_customer_writes_and_it_comes_to_review(office: Office) -> None:
    reference = office.ticket("Prima io")
    with showing(office.anna) as one:
        written(one, "Prima io", "Domani.")
        later(one, "t")
        one.wait(lambda: len(leaving(one)) == 1, "listed")
        office.customer_writes_again(reference)
        one.hit(Qt.Key.Key_F5)
        one.wait(lambda: leaving(one) == [], "cancelled", 30)
        one.go("v")
        one.wait(lambda: one.window.review.item is not None, "to review")
        assert one.window.review.item is not None
        assert (one.window.review.item.reason, one.window.review.item.text) == ("later-customer-wrote", "Domani.")
        one.press("d")
        one.wait(lambda: one.window.review.item is None, "settled")
    assert office.sent(reference) == []


def test_undo_takes_it_back_unless_something_else_was_done_since(office: Office) -> None:
    reference = office.ticket("Ci ripenso")
    with showing(office.anna) as one:
        written(one, "Ci ripenso", "Domani.")
        one.hit(Qt.Key.Key_Escape)
        one.press("1")
        one.press("r")
        later(one, "t")
        one.wait(lambda: len(leaving(one)) == 1, "listed")
        one.press("2")
        one.press("z", CTRL)
        one.wait(lambda: one.toast.startswith("Undone"), "the newest first")
        assert len(leaving(one)) == 1
        one.press("z", CTRL)
        one.wait(lambda: one.window.ticket.composer.is_open, "to be written on")
        one.wait(lambda: leaving(one) == [], "not about to leave")
        assert one.window.ticket.composer.text.toPlainText() == "Domani."
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)
    assert office.anna.ok("show", reference)["priority"] == "urgent"


def test_d_keeps_it_as_a_draft_of_its_ticket(office: Office) -> None:
    office.ticket("Fermala")
    with showing(office.anna) as one:
        written(one, "Fermala", "Aspetti.")
        later(one, "t")
        one.wait(lambda: len(leaving(one)) == 1, "listed")
        one.go("l")
        one.press("d")
        one.wait(lambda: leaving(one) == [], "stopped")
        one.go("o")
        one.open("Fermala")
        one.press("r")
        assert one.window.ticket.composer.text.toPlainText() == "Aspetti."
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)


@pytest.mark.usefixtures("hurried")
def test_send_wait_for_others_and_be_reminded(office: Office) -> None:
    reference = office.ticket("Chiedo al corriere")
    with showing(office.anna) as one:
        written(one, "Chiedo al corriere", "Sento il corriere e le dico.")
        one.hit(Qt.Key.Key_Return, CTRL, ALT)
        one.press("3")
        one.front()
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)
        one.wait(lambda: one.window.leaving.bars == {}, "ended")
    office.bruno.ok("sync", "--once")
    state = office.bruno.ok("show", reference)
    assert state["status"] == "on-hold"
    assert state["snoozed_until"] is not None


def test_what_was_missed_is_told_at_the_next_start(office: Office) -> None:
    office.ticket("Mancata")
    with showing(office.anna) as one:
        written(one, "Mancata", "Tardi.")
        with patch("desktop.ui.postponing.for_sending", return_value=[Choice("A", "soon", int(time.time()) + 3600)]):
            later(one, "a")
        one.wait(lambda: len(leaving(one)) == 1, "listed")
    with closing(SqliteStore(office.anna.profile / "sportello.db")) as store:
        (draft,) = store.drafts.in_state(laters.LATER)
        store.drafts.put(replace(draft, leaves=draft.leaves - 7200))  # two hours go by
    with showing(office.anna) as one:
        one.wait(lambda: leaving(one) == [], "missed", 30)
        one.go("v")
        one.wait(lambda: one.window.review.item is not None, "to review")
        assert one.window.review.item is not None
        assert one.window.review.item.reason == "later-missed"
        one.press("d")
        one.wait(lambda: one.window.review.item is None, "settled")

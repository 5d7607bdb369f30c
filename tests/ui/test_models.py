"""The models by themselves, each under Qt's own model tester, over a real database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex
from pytestqt.qtbot import QtBot

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import Query
from desktop.engine.reviewing import Item
from desktop.journal.state import Ticket
from desktop.ui.models.places import Place, PlacesModel
from desktop.ui.models.review import ITEM, ReviewModel
from desktop.ui.models.tickets import PAGE, ROW, TicketsModel
from desktop.ui.views.ticket_list import TicketList
from tests.unit.store.samples import folded, ticket


class Counted:
    """Signals that a model gave."""

    def __init__(self, model: TicketsModel) -> None:
        self.resets = self.inserts = self.moves = self.removals = 0
        model.modelReset.connect(self.reset)
        model.rowsInserted.connect(self.insert)
        model.rowsMoved.connect(self.move)
        model.rowsRemoved.connect(self.remove)

    def reset(self) -> None:
        self.resets += 1

    def insert(self) -> None:
        self.inserts += 1

    def move(self) -> None:
        self.moves += 1

    def remove(self) -> None:
        self.removals += 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def commit(store: SqliteStore, *tickets: Ticket) -> None:
    known = store.entries.cursor()
    store.entries.commit(folded(known.uid + 1 if known else 1, tickets=tickets))


def filled(store: SqliteStore, count: int) -> None:
    commit(store, *(ticket(f"s1:{n}", number=1000 + n) for n in range(count)))


def shown(model: TicketsModel) -> list[str]:
    return [model.index(row, 0).data(ROW).id for row in range(model.rowCount())]


def listed(store: SqliteStore, place: str = "open") -> list[str]:
    return [row.id for row in store.reader.tickets(place, "anna", Query(), 10_000)]


def model_of(store: SqliteStore, qtmodeltester: object, place: str = "open") -> TicketsModel:
    model = TicketsModel(store.reader, "anna")
    model.show_place(place)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    return model


def test_only_the_pages_that_are_looked_at_are_read(store: SqliteStore, qtmodeltester: object) -> None:
    filled(store, 20 * PAGE)
    model = model_of(store, qtmodeltester)
    assert model.rowCount() == 20 * PAGE
    middle = model.index(10 * PAGE + 7, 0).data(ROW)
    assert middle.id == listed(store)[10 * PAGE + 7]
    assert len(model._pages) <= 12
    assert shown(model) == listed(store)


def test_a_ticket_that_comes_goes_or_moves_is_no_reset(store: SqliteStore, qtmodeltester: object) -> None:
    filled(store, 6)
    model = model_of(store, qtmodeltester)
    shown(model)
    said = Counted(model)
    commit(store, ticket("s1:new", number=1050))
    model.changed(["s1:new"])
    assert (shown(model), said.inserts) == (listed(store), 1)
    commit(store, ticket("s1:4", number=1004, priority="urgent"))
    model.changed(["s1:4"])
    assert (shown(model), said.moves) == (listed(store), 1)
    commit(store, ticket("s1:2", number=1002, status="resolved"))
    model.changed(["s1:2"])
    assert (shown(model), said.removals) == (listed(store), 1)
    assert said.resets == 0


@pytest.mark.parametrize("seed", range(6))
def test_whatever_changes_what_is_marked_stays_marked(store: SqliteStore, qtmodeltester: object, seed: int) -> None:
    """Random changes, told singly or all at once, over several pages."""
    chance = random.Random(seed)
    filled(store, 3 * PAGE)
    model = model_of(store, qtmodeltester)
    shown(model)
    said = Counted(model)
    for round_ in range(12):
        row = chance.randrange(model.rowCount())
        marked, kept = model.index(row, 0).data(ROW).id, QPersistentModelIndex(model.index(row, 0))
        names = chance.sample(range(3 * PAGE), chance.choice([1, 3, 40]))
        commit(
            store,
            *(
                ticket(
                    f"s1:{n}",
                    number=1000 + n,
                    status=chance.choice(["open", "open", "resolved"]),
                    priority=chance.choice(["urgent", "normal", "low"]),
                )
                for n in names
            ),
            ticket(f"s1:new{round_}", number=5000 + round_),
        )
        every = [*(f"s1:{n}" for n in names), f"s1:new{round_}"]
        model.changed(every if chance.random() < 0.7 else [])
        expected = listed(store)
        assert shown(model) == expected
        if marked in expected:
            assert kept.data(ROW).id == marked
    assert said.resets == 0


def test_what_is_marked_stays_marked_between_two_looks_and_far_from_them(
    store: SqliteStore, qtmodeltester: object
) -> None:
    """Changes that are told in one breath; and a choice from which the person has scrolled far away."""
    filled(store, 20 * PAGE)
    model = model_of(store, qtmodeltester)
    chosen = QPersistentModelIndex(model.index(7, 0))
    assert chosen.data(ROW).id == "s1:7"
    for number in range(PAGE, 20 * PAGE):
        model.row(number)
    for number in (2, 4, 5):
        commit(store, ticket(f"s1:{number}", number=1000 + number, status="resolved"))
        model.changed([f"s1:{number}"])
    commit(store, *(ticket(f"s1:{n}", number=1000 + n, status="resolved") for n in range(100, 130)))
    model.changed([])
    assert (chosen.row(), chosen.data(ROW).id) == (4, "s1:7")
    assert len(model._pages) <= 13


def test_the_chosen_row_stays_in_sight_when_the_list_becomes_lower(store: SqliteStore, qtbot: QtBot) -> None:
    filled(store, 30)
    model = TicketsModel(store.reader, "anna")
    view = TicketList(model, "anna", str)
    qtbot.addWidget(view)
    model.show_place("open")
    view.resize(400, 6 * view.rowHeight(0))
    view.show()
    view.choose(5)
    view.resize(400, 5 * view.rowHeight(0))
    assert view.visualRect(view.currentIndex()).bottom() <= view.viewport().height()
    view.verticalScrollBar().setValue(0)
    view.resize(400, 4 * view.rowHeight(0))
    assert view.verticalScrollBar().value() == 0, "it was out of sight before, by the person's doing"


def test_places_count_and_keep_their_headings(qtmodeltester: object, qtbot: QtBot) -> None:  # noqa: ARG001
    model = PlacesModel([Place("mine", "My tickets"), Place("", "Mailboxes")])
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    model.replace_mailboxes(["info@shop.example", "orders@shop.example"])
    model.count({"mine": 3, "mailbox:orders@shop.example": 2})
    counted = [(model.place(row).title, model.place(row).count) for row in range(model.rowCount())]
    assert counted == [("My tickets", 3), ("Mailboxes", None), ("info@shop.example", 0), ("orders@shop.example", 2)]
    model.replace_mailboxes(["info@shop.example"])
    assert model.rowCount() == 3
    assert model.row_of("mine") == 0


def test_the_review_changes_in_place(qtmodeltester: object, qtbot: QtBot) -> None:  # noqa: ARG001
    def item(name: str, text: str = "") -> Item:
        return Item(name, "stopped", "s1:a", "7KQ2-MXAD", "held", "Bruno", 7, text)

    model = ReviewModel()
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    model.show_items([item("a"), item("b"), item("c")])
    kept = QPersistentModelIndex(model.index(2))
    model.show_items([item("c"), item("d"), item("a", "changed")])
    assert [model.index(n).data(ITEM).id for n in range(3)] == ["c", "d", "a"]
    assert kept.data(ITEM).id == "c"
    assert model.index(2).data(ITEM).text == "changed"

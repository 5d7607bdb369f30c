"""The list of what a search has found, by itself and in the window, by keyboard alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from desktop.adapters.store.sqlite import SqliteStore
from desktop.ports.store.reader import Hit, MailRow
from desktop.ui.models.found import FoundModel
from desktop.ui.models.places import SAVED
from desktop.ui.models.tickets import ROW
from tests.integration.cli.shop import Office, mail
from tests.ui.showing import Showing, showing
from tests.ui.test_models import Counted
from tests.unit.store.samples import folded, message, place, reached, ticket

DAY = 24 * 3600.0
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def model(tmp_path: Path, qtmodeltester: object) -> Iterator[FoundModel]:
    """Over twenty tickets and twenty mails of history."""
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    store.messages.add([(message(f"m{n}", received=n), place(n + 1)) for n in range(20)], reached(20))
    store.entries.commit(folded(1, tickets=[ticket(f"t{n}", 1000 + n) for n in range(20)]))
    model = FoundModel(store.reader)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    yield model
    store.close()


def hit(name: str) -> Hit:
    return Hit(name, is_mail=name.startswith("m"))


def shown(model: FoundModel) -> list[str]:
    return [model.index(row, 0).data(ROW).id for row in range(model.rowCount())]


def test_a_search_made_again_is_no_reset(model: FoundModel) -> None:
    chance = random.Random(3)
    names = [*(f"t{n}" for n in range(20)), *(f"m{n}" for n in range(20))]
    model.show_hits([hit(name) for name in names[:25]], another=True)
    said = Counted(model)
    for _ in range(30):
        marked = QPersistentModelIndex(model.index(chance.randrange(model.rowCount()), 0))
        before = marked.data(ROW).id
        chosen = chance.sample(names, chance.randrange(5, 30))
        model.show_hits([hit(name) for name in chosen], another=False)
        assert shown(model) == chosen
        assert (marked.data(ROW).id if marked.isValid() else None) == (before if before in chosen else None)
    assert said.resets == 0


def test_what_has_gone_meanwhile_has_no_row(model: FoundModel) -> None:
    model.show_hits([hit("t1"), hit("gone"), hit("m1")], another=True)
    assert model.index(1, 0).data(ROW) is None
    assert isinstance(model.index(2, 0).data(ROW), MailRow)
    assert model.find("t1") == 0
    assert model.find("m1") is None, "a mail is no ticket"


def searched(one: Showing, typed: str, subjects: list[str]) -> None:
    one.press("f", CTRL)
    one.type(typed)
    one.wait(lambda: one.subjects() == subjects, f"{typed} finds {subjects}, not {one.subjects()}")


def test_history_is_found_read_and_left(fresh: Office) -> None:
    old = mail("Lampada fulminata", "La lampada è arrivata fulminata", to=fresh.shop.address)
    ours = mail("Re: Lampada fulminata", "Ne mandiamo un'altra", sender=fresh.shop.address)
    ours["In-Reply-To"] = old["Message-ID"]
    fresh.shop.imap_create("Sent")
    fresh.shop.deliver(old, age=200 * DAY)
    fresh.shop.deliver(ours, age=199 * DAY, folder="Sent")
    fresh.sync()
    fresh.ticket("Lampada nuova", "Vorrei una lampada")
    with showing(fresh.anna) as one:
        one.go("o")
        searched(one, "lampad", ["Lampada nuova", "Re: Lampada fulminata", "Lampada fulminata"])
        one.hit(Qt.Key.Key_Return)
        one.press("j")
        one.wait(lambda: one.window.history.subject == "Re: Lampada fulminata", "the mail is shown")
        one.wait(lambda: len(list(one.window.history.thread_view.mails())) == 2, "with its thread")
        assert one.window.history.isVisible()
        one.press("r")
        assert not one.window.ticket.composer.is_open, "nothing of it can be answered"


def test_a_bad_word_is_said_and_completed_by_keyboard(fresh: Office) -> None:
    fresh.ticket("Uno", "pacco")
    with showing(fresh.anna) as one:
        one.press("f", CTRL)
        one.type("is:nothing pacco")
        problem = one.window.list._wrong
        one.wait(problem.isVisible, "the sentence")
        assert problem.text().startswith("is:nothing: there is no such state")
        one.wait(lambda: one.subjects() == ["Uno"], "the rest is searched for")
        one.hit(Qt.Key.Key_Escape)
        one.wait(lambda: not problem.isVisible(), "gone")
        one.press("f", CTRL)
        one.type("(")
        one.wait(problem.isVisible, "signs alone")
        assert problem.text().startswith("(: signs alone are not looked for")
        assert not one.window.list.is_searching, "the place is shown as it was"
        one.hit(Qt.Key.Key_Escape)
        one.press("f", CTRL)
        one.type("st")
        assert one.window.list.search.text() == "st", "an English window offers English words"
        one.hit(Qt.Key.Key_Escape)
        one.press("f", CTRL)
        one.type("ha")
        one.hit(Qt.Key.Key_Tab)
        assert one.window.list.search.text() == "has:"
        one.hit(Qt.Key.Key_Tab)
        assert one.window.list.search.text() == "has:attachment "
        one.wait(lambda: one.subjects() == [], "no mail has one")
        one.type("stato:res")
        one.hit(Qt.Key.Key_Down)
        one.hit(Qt.Key.Key_Return)
        assert one.window.list.search.text() == "has:attachment stato:resolved "


def test_a_search_becomes_a_place(fresh: Office) -> None:
    fresh.ticket("Vaso rotto", "Il vaso è rotto")
    fresh.ticket("Altro", "niente")
    with showing(fresh.anna) as one:
        one.go("o")
        searched(one, "vaso is:open", ["Vaso rotto"])
        one.press("s", CTRL)
        one.type("Vasi")
        one.hit(Qt.Key.Key_Return)
        model = one.window.places.model
        one.wait(lambda: model.row_of(f"{SAVED}Vasi") > 0, "the place")
        one.front()
        one.hit(Qt.Key.Key_Return)
        one.go("o")
        one.wait(lambda: len(one.subjects()) == 2, "all open ones")
        one.go("s")
        one.hit(Qt.Key.Key_Return)
        one.wait(lambda: one.subjects() == ["Vaso rotto"], "found again")
        one.front()
        one.window.places._list.setFocus()
        one.hit(Qt.Key.Key_F2)
        one.type("Cocci")
        one.hit(Qt.Key.Key_Return)
        one.wait(lambda: model.row_of(f"{SAVED}Cocci") > 0, "another name")
        one.front()
    assert fresh.anna.ok("saved", "list")["searches"] == [{"name": "Cocci", "query": "vaso is:open"}]
    with showing(fresh.anna) as one:
        model = one.window.places.model
        one.wait(lambda: model.row_of(f"{SAVED}Cocci") > 0, "still there")
        one.window.places.go(f"{SAVED}Cocci")
        one.window.places._list.setFocus()
        one.hit(Qt.Key.Key_Delete)
        one.wait(lambda: model.row_of(f"{SAVED}Cocci") < 0, "gone")


def test_what_comes_in_joins_what_was_found(fresh: Office) -> None:
    fresh.ticket("Vaso uno", "rotto")
    with showing(fresh.anna) as one:
        one.online()
        searched(one, "vaso", ["Vaso uno"])
        one.hit(Qt.Key.Key_Return)
        one.press("j")
        one.wait(lambda: one.subject == "Vaso uno", "chosen")
        said = Counted(one.window.list.found_model)
        fresh.shop.deliver(mail("Vaso due", "anche questo", to=fresh.shop.address))
        one.hit(Qt.Key.Key_F5)
        one.wait(lambda: one.subjects() == ["Vaso due", "Vaso uno"], "the new one is found")
        assert said.resets == 0
        assert one.window.list.found.currentIndex().data(ROW).subject == "Vaso uno"

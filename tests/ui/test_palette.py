"""Ctrl+K: everything by a few letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.fuzzy import fit
from desktop.ui.views.palette import Palette
from desktop.ui.views.texts import TextsDialog
from tests.integration.cli.shop import Office, mail
from tests.ui.showing import Showing, showing

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("spam", "Spam", "Go to: spam and more"),
        ("gou", "Go to: unassigned", "Go to: about to leave"),
        ("perche", "Perché no", "Per chi sa di chee"),
        ("int note", "Internal note", "Note, internal to the intermediate team"),
        ("take", "Take it", "Status: take a look"),
    ],
)
def test_what_fits_better_comes_first(typed: str, better: str, worse: str) -> None:
    assert fit(typed, better) > fit(typed, worse)


@pytest.mark.parametrize(("typed", "name"), [("xyz", "Spam"), ("mpas", "Spam"), ("tag nowhere", "Tag: type")])
def test_what_does_not_fit_is_not_offered(typed: str, name: str) -> None:
    assert fit(typed, name) == 0


def palette(one: Showing, typed: str = "") -> Palette:
    one.wait(lambda: QApplication.activePopupWidget() is None, "the one before has gone")
    one.front()
    one.press("k", CTRL)
    found = QApplication.activePopupWidget()
    assert isinstance(found, Palette)
    one.type(typed)
    return found


def test_a_command_is_found_with_its_key_and_done(office: Office) -> None:
    office.ticket("Nota interna")
    with showing(office.anna) as one:
        one.go("o")
        one.open("Nota interna")
        shown = palette(one, "internal")
        assert shown.lines[0] == "Internal note, N"
        one.hit(RETURN)
        one.wait(lambda: one.window.ticket.composer.is_open, "a note")


def test_a_place_a_ticket_and_a_customer_are_found(fresh: Office) -> None:
    fresh.shop.put(mail("Vaso rotto", sender="Maria Bianchi <maria.bianchi@posta.example>").as_bytes())
    fresh.shop.put(mail("Lampada", sender="Maria Bianchi <maria.bianchi@posta.example>").as_bytes())
    fresh.shop.put(mail("Tappeto", sender="Ugo Neri <ugo@posta.example>").as_bytes())
    fresh.anna.ok("sync", "--once")
    with showing(fresh.anna) as one:
        palette(one, "unass")
        one.hit(RETURN)
        assert one.window.list.place == "unassigned"
        shown = palette(one, "vaso")
        one.wait(lambda: any("Vaso rotto" in line for line in shown.lines), "found")
        assert "Maria Bianchi" in shown.lines[0]
        one.hit(RETURN)
        one.wait(lambda: one.subject == "Vaso rotto", "it is opened")
        number = one.window.ticket.conversation.row.number
        shown = palette(one, f"#{number}")
        one.wait(lambda: f"Vaso rotto, #{number} · Maria Bianchi" in shown.lines[:1], "by its number")
        one.hit(ESC)
        shown = palette(one, "bianchi")
        customer = "Maria Bianchi <maria.bianchi@posta.example>, Customer: all tickets"
        one.wait(lambda: customer in shown.lines, "the customer")
        while shown._list.currentItem().text() != customer:
            one.hit(Qt.Key.Key_Down)
        one.hit(RETURN)
        one.wait(lambda: set(one.subjects()) == {"Vaso rotto", "Lampada"}, "all of the customer's")


def test_a_canned_response_is_found_and_put_into_the_answer(fresh: Office) -> None:
    """With its title in any language; without a ticket it is shown where texts are written."""
    source = '[[text]]\nkey = "grazie"\nfolder = "Saluti"\n[text.body.it]\ntitle = "Ringraziamento breve"\n'
    fresh.anna.ok("texts", "import", fresh.anna.write("texts.toml", f'{source}text = "Grazie a Lei!"\n'))
    with showing(fresh.anna) as one:
        one.online()
        assert palette(one, "ringraz").lines == ["Ringraziamento breve, Canned response · Saluti"]
        one.hit(RETURN)
        (dialog,) = one.window.findChildren(TextsDialog)
        one.wait(dialog.isVisible, "where texts are written")
        assert dialog._list.currentItem().text() == "Ringraziamento breve"
        dialog.close()
    fresh.ticket("Da ringraziare")
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Da ringraziare")
        palette(one, "ringraz")
        one.hit(RETURN)
        one.wait(lambda: "Grazie a Lei!" in one.window.ticket.composer.text.toPlainText(), "in the answer")
        one.type(" Anna")
        assert one.window.ticket.composer.text.toPlainText().startswith("Grazie a Lei! Anna")
        one.window.ticket.composer.text.clear()
        one.hit(ESC)


def test_esc_leaves_everything_as_it_was(office: Office) -> None:
    with showing(office.anna) as one:
        before = one.window.focusWidget()
        shown = palette(one, "qqqqq")
        assert shown.lines == []
        one.hit(ESC)
        one.wait(lambda: QApplication.activePopupWidget() is None, "closed")
        assert one.window.focusWidget() is before


def test_a_search_of_the_list_goes_on_after_the_palette(office: Office) -> None:
    office.ticket("Cercami")
    with showing(office.anna) as one:
        one.press("f", CTRL)
        one.type("Cercami")
        palette(one, "spam")
        one.hit(ESC)
        one.wait(lambda: one.subjects() == ["Cercami"], "found all the same")

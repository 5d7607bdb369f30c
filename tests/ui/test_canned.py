"""Canned responses by keyboard: found by letters, filled in, carried out once they have left; and closing a ticket."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt

from desktop.domain.texts import gaps
from tests.integration.cli.shop import Office, body
from tests.ui.showing import Showing, showing

_numbers = itertools.count(1)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RETURN, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
LATE = "Buongiorno, il mio ordine n. 4711 non è ancora arrivato. Quando arriva? Grazie"
SOURCE = """
[[text]]
key = "late"
folder = "Delivery"
[text.actions]
tags = ["late"]
status = "on-hold"
promise = "1d 12:00"
reason = "delivery/late"
outcome = "informed"
[text.body.it]
title = "Ritardo di consegna"
text = "Gentile {{ nome }}, il suo ordine {{ ordine }} arriva {{ giorno }}. Le scriviamo entro {{ promessa }}."
[text.body.en]
title = "Late delivery"
text = "Dear {{ first_name }}, order {{ order }} arrives {{ day }}. We write by {{ promise }}."

[[text]]
key = "thanks"
[text.actions]
outcome = "nothing"
[text.body.it]
title = "Grazie"
text = "Grazie a Lei!"
"""


@pytest.fixture
def stocked(office: Office) -> tuple[Office, str, str]:
    office.anna.ok("texts", "import", office.anna.write("texts.toml", SOURCE))
    subject = f"Ordine in ritardo ({next(_numbers)})"
    return office, office.ticket(subject, text=LATE), subject


def begin(one: Showing, subject: str) -> None:
    one.online()
    one.go("o")
    one.open(subject)
    one.press("r")
    one.says("Yours until")


def text(one: Showing) -> str:
    return one.window.ticket.composer.text.toPlainText()


@pytest.mark.usefixtures("hurried")
def test_a_text_is_put_in_by_letters_and_carried_out_when_it_has_left(stocked: tuple[Office, str, str]) -> None:
    office, reference, subject = stocked
    with showing(office.anna) as one:
        begin(one, subject)
        popup = one.window.canned.popup
        one.type("::")
        assert popup.isVisible()
        one.type("rit")
        assert popup.chosen == "late"
        one.hit(RETURN)
        assert not popup.isVisible()
        assert "ordine 4711 arriva [giorno?]. Le scriviamo entro le 12:00 di" in text(one), "in the customer's language"
        assert "::" not in text(one)
        one.hit(RETURN, CTRL)
        assert one.window.ticket.composer.is_open, "a gap stops it"
        assert "giorno" in one.window.ticket.composer._saved.text()
        one.type("sabato")
        assert gaps(text(one)) == []
        one.hit(RETURN, CTRL)
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)
        one.wait(lambda: office.anna.ok("show", reference)["status"] == "on-hold", "carried out", 30)
        one.go("p")
        one.wait(lambda: subject in one.subjects(), "it waits among the promises")
        one.open(subject)
        one.wait(lambda: "promised" in one.window.ticket.head._promise.text(), "the head says until when")
        assert "Late" in one.window.ticket.head._about.text()
    (sent,) = office.sent(reference)
    assert "arriva sabato." in body(sent)
    shown = office.anna.ok("show", reference)
    assert (shown["reason"], shown["outcome"], shown["tags"]) == ("delivery/late", "informed", ["late"])
    assert shown["promise"]["kept"] is None
    found = office.anna.ok("search", "motivo:ritardo")["tickets"]
    assert reference in [row["reference"] for row in found]


def test_the_list_of_texts_stays_out_of_the_way(stocked: tuple[Office, str, str]) -> None:
    office, _, subject = stocked
    with showing(office.anna) as one:
        begin(one, subject)
        popup = one.window.canned.popup
        one.type("Std::vector")
        assert not popup.isVisible(), "within a word it is no question"
        one.type(" ::gra")
        assert popup.chosen == "thanks"
        one.hit(ESC)
        assert not popup.isVisible()
        one.type("z")
        assert not popup.isVisible(), "sent away"
        assert one.window.ticket.composer.is_open
        assert text(one) == "Std::vector ::graz"
        one.type("\n::zzz")
        assert popup.isVisible()
        assert popup.chosen == ""
        one.hit(RETURN)
        assert text(one).endswith("::zzz\n"), "Enter is Enter when nothing is found"
        one.type("::g")
        one.hit(RETURN, SHIFT)
        draft = one.window.ticket.composer.draft
        assert draft is not None
        assert draft.after.outcome == "", "only the text"
        assert draft.after.texts == ("thanks/it",)


def test_one_key_begins_a_reply_with_a_text_and_tab_goes_to_the_gaps(stocked: tuple[Office, str, str]) -> None:
    office, _, subject = stocked
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open(subject)
        one.press("q")
        one.wait(one.window.canned.popup.isVisible, "the texts are offered")
        one.press("l")
        one.hit(RETURN)
        cursor = one.window.ticket.composer.text.textCursor()
        assert cursor.selectedText() == "[giorno?]"
        one.hit(Qt.Key.Key_Home, CTRL)
        one.hit(TAB)
        assert one.window.ticket.composer.text.textCursor().selectedText() == "[giorno?]"
        one.type("oggi")
        one.hit(TAB)
        assert not one.window.ticket.composer.text.hasFocus(), "without a gap it goes on to the buttons"


def test_closing_asks_why_the_customer_wrote_and_only_what_nobody_has_said(office: Office) -> None:
    reference = office.ticket("Perché")
    other = office.ticket("Già detto")
    office.anna.ok("classify", other, "--reason", "Consegna / In ritardo")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Perché")
        one.press("e")
        one.type("invoice")
        one.hit(ESC)
        one.front()
        assert office.anna.ok("show", reference)["status"] == "open", "Esc: nothing was done"
        one.press("e")
        one.type("invoice")
        one.hit(RETURN)
        one.type("refun")
        one.hit(RETURN)
        one.wait(lambda: "Perché" not in one.subjects(), "it has left the list")
        one.front()
        one.open("Già detto")
        one.press("e")
        one.type("solved")
        one.hit(RETURN)
        one.wait(lambda: "Già detto" not in one.subjects(), "both")
        one.wait(lambda: "change" not in one.window.status.text, "all of it is written")
    said = {name: office.anna.ok("show", name) for name in (reference, other)}
    assert (said[reference]["reason"], said[reference]["outcome"]) == ("payment/invoice", "refunded")
    assert (said[other]["reason"], said[other]["outcome"]) == ("delivery/late", "solved")
    assert {one["status"] for one in said.values()} == {"resolved"}


@pytest.mark.usefixtures("hurried")
def test_a_text_that_is_taken_out_wants_nothing_and_one_question_is_asked_once(
    stocked: tuple[Office, str, str],
) -> None:
    office, reference, subject = stocked
    with showing(office.anna) as one:
        begin(one, subject)
        composer = one.window.ticket.composer

        def wanted() -> str:
            assert composer.draft is not None
            return composer.draft.after.outcome

        one.type("::gra")
        one.hit(RETURN)
        assert wanted() == "nothing"
        one.press("z", CTRL)
        assert (text(one), wanted(), composer.after.isVisible()) == ("::gra", "", False)
        one.press("y", CTRL)
        assert wanted() == "nothing", "brought back with what it wants"
        one.press("a", CTRL)
        one.hit(Qt.Key.Key_Delete)
        assert wanted() == "", "nothing is left of it"
        one.type("La fattura in allegato.")
        assert wanted() == ""
        one.hit(RETURN, CTRL, SHIFT)
        assert "in allegato" in composer.question.text
        one.hit(RETURN, CTRL, SHIFT)
        one.hit(RETURN)
        one.hit(RETURN)
        assert not composer.is_open, "that has been answered"
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)

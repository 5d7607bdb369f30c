"""A day at the counter, by keyboard, on a real server."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from desktop.engine import patience
from desktop.engine.notices import TicketsChanged
from desktop.ports.store.reader import TicketRow
from desktop.runtime.window import opening
from desktop.ui.decisions import decisions
from desktop.ui.views.cards import Words
from desktop.ui.views.composer import Composer
from tests.integration.cli.shop import Office, body, mail
from tests.peers.dovecot import Dovecot
from tests.peers.smtp import Script
from tests.ui.showing import Showing, showing

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
RETURN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def reply(one: Showing, text: str) -> None:
    one.press("r")
    one.says("Yours until")
    one.type(text)
    one.hit(RETURN, CTRL)


@pytest.mark.usefixtures("hurried")
def test_read_claim_reply_and_send(office: Office) -> None:
    reference = office.ticket("Dov'è il pacco?")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Dov'è il pacco?")
        one.wait(lambda: not office_row(one, "Dov'è il pacco?").unread, "it counts as read")
        one.says("Free")
        one.press("p")
        one.says("Yours until")
        one.press("r")
        one.type("Arriva domani.")
        one.hit(RETURN, CTRL)
        one.wait(lambda: bool(one.window.leaving.bars), "the undo window")
        assert office.sent(reference) == []
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)
        one.wait(lambda: not one.window.leaving.bars, "the bar is gone")
    (sent,) = office.sent(reference)
    assert "Arriva domani." in body(sent)
    assert office.anna.ok("show", reference)["holder"] is None


def office_row(one: Showing, subject: str):  # type: ignore[no-untyped-def]
    row = one.window.list.model.row(one.subjects().index(subject))
    assert row is not None
    return row


def test_what_is_taken_back_is_in_the_composer_again(office: Office) -> None:
    reference = office.ticket("Ci ripenso")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Ci ripenso")
        reply(one, "Troppo in fretta")
        one.wait(lambda: bool(one.window.leaving.bars), "the undo window")
        one.press("z", CTRL)
        one.wait(lambda: one.window.ticket.composer.is_open, "the composer is back")
        assert one.window.ticket.composer.text.toPlainText() == "Troppo in fretta"
        assert one.window.leaving.bars == {}
    assert office.sent(reference) == []


def test_a_draft_outlives_the_window(office: Office) -> None:
    office.ticket("A metà")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("A metà")
        one.press("r")
        one.type("Gentile cliente, sto")
        one.wait(lambda: one.window.ticket.composer._saved.text() != "", "saved while typing")
        one.type(" ancora")  # not saved yet when the window closes
    with showing(office.anna) as one:
        one.go("o")
        one.open("A metà")
        one.wait(lambda: one.window.ticket.composer.is_open, "the draft is there")
        assert one.window.ticket.composer.text.toPlainText() == "Gentile cliente, sto ancora"
        one.press("r")
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)


@pytest.mark.usefixtures("hurried")
def test_send_resolve_and_on_to_the_next(office: Office) -> None:
    reference = office.ticket("Basta così")
    office.ticket("E poi questa")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Basta così")
        one.press("r")
        one.says("Yours until")
        one.type("Fatto.")
        one.hit(RETURN, CTRL, SHIFT)
        for _ in ("reason", "outcome"):
            one.hit(RETURN)
        one.wait(lambda: one.subject != "Basta così", "the next is shown")
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)
        one.wait(lambda: "Basta così" not in one.subjects(), "it has left the list")
    assert office.anna.ok("show", reference)["status"] == "resolved"


def test_note_tag_priority_assign_and_status_by_key(office: Office) -> None:
    reference = office.ticket("Tutto da tastiera")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Tutto da tastiera")
        one.press("2")
        one.press("1", ALT)
        one.press("l")
        one.type("reso")
        one.hit(RETURN)
        one.press("s")
        one.type("br")
        one.hit(RETURN)
        one.press("n")
        one.type("Chiamare domani, 1 sola volta")
        one.hit(RETURN, CTRL)
        one.press("t")
        one.type("on")
        one.hit(RETURN)
        one.wait(lambda: written(office, reference), "all of it is in the journal")
    office.bruno.ok("sync", "--once")
    seen = office.bruno.ok("show", reference)
    assert (seen["priority"], seen["tags"], seen["assignee"], seen["status"]) == (
        "high",
        ["pre-sale", "reso"],
        "Bruno",
        "on-hold",
    )
    assert [note["text"] for note in seen["notes"]] == ["Chiamare domani, 1 sola volta"]


def written(office: Office, reference: str) -> bool:
    shown = office.anna.ok("show", reference)
    return shown["status"] == "on-hold" and not shown["pending"]


def test_single_letters_are_letters_where_somebody_types(office: Office) -> None:
    office.ticket("Lettere")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Lettere")
        one.press("n")
        one.type("rpnejk1234")
        assert one.window.ticket.composer.text.toPlainText() == "rpnejk1234"
        assert "Free" in one.banner
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)


@pytest.mark.usefixtures("hurried")
def test_a_lost_claim_keeps_the_text_and_shows_the_answer(office: Office) -> None:
    reference = office.ticket("Chi risponde?")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Chi risponde?")
        office.bruno.ok("claim", reference)
        one.says("Bruno is answering since")
        one.press("r")  # one may write all the same
        one.type("Rispondo io")
        office.bruno.ok("show", reference)
        office.bruno.replies(reference, "Ho risposto io")
        one.says("Lost: Bruno answered")
        assert one.window.ticket.composer.text.toPlainText() == "Rispondo io"
        assert one.focus() is one.window.ticket.composer.text
        one.hit(RETURN, CTRL)
        one.wait(lambda: "already answered" in one.window.trouble.text, "it is said", 30)
        one.go("v")
        one.wait(lambda: one.window.review.item is not None, "the item")
        assert one.window.list.review.selectedIndexes() == [one.window.list.review.currentIndex()]
        one.wait(lambda: one.window.review.complete, "the ticket is read")
        one.wait(lambda: not one.window.review._now_title.isHidden(), "the colleague's answer beside it")
        assert one.window.review.item is not None
        assert one.window.review.item.text == "Rispondo io"
        one.press("a")  # a further answer, now on purpose
        one.wait(lambda: one.window.ticket.composer.is_open, "written anew")
        assert "Lost" not in one.banner
        assert len(office.sent(reference)) == 1
        one.type(" e aggiungo")
        one.hit(RETURN, CTRL)
        one.wait(lambda: len(office.sent(reference)) == 2, "both have left", 30)
        one.wait(lambda: not one.window.leaving.bars, "the end is told")
        assert one.window.trouble.text == "", "what stood in its way is settled"
    assert "Rispondo io e aggiungo" in body(office.sent(reference)[1])


@pytest.mark.usefixtures("hurried")
def test_an_uncertain_mail_is_settled_with_one_key(office: Office) -> None:
    reference = office.ticket("Chissà se è partita")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Chissà se è partita")
        office.shop.sink.script = Script(forgets=True)
        reply(one, "Forse")
        one.says("may have been sent")
        office.shop.sink.script = Script()
        one.go("v")
        one.wait(lambda: one.window.review.item is not None, "the item")
        assert one.window.review.item is not None
        assert one.window.review.item.kind == "uncertain"
        one.press("n")
        one.wait(lambda: kinds(one) == ["stopped"], "not sent: the text is kept")
        one.press("a")
        one.wait(lambda: one.window.ticket.composer.is_open, "it is written anew")
        one.hit(RETURN, CTRL)
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)
        one.wait(lambda: not one.window.leaving.bars, "the end is told")


def kinds(one: Showing) -> list[str]:
    model = one.window.list.review_model
    return [item.kind for row in range(model.rowCount()) if (item := model.item(row)) is not None]


def test_offline_and_back(fresh: Office) -> None:
    reference = fresh.ticket("La linea cade")
    server = fresh.shop.server
    assert isinstance(server, Dovecot)
    with showing(fresh.anna) as one, patch.object(opening, "UNDO_WINDOW", 0):
        one.online()
        one.go("o")
        one.open("La linea cade")
        server.kill9()
        one.hit(Qt.Key.Key_F5)
        one.wait(lambda: "Offline since" in one.window.status.text, "offline")
        one.press("1")
        one.wait(lambda: "changes to write: 1" in one.window.status.text, "the edit waits")
        assert office_row(one, "La linea cade").priority == "urgent"
        one.press("r")
        one.type("Parte dopo")
        one.hit(RETURN, CTRL)
        one.wait(lambda: "mails to send: 1" in one.window.status.text, "the mail waits")
        server.start()
        one.hit(Qt.Key.Key_F5)
        one.online()
        one.wait(lambda: len(fresh.sent(reference)) == 1, "it has left", 30)
        one.wait(lambda: "to send" not in one.window.status.text, "nothing waits")
    assert fresh.anna.ok("show", reference)["priority"] == "urgent"


def test_news_never_touch_the_text_the_choice_or_the_focus(office: Office) -> None:
    reference = office.ticket("Non mi distrarre")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Non mi distrarre")
        one.press("r")
        one.says("Yours until")
        one.type("Sto scriv")
        chosen = one.window.list.tickets.currentIndex().data(Qt.ItemDataRole.UserRole).id
        office.bruno.ok("priority", reference, "urgent")
        office.bruno.ok("note", reference, "--text", "Attenzione: cliente arrabbiato")
        office.shop.deliver(mail("Un'altra, urgente", to=office.shop.address))
        one.window.fetch()
        one.wait(lambda: "Un'altra, urgente" in one.subjects(), "new mail in the list")
        one.wait(lambda: not one.window.ticket.news.isHidden(), "the note is announced")
        assert one.window.ticket.composer.text.toPlainText() == "Sto scriv"
        assert one.focus() is one.window.ticket.composer.text
        assert one.window.list.tickets.currentIndex().data(Qt.ItemDataRole.UserRole).id == chosen
        assert one.window.ticket.composer.draft is not None
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)


def test_unread_for_me_and_spam(office: Office) -> None:
    reference = office.ticket("Da rileggere")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Da rileggere")
        one.wait(lambda: not office_row(one, "Da rileggere").unread, "read")
        one.press("u")
        one.wait(lambda: office_row(one, "Da rileggere").unread, "unread again")
        one.open("Da rileggere")
        one.press("j", CTRL)
        one.wait(lambda: "Da rileggere" not in one.subjects(), "gone")
    assert office.anna.ok("show", reference)["status"] == "spam"


def test_a_long_address_is_broken_not_cut(office: Office) -> None:
    office.ticket("Indirizzo lungo", f"Ecco: https://negozio.example/{'abc123' * 90}\n\nGrazie <b>mille</b> & saluti")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Indirizzo lungo")
        thread = one.window.ticket.thread_view
        (card,) = thread.mails()
        one.wait(lambda: card.width() > 0 and card.width() <= thread.viewport().width(), "the card fits")
        words = card.findChild(Words)
        assert words is not None
        assert "<b>mille</b> & saluti" in words.toPlainText()
        one.wait(lambda: words.height() >= words.heightForWidth(words.width()), "all of it is shown")


def test_search_finds_and_esc_drops_it(office: Office) -> None:
    office.ticket("Senza vaso")
    office.ticket("Vaso scheggiato", "Il vaso turchese è arrivato scheggiato")
    office.ticket("Tazza", "La tazza è arrivata intera")
    with showing(office.anna) as one:
        one.go("o")
        one.press("f", CTRL)
        one.type("turchese")
        one.wait(lambda: one.subjects() == ["Vaso scheggiato"], "found")
        one.hit(RETURN)
        one.press("j")
        one.wait(lambda: one.subject == "Vaso scheggiato", "shown")
        one.press("f", CTRL)
        one.hit(Qt.Key.Key_Escape)
        one.wait(lambda: len(one.subjects()) > 1, "all are back")


def test_the_key_sheet(office: Office) -> None:
    with showing(office.anna) as one:
        one.hit(Qt.Key.Key_F1)
        one.wait(lambda: len(QGuiApplication.topLevelWindows()) > 1, "the sheet")
        one.hit(Qt.Key.Key_Escape)


def test_what_is_done_is_opened_again_with_the_same_key(office: Office) -> None:
    reference = office.ticket("Chiuso troppo presto")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Chiuso troppo presto")
        assert one.window.ticket._resolve.text() == "Resolve"
        one.press("e")
        for _ in ("reason", "outcome"):
            one.hit(RETURN)
        one.wait(lambda: "Chiuso troppo presto" not in one.subjects(), "it has left the list")
        one.front()
        one.go("r")
        one.open("Chiuso troppo presto")
        one.wait(lambda: one.window.ticket._resolve.text() == "Open again", "it can be opened again")
        one.press("e")
        one.wait(lambda: "Chiuso troppo presto" not in one.subjects(), "it is open")
        one.wait(lambda: one.window.ticket._resolve.text() == "Resolve", "and can be resolved")
    assert office.anna.ok("show", reference)["status"] == "open"


def test_the_mail_that_waits_is_unfolded_not_the_robots(office: Office) -> None:
    first = mail("Cambio taglia", "Vorrei una L.", to=office.shop.address)
    office.shop.deliver(first)
    robot = mail("Re: Cambio taglia", "Sono in ferie.", to=office.shop.address)
    robot["In-Reply-To"] = first["Message-ID"]
    robot["Auto-Submitted"] = "auto-replied"
    office.shop.deliver(robot)
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Cambio taglia")
        one.wait(lambda: len(list(one.window.ticket.thread_view.mails())) == 2, "both mails")
        person, machine = one.window.ticket.thread_view.mails()
        assert (person.folded, machine.folded) == (False, True)
        said = [label.text() for label in machine.findChildren(QLabel) if label.isVisible()]
        assert "automatic reply: out of office" in said


def test_a_colleagues_send_under_way_is_no_question(fresh: Office) -> None:
    """Until half an hour has passed, by the rules, there is nothing to decide about it."""
    reference = fresh.ticket("Sta partendo")
    fresh.shop.sink.script = Script(silent=frozenset({"DOT"}))
    text = fresh.bruno.write("text", "Parte ora")
    sending = fresh.bruno.start("reply", reference, "--text-file", text, "--no-undo")
    with showing(fresh.anna) as one:
        try:
            one.online()
            one.go("o")
            one.open("Sta partendo")
            one.says("Bruno's answer is leaving now")
            one.go("v")
            one.wait(lambda: kinds(one) == ["leaving"], "it is in To review")
            assert "leaving now from Bruno's workstation" in one.window.review._why.text()
            assert [word for _, _, word in decisions(one.window.review.item)] == ["open"]
            one.press("s")
            with patch.object(patience, "REVOKE_DELAY", 0):
                one.window.fetch()
                one.wait(lambda: kinds(one) == ["unresolved"], "now a person may say what is known")
        finally:
            sending.kill()
            sending.communicate()
            fresh.shop.sink.script = Script()


def test_what_is_selected_takes_the_same_keys(fresh: Office) -> None:
    for n in range(4):
        fresh.shop.deliver(mail(f"Insieme {n}", to=fresh.shop.address, sender=f"Cliente {n} <c{n}@posta.example>"))
    fresh.anna.ok("sync", "--once")
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Insieme 0")
        one.press("j", SHIFT)
        one.press("j", SHIFT)
        assert one.window.list._count.text() == "3 selected"
        assert one.subject == "Insieme 0"  # the others were not opened
        assert office_row(one, "Insieme 2").unread
        one.press("1")
        one.press("1", ALT)
        one.press("l")
        one.type("natale")
        one.hit(RETURN)
        one.wait(lambda: all("natale" in row.tags and row.priority == "urgent" for row in rows(one, 3)), "all three")
        assert rows(one, 4)[3].tags == ()
        one.front()
        one.press("x")  # the last is let go
        assert one.window.list._count.text() == "2 selected"
        one.press("e")
        for _ in ("reason", "outcome"):
            one.hit(RETURN)
        one.wait(lambda: one.subjects() == ["Insieme 2", "Insieme 3"], "two are resolved")
        one.wait(lambda: one.window.list._count.text() == "2", "nothing is selected")
        one.front()
        one.press("a", CTRL)
        assert one.window.list._count.text() == "2 selected"
        one.hit(Qt.Key.Key_Escape)
        assert one.window.list._count.text() == "2"
        one.wait(lambda: "changes" not in one.window.status.text, "all of it is written")
    resolved = fresh.anna.ok("tickets", "--place", "resolved")["tickets"]
    assert sorted(row["subject"] for row in resolved) == ["Insieme 0", "Insieme 1"]


def test_a_list_to_choose_from_is_for_what_it_was_opened_for(fresh: Office) -> None:
    """And what a colleague has resolved is selected no more, also when a notice names no ticket."""
    references = [fresh.ticket(f"Scelta {n}") for n in range(3)]
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Scelta 0")
        marks = one.window.list.tickets.marks
        marks.add(row.id for row in rows(one, 3)[1:])
        one.press("l")
        with patch.object(marks, "drop", lambda _: None):  # as if nobody had named the tickets
            for reference in references[1:]:
                fresh.bruno.ok("status", reference, "resolved")
            one.wait(lambda: one.subjects() == ["Scelta 0"], "the others are resolved")
        one.window.told(TicketsChanged())
        assert marks.ids == ()
        one.type("vip")
        one.hit(RETURN)
        one.wait(lambda: "changes" not in one.window.status.text, "all of it is written")
        one.wait(
            lambda: {row["subject"] for row in tagged(fresh, "vip")} == {"Scelta 1", "Scelta 2"}, "those meant", 20
        )


def tagged(office: Office, tag: str) -> list[dict[str, Any]]:
    office.bruno.ok("sync", "--once")
    return [row for row in office.bruno.ok("tickets", "--place", "all")["tickets"] if tag in row["tags"]]


def rows(one: Showing, count: int) -> list[TicketRow]:
    found = [one.window.list.model.row(n) for n in range(count)]
    return [row for row in found if row is not None]


def test_a_draft_outlives_a_crash(office: Office) -> None:
    """Nothing is saved at the end: what stood there when the program died is what was typed until shortly before."""
    office.ticket("Salta la corrente")
    with showing(office.anna) as one, patch.object(Composer, "flush", lambda _: None):
        one.online()
        one.go("o")
        one.open("Salta la corrente")
        one.press("r")
        one.type("Gentile cliente, sto scri")
        one.wait(lambda: one.window.ticket.composer._saved.text() != "", "saved while typing")
    with showing(office.anna) as one:
        one.go("o")
        one.open("Salta la corrente")
        one.wait(lambda: one.window.ticket.composer.is_open, "the draft is there")
        assert one.window.ticket.composer.text.toPlainText() == "Gentile cliente, sto scri"
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)

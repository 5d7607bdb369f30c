"""The thread: what arrives leaves every card as it is, with what is selected, focused and open in it."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.engine.mail_notices import Remote
from desktop.engine.timeline import EventLine, MailLine, NoteLine
from desktop.mime.layout_cost import BUDGET, portion
from desktop.mime.mail import Page
from desktop.mime.quoting import Stretch, stretches
from desktop.ui.theme import STEP
from desktop.ui.views.cards import MailCard, NoteCard, Words
from desktop.ui.views.thread import Thread
from tests.integration.cli.shop import Office, mail
from tests.ui.showing import showing

NOTE = NoteLine("note", 20, "Bruno", "una nota", pending=True)


def letter(key: str, when: int, text: str = "ciao", *, outgoing: bool = False) -> MailLine:
    words = (Stretch(text, quoted=False),)
    return MailLine(
        key, when, key, f"{key}@x.example", "", "", outgoing, "", words, (), False, "", "", "", None, True, False
    )


LONG = letter("lunga", 10, "\n".join(f"riga {number}" for number in range(200)))
SHORT = letter("corta", 30)


@pytest.fixture
def thread(qtbot: QtBot) -> Thread:
    thread = Thread()
    qtbot.addWidget(thread)
    thread.resize(600, 400)
    thread.show()
    return thread


def words(thread: Thread, key: str) -> Words:
    found = next(card for card in thread.mails() if card.key == key).findChild(Words)
    assert isinstance(found, Words)
    return found


def order(thread: Thread) -> list[str]:
    return [card.key for card in sorted(thread._all(), key=lambda card: card.y())]


def test_what_arrives_moves_neither_selection_nor_focus_nor_the_place_one_reads(thread: Thread, qtbot: QtBot) -> None:
    thread.show_lines((LONG, SHORT), another=True)
    (long, short) = thread.mails()
    long.fold(False)
    text = words(thread, "lunga")
    text.setFocus()
    text.moveCursor(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    selected = text.textCursor().selectedText()
    qtbot.waitUntil(lambda: thread.verticalScrollBar().maximum() > 1_000)
    thread.verticalScrollBar().setValue(500)
    at = text.mapTo(thread, QPoint(0, 0))
    earlier = EventLine("event", 5, "status-changed", "Bruno", "waiting")
    thread.show_lines((earlier, LONG, NOTE, replace(SHORT, waits=True), letter("nuova", 40)), another=False)
    qtbot.waitUntil(lambda: order(thread) == ["event", "lunga", "note", "corta", "nuova"])
    qtbot.waitUntil(lambda: text.mapTo(thread, QPoint(0, 0)) == at)
    assert list(thread.mails())[:2] == [long, short]
    assert (text.hasFocus(), text.textCursor().selectedText()) == (True, selected)
    assert not short.folded, "it is what has to be read"


def test_only_what_changed_changes(thread: Thread, qtbot: QtBot) -> None:
    ours = letter("nostra", 30, outgoing=True)
    thread.show_lines((LONG, NOTE, ours), another=True)
    cards = list(thread._all())
    thread.show_page("lunga", Page("<p>come scritta</p>"), Remote.ASKED)
    thread.show_lines((LONG, replace(NOTE, pending=False), replace(ours, came_back=True)), another=False)
    assert list(thread._all()) == cards
    assert (cards[1]._waits.isHidden(), cards[2]._came_back.isHidden()) == (True, False)  # type: ignore[union-attr]
    thread.show_lines((replace(LONG, sender="Altro"), replace(ours, came_back=True)), another=False)
    (other, same) = thread.mails()
    assert (other is cards[0], same is cards[2]) == (False, True)
    assert other.parts.viewer is not None, "the page that was asked for stays"
    qtbot.waitUntil(lambda: order(thread) == ["lunga", "nostra"])
    thread.show_lines((LONG,), another=True)
    assert next(thread.mails()).parts.viewer is None


def test_a_colleagues_note_leaves_the_open_dialog_and_the_focus(office: Office) -> None:
    asked: EmailMessage = mail("Con la fattura", "Ecco", to=office.shop.address)
    asked.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    office.shop.deliver(asked)
    office.sync()
    reference = office.anna.reference("Con la fattura")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Con la fattura")
        (save,) = [b for b in one.window.findChildren(QPushButton) if b.accessibleName() == "Save a.pdf as …"]
        save.setFocus()
        save.click()
        dialog = one.window.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        office.bruno.ok("sync", "--once")
        office.bruno.ok("note", reference, "--text-file", office.bruno.write("nota", "nota di Bruno"))
        one.window._desk.requests.look()
        one.wait(lambda: bool(one.window.ticket.thread_view.findChildren(NoteCard)), "the note")
        assert (one.window.findChild(QFileDialog), dialog.isVisible()) == (dialog, True)
        (card,) = one.window.ticket.thread_view.findChildren(MailCard)
        assert card.isAncestorOf(save)
        dialog.reject()


LONG_TEXTS = {
    "lines": "a\n" * 100_000,
    "quoted lines": "ciao\n" + "> a\n" * 200_000,
    "answers between quotes": "> a\nb\n" * 50_000,
    "emoji": "😀 " * 60_000,
    "a word": "a" * 200_000,
}


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_a_long_text_is_shown_part_by_part(thread: Thread, name: str) -> None:
    """Laid out at once they held the window for 0.3 to 14 seconds. What stays folded costs nothing."""
    text = LONG_TEXTS[name]
    thread.show_lines((replace(letter("lunga", 10), stretches=stretches(text)),), another=True)
    card = next(thread.mails())
    shown = "\n".join(one.toPlainText() for one in card.findChildren(Words))
    assert 0 < portion(shown, BUDGET)[1] < BUDGET
    assert len(card.findChildren(Words)) < 100
    more = [one for one in card.findChildren(QPushButton) if one.text() == "Show more" and not one.isHidden()]
    more[-1].click()
    assert len("\n".join(one.toPlainText() for one in card.findChildren(Words))) > len(shown)


def test_part_by_part_all_of_it_is_shown(thread: Thread) -> None:
    text = "\n".join(f"riga {number}" for number in range(4_000))
    thread.show_lines((replace(letter("lunga", 10), stretches=(Stretch(text, False),)),), another=True)
    card = next(thread.mails())
    (more,) = [one for one in card.findChildren(QPushButton) if one.text() == "Show more"]
    while not more.isHidden():
        more.click()
    assert "\n".join(one.toPlainText() for one in card.findChildren(Words)) == text


def test_a_page_that_was_cut_says_so(thread: Thread) -> None:
    thread.show_lines((replace(letter("lunga", 10), has_page=True),), another=True)
    for cut in (True, False):
        thread.show_page("lunga", Page("<p>a</p>", cut=cut), Remote.ASKED)
        said = [one for one in thread.findChildren(QLabel) if "the text alone has the rest" in one.text()]
        assert [not one.isHidden() for one in said] == [cut]


def test_a_question_for_the_height_leaves_the_lines_as_they_are(qtbot: QtBot) -> None:
    """In a pane narrower than a hint the last line was drawn below the end."""
    text = Words("Buongiorno, il pacco è partito oggi e arriva domani mattina. " * 4)
    qtbot.addWidget(text)
    text.resize(200, text.heightForWidth(200))
    text.show()
    text.sizeHint()
    assert text.document().textWidth() == text.viewport().width() == 200
    assert text.document().size().height() <= text.height()


def test_a_head_gives_way_where_the_pane_is_narrow(thread: Thread) -> None:
    """Whatever stands in it: the thread is never wider than what a person can see of it."""
    away = replace(letter("a", 10), sender="Ufficio Acquisti di una ditta dal nome lungo " * 2, automatic="auto-reply")
    back = replace(letter("b", 20), outgoing=True, came_back=True, why="away", said="2026-11-24")
    thread.show_lines((replace(away, why="away", said="2026-11-24"), back), another=True)
    assert [card.minimumSizeHint().width() < 52 * STEP for card in thread.mails()] == [True, True]

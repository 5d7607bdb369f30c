"""What a person types is never lost: notes, steady typing, merges, a full disk, an undo over another text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt

from desktop.ports.store.drafts import Draft, DraftFile
from desktop.runtime.compose import opened
from desktop.runtime.window.papers import Papers
from tests.integration.cli.shop import Office
from tests.ui.showing import Showing, showing
from tests.ui.test_flows import CTRL, RETURN, reply

ESC = Qt.Key.Key_Escape


@contextmanager
def at(office: Office, subject: str) -> Iterator[Showing]:
    """Anna's window, with the ticket open."""
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open(subject)
        yield one


def text(one: Showing) -> str:
    """In the composer."""
    composer = one.window.ticket.composer
    return composer.text.toPlainText() if composer.is_open else "(closed)"


def saved(one: Showing) -> str:
    return one.window.ticket.composer._saved.text()


def stored(office: Office, reference: str) -> list[Draft]:
    """What is being written on a ticket, as the disk has it."""
    with opened(office.anna.profile, os.environ) as profile:
        entries = profile.store.entries
        ticket = entries.ticket_by_reference(reference.replace("-", ""))
        writing = profile.store.drafts.in_state("writing")
        return [draft for draft in writing if entries.ticket_of_slot(draft.ticket) == ticket]


def empty(one: Showing) -> None:
    one.window.ticket.composer.text.clear()
    one.hit(ESC)


def test_a_note_is_kept_like_a_reply(office: Office) -> None:
    reference = office.ticket("Nota a metà")
    office.ticket("Altrove")
    with at(office, "Nota a metà") as one:
        one.press("n")
        one.type("Il cliente ha chiam")
        one.wait(lambda: saved(one) == "saved", "saved while typing")
        one.hit(ESC)
        one.press("n")
        assert text(one) == "Il cliente ha chiam"
        one.type("ato")
        one.open("Altrove")
        assert text(one) == "(closed)"
        one.open("Nota a metà")
        one.wait(lambda: text(one) == "Il cliente ha chiamato", "it is there again")
        one.press("n")
        one.type(" due")  # not saved yet when the window closes
    with at(office, "Nota a metà") as one:
        one.wait(lambda: text(one) == "Il cliente ha chiamato due", "it has outlived the window")
        one.press("r")  # beside it a reply
        one.type("Buongiorno")
        one.hit(ESC)
        one.press("n")
        assert text(one) == "Il cliente ha chiamato due"
        one.type(" volte")
        one.hit(RETURN, CTRL)
        one.wait(lambda: "changes" not in one.window.status.text, "written")
        one.press("r")
        assert text(one) == "Buongiorno"
        empty(one)
        one.press("n")
        assert text(one) == ""
        one.hit(ESC)
    assert stored(office, reference) == []
    found = office.anna.ok("show", reference)
    assert [note["text"] for note in found["notes"]] == ["Il cliente ha chiamato due volte"]


def test_steady_typing_is_saved(office: Office) -> None:
    office.ticket("Senza mai fermarsi")
    with at(office, "Senza mai fermarsi") as one:
        one.press("r")
        versions: list[Draft] = []
        one.window.ticket.composer.save.connect(versions.append)

        def saved_after_one_more_key() -> bool:
            one.type("a")
            return bool(versions)

        one.wait(saved_after_one_more_key, "saved while the keys go on")
        empty(one)


def test_a_draft_follows_its_ticket_into_another(office: Office) -> None:
    into, absorbed = office.ticket("Resta"), office.ticket("Sparisce")
    with at(office, "Sparisce") as one:
        one.press("r")
        one.type("da non perdere")
    office.bruno.ok("sync", "--once")
    office.bruno.ok("merge", absorbed, into)
    with at(office, "Resta") as one:
        one.wait(lambda: text(one) == "da non perdere", "it is there")
        empty(one)


def test_a_merge_is_said_to_who_is_writing(office: Office) -> None:
    into, absorbed = office.ticket("Assorbe"), office.ticket("Assorbito")
    with at(office, "Assorbe") as one:
        one.press("r")
        one.type("su questo")
        one.open("Assorbito")
        one.press("r")
        one.says("Yours until")
        one.type("e su quello")
        office.bruno.ok("sync", "--once")
        office.bruno.ok("merge", absorbed, into)
        one.window.fetch()
        one.wait(lambda: one.subject == "Assorbe", "the ticket that it is part of now")
        assert one.window.ticket.news.isVisible()
        assert "has become part of #" in one.window.ticket.news.text
        assert text(one) == "su questo\n\ne su quello"  # one text: neither hides behind the other
        assert one.focus() is one.window.ticket.composer.text
        one.type("!")
        assert text(one) == "su questo\n\ne su quello!"
        row = one.window.list.tickets.currentIndex().row()
        assert one.subjects()[row] == "Assorbe"
        one.wait(lambda: saved(one) == "saved", "saved")
        assert [draft.text for draft in stored(office, into)] == ["su questo\n\ne su quello!"]
        empty(one)
        assert not one.window.ticket.news.isVisible()


def test_undo_over_another_reply_shows_both(office: Office) -> None:
    reference = office.ticket("Due risposte")
    with at(office, "Due risposte") as one:
        reply(one, "PRIMA")
        one.wait(lambda: bool(one.window.leaving.bars), "the undo window")
        one.press("r")
        assert text(one) == ""
        one.type("SECONDA")
        one.window.list.tickets.setFocus()
        one.press("z", CTRL)
        one.wait(lambda: text(one) == "PRIMA\n\nSECONDA", "both are there")
        assert one.focus() is one.window.ticket.composer.text
        one.hit(ESC)
        one.press("r")
        assert text(one) == "PRIMA\n\nSECONDA"
        one.wait(lambda: saved(one) == "saved", "saved")
        assert [draft.text for draft in stored(office, reference)] == ["PRIMA\n\nSECONDA"]
        empty(one)
    assert stored(office, reference) == []


def test_closing_says_what_becomes_of_what_can_still_be_taken_back(office: Office) -> None:
    reference = office.ticket("Chiudo subito")
    with at(office, "Chiudo subito") as one:
        reply(one, "TORNA")
        one.wait(lambda: bool(one.window.leaving.bars), "the undo window")
        assert not one.window.close()
        assert "has not left yet" in one.window.trouble.text
        one.window.list.tickets.setFocus()
        one.press("z", CTRL)
        one.wait(lambda: text(one) == "TORNA", "taken back")
        assert one.window.trouble.text == "", "there is nothing more to say"
        one.hit(RETURN, CTRL)
        one.wait(lambda: bool(one.window.leaving.bars), "sent again")
        assert not one.window.close(), "which is said anew"
        assert one.window.close()
    assert [draft.text for draft in stored(office, reference)] == ["TORNA"]
    with at(office, "Chiudo subito") as one:
        one.wait(lambda: text(one) == "TORNA", "it is there")
        one.window.ticket.composer.text.setFocus()
        empty(one)


def test_a_full_disk_never_says_saved_and_gives_the_text_back(office: Office) -> None:
    reference = office.ticket("Disco pieno")
    long = "parola " * 3000
    with at(office, "Disco pieno") as one:
        one.press("r")
        one.says("Yours until")
        room(one, pages=1)
        one.window.ticket.composer.text.insertPlainText(long)
        one.wait(lambda: saved(one).startswith("NOT saved"), "it is said beside the text")
        assert "The disk is full" in one.window.trouble.text
        one.hit(RETURN, CTRL)
        one.wait(lambda: text(one) == long, "the text is back")
        assert saved(one).startswith("NOT saved")
        assert one.window.leaving.bars == {}
        assert not one.window.close()
        assert "Close once more" in one.window.trouble.text
        room(one)
        one.wait(lambda: saved(one) == "saved", "tried again by itself")
        assert one.window.trouble.text == ""
    assert [draft.text for draft in stored(office, reference)] == [long]
    assert office.sent(reference) == []
    with at(office, "Disco pieno") as one:
        empty(one)


def room(one: Showing, pages: int = 1 << 30) -> None:
    """How many pages the database may have: SQLite answers as it does on a full disk."""

    def limit(papers: Papers) -> None:
        connection = papers._station.store.drafts._connection  # type: ignore[attr-defined]
        connection.rows(f"PRAGMA max_page_count = {pages}")

    one.window._desk.requests._papers.call(limit)  # type: ignore[attr-defined]


def test_why_nothing_leaves_is_said(office: Office) -> None:
    office.ticket("Solo un file")
    with at(office, "Solo un file") as one:
        one.press("r")
        one.hit(RETURN, CTRL)
        assert saved(one) == "Nothing is written yet"
        one.window.ticket.composer.files.add((DraftFile("a.txt", "text/plain", b"a"),))
        one.hit(RETURN, CTRL)
        assert "Files do not leave alone" in saved(one)
        one.window.ticket.composer.files.show_files(())
        one.hit(ESC)


def test_a_note_that_the_disk_refuses_comes_back(office: Office) -> None:
    office.ticket("Nota lunga")
    with at(office, "Nota lunga") as one:
        room(one, pages=1)
        one.press("n")
        one.window.ticket.composer.text.insertPlainText("nota " * 3000)
        one.hit(RETURN, CTRL)
        one.wait(lambda: text(one) == "nota " * 3000, "the note is back")
        room(one)
        one.wait(lambda: saved(one) == "saved", "saved")
        empty(one)

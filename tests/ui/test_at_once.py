"""Keys pressed faster than the store reads: each acts on what the person has turned to, none on what was shown before.
A key of these tests is sent in the same breath as the one before: nothing that is read can have arrived between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.engine.following import FollowUp
from desktop.engine.notices import ReviewRead
from desktop.engine.reviewing import Item
from desktop.ui.models.leaving import LeavingModel
from desktop.ui.models.tickets import BEGUN
from desktop.ui.views.correcting import CorrectionDialog
from desktop.ui.views.key_sheet import KeySheet
from desktop.ui.views.leaving import LeavingList
from tests.integration.cli.shop import Office, Shop, mail, opened
from tests.peers.dovecot import Dovecot
from tests.peers.smtp import SmtpSink
from tests.ui.showing import Showing, showing
from tests.ui.test_drafts import saved, stored, text
from tests.ui.test_flows import ALT, CTRL, ESC, RETURN, SHIFT, office_row, rows

FOUR = ("Prima", "Seconda", "Terza", "Quarta")


@pytest.fixture(scope="module")
def counter(dovecot: Dovecot, _sink: SmtpSink, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(Shop(dovecot, _sink, tmp_path_factory.mktemp("banco")))


@pytest.fixture
def four(counter: Office, sink: SmtpSink) -> Office:  # noqa: ARG001 - the sink is itself again afterwards
    """Tickets of four customers, and nothing else that is open."""
    for row in counter.anna.ok("tickets", "--place", "open")["tickets"]:
        counter.anna.ok("status", row["reference"], "resolved")
    for n, subject in enumerate(FOUR):
        counter.shop.deliver(mail(subject, to=counter.shop.address, sender=f"Cliente {n} <c{n}@posta.example>"))
    counter.anna.ok("sync", "--once")
    return counter


def at_the_top(one: Showing) -> None:
    one.online()
    one.go("o")
    one.open("Prima")
    assert one.subjects() == list(FOUR)


def at_rest(one: Showing) -> None:
    one.wait(lambda: "changes" not in one.window.status.text, "all of it is written")


def listed(office: Office) -> dict[str, dict[str, Any]]:
    """The newest four tickets by subject."""
    return {row["subject"]: row for row in office.anna.ok("tickets", "--place", "all")["tickets"][:4]}


def test_edits_are_for_what_was_chosen_not_for_what_is_still_shown(four: Office) -> None:
    with showing(four.anna) as one:
        at_the_top(one)
        one.press("j")
        one.press("2")
        one.press("j")
        one.press("1", ALT)
        one.press("j")
        one.press("l")
        one.type("reso")
        one.hit(RETURN)
        one.wait(lambda: rows(one, 4)[0].priority == "high", "the order is new")
        at_rest(one)
        seen = {row.subject: (row.priority, row.tags) for row in rows(one, 4)}
    assert seen == {
        "Prima": ("normal", ()),
        "Seconda": ("high", ()),
        "Terza": ("normal", ("pre-sale",)),
        "Quarta": ("normal", ("reso",)),
    }


def test_resolving_one_after_the_other_skips_none_and_ends_with_nothing_chosen(four: Office) -> None:
    four.anna.ok("team", "set", "--ask-reason", "no")
    with showing(four.anna) as one:
        at_the_top(one)
        one.press("ee")
        at_rest(one)
        one.wait(lambda: one.subjects() == ["Terza", "Quarta"], "two are resolved")
        one.wait(lambda: one.subject == "Terza", "the next is shown")
        one.press("j")
        one.press("e")  # the last: back to the one before
        one.wait(lambda: one.subject == "Terza", "the one before is shown")
        one.press("eee")  # the first resolves it; then there is nothing to resolve, nor to open again
        at_rest(one)
        one.wait(lambda: one.subjects() == [], "all are resolved")
        assert one.subject == ""
    assert {row["status"] for row in listed(four).values()} == {"resolved"}


def test_what_is_typed_after_the_reply_key_is_in_the_reply(four: Office) -> None:
    with showing(four.anna) as one:
        at_the_top(one)
        one.press("j")
        one.press("r")
        one.type("Gentile cliente, ecco")  # an E among these letters would resolve a ticket
        one.wait(lambda: one.subject == "Seconda", "it is shown")
        one.says("Yours until")
        assert text(one) == "Gentile cliente, ecco"
        one.type(" tutto")
        one.hit(ESC)
        one.press("j")
        one.press("n")
        one.type("Nota")
        one.wait(lambda: one.subject == "Terza", "it is shown")
        one.hit(ESC)
        one.press("k")
        one.press("r")
        one.type("!")  # joins what was begun before
        one.wait(lambda: one.subject == "Seconda", "it is shown")
        one.wait(lambda: text(one) == "Gentile cliente, ecco tutto\n\n!", "both texts")
        assert one.focus() is one.window.ticket.composer.text
    named = listed(four)
    assert [draft.text for draft in stored(four, named["Seconda"]["reference"])] == ["Gentile cliente, ecco tutto\n\n!"]
    assert [(draft.kind, draft.text) for draft in stored(four, named["Terza"]["reference"])] == [("note", "Nota")]
    assert {row["status"] for row in named.values()} == {"open"}


def test_what_is_passed_over_stays_unread(four: Office) -> None:
    with showing(four.anna) as one:
        one.online()
        one.go("o")
        one.wait(lambda: one.subjects() == list(FOUR), "the list")
        one.press("jjj")
        one.wait(lambda: [row.unread for row in rows(one, 4)] == [True, True, False, True], "the third was looked at")


def test_nothing_leaves_before_the_conversation_has_been_seen(four: Office) -> None:
    before = len(four.shop.sink.accepted)
    with showing(four.anna) as one:
        at_the_top(one)
        one.press("j")
        one.press("r")
        one.type("Ecco")
        one.hit(RETURN, CTRL)
        assert "send when you have seen it" in saved(one)
        one.wait(lambda: one.subject == "Seconda", "it is shown")
        assert text(one) == "Ecco"
        one.hit(RETURN, CTRL)
        one.wait(lambda: len(four.shop.sink.accepted) == before + 1, "now it leaves", 20)


def test_the_first_ticket_at_all_can_be_written_on_at_once(four: Office) -> None:
    with showing(four.anna) as one:
        one.online()
        one.go("o")
        one.wait(lambda: one.subjects() == list(FOUR), "the list")
        one.press("j")
        one.press("n")
        one.type("Subito")
        one.wait(lambda: one.subject == "Prima", "it is shown")
        assert text(one) == "Subito"
        one.window.ticket.composer.text.clear()
        one.hit(ESC)


def test_merging_is_into_what_was_chosen(four: Office) -> None:
    four.shop.deliver(mail("Quinta", to=four.shop.address, sender="Cliente 1 <c1@posta.example>"))
    four.anna.ok("sync", "--once")
    with showing(four.anna) as one:
        one.online()
        one.go("o")
        one.open("Prima")
        one.press("j")
        one.press("m")
        one.hit(RETURN)
        one.wait(lambda: one.subjects() == list(FOUR), "merged")
        one.wait(lambda: one.subject == "Seconda", "the one that was chosen")


def test_unread_and_on_leaves_it_unread(four: Office) -> None:
    with showing(four.anna) as one:
        at_the_top(one)
        one.wait(lambda: not office_row(one, "Prima").unread, "the first is read")
        one.press("j")
        one.wait(lambda: one.subject == "Seconda", "shown")
        one.wait(lambda: not office_row(one, "Seconda").unread, "read")
        one.press("u")
        one.wait(lambda: one.subject == "Terza", "the next is shown")
        one.wait(lambda: office_row(one, "Seconda").unread, "unread again")
        one.press("j")
        one.press("u")  # the last: back
        one.wait(lambda: one.subject == "Terza", "the one before")
        one.wait(lambda: [row.unread for row in rows(one, 4)] == [False, True, False, True], "and it stays so")


def test_a_toggle_toggles_while_the_first_is_on_its_way(four: Office) -> None:
    with showing(four.anna) as one:
        at_the_top(one)
        one.press("a", CTRL)
        one.press("1", ALT)
        assert all(row.tags == ("pre-sale",) for row in rows(one, 4)), "seen at once"
        one.press("1", ALT)
        one.press("2", ALT)
        assert all(row.tags == ("post-sale",) for row in rows(one, 4))
        at_rest(one)
        one.wait(lambda: all(row.tags == ("post-sale",) for row in rows(one, 4)), "as it was meant")
    assert [row["tags"] for row in listed(four).values()] == [["post-sale"]] * 4


def test_take_give_back_and_unread_are_for_all_that_are_selected(four: Office) -> None:
    four.bruno.ok("sync", "--once")
    reference = listed(four)["Terza"]["reference"]
    four.bruno.ok("claim", reference)
    with showing(four.anna) as one:
        at_the_top(one)
        one.wait(lambda: bool(office_row(one, "Terza").holder), "Bruno's")
        one.press("a", CTRL)
        one.press("p")
        assert one.window.trouble.text == "Colleagues are answering 1 of the selected tickets: those stay theirs."
        me, bruno = one.window._desk.facts.agent, office_row(one, "Terza").holder
        one.wait(lambda: [row.holder for row in rows(one, 4)] == [me, me, bruno, me], "all that were free")
        one.press("p", SHIFT)
        one.wait(lambda: [row.holder for row in rows(one, 4)] == ["", "", bruno, ""], "given back")
        one.press("u")
        one.wait(lambda: all(row.unread for row in rows(one, 4)), "unread")
        assert (one.window.list.tickets.marks.ids, one.subject) == ((), "")


def test_a_note_a_correction_and_mail_to_put_back_are_for_all_that_are_selected(four: Office) -> None:
    with four.shop.imap() as client:
        client.create("Altrove")
        client.select("INBOX")
        for subject in ("Seconda", "Terza"):
            uid = client.uid("SEARCH", "SUBJECT", subject)[1][0].split()[-1]
            client.uid("MOVE", uid.decode(), "Altrove")
    four.anna.ok("sync", "--once")
    with showing(four.anna) as one:
        at_the_top(one)
        one.press("a", CTRL)
        one.press("w")
        one.press("n")
        assert one.window.trouble.text == "This note is for all 4 selected tickets."
        one.type("Sciopero dei corrieri")
        one.hit(RETURN, CTRL)
        one.press("c")
        for number, subject in enumerate(FOUR):
            one.wait(lambda subject=subject: one.subject == subject, "one after the other")  # type: ignore[misc]
            one.wait(lambda: bool(dialogs(one)), "who wrote it")
            if number == 2:
                QTest.keyClick(dialogs(one)[0], ESC)
                break
            QTest.keyClicks(dialogs(one)[0]._name.edit, "!")
            QTest.keyClick(dialogs(one)[0], RETURN)
        one.wait(lambda: "Terza" in one.subjects() and not dialogs(one), "until Esc")
        at_rest(one)
    with four.shop.imap() as client:
        assert client.select("Altrove")[1] == [b"0"]
    for row in listed(four).values():
        shown = four.anna.ok("show", row["reference"])
        assert [note["text"] for note in shown["notes"]] == ["Sciopero dei corrieri"]
    customers = sorted(row["customer"] for row in listed(four).values())
    assert customers == ["Cliente 0!", "Cliente 1!", "Cliente 2", "Cliente 3"]


def dialogs(one: Showing) -> list[CorrectionDialog]:
    return [dialog for dialog in one.window.findChildren(CorrectionDialog) if dialog.isVisible()]


def test_esc_lets_go_what_is_selected_from_anywhere(four: Office) -> None:
    with showing(four.anna) as one:
        at_the_top(one)
        one.press("j", SHIFT)
        QTest.keyClick(one.focus(), Qt.Key.Key_Tab)
        one.wait(lambda: one.focus() is not one.window.list.tickets, "the focus is elsewhere")
        one.hit(ESC)
        assert one.window.list.tickets.marks.ids == ()
        one.wait(lambda: one.subject == "Seconda", "what the choice has come to")


def test_esc_in_a_text_leads_back_to_the_list(four: Office) -> None:
    with showing(four.anna) as one:
        at_the_top(one)
        for key in "rn":
            one.press(key)
            one.type("Un inizio")
            one.hit(ESC)
            assert one.focus() is one.window.list.tickets
        one.hit(Qt.Key.Key_Down)
        one.wait(lambda: one.subject == "Seconda", "arrows go on from there")


def test_a_draft_is_marked_in_the_list_while_it_lasts(four: Office) -> None:
    def begun() -> list[bool]:
        model = one.window.list.model
        return [model.index(n, 0).data(BEGUN) for n in range(model.rowCount())]

    with showing(four.anna) as one:
        at_the_top(one)
        one.press("n")
        one.type("Un inizio")
        one.wait(lambda: begun() == [True, False, False, False], "marked as one types")
        said = one.window.list.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said.startswith("Cliente 0, ")
        assert ", Draft, Prima, " in said
        one.hit(ESC)
    with showing(four.anna) as one:
        at_the_top(one)
        one.wait(lambda: begun() == [True, False, False, False], "also later")
        one.wait(lambda: text(one) == "Un inizio", "there it is")
        one.press("n")  # into what was begun
        one.window.ticket.composer.text.clear()
        one.hit(ESC)
        one.wait(lambda: begun() == [False] * 4, "nothing is left in it")
        one.press("n")
        one.type("Fatto")
        one.wait(lambda: begun()[0], "marked")
        one.hit(RETURN, CTRL)
        one.wait(lambda: begun() == [False] * 4, "finished")


def test_a_text_that_one_passes_on_the_way_takes_no_keys(four: Office) -> None:
    with showing(four.anna) as one:
        at_the_top(one)
        one.press("j")
        one.wait(lambda: one.subject == "Seconda", "shown")
        one.press("n")
        one.type("Un inizio")
        one.hit(ESC)
        one.press("k")
        one.wait(lambda: one.subject == "Prima", "shown")
        one.press("j")
        one.wait(lambda: text(one) == "Un inizio", "there it is")
        one.press("j")
        one.wait(lambda: one.subject == "Terza", "passed")
        one.press("k")
        one.wait(lambda: text(one) == "Un inizio", "as it was")
        one.press("n")
        assert one.focus() is one.window.ticket.composer.text
        one.window.ticket.composer.text.clear()
        one.hit(ESC)


def test_the_key_sheet_is_shown_once(four: Office) -> None:
    with showing(four.anna) as one:
        one.hit(Qt.Key.Key_F1)
        one.hit(Qt.Key.Key_F1)
        (sheet,) = one.window.findChildren(KeySheet)
        one.wait(sheet.isActiveWindow, "it is in front")
        QTest.keyClick(sheet.focusWidget() or sheet, Qt.Key.Key_F1)
        assert not sheet.isVisible(), "the same key closes it"


def test_the_list_points_at_what_is_shown_after_a_search(four: Office) -> None:
    with showing(four.anna) as one:
        at_the_top(one)
        one.press("jj")
        one.press("f", CTRL)
        one.type("Quarta")
        one.wait(lambda: set(one.subjects()) == {"Quarta"}, "found")
        one.hit(ESC)
        one.press("j")  # from there on, not from the top
        one.wait(lambda: one.subject == "Quarta", "the one behind the third")


def test_in_the_review_no_key_reaches_the_ticket_behind_it(four: Office) -> None:
    with showing(four.anna) as one:
        at_the_top(one)
        one.go("v")
        one.press("e1upn2l")
        assert QApplication.activePopupWidget() is None
        one.go("o")
        assert not one.window.ticket.composer.is_open
        one.wait(lambda: one.window.list.tickets.currentIndex().row() == 0, "back at the ticket")
        one.press("4")
        at_rest(one)
        one.wait(lambda: rows(one, 4)[3].priority == "low", "keys reach it again")
        assert {row.subject: row.priority for row in rows(one, 4)} == {**dict.fromkeys(FOUR, "normal"), "Prima": "low"}


def test_what_goes_from_the_review_by_itself_takes_no_key_from_the_ticket(four: Office) -> None:
    item = Item("i", "stopped", "", "7KQ2-MXAD", "held", "Bruno", 7, "Testo")
    with showing(four.anna) as one:
        at_the_top(one)
        one.window.told(ReviewRead((item,), 0, 0))
        one.go("v")
        one.go("o")
        one.wait(lambda: one.window.list.tickets.currentIndex().row() == 0, "back at the ticket")
        one.window.told(ReviewRead((), 0, 0))
        one.press("4")
        at_rest(one)
        one.wait(lambda: rows(one, 4)[3].priority == "low", "the key reaches it")


def test_a_follow_up_that_leaves_by_itself_takes_the_choice_nowhere(qtbot: QtBot) -> None:
    one, two, three = (FollowUp(name, f"s1:{name}", name, 0, "c@posta.example", held=False) for name in "abc")
    model = LeavingModel()
    view = LeavingList(model)
    qtbot.addWidget(view)
    chosen: list[str] = []
    view.chosen.connect(chosen.append)
    model.show_items([one, two, three])
    view.choose_one()
    chosen.clear()
    model.show_items([two, three])
    assert chosen == []
    view.step(1)
    view.stop()
    model.show_items([three])
    assert chosen == ["s1:b", "s1:c"], "by the person's doing it goes on"


@pytest.fixture
def merged(fresh: Office) -> Iterator[Showing]:
    """ "Due" has just gone into "Uno"; "Altra" is another customer's."""
    for subject, sender in (("Uno", "x"), ("Due", "x"), ("Altra", "y")):
        fresh.shop.deliver(mail(subject, to=fresh.shop.address, sender=f"Cliente <{sender}@posta.example>"))
    fresh.anna.ok("sync", "--once")
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Uno")
        one.press("m")
        one.hit(RETURN)
        one.wait(lambda: "has become part" in one.window.ticket.merging.text, "merged")
        one.front()
        yield one


def test_an_undo_is_for_what_the_person_has_turned_to(merged: Showing) -> None:
    asked = told_of_splits(merged)
    merged.press("j")
    merged.press("z", CTRL)
    merged.go("v")
    merged.press("z", CTRL)
    assert asked == []
    merged.go("o")
    merged.open("Uno")
    merged.wait(lambda: "has become part" in merged.window.ticket.merging.text, "the merge stands")
    merged.press("z", CTRL)
    merged.press("z", CTRL)
    assert len(asked) == 1
    merged.wait(lambda: "Due" in merged.subjects(), "apart again")
    assert merged.window.trouble.text == ""


def told_of_splits(one: Showing) -> list[str]:
    asked: list[str] = []
    one.window.ticket.merging.undone.connect(lambda ticket, _: asked.append(ticket))
    return asked


def test_a_question_about_a_merge_interrupts_nobody_who_writes(fresh: Office) -> None:
    for subject in ("Uno", "Due"):
        fresh.shop.deliver(mail(subject, to=fresh.shop.address, sender="Cliente <x@posta.example>"))
    for station in (fresh.anna, fresh.bruno):
        station.ok("sync", "--once")
    fresh.bruno.ok("claim", fresh.bruno.reference("Due"))
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Uno")
        one.press("m")
        one.hit(RETURN)
        one.front()
        one.press("r")
        one.type("Gent")
        one.wait(lambda: bool(one.window.ticket.merging.text), "it is asked")
        one.type("ile cliente")
        assert text(one) == "Gentile cliente"
        assert "Bruno" in one.window.ticket.merging.text

"""The team in the window, by keyboard: who is in it, a lead's invitation, a computer removed, tickets merged."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from desktop.domain.ticket import Role
from desktop.engine import teamfile
from desktop.engine.notices import Invited, TeamChanged
from desktop.ui.views.team import TeamDialog
from tests.integration.cli.shop import Office, mail
from tests.peers.dovecot import Dovecot
from tests.ui.showing import Showing, showing

TAB, SPACE = Qt.Key.Key_Tab, Qt.Key.Key_Space


def words(dialog: QWidget) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def team(one: Showing) -> TeamDialog:
    """Opened by its keys."""
    one.press("g")
    one.press("t")
    dialog = one.window.team
    one.wait(dialog.isVisible, "the team")
    return dialog


def tab_to(dialog: TeamDialog, name: str) -> QPushButton:
    """By Tab alone, until the button with that name has the focus."""
    for _ in range(20):
        found = dialog.focusWidget()
        if isinstance(found, QPushButton) and name in found.accessibleName():
            return found
        QTest.keyClick(found or dialog, TAB)
    raise AssertionError(f"{name} cannot be reached by Tab")


def test_a_lead_invites_by_a_file_that_lets_a_colleague_in(fresh: Office) -> None:
    file = fresh.shop.folder / "invito"
    with showing(fresh.anna) as one:
        one.online()
        dialog = team(one)
        assert "Anna" in words(dialog)
        assert "Bruno" in words(dialog)
        with patch.object(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), "")):
            QTest.keyClick(tab_to(dialog, "Write a team file"), SPACE)
            one.wait(lambda: "lets one computer in (Agent), until" in words(dialog), "the file is written")
            written = Path(f"{file}.sportello")
            assert teamfile.read(written.read_bytes()).fingerprint in words(dialog)
            assert written.stat().st_mode & 0o077 == 0
            QTest.keyClick(tab_to(dialog, "Write a team file"), SPACE)
            one.wait(lambda: "is there already" in dialog.trouble.text, "never written over")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    carla = fresh.shop.station("carla")
    carla.ok("team", "join", str(written), "--agent", "Carla")


def test_an_invitation_that_cannot_be_written_leaves_no_file(fresh: Office) -> None:
    server = fresh.shop.server
    assert isinstance(server, Dovecot)
    file = fresh.shop.folder / "invito.sportello"
    with showing(fresh.anna) as one:
        one.online()
        dialog = team(one)
        server.kill9()
        with patch.object(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), "")):
            QTest.keyClick(tab_to(dialog, "Write a team file"), SPACE)
            one.wait(lambda: "nothing was done" in dialog.trouble.text, "it is said")
        assert not file.exists()
        dialog.accept()
        server.start()


def test_a_computer_is_removed_after_a_second_question(fresh: Office) -> None:
    with showing(fresh.anna) as one:
        one.online()
        dialog = team(one)
        QTest.keyClick(tab_to(dialog, "Remove Bruno"), SPACE)
        QTest.keyClick(tab_to(dialog, "Keep it"), SPACE)
        assert "Remove Bruno's computer" not in words(dialog)
        QTest.keyClick(tab_to(dialog, "Remove Bruno"), SPACE)
        QTest.keyClick(tab_to(dialog, "Remove it"), SPACE)
        one.wait(lambda: "Bruno" not in words(dialog), "Bruno is gone")
        dialog.accept()
    assert [m["active"] for m in fresh.anna.ok("team", "list")["members"] if m["name"] == "Bruno"] == [False]


def test_news_of_the_team_leave_a_question_and_the_focus_alone(fresh: Office) -> None:
    file = fresh.shop.invitation(fresh.anna, "agent")
    with showing(fresh.anna) as one:
        one.online()
        dialog = team(one)
        line = tab_to(dialog, "Remove Bruno")
        fresh.shop.station("carla").ok("team", "join", file, "--agent", "Carla")
        one.window.fetch()
        one.wait(lambda: "Carla" in words(dialog), "she is in the team")
        again = dialog.focusWidget()
        assert isinstance(again, QPushButton)
        assert again is not line
        assert "Remove Bruno" in again.accessibleName()
        QTest.keyClick(again, SPACE)
        keep = tab_to(dialog, "Keep it")
        known = one.window._desk.facts.team
        changed = {m.workstation: structs.replace(m, role=Role.LEAD) for m in known.members.values()}
        one.window.told(TeamChanged(structs.replace(known, members=changed)))
        assert "Remove Bruno's computer" in words(dialog)
        assert dialog.focusWidget() is keep
        bruno = again.property("workstation")
        left = {m.workstation: m for m in known.members.values() if m.workstation != bruno}
        one.window.told(TeamChanged(structs.replace(known, members=left)))
        assert "Remove Bruno's computer" not in words(dialog), "there is nobody to remove any more"
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_what_the_team_dialog_said_is_over_with_the_visit(office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        dialog = team(one)
        one.window.told(Invited("/media/usb/invito.sportello", Role.AGENT, 0, "AAAA"))
        dialog.trouble.say("It did not work.")
        QTest.keyClick(tab_to(dialog, "Remove Bruno"), SPACE)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        one.front()
        said = words(team(one))
        assert not [old for old in ("invito", "It did not", "Remove Bruno's computer") if old in said]
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_who_is_no_lead_sees_the_team_and_whom_to_ask(office: Office) -> None:
    with showing(office.bruno) as one:
        one.online()
        dialog = team(one)
        assert "Only a lead invites and removes: Anna" in words(dialog)
        assert [b.text() for b in dialog.findChildren(QPushButton) if b.isVisible()] == [
            "Mailboxes …",
            "Figures …",
            "Close",
        ]
        dialog.accept()


@pytest.fixture
def two(fresh: Office) -> Office:
    """Carla has written twice, about two things; somebody else once."""
    fresh.shop.deliver(mail("Fattura", to=fresh.shop.address, sender="Carla Due <carla2@cliente.example>"))
    fresh.shop.deliver(mail("Spedizione", to=fresh.shop.address, sender="Carla Due <carla2@cliente.example>"))
    fresh.sync()
    return fresh


def test_another_ticket_of_the_customer_is_merged_by_key(two: Office) -> None:
    with showing(two.anna) as one:
        one.online()
        one.go("o")
        one.open("Fattura")
        one.press("m")
        popup = QApplication.activePopupWidget()
        assert popup is not None
        one.type("spediz")
        one.hit(Qt.Key.Key_Return)
        one.wait(lambda: "Spedizione" not in one.subjects(), "one line for both")
        one.wait(lambda: len(list(one.window.ticket.thread_view.mails())) == 2, "both mails in one thread")
    assert len(two.anna.ok("show", two.anna.reference("Fattura"))["messages"]) == 2


def merge(one: Showing) -> None:
    """Carla's other ticket into this one, as far as nobody has anything against it."""
    one.press("m")
    one.type("spediz")
    one.hit(Qt.Key.Key_Return)
    one.front()  # after a list that popped up


def test_a_merge_is_taken_back_by_key(two: Office) -> None:
    number = two.anna.ticket("Spedizione")["number"]
    with showing(two.anna) as one:
        one.online()
        one.go("o")
        one.open("Fattura")
        merge(one)
        bar = one.window.ticket.merging
        one.wait(lambda: bar.text == f"#{number} has become part of this ticket", "it is said")
        one.hit(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        one.wait(lambda: bar.text == "", "nothing is left to be undone")
        one.wait(lambda: "Spedizione" in one.subjects(), "two lines again")
    assert two.anna.ticket("Spedizione")["number"] == number


def test_the_selected_tickets_become_one_and_come_apart_again(two: Office) -> None:
    two.shop.deliver(mail("Terza", to=two.shop.address, sender="Carla Due <carla2@cliente.example>"))
    two.shop.deliver(mail("Altrui", to=two.shop.address, sender="Altri <altri@cliente.example>"))
    two.sync()
    number = {subject: two.anna.ticket(subject)["number"] for subject in ("Fattura", "Spedizione", "Terza")}
    with showing(two.anna) as one:
        one.online()
        one.go("o")
        one.open("Altrui")
        one.press("x")
        one.open("Fattura")
        one.press("x")
        one.press("m")
        assert "altri@cliente.example, carla2@cliente.example" in one.window.trouble.text
        one.hit(Qt.Key.Key_Escape)
        for subject in ("Terza", "Spedizione", "Fattura"):
            one.open(subject)
            one.press("x")
        one.press("m")
        popup = QApplication.activePopupWidget()
        assert popup is not None
        assert "Make the 3 selected tickets one" in words(popup)
        one.hit(Qt.Key.Key_Return)
        one.front()
        bar = one.window.ticket.merging
        one.wait(lambda: not {"Terza", "Spedizione"} & set(one.subjects()), "one line for all of them")
        one.wait(lambda: f"#{number['Spedizione']} has become part" in bar.text, "the last one is said")
        one.hit(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        one.wait(lambda: f"#{number['Terza']} has become part" in bar.text, "and the one before it")
        one.hit(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        one.wait(lambda: {"Fattura", "Terza", "Spedizione"} <= set(one.subjects()), "three lines again")


@pytest.mark.parametrize("theirs", ["Fattura", "Spedizione"])
def test_a_merge_under_a_colleague_s_hands_is_asked_about(two: Office, theirs: str) -> None:
    two.bruno.ok("claim", two.bruno.reference(theirs))
    number = two.anna.ticket(theirs)["number"]
    with showing(two.anna) as one:
        one.online()
        one.go("o")
        one.open("Fattura")
        merge(one)
        bar = one.window.ticket.merging
        one.wait(lambda: f"Bruno is answering #{number} since" in bar.text, "it is asked")
        assert one.window.focusWidget() is bar.keep
        one.hit(SPACE)
        assert bar.text == ""
        assert {"Fattura", "Spedizione"} <= set(one.subjects())
        merge(one)
        one.wait(lambda: bool(bar.text), "it is asked again")
        QTest.keyClick(bar.agree, SPACE)
        one.wait(lambda: "has become part of this ticket" in bar.text, "merged all the same")
        one.says("Bruno is answering")


def test_nothing_to_merge_is_said(office: Office) -> None:
    office.shop.deliver(mail("Da solo", to=office.shop.address, sender="Solo <solo@cliente.example>"))
    office.ticket("Un altro")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Da solo")
        one.press("m")
        assert "solo@cliente.example has no other ticket" in one.window.trouble.text
        one.open("Un altro")
        assert one.window.trouble.text == "", "it was about the former ticket"

"""The customer beside the conversation, the way through their mails, the mail as it came, and paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QRect, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.ui.theme import STEP
from desktop.ui.views.customer import CustomerPanel
from desktop.ui.views.source import SourceDialog
from tests.integration.cli.shop import Office, mail
from tests.ui.showing import Showing, showing

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RETURN = Qt.Key.Key_Return


def sender_of(subject: str) -> str:
    return f"Carla Neri <{sha256(subject.encode()).hexdigest()[:12]}@posta.example>"


@contextmanager
def opened(office: Office, *subjects: str) -> Iterator[Showing]:
    """The last of them is shown; nobody else has written them."""
    for subject in subjects:
        office.shop.deliver(mail(subject, to=office.shop.address, sender=sender_of(subjects[0])))
    office.sync()
    with showing(office.anna) as one:
        one.window.resize(1280, 800)
        one.online()
        one.go("o")
        one.open(subjects[-1])
        yield one


def test_the_panel_tells_who_writes_and_opens_their_tickets_by_keys(office: Office) -> None:
    with opened(office, "Vaso blu", "Vaso verde") as one:
        panel = one.window.acquainted.panel
        before = one.focus()
        one.press("i")
        one.wait(panel.isVisible, "the panel")
        assert panel.has_focus()
        assert "Known: 2 tickets, 2 not yet done" in panel.facts
        assert "Writes in Italian" in panel.facts
        assert any(fact.startswith("Waits for an answer since") for fact in panel.facts)
        assert panel.tickets.count() == 1
        one.hit(RETURN)
        one.wait(lambda: one.subject == "Vaso blu", "the other ticket")
        assert panel.tickets.item(0).text().startswith("Vaso verde")
        assert panel.has_focus(), "on to the next of them"
        one.press("i")
        assert not panel.isVisible()
        assert one.focus() is before, "back in the list"


def test_a_long_subject_hides_nothing_of_what_stands_below_it(office: Office) -> None:
    """In a panel that has become narrower, too."""
    with opened(office, "[Modulo contatti] Lista nozze", "Ancora la lista") as one:
        listed = one.window.acquainted.panel.tickets
        one.press("i")
        one.wait(lambda: listed.isVisible() and listed.count() == 1, "the panel")
        one.window.acquainted.panel.setFixedWidth(600)
        one.wait(lambda: listed.width() > 400, "on one line")
        one.window.acquainted.panel.setFixedWidth(230)

        def needed() -> int:
            room = QRect(0, 0, listed.viewport().width() - 2 * STEP, 1000)
            return listed.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, listed.item(0).text()).height()

        one.wait(lambda: needed() <= listed.visualItemRect(listed.item(0)).height(), "all of it is there, at once", 2)
        assert needed() > 2 * listed.fontMetrics().height(), "the subject is folded"


def test_the_panel_says_why_they_wrote_before_and_what_came_of_it(office: Office) -> None:
    office.shop.deliver(mail("Vaso in ritardo", to=office.shop.address, sender=sender_of("Ancora un vaso")))
    office.sync()
    reference = str(office.anna.ticket("Vaso in ritardo")["reference"])
    office.anna.ok("classify", reference, "--reason", "delivery/late", "--outcome", "informed")
    with opened(office, "Ancora un vaso") as one:
        (why,) = one.window.acquainted.panel.tickets.item(0).text().split("\n")[2:]
    assert why == "Delivery › Late · Informed"


def test_the_panel_stays_as_it_was_left_and_takes_no_focus(office: Office) -> None:
    with opened(office, "Sola") as one:
        one.press("i")
        assert "Writes for the first time" in one.window.acquainted.panel.facts
        one.hit(Qt.Key.Key_Escape)
        assert not one.window.acquainted.panel.has_focus()
    with showing(office.anna) as one:
        one.window.resize(1280, 800)
        one.go("o")
        one.open("Sola")
        one.wait(one.window.acquainted.panel.isVisible, "it is there again")
        assert not one.window.acquainted.panel.has_focus()
        one.press("ii")
        assert not one.window.acquainted.panel.isVisible()


def test_a_note_and_another_address_are_for_the_whole_team(office: Office) -> None:
    office.shop.deliver(mail("Da casa", to=office.shop.address, sender="Carla <da.casa@posta.example>"))
    with opened(office, "Dall'ufficio") as one:
        panel = one.window.acquainted.panel
        one.press("i")
        panel.note.setFocus()
        one.type("Preferisce il telefono")
        one.hit(RETURN)
        one.wait(lambda: "Preferisce il telefono" in said(panel), "the note")
        panel.other.setFocus()
        one.type("nessuno")
        one.hit(RETURN)
        assert panel.other.text() == "nessuno", "no address: it stays to be mended"
        panel.other.setText("Da.Casa@posta.example")
        one.hit(RETURN)
        one.wait(lambda: "also da.casa@posta.example" in said(panel), "joined")
        one.wait(lambda: panel.tickets.count() == 1, "their other ticket")
    office.bruno.ok("sync", "--once")
    ref = office.bruno.reference("Da casa")
    known = office.bruno.ok("customer", "show", ref)
    assert [note["text"] for note in known["notes"]] == ["Preferisce il telefono"]
    assert known["count"] == 2
    parted = office.bruno.ok("customer", "part", ref, sender_of("Dall'ufficio").split("<")[1][:-1])
    assert (parted["count"], parted["notes"]) == (1, [])
    office.bruno.fails(2, "not-joined", "customer", "part", ref, "mai@posta.example")
    told = office.bruno.ok("customer", "note", ref, "--text", "Abita lontano")
    assert [note["text"] for note in told["notes"]] == ["Abita lontano"]
    assert office.bruno.ok("customer", "join", ref, "nonna@posta.example")["addresses"][1] == "nonna@posta.example"


def test_a_note_is_corrected_and_taken_back_where_it_stands(office: Office) -> None:
    with opened(office, "Nota sbagliata") as one:
        panel = one.window.acquainted.panel
        one.press("i")
        panel.note.setFocus()
        one.type("Sempre gentille")
        one.hit(RETURN)
        one.wait(lambda: bool(pressable(panel, "Correct the note")), "it can be corrected")
        pressable(panel, "Correct the note")[0].setFocus()
        one.hit(Qt.Key.Key_Space)
        one.hit(Qt.Key.Key_End)
        one.type(" e puntuale")
        office.bruno.ok("customer", "note", office.bruno.reference("Nota sbagliata"), "--text", "Di Bruno")
        one.window.fetch()
        one.wait(lambda: "Di Bruno" in said(panel), "news while it is typed")
        one.hit(Qt.Key.Key_Escape)
        one.hit(Qt.Key.Key_Space)
        one.hit(Qt.Key.Key_End)
        one.hit(Qt.Key.Key_Backspace)
        one.type("o")
        one.hit(RETURN)
        one.wait(lambda: "Sempre gentille e puntualo" in said(panel), "said anew")
        assert "corrected" in said(panel)
        one.wait(lambda: bool(pressable(panel, "Take back the note “Sempre gent")), "it is in the log")
        pressable(panel, "Take back the note “Sempre gent")[0].setFocus()
        one.hit(Qt.Key.Key_Space)
        one.hit(Qt.Key.Key_Space)
        one.wait(lambda: "gentille" not in said(panel), "taken back")
    office.bruno.ok("sync", "--once")
    ref = office.bruno.reference("Nota sbagliata")
    (note,) = office.bruno.ok("customer", "show", ref)["notes"]
    office.bruno.ok("customer", "note", ref, "--text", "Da Bruno", "--corrects", note["id"])
    assert office.bruno.ok("customer", "unnote", ref, note["id"][:8])["notes"] == []
    office.bruno.fails(2, "no-such-note", "customer", "unnote", ref, "ffff")


def pressable(panel: CustomerPanel, name: str) -> list[QPushButton]:
    return [one for one in panel.findChildren(QPushButton) if one.isVisible() and name in one.accessibleName()]


def test_a_note_that_is_not_entered_waits_for_its_customer(office: Office) -> None:
    with opened(office, "Mai finita") as one:
        one.press("i")
        one.window.acquainted.panel.note.setFocus()
        one.type("Chiamare dopo le 18")
        one.window.close()
    with showing(office.anna) as one:
        one.go("o")
        one.open("Mai finita")
        note = one.window.acquainted.panel.note
        one.wait(lambda: note.text() == "Chiamare dopo le 18", "still there")
        one.window.acquainted.panel.show()
        note.setFocus()
        one.online()
        one.hit(RETURN)
        one.wait(lambda: "Chiamare dopo le 18" in said(one.window.acquainted.panel), "entered")
    with showing(office.anna) as one:
        one.go("o")
        one.open("Mai finita")
        assert one.window.acquainted.panel.note.text() == ""


def said(panel: CustomerPanel) -> str:
    return "\n".join(words.text() for words in panel.findChildren(QLabel))


def test_the_source_is_found_through(office: Office) -> None:
    with opened(office, "Da vedere com'è arrivata") as one:
        one.press("u", CTRL)
        one.wait(lambda: one.window.findChild(SourceDialog) is not None, "the source")
        dialog = one.window.findChild(SourceDialog)
        assert isinstance(dialog, SourceDialog)
        assert "Subject:" in dialog.text.toPlainText()
        dialog.wanted.setText("message-id")
        dialog.find_next()
        assert dialog.text.textCursor().selectedText().lower() == "message-id"
        dialog.wanted.setText("non c'è di certo")
        dialog.find_next()
        assert dialog.told.text() == "Not in this mail"
        dialog.close()


def test_the_conversation_goes_to_a_pdf_and_a_folder_that_takes_nothing_is_told(office: Office, tmp_path: Path) -> None:
    with opened(office, "Su carta <b>forte</b>") as one:
        made = one.window.paper.document()
        assert made is not None
        assert "Su carta <b>forte</b>" in made.toPlainText(), "a customer's words are words"
        assert "quando arriva il mio ordine?" in made.toPlainText()
        one.window.paper.write(str(tmp_path / "uno.pdf"))
        assert (tmp_path / "uno.pdf").read_bytes().startswith(b"%PDF")
        one.window.paper.write(str(tmp_path / "no" / "uno.pdf"))
        assert "could not be written" in one.window.trouble.text


def test_the_conversation_goes_to_a_printer_by_key(office: Office, tmp_path: Path) -> None:
    """That of this computer which writes PDF; nothing is printed when the question is closed."""
    paper = tmp_path / "carta.pdf"
    answers = iter((QPrintDialog.DialogCode.Rejected, QPrintDialog.DialogCode.Accepted))

    def chosen(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(paper))
        return next(answers)

    with opened(office, "Alla stampante") as one, patch.object(QPrintDialog, "exec", chosen):
        one.press("p", CTRL)
        assert not paper.exists()
        one.press("p", CTRL)
        assert paper.read_bytes().startswith(b"%PDF")


def test_from_one_mail_of_the_customer_to_the_next(office: Office) -> None:
    with opened(office, "Filo lungo") as one:
        thread = one.window.ticket.thread_view
        (first,) = list(thread.mails())
        office.shop.deliver(
            mail(
                "Re: Filo lungo",
                "E allora?\n" * 60,
                to=office.shop.address,
                sender=sender_of("Filo lungo"),
                In_Reply_To=_id(one),
            )
        )
        one.window.fetch()
        one.wait(lambda: len(list(thread.mails())) == 2, "the second mail")
        first.fold(True)
        one.press("v")
        assert not first.folded
        one.press("v")
        QApplication.processEvents()
        second = list(thread.mails())[1]
        one.wait(lambda: thread.verticalScrollBar().value() >= second.y() - 8, "the second is at the top")
        one.press("v")
        one.wait(lambda: thread.verticalScrollBar().value() <= first.y(), "round again")


def _id(one: Showing) -> str:
    found = one.window.ticket.conversation
    assert found is not None
    return found.messages[0].mail.message_id


def test_what_is_being_written_about_one_customer_waits_for_them(fresh: Office) -> None:
    fresh.shop.deliver(mail("Di Carla", to=fresh.shop.address))
    fresh.shop.deliver(mail("Di Dario", to=fresh.shop.address, sender="Dario <dario@posta.example>"))
    fresh.sync()
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Di Carla")
        panel = one.window.findChild(CustomerPanel)
        assert panel is not None
        panel.note.insert("allergica al nichel")
        one.open("Di Dario")
        one.wait(lambda: panel.note.text() == "", "nothing of it on another customer")
        one.open("Di Carla")
        one.wait(lambda: panel.note.text() == "allergica al nichel", "there it waits")

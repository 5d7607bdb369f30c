"""Whose a form's mail is, in the window, by keyboard: corrected on a ticket, told by an own rule, switched off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QSpinBox, QWidget

from desktop.ui.models.tickets import ROW
from desktop.ui.views.signatures import SignatureFields
from tests.integration.cli.shop import Office, mail
from tests.integration.cli.test_forms import GESTIONALE, form
from tests.ui.showing import Showing, showing

SENDER = "Sito <noreply@gestionale.example>"


def dialog(one: Showing, title: str) -> QDialog:
    def found() -> list[QDialog]:
        return [d for d in one.window.findChildren(QDialog) if d.isVisible() and d.windowTitle() == title]

    one.wait(lambda: bool(found()), title)
    return found()[0]


def words(parent: QWidget) -> str:
    return " ".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def named(parent: QWidget, name: str) -> QWidget:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QSpinBox)
    (found,) = (w for kind in kinds for w in parent.findChildren(kind) if w.accessibleName() == name and w.isVisible())
    return found


def press(parent: QWidget, name: str) -> None:
    found = named(parent, name)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)


def write(parent: QWidget, name: str, text: str) -> None:
    field = named(parent, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_who_wrote_is_corrected_on_the_ticket_and_answers_go_there(office: Office) -> None:
    reference = form(office, "Da correggere qui", 31)
    with showing(office.bruno) as one:
        one.online()
        one.go("o")
        one.open("Da correggere qui")
        one.press("c")
        asking = dialog(one, "Who wrote this?")
        assert "A rule for such mails …" not in [b.text() for b in asking.findChildren(QAbstractButton)], "an agent"
        write(asking, "Customer's address: answers go there", "maria at home")
        press(asking, "Save")
        assert "no address" in words(asking)
        write(asking, "Customer's address: answers go there", "maria@example.org")
        write(asking, "Order number", "10234")
        QTest.keyClick(named(asking, "Order number"), Qt.Key.Key_Return)
        thread = one.window.ticket.thread_view
        one.wait(lambda: "corrected by hand" in words(thread) and "no. 10234" in words(thread), "corrected")
        one.wait(lambda: "maria@example.org" in words(one.window.ticket.head), "in its head")
        one.wait(lambda: "Bruno corrected who wrote" in words(thread), "and who said so")
    office.sync()
    assert office.anna.ticket("Da correggere qui")["customer_address"] == "maria@example.org"
    office.anna.ok("show", reference)
    office.anna.replies(reference, "Certo.")
    assert [a.addr_spec for a in office.sent(reference)[0]["To"].addresses] == ["maria@example.org"]


def test_a_lead_makes_a_rule_of_a_mail_and_the_others_like_it_follow(fresh: Office) -> None:
    for number in (1, 2):
        fresh.shop.deliver(mail(f"Sito {number}", GESTIONALE, to=fresh.shop.address, sender=SENDER))
    fresh.sync()
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Sito 1")
        one.press("c")
        press(dialog(one, "Who wrote this?"), "A rule for such mails …")
        making = dialog(one, "A rule for such mails")
        one.wait(lambda: "It finds: Maria Bianchi · maria@example.org · 10234" in words(making), "what it finds")
        reason = named(making, "The reason")
        assert isinstance(reason, QComboBox)
        reason.setCurrentIndex(reason.findData("Motivo"))
        assert "Reso" in words(making)
        write(making, "What your team calls this form", "Gestionale")
        press(making, "Save for the whole team")

        def customers() -> set[str]:
            found = one.window.list.current.model()
            return {found.index(n, 0).data(ROW).customer_address for n in range(found.rowCount())}

        one.wait(lambda: customers() == {"maria@example.org"}, "both are read anew")
        one.wait(lambda: "Gestionale" in words(one.window.ticket.head), "and the open one says so")
        one.front()
        one.go("b")
        boxes = dialog(one, "Mailboxes")
        assert "own" in words(boxes)
        press(boxes, "Remove: Gestionale")
        press(boxes, "Amazon, marketplace · question about an article or order")
        months = named(boxes, "Months for which mail is kept whole")
        assert isinstance(months, QSpinBox)
        months.setValue(18)
        press(boxes, "Save")
        one.wait(lambda: customers() == {"noreply@gestionale.example"}, "read anew without it")
        boxes.accept()
    rules = {rule["id"]: rule for rule in fresh.anna.ok("mailbox", "rules", fresh.shop.address)["rules"]}
    assert "gestionale" not in rules
    assert [name for name, rule in rules.items() if not rule["on"]] == ["amazon"]
    assert fresh.anna.ok("mailbox", "list")["mailboxes"][0]["months"] == 18


def test_an_agent_sees_the_rules_and_whom_to_ask(office: Office) -> None:
    with showing(office.bruno) as one:
        one.online()
        one.go("b")
        boxes = dialog(one, "Mailboxes")
        assert "Only a lead changes all this but your own lines: Anna" in words(boxes)
        assert not any(check.isEnabled() for check in boxes.findChildren(QCheckBox))
        signatures = boxes.findChild(SignatureFields)
        assert (signatures.shared.isReadOnly(), signatures.own.isReadOnly()) == (True, False)
        boxes.accept()

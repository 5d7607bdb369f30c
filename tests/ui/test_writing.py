"""Mails as they are written by keyboard, and as they arrive: formatted, with copies, to a supplier, to anybody."""

from __future__ import annotations

import email.policy
from email import message_from_bytes
from email.message import EmailMessage

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel

from desktop.ui.views.composer import Composer
from tests.integration.cli.shop import Office, body, mail
from tests.ui.showing import Showing, showing

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
SUPPLIER = "magazzino@example.net"
"""Of these tests alone: the sink also knows what others have sent."""


def composer(one: Showing) -> Composer:
    return one.window.ticket.composer


def shows(one: Showing, words: str) -> None:
    def there() -> bool:
        return any(words in label.text() for label in one.window.findChildren(QLabel) if label.isVisible())

    one.wait(there, words)


def opened(one: Showing, subject: str) -> None:
    one.online()
    one.go("o")
    one.open(subject)


def left(office: Office, to: str) -> EmailMessage:
    """The newest mail that the server took on for somebody."""
    (raw,) = [one.message for one in office.shop.sink.accepted if to in one.recipients][-1:]
    found = message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


@pytest.mark.usefixtures("hurried")
def test_a_formatted_reply_with_a_picture_and_copies(office: Office) -> None:
    reference = office.ticket("Voglio tutto in bello")
    with showing(office.anna) as one:
        opened(one, "Voglio tutto in bello")
        one.press("r")
        one.says("Yours until")
        one.hit(KEY.Key_B, CTRL)
        one.type("Gentile cliente")
        one.hit(KEY.Key_B, CTRL)
        one.type(",\n")
        one.hit(KEY.Key_B, CTRL, SHIFT)
        one.type("il modulo: ")
        one.hit(KEY.Key_L, CTRL)
        one.type("shop.it/reso")
        one.hit(KEY.Key_Return)
        one.type("\nla foto: ")
        image = QImage(30, 20, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        QApplication.clipboard().setImage(image)
        one.hit(KEY.Key_V, CTRL)
        one.hit(KEY.Key_C, CTRL, SHIFT)
        one.wait(composer(one).recipients.cc.hasFocus, "Cc has the focus")
        one.type("socio@example.org")
        composer(one).recipients.bcc.setFocus()
        one.type("capo@example.org")
        one.wait(lambda: composer(one)._saved.text() == "saved", "saved while typing")
        composer(one).text.setFocus()
        one.hit(KEY.Key_Return, CTRL)
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)
    (sent,) = office.sent(reference)
    kinds = [part.get_content_type() for part in sent.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"]
    plain = sent.get_body(("plain",))
    assert plain is not None
    assert "Gentile cliente,\n- il modulo: shop.it/reso\n- la foto: [picture.png]" in body(plain)
    shown = sent.get_body(("html",))
    assert shown is not None
    assert "<b>Gentile cliente</b>" in shown.get_content()
    assert '<a href="https://shop.it/reso">' in shown.get_content()
    assert sent["Cc"] == "socio@example.org"
    assert b"capo@" not in sent.as_bytes()
    (out,) = [one for one in office.shop.sink.accepted if "capo@example.org" in one.recipients]
    assert set(out.recipients) >= {"socio@example.org", "capo@example.org"}


def test_what_was_formatted_is_there_after_a_crash(office: Office) -> None:
    office.ticket("In grassetto")
    with showing(office.anna) as one:
        opened(one, "In grassetto")
        one.press("r")
        one.hit(KEY.Key_I, CTRL)
        one.type("Con calma")
        composer(one).recipients.cc.setText("socio@example.org")
        one.wait(lambda: composer(one)._saved.text() == "saved", "saved while typing")
    with showing(office.anna) as one:
        opened(one, "In grassetto")
        one.wait(lambda: composer(one).is_open, "the draft is there")
        draft = composer(one).draft
        assert draft is not None
        assert draft.html == "<div><i>Con calma</i></div>"
        composer(one).text.clear()
        one.hit(KEY.Key_Escape)


@pytest.mark.usefixtures("hurried")
def test_one_calm_question_about_what_may_be_forgotten(office: Office) -> None:
    office.shop.deliver(mail("Sono un'altra", sender="altra.cliente@example.org"))
    reference = office.ticket("Mi manda la fattura?")
    office.sync()
    with showing(office.anna) as one:
        opened(one, "Mi manda la fattura?")
        one.press("r")
        one.says("Yours until")
        one.type("La trova in allegato, come per altra.cliente@example.org")
        one.hit(KEY.Key_Return, CTRL)
        asked = composer(one).question.text
        assert "“in allegato”" in asked
        assert "altra.cliente@example.org: that is another customer" in asked
        one.hit(KEY.Key_Escape)
        assert composer(one).question.text == ""
        assert composer(one).is_open, "Esc answers the question, and closes nothing"
        one.hit(KEY.Key_Return, CTRL)
        one.type("!")
        assert composer(one).question.text == "", "the text has changed: the question is an old one"
        one.hit(KEY.Key_Return, CTRL)
        one.hit(KEY.Key_Return, CTRL)
        one.wait(lambda: len(office.sent(reference)) == 1, "sent all the same", 30)


def test_what_is_still_to_be_filled_in_stops_it(office: Office) -> None:
    office.ticket("Con un buco")
    with showing(office.anna) as one:
        opened(one, "Con un buco")
        composer(one).gaps = lambda text: ["[[ordine]]"] if "[[ordine]]" in text else []
        one.press("r")
        one.type("Il suo ordine [[ordine]] parte")
        one.hit(KEY.Key_Return, CTRL)
        shows(one, "Not sent: fill in [[ordine]] first")
        assert composer(one).text.textCursor().selectedText() == "[[ordine]]", "it waits to be typed over"
        one.type("1234")
        assert composer(one).text.text == "Il suo ordine 1234 parte"
        composer(one).text.clear()
        one.hit(KEY.Key_Escape)


def test_an_address_is_completed_from_those_that_the_mail_knows(office: Office) -> None:
    office.shop.deliver(mail("Presentazione", sender='"Bianchi, Maria" <maria.bianchi@example.org>'))
    office.ticket("A chi va?")
    office.sync()
    with showing(office.anna) as one:
        opened(one, "A chi va?")
        one.press("r")
        one.hit(KEY.Key_C, CTRL, SHIFT)
        one.type("bianc")
        one.wait(composer(one).recipients.cc._popup.isVisible, "the offer")
        one.hit(KEY.Key_Return)
        draft = composer(one).draft
        assert draft is not None
        assert draft.cc == ('"Bianchi, Maria" <maria.bianchi@example.org>',)
        one.hit(KEY.Key_Escape)
        one.hit(KEY.Key_Escape)


@pytest.mark.usefixtures("hurried")
def test_a_forward_to_a_supplier_and_what_comes_back(office: Office) -> None:
    reference = office.ticket("Il pacco è fermo")
    with showing(office.anna) as one:
        opened(one, "Il pacco è fermo")
        one.press("f")
        one.wait(composer(one).recipients.to.hasFocus, "whom to")
        one.type(SUPPLIER)
        composer(one).text.setFocus()
        one.type("Dove si trova?")
        one.hit(KEY.Key_M, CTRL, SHIFT)
        one.wait(lambda: len(composer(one).files.files) == 1, "the mail as a file")
        composer(one).recipients.subject.setFocus()
        one.hit(KEY.Key_Return, CTRL, SHIFT)
        assert one.subject == "Il pacco è fermo", "it resolves nothing, and nothing comes next"
        one.wait(lambda: any(SUPPLIER in d.recipients for d in office.shop.sink.accepted), "sent", 30)
        one.wait(lambda: not one.window.leaving.bars, "the bar is gone")
        one.wait(
            lambda: any(card.property("kind") == "side" for card in one.window.ticket.thread_view.mails()), "shown"
        )
        assert "Free" in one.banner, "nobody has taken the ticket for it"
        out = left(office, SUPPLIER)
        assert "Dove si trova?" in body(out.get_body(("plain",)) or out)
        assert "> Quando arriva il mio ordine?" in body(out.get_body(("plain",)) or out)
        assert [part.get_filename() for part in out.iter_attachments()] == ["Il pacco è fermo.eml"]
        assert office.sent(reference) == [], "no answer to the customer"
        answer = mail("Re: Il pacco è fermo", "Domani mattina.", sender=SUPPLIER)
        answer["In-Reply-To"] = out["Message-ID"]
        office.shop.deliver(answer)
        one.window.fetch()
        shows(one, f"Supplier: {SUPPLIER}")
        one.press("f")
        popup = QApplication.activePopupWidget()
        assert popup is not None
        one.hit(KEY.Key_Return)
        one.wait(lambda: composer(one).is_open, "to the same supplier")
        one.type("Grazie.")
        one.hit(KEY.Key_Return, CTRL)
        one.wait(lambda: sum(SUPPLIER in d.recipients for d in office.shop.sink.accepted) == 2, "sent", 30)
    shown = office.anna.ok("show", reference)
    assert [bool(message["side"]) for message in shown["messages"]] == [False, True, True, True]
    assert (shown["waiting"], shown["status"]) == (1, "open")
    assert left(office, SUPPLIER)["Subject"] == "Re: Il pacco è fermo"


@pytest.mark.usefixtures("hurried")
def test_a_new_mail_is_kept_and_sent(office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        one.hit(KEY.Key_N, CTRL)
        one.wait(lambda: composer(one).is_open, "a new mail")
        one.type("nuova@example.org")
        composer(one).recipients.subject.setFocus()
        one.type("Il suo ordine")
        composer(one).text.setFocus()
        one.type("È pronto.")
        one.hit(KEY.Key_Escape)
        one.hit(KEY.Key_N, CTRL)
        one.wait(lambda: composer(one).is_open, "it is there again")
        assert composer(one).text.text == "È pronto."
        one.hit(KEY.Key_Return, CTRL)
        one.wait(lambda: any("nuova@example.org" in d.recipients for d in office.shop.sink.accepted), "sent", 30)
    assert left(office, "nuova@example.org")["Subject"] == "Il suo ordine"


@pytest.mark.usefixtures("hurried")
def test_own_lines_stand_above_the_signature_of_the_mailbox(office: Office) -> None:
    reference = office.ticket("Chi mi scrive?")
    with showing(office.anna) as one:
        opened(one, "Chi mi scrive?")
        one.go("b")
        boxes = one.window.mailboxes
        one.wait(boxes.isVisible, "the mailboxes")
        boxes.signatures.own.setPlainText("Anna, assistenza")
        boxes.signatures.shared.setPlainText("Bottega Lume")
        boxes._which.currentIndexChanged.emit(0)  # to another one and back
        assert boxes.signatures.own.toPlainText() == "Anna, assistenza", "not saved yet, and not lost"
        boxes._say()
        boxes.accept()
        one.front()

        def known() -> bool:
            return one.window._desk.facts.signature(office.shop.address) == "Anna, assistenza\nBottega Lume"

        one.wait(known, "the disk and the journal say so")
        one.press("r")
        one.says("Yours until")
        one.wait(lambda: composer(one).under.text() == "Signature: Anna, assistenza · Bottega Lume", "the signature")
        one.type("Io.")
        one.hit(KEY.Key_Return, CTRL)
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)
    (sent,) = office.sent(reference)
    assert "Io.\n\n-- \nAnna, assistenza\nBottega Lume\n" in body(sent)
    assert sent.get_content_type() == "text/plain"


def test_a_window_closes_over_a_list_that_is_offered(office: Office) -> None:
    """It had taken the focus back from an editor that was half gone, and the process with it."""
    office.shop.deliver(mail("Da vicino", to=office.shop.address, sender="Maga Zini <magazzini@posta.example>"))
    office.sync()
    for _ in range(2):
        with showing(office.anna) as one:
            opened(one, "Da vicino")
            one.press("r")
            one.says("Yours until")
            composer(one).ask_for_copies()
            one.type("maga")
            assert QApplication.activePopupWidget() is not None
            composer(one).text.setFocus()
            one.hit(KEY.Key_Return, CTRL)
            QApplication.processEvents()
        assert QApplication.activePopupWidget() is None

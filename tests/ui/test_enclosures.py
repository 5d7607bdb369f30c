"""HTML mail, files that come and files that leave, by keyboard, on a real server."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDrag, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from desktop.ui.views import parts
from desktop.ui.views.cards import MailCard
from desktop.ui.views.composer import Composer
from desktop.ui.views.glimpse import PictureGlimpse
from desktop.ui.views.source import SourceDialog
from desktop.ui.views.widgets import Initials
from tests.integration.cli.shop import Office, mail
from tests.integration.cli.test_threads import bounce
from tests.ui.showing import Showing, showing
from tests.ui.test_viewer import GREEN, RED, picture, seen
from tests.unit.mime.form_samples import CF7_IT

CTRL = Qt.KeyboardModifier.ControlModifier


@contextmanager
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """A server with a picture, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(picture(GREEN))

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def laid_out(office: Office, subject: str, html: str) -> EmailMessage:
    made = mail(subject, "Solo il testo", to=office.shop.address)
    made.add_alternative(html, subtype="html")
    part = made.get_payload()[1]
    assert isinstance(part, EmailMessage)
    part.add_related(picture(RED), maintype="image", subtype="png", cid="<logo@shop>")
    return made


def card(one: Showing) -> MailCard:
    return list(one.window.ticket.thread_view.mails())[-1]


def buttons(one: Showing, name: str) -> list[QPushButton]:
    return [b for b in one.window.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()]


def press(one: Showing, name: str) -> None:
    """By Space, as somebody does who came there with Tab."""
    one.wait(lambda: len(buttons(one, name)) == 1, f"one button {name!r}")
    (found,) = buttons(one, name)
    found.setFocus()
    one.hit(Qt.Key.Key_Space)


def test_text_first_then_as_its_sender_wrote_it(office: Office) -> None:
    with elsewhere() as (address, asked):
        html = f'<h1>Ciao</h1><img src="cid:logo@shop"><img src="{address}/pixel.png">'
        office.shop.deliver(laid_out(office, "Con aspetto", html))
        office.sync()
        with showing(office.anna) as one:
            one.online()
            one.go("o")
            one.open("Con aspetto")
            assert card(one).parts.viewer is None
            press(one, "Show as the sender wrote it")
            one.wait(lambda: card(one).parts.viewer is not None, "the page")
            viewer = card(one).parts.viewer
            assert viewer is not None
            one.wait(lambda: seen(viewer, RED), "the mail's own picture")
            assert "tells the sender" in _words(card(one))
            assert (asked, seen(viewer, GREEN)) == ([], False)
            press(one, "Load the pictures")
            one.wait(lambda: seen(viewer, GREEN), "the picture from elsewhere")
            assert asked == ["/pixel.png"]
            assert "tells the sender" not in _words(card(one))
            press(one, "Show the text alone")
            one.wait(lambda: card(one).parts.viewer is None and card(one)._text.isVisible(), "the text")


def test_a_senders_pictures_are_loaded_unasked_once_a_person_has_said_so(office: Office) -> None:
    """Of mails of which the same server says that they are the sender's: anybody can write an address into a From."""
    with elsewhere() as (address, asked):
        _deliver(office, address, "Fiducia uno", "mx.example")
        _deliver(office, address, "Fiducia due", "mx.example")
        _deliver(office, address, "Fiducia falsa", "mx.evil.example")
        _deliver(office, address, "Fiducia nuda", "")
        _deliver(office, address, "Fiducia altrui", "mx.example", "altra@posta.example")
        office.sync()
        with showing(office.anna) as one:
            one.online()
            one.go("o")
            _laid_out_of(one, "Fiducia uno")
            press(one, "Always for this sender")
            one.wait(lambda: asked == ["/uno.png"], "the picture")
            _laid_out_of(one, "Fiducia due")
            one.wait(lambda: asked == ["/uno.png", "/due.png"], "the next one of the same sender")
            assert "loaded unasked" in _words(card(one))
            for subject, may_be_remembered in (("altrui", 1), ("falsa", 1), ("nuda", 0)):
                _laid_out_of(one, f"Fiducia {subject}")
                assert "tells the sender that" in _words(card(one))
                assert ("Nothing proves" in _words(card(one))) == (not may_be_remembered)
                assert len(buttons(one, "Always for this sender")) == may_be_remembered
            _laid_out_of(one, "Fiducia uno")
            press(one, "Ask again")
            one.wait(lambda: buttons(one, "Always for this sender") != [], "asked again")
            assert set(asked) == {"/uno.png", "/due.png"}


def _deliver(office: Office, address: str, subject: str, server: str, sender: str = "carla@posta.example") -> None:
    made = laid_out(office, subject, f'<img src="{address}/{subject.split()[-1]}.png">')
    made.replace_header("From", f"Carla <{sender}>")
    if server:
        made["Authentication-Results"] = f"{server}; dmarc=pass header.from=posta.example"
    office.shop.deliver(made)


def _laid_out_of(one: Showing, subject: str) -> None:
    one.open(subject)
    press(one, "Show as the sender wrote it")
    one.wait(lambda: card(one).parts.viewer is not None, "the page")


def test_a_mail_goes_to_the_browser_as_a_file_that_goes_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    html = '<p>Nel browser <img src="cid:logo@shop"><img src="http://x.example/p.png"></p>'
    office.shop.deliver(laid_out(office, "Nel browser", html))
    office.sync()
    browser = Browser()
    monkeypatch.setattr(parts, "QDesktopServices", browser)
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Nel browser")
        one.wait(lambda: buttons(one, "Open in the browser") != [], "the mail")
        one.press("b")
        one.wait(lambda: len(browser.opened) == 1, "opened by its key")
        path = Path(QUrl(browser.opened[0]).toLocalFile())
        made = path.read_text("utf-8")
        assert "Content-Security-Policy" in made
        assert "data:image/png;base64," in made
        assert "x.example" not in made
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o400, 0o700)
        press(one, "Open in the browser")
        one.wait(lambda: len(browser.opened) == 2, "opened by its button")
    assert not path.parent.exists()


def test_a_mail_that_could_not_be_read_is_readable_as_it_came(office: Office) -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(60))
    office.shop.put(
        b"From: c@posta.example\r\nSubject: Matrioska\r\nMIME-Version: 1.0\r\n" + deep + b"\r\nin fondo\r\n"
    )
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Matrioska")
        one.wait(lambda: "could not be read whole" in _words(card(one)), "what is said of it")
        press(one, "Show the mail as it came")
        one.wait(lambda: one.window.findChild(SourceDialog) is not None, "its source")
        source = one.window.findChild(SourceDialog)
        assert "in fondo" in source.text.toPlainText()
        source.close()


def test_why_a_mail_is_shown_as_it_is(office: Office) -> None:
    """Through what it came."""
    office.shop.put(CF7_IT.replace(b"<1@sender.example>", b"<finestra@sender.example>"))
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Bottega: taglia sbagliata")
        said = "through a form, as it was typed there · Contact Form 7 · question"
        one.wait(lambda: said in _words(card(one)), said)
        assert "carla@example.org" in _words(one.window.ticket.head)
        assert "through a form" in _words(one.window.ticket.head)


def test_a_mail_that_came_back_stands_among_the_open_ones_with_its_reason(office: Office) -> None:
    reference = office.ticket("Torna indietro")
    sent = office.anna.replies(reference, "Ecco.", "--resolve")["message_id"]
    office.shop.put(bounce(office.shop.address, sent))
    away = mail("Assente: Re: Torna indietro", "Sono in ferie fino al 30/11/2026.", to=office.shop.address)
    away["In-Reply-To"], away["Auto-Submitted"] = sent, "auto-replied"
    office.shop.deliver(away)
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Torna indietro")
        thread = one.window.ticket.thread_view
        one.wait(lambda: "not delivered: mailbox full" in _words(thread), "why it came back")
        assert "delivery report: mailbox full" in _words(thread)
        assert "automatic reply" in _words(thread)
        assert "Open" in [b.text() for b in one.window.ticket.head.findChildren(QPushButton)]
        bar = one.window.ticket.undelivered
        assert "came back (mailbox full). The customer has not got it." in bar.text
        one.press("f", Qt.KeyboardModifier.ControlModifier)
        one.type("is:not-delivered")
        one.hit(Qt.Key.Key_Return)
        one.wait(lambda: "Torna indietro" in one.subjects(), "found")
        row = one.window.list.current.model().index(one.subjects().index("Torna indietro"), 0)
        assert "not delivered" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    office.anna.replies(reference, "All'altro indirizzo.", "--again")
    assert "Torna indietro" not in str(office.anna.ok("search", "is:not-delivered")), "another one has left"


def test_what_came_back_from_a_supplier_marks_the_ticket_that_it_is_about(office: Office) -> None:
    reference = office.ticket("Manca un pezzo")
    text = office.anna.write("domanda", "Ne avete?")
    supplier = "fornitore@fabbrica.example"
    sent = office.anna.ok("forward", reference, "--to", supplier, "--text-file", text, "--no-undo")
    office.shop.put(bounce(office.shop.address, sent["message_id"]))
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Manca un pezzo")
        one.window.fetch()
        bar = one.window.ticket.undelivered
        one.wait(lambda: f"what went to {supplier}" in bar.text, "it is said")
        row = one.window.list.current.model().index(one.subjects().index("Manca un pezzo"), 0)
        one.wait(lambda: "not delivered" in row.data(Qt.ItemDataRole.AccessibleTextRole), "and in the list")
        press(one, "Write to them again")
        one.wait(lambda: one.window.ticket.composer.is_open, "a further mail to them")
        draft = one.window.ticket.composer.draft
        assert draft is not None
        assert (draft.kind, draft.to) == ("forward", (supplier,))
        one.hit(Qt.Key.Key_Escape)


class Browser:
    def __init__(self) -> None:
        self.opened: list[str] = []

    def openUrl(self, url: QUrl) -> None:  # noqa: N802 - Qt's own name
        self.opened.append(url.toString())


def test_a_link_says_where_it_leads_and_opens_by_a_click(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    html = '<p><a href="https://cattivo.example/x">www.banca.example</a></p>'
    office.shop.deliver(laid_out(office, "Con collegamento", html))
    office.sync()
    browser = Browser()
    monkeypatch.setattr(parts, "QDesktopServices", browser)
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Con collegamento")
        press(one, "Show as the sender wrote it")
        one.wait(lambda: card(one).parts.viewer is not None, "the page")
        viewer = card(one).parts.viewer
        assert viewer is not None
        assert "www.banca.example [cattivo.example]" in viewer.toPlainText()
        assert browser.opened == []
        viewer.anchorClicked.emit(QUrl("https://cattivo.example/x"))
        viewer.anchorClicked.emit(QUrl("file:///etc/passwd"))
        assert browser.opened == ["https://cattivo.example/x"]


def test_a_mail_that_somebody_dragged_away_is_put_back_at_a_press(office: Office) -> None:
    office.shop.deliver(mail("Presa da qualcuno", to=office.shop.address))
    office.sync()
    with office.shop.imap() as client:
        client.select("INBOX")
        (found,) = client.uid("SEARCH", "SUBJECT", "Presa")[1]
        client.create("Privata")
        client.uid("MOVE", found.decode(), "Privata")
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Presa da qualcuno")
        one.wait(lambda: "“Privata”" in _words(one.window.ticket.thread_view), "where it is now")
        press(one, "Put it back into the inbox")
        one.wait(lambda: "“Privata”" not in _words(one.window.ticket.thread_view), "back")
    with office.shop.imap() as client:
        assert client.select("Privata")[1] == [b"0"]


def test_one_key_puts_all_of_a_tickets_mail_back(office: Office) -> None:
    """One was dragged away, one deleted."""
    office.shop.deliver(mail("Sparita", to=office.shop.address, **{"Message-ID": "<sparita@posta.example>"}))
    office.sync()
    again = mail("Re: Sparita", to=office.shop.address, **{"In-Reply-To": "<sparita@posta.example>"})
    office.shop.deliver(again)
    office.sync()
    with office.shop.imap() as client:
        client.select("INBOX")
        first, second = client.uid("SEARCH", "SUBJECT", "Sparita")[1][0].split()
        client.create("Altrove")
        client.uid("MOVE", first.decode(), "Altrove")
        client.uid("STORE", second.decode(), "+FLAGS", "(\\Deleted)")
        client.expunge()
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Sparita")
        thread = one.window.ticket.thread_view
        one.wait(lambda: "“Altrove”" in _words(thread) and "was deleted" in _words(thread), "where they are")
        one.press("w")
        one.wait(lambda: "“Altrove”" not in _words(thread) and "was deleted" not in _words(thread), "back")
        one.press("w")
        one.wait(lambda: "where they belong" in one.window.trouble.text, "nothing to do")
    with office.shop.imap() as client:
        client.select("INBOX")
        assert len(client.uid("SEARCH", "SUBJECT", "Sparita")[1][0].split()) == 2


def test_a_file_is_saved_where_a_person_says_and_never_over_another(office: Office, tmp_path: Path) -> None:
    asked = mail("Con allegato", to=office.shop.address)
    asked.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../scontrino.pdf")
    office.shop.deliver(asked)
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Con allegato")
        one.wait(lambda: "4 bytes" in _words(card(one)), "its size")
        press(one, "Save scontrino.pdf as …")
        _answer(one, str(tmp_path / "mio.pdf"))
        one.wait(lambda: "mio.pdf" in one.window.status.text, "saved")
        assert (tmp_path / "mio.pdf").read_bytes() == b"%PDF"
        press(one, "Save scontrino.pdf as …")
        _answer(one, str(tmp_path / "mio.pdf"))
        one.wait(lambda: "mio.pdf" in one.window.trouble.text, "refused with a sentence")
    assert list(tmp_path.iterdir()) == [tmp_path / "mio.pdf"]


@pytest.mark.usefixtures("hurried")
def test_files_leave_with_a_reply(office: Office, tmp_path: Path) -> None:
    reference = office.ticket("Serve la fattura")
    paths = [tmp_path / name for name in ("fattura.txt", "troppo.txt", "altro.txt")]
    for path in paths:
        path.write_text(path.stem)
    with (tmp_path / "enorme.bin").open("wb") as file:
        file.truncate(19 * 1024 * 1024)
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Serve la fattura")
        one.press("r")
        one.says("Yours until")
        one.type("Eccola")
        one.press("a", CTRL, Qt.KeyboardModifier.ShiftModifier)
        _answer(one, str(paths[0]))
        composer = one.window.ticket.composer
        one.wait(lambda: len(composer.files.files) == 1, "one file")
        _drop(composer, paths[1:])
        one.wait(lambda: len(composer.files.files) == 3, "three files")
        press(one, "Remove troppo.txt")
        _drop(composer, [tmp_path / "enorme.bin"])
        one.wait(lambda: "18 MB" in one.window.trouble.text, "too large, with the limit")
        composer.text.setFocus()
        one.hit(Qt.Key.Key_Return, CTRL)
        one.wait(lambda: len(office.sent(reference)) == 1, "sent")
    (sent,) = office.sent(reference)
    assert [part.get_filename() for part in sent.iter_attachments()] == ["fattura.txt", "altro.txt"]


def test_files_of_a_draft_come_back_with_it(office: Office, tmp_path: Path) -> None:
    office.ticket("A domani con file")
    (tmp_path / "resta.txt").write_text("resta")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("A domani con file")
        one.press("r")
        one.says("Yours until")
        one.type("Continuo")
        _drop(one.window.ticket.composer, [tmp_path / "resta.txt"])
        one.wait(lambda: len(one.window.ticket.composer.files.files) == 1, "attached")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("A domani con file")
        one.wait(lambda: one.window.ticket.composer.is_open, "the draft")
        assert [file.filename for file in one.window.ticket.composer.files.files] == ["resta.txt"]
        one.press("p", Qt.KeyboardModifier.ShiftModifier)


def _words(parent: QWidget) -> str:
    return " ".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def test_a_whole_mail_becomes_a_file_by_its_key_and_by_dragging_it(office: Office, tmp_path: Path) -> None:
    came = office.shop.deliver(mail("Mail intera: 1/2", "Da tenere.", to=office.shop.address))
    office.sync()
    carried: list[Path] = []

    def let_go(drag: QDrag, _: Qt.DropAction) -> Qt.DropAction:
        carried.extend(Path(url.toLocalFile()) for url in drag.mimeData().urls())
        return Qt.DropAction.CopyAction

    with showing(office.anna) as one, patch.object(QDrag, "exec", let_go):
        one.online()
        one.go("o")
        one.open("Mail intera: 1/2")
        one.press("s", CTRL, Qt.KeyboardModifier.ShiftModifier)
        _answer(one, str(tmp_path / "intera.eml"))
        one.wait((tmp_path / "intera.eml").exists, "saved")
        drag_out(one, card(one), carried)
    assert carried[0].name == "Mail intera 1-2.eml"
    assert not carried[0].exists(), "what was lent is gone with the window"
    kept = message_from_bytes((tmp_path / "intera.eml").read_bytes(), policy=policy.default)
    assert (kept["Message-ID"], kept.get_content()) == (came["Message-ID"], "Da tenere.\r\n")


def drag_out(one: Showing, found: MailCard, carried: list[Path]) -> None:
    """By the mark at its head, until it has been carried off."""
    (grip,) = found.findChildren(Initials)
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    steps = itertools.count(30)

    def moved() -> bool:
        QTest.mouseMove(grip, QPoint(next(steps), 8))
        return bool(carried)

    one.wait(moved, "it is dragged")
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=QPoint(40, 8))


def _answer(one: Showing, path: str) -> None:
    """The dialog that asks for a file gets one, and Enter."""

    def dialogs() -> list[QFileDialog]:
        return [d for d in one.window.findChildren(QFileDialog) if d.isVisible()]

    one.wait(lambda: bool(dialogs()), "the dialog")
    (dialog,) = dialogs()
    (line,) = dialog.findChildren(QLineEdit)
    line.setText(path)
    dialog.accept()
    one.wait(lambda: not dialogs(), "the dialog is gone")


def _drop(composer: Composer, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    composer.dropEvent(event)


def test_pictures_and_texts_are_seen_without_being_opened(office: Office) -> None:
    made = mail("Ecco le prove", "In allegato", to=office.shop.address)
    made.add_attachment(picture(RED), maintype="image", subtype="png", filename="vaso.png")
    made.add_attachment("Prima riga\nSeconda riga\n", filename="elenco.txt")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="fattura.pdf")
    office.shop.deliver(made)
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Ecco le prove")
        one.wait(lambda: len(card(one).parts.findChildren(PictureGlimpse)) == 1, "the picture")
        (small,) = card(one).parts.findChildren(PictureGlimpse)
        assert small.pixmap().toImage().pixelColor(1, 1) == RED
        assert small.accessibleName() == "Open vaso.png"
        one.wait(lambda: "Prima riga\nSeconda riga" in _words(card(one)), "the first lines")
        with patch.object(QDesktopServices, "openUrl") as opened:
            small.setFocus()
            one.hit(Qt.Key.Key_Space)
            one.wait(lambda: opened.called, "opened by Space")
        assert opened.call_args[0][0].toLocalFile().endswith("vaso.png")

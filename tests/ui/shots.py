"""Pictures of the window, each a state that a person meets: ``python -m tests.ui.shots [FOLDER]``.

Everything is real: a Dovecot, an SMTP sink, two workstations, the demo shop's mail.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["DBUS_SESSION_BUS_ADDRESS"] = ""
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import Role
from desktop.engine.founding import INVITATION
from desktop.engine.notices import Invited, Trouble
from desktop.runtime.demo.shop import load_shop
from desktop.runtime.sentences import Sentences
from desktop.ui import theme
from desktop.ui.passphrase import Unlock
from desktop.ui.quiet import be_quiet
from desktop.ui.views.correcting import CorrectionDialog
from desktop.ui.views.form_rule import FormRuleDialog
from desktop.ui.views.key_sheet import KeySheet
from desktop.ui.views.source import SourceDialog
from desktop.ui.window import MainWindow
from tests.integration.cli.shop import FAIL_KEYRING, Office, Shop, mail, opened
from tests.peers.dovecot import PASSWORD, Dovecot, Options
from tests.peers.smtp import Script, SmtpSink
from tests.peers.waiting import until
from tests.ui.beginning import First, fill_in, first_run
from tests.ui.showing import Showing, showing

D = TypeVar("D", bound=QDialog)

CTRL = Qt.KeyboardModifier.ControlModifier
_ORDER = """<h2>Ordine 4417</h2><p>Grazie! Ecco che cosa parte:</p>
<table border="1"><tr><th>Articolo<th>Pezzi</tr><tr><td>Vaso turchese<td>2</tr><tr><td>Lampada<td>1</tr></table>
<img src="https://immagini.example/firma.png"><p>Segui il pacco: <a href="https://altrove.example/x">corriere.example</a>
</p>"""
_MONICA = "Monica Serra <monica.serra@mailrapida.example>"
_numbers = itertools.count(1)


class Camera:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, one: Showing | First, name: str) -> None:
        if isinstance(one.window, MainWindow):
            one.window.resize(1280, 800)
        self.take_widget(one.window, name)

    def take_widget(self, shown: QWidget, name: str) -> None:
        for _ in range(5):
            QApplication.processEvents()
        path = self.folder / f"{next(_numbers):02}-{name}.png"
        shown.grab().save(str(path))
        sys.stdout.write(f"{path}\n")


def main(folder: Path) -> None:
    be_quiet()
    camera = Camera(folder)
    with tempfile.TemporaryDirectory() as home, Dovecot(Options()) as server, SmtpSink() as sink:
        beginning(camera, Shop(server, sink, Path(home)))
        without_keyring(camera, Shop(server, sink, Path(home)))
        office = filled(Shop(server, sink, Path(home)))
        empty(camera, office)
        busy(camera, office)
        held(camera, office)
        writing(camera, office)
        chosen(camera, office)
        undo(camera, office)
        lost(camera, office)
        uncertain(camera, office)
        dark(camera, office)
        forms(camera, office)
        italian(camera, office)
        selected(camera, office)
        team(camera, office)
        leaving(camera, office)
        snoozed(camera, office)
        enclosed(camera, office)
        acquainted(camera, office)
        canned(camera, office)
        formatted(camera, office)
        beside(camera, office)
        offline(camera, office)
        broken(camera, office)
        parted(camera, office)


def canned(camera: Camera, office: Office) -> None:
    """Texts offered, a gap that waits to be filled, the question at closing, and where they are written."""
    office.anna.ok("texts", "import", "--starter")
    late = "Buongiorno, il mio ordine n. 4711 non è ancora arrivato. Avete notizie? Grazie"
    office.ticket("Dov'è il mio ordine?", text=late)
    for language, dark in (("it", False), ("en", True)):
        with showing(office.anna, language) as one:
            one.wait(lambda: "Online" in one.window.status.text or "In linea" in one.window.status.text, "online")
            theme.dress(QApplication.instance(), dark=dark)
            one.window.resize(1280, 800)
            one.go("o")
            one.open("Dov'è il mio ordine?")
            one.press("q")
            one.wait(lambda: one.window.ticket.composer.is_open, "the composer")
            one.press("cons" if language == "it" else "late")
            camera.take(one, f"texts-offered-{language}")
            one.hit(Qt.Key.Key_Down)
            one.hit(Qt.Key.Key_Return)
            camera.take(one, f"missing-field-{language}")
            one.window.ticket.composer.text.clear()
            one.hit(Qt.Key.Key_Escape)
            one.front()
            one.press("e")
            camera.take_widget(QApplication.activePopupWidget() or one.window, f"why-{language}")
            one.hit(Qt.Key.Key_Escape)
            one.front()
            one.go("x")
            camera.take_widget(one.window.canned._dialog, f"texts-{language}")
            one.window.canned._dialog.close()
            theme.dress(QApplication.instance(), dark=False)


def beginning(camera: Camera, shop: Shop) -> None:
    """A team begun in the window, not at the first attempt."""
    for language, dark in (("en", False), ("it", True)):
        first_steps(camera, shop, language, dark=dark)
    for letter in load_shop(now := datetime.now(UTC).astimezone()):
        folder = "INBOX" if letter.file.startswith("inbox/") else "Sent"
        shop.imap_create(folder)
        shop.put(letter.raw, age=(now - letter.when).total_seconds(), folder=folder)
    with first_run(shop.folder / "first") as one:
        camera.take(one, "welcome")
        fill_in(one, shop, password="sbagliata")
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("does not accept")
        camera.take(one, "wrong-password")
        one.window.team_form.password.edit.setText(PASSWORD)
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("you are in the team")
        one.until(one.window.end.standing.again_button.isVisible, "counted")
        camera.take(one, "begun-with-the-day-0-picture")
        with dressed_dark():
            camera.take(one, "begun-dark")


def first_steps(camera: Camera, shop: Shop, language: str, *, dark: bool) -> None:
    """What the address finds, and the word about the password."""
    with first_run(shop.folder / f"steps-{language}", language=language) as one, dressed_dark(dark):
        page = one.window.address_form
        one.press(Qt.Key.Key_Space)
        for address, name in (
            ("info@bottega.example", "not-found"),
            ("bottega@legalmail.it", "found-pec"),
            ("bottega@gmail.com", "found"),
        ):
            page.address.edit.setFocus()
            one.retype(address)
            one.press(Qt.Key.Key_Return)
            one.until(lambda: page.proposal is not None, "the servers are looked for")
            camera.take(one, f"{name}-{language}")
        one.press(Qt.Key.Key_Return, CTRL)
        camera.take(one, f"app-password-{language}")


@contextmanager
def dressed_dark(dark: bool = True) -> Iterator[None]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.dress(application, dark=dark)
    yield
    theme.dress(application, dark=False)


def without_keyring(camera: Camera, shop: Shop) -> None:
    """The passphrase that takes its place, chosen and asked for."""
    none = {"PYTHON_KEYRING_BACKEND": FAIL_KEYRING, "SPORTELLO_PASSWORD": ""}
    with first_run(shop.folder / "sealed", language="it", surroundings=none) as one:
        fill_in(one, shop)
        one.press(Qt.Key.Key_Return, CTRL)
        until(lambda: _shown(one.window.passphrase_form), "the passphrase is asked for")
        camera.take(one, "passphrase")
    asked = Unlock(SportelloError("no-sealing-password"), Sentences("it", "window"), shop.folder)
    asked.show()
    camera.take_widget(asked, "unlock")
    asked.close()


def _shown(widget: QWidget) -> bool:
    QApplication.processEvents()
    return widget.isVisible()


def filled(shop: Shop) -> Office:
    now = datetime.now(UTC).astimezone()
    for one in load_shop(now):
        if one.file.startswith("inbox/"):
            shop.put(one.raw, age=(now - one.when).total_seconds())
    office = opened(shop)
    office.sync()
    return office


def empty(camera: Camera, office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        one.go("w")
        camera.take(one, "empty")


def busy(camera: Camera, office: Office) -> None:
    """A full day: tags, priorities, assignees."""
    found = [row["reference"] for row in office.anna.ok("tickets", "--place", "open", "--limit", "30")["tickets"]]
    tags = ("pre-sale", "post-sale", "reso", "spedizione", "fattura")
    for number, ref in enumerate(found[:12]):
        office.anna.ok("tag", ref, f"+{tags[number % 5]}", *([f"+{tags[(number + 2) % 5]}"] if number % 3 == 0 else []))
    for ref, priority in zip(found[2:6], ("urgent", "high", "high", "low"), strict=True):
        office.anna.ok("priority", ref, priority)
    office.anna.ok("assign", found[1], "Bruno")
    office.anna.ok("assign", found[4], "Anna")
    office.anna.ok("note", found[0], "--text", "Chiamata ieri: preferisce la consegna al mattino.")
    office.bruno.ok("sync", "--once")
    office.bruno.ok("claim", found[7])
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.press("jj")
        one.wait(lambda: bool(one.subject), "a ticket")
        camera.take(one, "busy")


def held(camera: Camera, office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        rows = [one.window.list.model.row(n) for n in range(one.window.list.model.rowCount())]
        one.window.list.tickets.choose(next(n for n, row in enumerate(rows) if row and row.holder == "bruno"))
        one.says("Bruno is answering")
        camera.take(one, "claimed-by-a-colleague")


def writing(camera: Camera, office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        one.press("r")
        one.says("Yours until")
        one.type("Buongiorno,\n\nil pacco parte oggi e arriva domani mattina. ")
        one.wait(lambda: one.window.ticket.composer._saved.text() != "", "saved")
        camera.take(one, "composing")
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)
        one.press("P", Qt.KeyboardModifier.ShiftModifier)
        one.says("Free")


def chosen(camera: Camera, office: Office) -> None:
    """What a person opens beside their work."""
    for language, dark in (("en", False), ("it", True)):
        with showing(office.anna, language) as one:
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            theme.dress(application, dark=dark)
            one.go("o")
            one.press("k", CTRL)
            found = QApplication.activePopupWidget()
            assert found is not None
            one.type("pos")
            camera.take_widget(found, f"palette-{language}")
            found.close()
            one.front()
            one.window.beside.show_keys()
            sheet = _dialog(one, KeySheet)
            camera.take_widget(sheet, f"key-sheet-{language}")
            sheet.close()
            settings = one.window.beside.settings
            settings.show()
            for number in range(settings.tabs.count()):
                settings.tabs.setCurrentIndex(number)
                camera.take_widget(settings, f"settings-{number + 1}-{language}")
            settings.close()
            one.window.told(Trouble(SportelloError("needs-the-line")))
            one.window.trouble.unfold()
            camera.take(one, f"error-details-{language}")
            theme.dress(application, dark=False)


def undo(camera: Camera, office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.press("jjj")
        one.wait(lambda: bool(one.subject), "a ticket")
        one.press("r")
        one.says("Yours until")
        one.type("Buongiorno,\n\nLe mandiamo subito un vetro nuovo, senza spese.\n\nUn saluto")
        one.hit(Qt.Key.Key_Return, CTRL)
        one.wait(lambda: bool(one.window.leaving.bars), "the undo window")
        camera.take(one, "undo")
        one.press("z", CTRL)
        one.wait(lambda: one.window.ticket.composer.is_open, "back")
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)


def lost(camera: Camera, office: Office) -> None:
    """Bruno was quicker."""
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.press("jjjjjj")
        one.wait(lambda: bool(one.subject), "a ticket")
        found = one.window.ticket.conversation
        assert found is not None
        ref = f"{found.ticket.reference[:4]}-{found.ticket.reference[4:]}"
        one.press("r")
        one.says("Yours until")
        one.type("Buongiorno, controllo subito e Le")
        office.anna.ok("team", "list")
        office.bruno.ok("sync", "--once")
        one.window.taking.release()
        one.says("Free")
        office.bruno.replies(ref, "Gentile cliente,\n\nabbiamo controllato: parte oggi.\n\nBruno")
        one.says("Lost")
        camera.take(one, "lost")
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)


def uncertain(camera: Camera, office: Office) -> None:
    office.shop.sink.script = Script(replies={"DOT": ""})
    rows = office.anna.ok("tickets", "--place", "unassigned", "--limit", "9")["tickets"]
    office.anna.ok("show", rows[5]["reference"])
    office.anna.reply(rows[5]["reference"], "Buongiorno,\n\nil rimborso parte oggi.\n\nAnna")
    office.shop.sink.script = Script()
    office.bruno.ok("sync", "--once")
    office.bruno.ok("show", rows[6]["reference"])
    office.anna.ok("show", rows[6]["reference"])
    office.bruno.replies(rows[6]["reference"], "Buongiorno,\n\ntrova la fattura nella posta.\n\nBruno")
    office.anna.reply(rows[6]["reference"], "Buongiorno, Le mando la fattura entro sera.\n\nAnna")
    with showing(office.anna) as one:
        one.online()
        one.go("v")
        one.press("jjj")
        one.wait(lambda: one.window.review.item is not None, "an item")
        one.wait(lambda: not one.window.review._now_title.isHidden(), "the colleague's answer")
        camera.take(one, "to-review")


def dark(camera: Camera, office: Office) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with showing(office.anna) as one:
        theme.dress(application, dark=True)
        one.online()
        one.go("o")
        one.press("jjjj")
        one.wait(lambda: bool(one.subject), "a ticket")
        one.press("n")
        one.type("Chiesto al corriere: consegna entro domani.")
        camera.take(one, "dark")
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)


def forms(camera: Camera, office: Office) -> None:
    """Whose a form's mail is: as it is shown, corrected, told by a rule; and mail that somebody took away."""
    told = mail(
        "Richiesta dal sito: scarpe",
        "Nome e cognome: Maria Bianchi\nIndirizzo di posta: maria.bianchi@posta.example\nOrdine: 10234\nMotivo: Reso\n"
        "Messaggio:\nLe scarpe sono piccole, posso cambiarle?\n",
        to=office.shop.address,
        sender="Sito <modulo@gestionale.example>",
    )
    office.shop.deliver(told)
    office.sync()
    with office.shop.imap() as client:
        client.select("INBOX")
        (uid,) = client.uid("SEARCH", "SUBJECT", "scarpe")[1]
        client.create("Privata")
        client.uid("MOVE", uid.decode(), "Privata")
    office.sync()
    for language in ("en", "it"):
        with showing(office.anna, language) as one:
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            theme.dress(application, dark=language == "it")
            one.go("o")
            one.open("Richiesta dal sito: scarpe")
            one.press("c")
            correcting = _dialog(one, CorrectionDialog)
            camera.take(one, f"dragged-away-{language}")
            camera.take_widget(correcting, f"correcting-{language}")
            correcting.rule_wanted.emit(one.window.ticket.ticket)
            correcting.reject()
            making = _dialog(one, FormRuleDialog)
            camera.take_widget(making, f"rule-from-an-example-{language}")
            making.reject()
            one.window.mailboxes.bring()
            camera.take_widget(one.window.mailboxes, f"mailboxes-{language}")
            one.window.mailboxes.standing_wanted.emit(office.shop.address)
            view = one.window._panes.standing.view
            one.wait(view.again_button.isVisible, "counted")
            camera.take_widget(one.window._panes.standing, f"how-it-stands-{language}")
            one.window._panes.standing.close()
            one.window.mailboxes.accept()
            theme.dress(application, dark=False)


def _dialog(one: Showing, kind: type[D]) -> D:
    (found,) = (dialog for dialog in one.window.findChildren(kind) if dialog.isVisible())
    return found


def italian(camera: Camera, office: Office) -> None:
    with showing(office.anna, "it") as one:
        one.wait(lambda: "line" in one.window.status.text, "online")
        one.go("o")
        one.press("jjjj")
        one.wait(lambda: bool(one.subject), "a ticket")
        camera.take(one, "italian")


def selected(camera: Camera, office: Office) -> None:
    """Four tickets that the next key treats alike."""
    with showing(office.anna, "it") as one:
        one.wait(lambda: "line" in one.window.status.text, "online")
        one.go("o")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        one.press("jjj", Qt.KeyboardModifier.ShiftModifier)
        camera.take(one, "selected")


def team(camera: Camera, office: Office) -> None:
    """Who is in it, an invitation just written, and a ticket of the same customer to be merged."""
    office.shop.deliver(mail("Ancora una domanda sull'insalatiera", to=office.shop.address, sender=_MONICA))
    office.sync()
    with showing(office.anna, "it") as one:
        one.wait(lambda: "line" in one.window.status.text, "online")
        one.window.show_team()
        expires = int(time.time()) + INVITATION
        one.window.told(Invited("/home/anna/Documenti/invito.sportello", Role.AGENT, expires, "59ef 06c0 caf5 7726"))
        camera.take_widget(one.window.team, "team")
        one.window.team.accept()
        one.front()
        one.go("o")
        one.open("Insalatiera Orto in lavastoviglie?")
        one.press("m")
        popup = QApplication.activePopupWidget()
        assert popup is not None
        camera.take_widget(popup, "merge")
        popup.close()
        one.window.beside.show_keys()
        (sheet,) = one.window.findChildren(KeySheet)
        camera.take_widget(sheet, "keys")
        sheet.close()
        one.front()
        one.go("r")
        camera.take(one, "empty-italian")


def leaving(camera: Camera, office: Office) -> None:
    """Questions that resolved tickets will ask."""
    office.anna.ok("mailbox", "follow-up", office.shop.address, "--on", "--after", "3d")
    for row in office.anna.ok("tickets", "--place", "unassigned", "--limit", "3")["tickets"]:
        office.anna.ok("status", row["reference"], "resolved")
    with showing(office.anna) as one:
        one.online()
        one.go("l")
        one.wait(lambda: one.window.list.leaving_model.rowCount() == 3, "three questions")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        camera.take(one, "about-to-leave")


def snoozed(camera: Camera, office: Office) -> None:
    """The times that are offered, what was just done, what sleeps, what is back, and an answer that leaves later."""
    rows = office.anna.ok("tickets", "--place", "open", "--limit", "3")["tickets"]
    first, second, third = (row["reference"] for row in rows)
    office.anna.ok("snooze", first, "--until-customer")
    office.anna.ok("snooze", second, "--until", "3d")
    office.anna.ok("snooze", third, "--until-customer")
    office.customer_writes_again(third)
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        camera.take(one, "back-from-snooze")
        one.press("h")
        _popped(camera, one, "snooze")
        one.press("1")
        camera.take(one, "undo-of-a-change")
        one.press("z", CTRL)
        one.open("Stocking Bottega Lume in Copenhagen")  # that nobody is answering
        one.press("r")
        one.wait(lambda: "Yours" in one.banner, "taken")
        one.type("Buongiorno, la settimana prossima le so dire.")
        one.press("l", CTRL, Qt.KeyboardModifier.ShiftModifier)
        one.press("m")
        one.front()
        one.wait(lambda: "Your answer leaves" in one.banner, "planned")
        camera.take(one, "leaves-later")
        one.go("l")
        one.press("j")
        camera.take(one, "about-to-leave-later")
        one.go("h")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        camera.take(one, "snoozed")
    with showing(office.anna, "it") as one:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.dress(application, dark=True)
        one.wait(lambda: "linea" in one.window.status.text, "online")
        one.go("o")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        one.press("h")
        _popped(camera, one, "snooze-italian")
        one.press("1")
        camera.take(one, "undo-of-a-change-italian-dark")
        theme.dress(application, dark=False)


def _popped(camera: Camera, one: Showing, name: str) -> None:
    popup = QApplication.activePopupWidget()
    assert popup is not None
    camera.take_widget(popup, name)
    popup.close()
    one.front()


def enclosed(camera: Camera, office: Office) -> None:
    """A mail with files, as its sender wrote it."""
    asked = mail("Conferma d'ordine", "Conferma d'ordine 4417", to=office.shop.address)
    asked.add_alternative(_ORDER, subtype="html")
    asked.add_attachment(b"%PDF" * 9000, maintype="application", subtype="pdf", filename="conferma 4417.pdf")
    office.shop.deliver(asked)
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Conferma d'ordine")
        card = list(one.window.ticket.thread_view.mails())[-1]
        card.parts.page_wanted.emit(card.key)
        one.wait(lambda: card.parts.viewer is not None, "the page")
        camera.take(one, "as-the-sender-wrote-it")


def acquainted(camera: Camera, office: Office) -> None:
    """A customer who is known, with a note and another address; a wide window; a mail as it came."""
    subject = "Insalatiera Orto: arriva per sabato?"
    office.shop.deliver(mail(subject, to=office.shop.address, sender=_MONICA))
    office.sync()
    ref = office.anna.reference(subject)
    office.anna.ok("customer", "note", ref, "--text", "Cliente gentile, preferisce il telefono.")
    office.anna.ok("customer", "join", ref, "monica@studioserra.example")
    for language in ("en", "it"):
        with showing(office.anna, language) as one:
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            theme.dress(application, dark=language == "it")
            one.go("o")
            one.open(subject)
            one.press("i")
            camera.take(one, f"customer-{language}")
            one.window.resize(2560, 1440)
            camera.take_widget(one.window, f"wide-{language}")
            one.press("u", CTRL)
            one.wait(lambda one=one: one.window.findChild(SourceDialog) is not None, "the source")  # type: ignore[misc]
            source = _dialog(one, SourceDialog)
            camera.take_widget(source, f"source-{language}")
            source.close()
            one.window.acquainted.turn()
            one.window.acquainted.turn()
            theme.dress(application, dark=False)


def offline(camera: Camera, office: Office) -> None:
    server = office.shop.server
    assert isinstance(server, Dovecot)
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        server.kill9()
        one.window.fetch()
        one.wait(lambda: "Offline" in one.window.status.text, "offline")
        one.press("1")
        one.wait(lambda: "changes" in one.window.status.text, "an edit waits")
        camera.take(one, "offline")
        server.start()


def broken(camera: Camera, office: Office) -> None:
    """A fault of the program, told."""
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        try:
            raise LookupError("as an example")
        except LookupError as error:
            sys.excepthook(LookupError, error, error.__traceback__)
        one.wait(lambda: bool(one.window.trouble.text), "told")
        camera.take(one, "error")


def parted(camera: Camera, office: Office) -> None:
    """A merge that a colleague would feel, one to be taken back, a mailbox added; then that colleague is removed."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for subject in ("Piatto fondo", "Piatto piano"):
        office.shop.deliver(mail(subject, to=office.shop.address, sender="Elisa Neri <elisa@posta.example>"))
    office.sync()
    office.bruno.ok("claim", office.bruno.reference("Piatto piano"))
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Piatto fondo")
        one.press("m")
        one.type("piatto piano")
        one.hit(Qt.Key.Key_Return)
        bar = one.window.ticket.merging
        one.wait(bar.agree.isVisible, "asked")
        camera.take(one, "merge-asked")
        bar.agree.click()
        one.wait(bar.undo.isVisible, "merged")
        camera.take(one, "merged")
        one.window.show_team()
        camera.take_widget(one.window.team, "team-mailboxes")
        adding = one.window._panes.mailbox
        adding.open_empty()
        camera.take_widget(adding, "mailbox")
        adding.reject()
        one.window.team.accept()
    members = office.anna.ok("team", "list")["members"]
    office.anna.ok("team", "remove", next(m["workstation"] for m in members if m["name"] == "Bruno"))
    for language, dark_too in (("en", False), ("it", True)):
        with showing(office.bruno, language) as one:
            theme.dress(application, dark=dark_too)
            one.wait(lambda one=one: bool(one.window.rejoin.text), "told")  # type: ignore[misc]
            one.go("o")
            one.open("Piatto fondo")
            camera.take(one, "removed")
    with first_run(office.shop.folder / "anew", language="it", known="Bruno") as first:
        camera.take(first, "anew")


def formatted(camera: Camera, office: Office) -> None:
    """A letter with everything in it; what may be forgotten is asked."""
    reference = office.ticket("Come faccio il reso?", "Buongiorno, vorrei rendere il vaso. Come si fa?")
    office.anna.ok("signature", "--file", office.anna.write("firma", "Anna, servizio clienti\nBottega Lume"))
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Come faccio il reso?")
        one.press("r")
        one.says("Yours until")
        composer = one.window.ticket.composer
        composer.text.open(
            "",
            "<div>Gentile cliente,</div><div><br></div><div>in allegato trova il <b>modulo di reso</b>. Serve:</div>"
            "<ul><li>la scatola, <i>anche aperta</i></li>"
            '<li>il modulo, che trova anche <a href="https://bottegalume.it/reso">qui</a></li></ul>',
        )
        composer.recipients.ask_for_copies()
        one.type("magazzino@bottegalume.example")
        composer.text.setFocus()
        one.hit(Qt.Key.Key_Return, CTRL)
        camera.take(one, "one-question")
        one.hit(Qt.Key.Key_Escape)
        composer.text.clear()
        one.hit(Qt.Key.Key_Escape)
    office.anna.ok("release", reference)


def beside(camera: Camera, office: Office) -> None:
    """A forward to the carrier, and the carrier's answer."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    reference = office.ticket("Pacco fermo da tre giorni", "Il pacco 4417 è fermo a Bologna. Che cosa succede?")
    with showing(office.anna, "it") as one:
        one.wait(lambda: "line" in one.window.status.text, "online")
        one.go("o")
        one.open("Pacco fermo da tre giorni")
        one.press("f")
        one.type("corriere@spedizioni.example")
        one.window.ticket.composer.text.setFocus()
        one.type("Buongiorno,\n\npotete dirci dove si trova?")
        camera.take(one, "forward")
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)
    text = office.anna.write("inoltro", "Buongiorno,\n\npotete dirci dove si trova?\n")
    to = ("--to", "corriere@spedizioni.example", "--text-file", text, "--no-undo")
    sent = office.anna.ok("forward", reference, *to)
    answer = mail("Re: Pacco fermo da tre giorni", "Consegna domani mattina.", sender="corriere@spedizioni.example")
    answer["In-Reply-To"] = sent["message_id"]
    office.shop.deliver(answer)
    office.sync()
    with showing(office.anna) as one:
        theme.dress(application, dark=True)
        one.online()
        one.go("o")
        one.open("Pacco fermo da tre giorni")
        camera.take(one, "side-conversation")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build/pictures"))

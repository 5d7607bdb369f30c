"""What is written: a reply, a canned response, a letter with copies, a forward."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.integration.cli.shop import Office, mail
from tests.ui.shots.camera import CTRL, Camera, dressed_dark
from tests.ui.showing import showing


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


def canned(camera: Camera, office: Office) -> None:
    """Texts offered, a gap that waits to be filled, the question at closing, and where they are written."""
    office.anna.ok("texts", "import", "--starter")
    late = "Buongiorno, il mio ordine n. 4711 non è ancora arrivato. Avete notizie? Grazie"
    office.ticket("Dov'è il mio ordine?", text=late)
    for language, dark in (("it", False), ("en", True)):
        with showing(office.anna, language) as one, dressed_dark(dark):
            one.wait(lambda: "Online" in one.window.status.text or "In linea" in one.window.status.text, "online")
            one.window.resize(1280, 800)
            one.go("o")
            one.open("Dov'è il mio ordine?")
            one.press("q")
            one.wait(lambda: one.window.ticket.composer.is_open, "the composer")
            one.press("cons" if language == "it" else "late")
            camera.take(one, f"texts-offered-{language}")
            one.hit(Qt.Key.Key_Down)
            one.hit(Qt.Key.Key_Return)
            one.hit(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            camera.take(one, f"missing-field-{language}")
            one.window.ticket.composer.text.clear()
            one.hit(Qt.Key.Key_Escape)
            one.front()
            one.press("e")
            camera.take_widget(QApplication.activePopupWidget() or one.window, f"why-{language}")
            one.hit(Qt.Key.Key_Escape)
            one.front()
            one.go("x")
            camera.take_widget(one.window._panes.dialogs.texts, f"texts-{language}")
            one.window._panes.dialogs.texts.close()


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
    with showing(office.anna) as one, dressed_dark():
        one.online()
        one.go("o")
        one.open("Pacco fermo da tre giorni")
        camera.take(one, "side-conversation")

"""What opens beside the tickets: palette, keys, settings, team, mailboxes, the customer; and tickets made one."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import Role
from desktop.engine.founding import INVITATION
from desktop.engine.notices import CustomerGoing, Invited, Trouble
from desktop.ui.views.correcting import CorrectionDialog
from desktop.ui.views.form_rule import FormRuleDialog
from desktop.ui.views.key_sheet import KeySheet
from desktop.ui.views.palette import Palette
from desktop.ui.views.source import SourceDialog
from tests.integration.cli.shop import Office, mail
from tests.ui.beginning import first_run
from tests.ui.shots.camera import CTRL, Camera, dialog, dressed_dark
from tests.ui.showing import showing

_ORDER = """<h2>Ordine 4417</h2><p>Grazie! Ecco che cosa parte:</p>
<table border="1"><tr><th>Articolo<th>Pezzi</tr><tr><td>Vaso turchese<td>2</tr><tr><td>Lampada<td>1</tr></table>
<img src="https://immagini.example/firma.png"><p>Segui il pacco: <a href="https://altrove.example/x">corriere.example</a>
</p>"""
_MONICA = "Monica Serra <monica.serra@mailrapida.example>"


def chosen(camera: Camera, office: Office) -> None:
    """What a person opens beside their work."""
    for language, dark in (("en", False), ("it", True)):
        with showing(office.anna, language) as one, dressed_dark(dark):
            one.go("o")
            one.press("k", CTRL)
            found = QApplication.activePopupWidget()
            assert isinstance(found, Palette)
            one.type("reso")
            one.wait(lambda found=found: any("Spicchio" in line for line in found.lines), "tickets, too")  # type: ignore[misc]
            camera.take_widget(found, f"palette-{language}")
            found.close()
            one.front()
            one.window.beside.show_keys()
            sheet = dialog(one, KeySheet)
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
        with showing(office.anna, language) as one, dressed_dark(language == "it"):
            one.go("o")
            one.open("Richiesta dal sito: scarpe")
            one.press("c")
            correcting = dialog(one, CorrectionDialog)
            camera.take(one, f"dragged-away-{language}")
            camera.take_widget(correcting, f"correcting-{language}")
            correcting.rule_wanted.emit(one.window.ticket.ticket)
            correcting.reject()
            making = dialog(one, FormRuleDialog)
            camera.take_widget(making, f"rule-from-an-example-{language}")
            making.reject()
            one.window.mailboxes.bring()
            camera.take_widget(one.window.mailboxes, f"mailboxes-{language}")
            one.window.mailboxes.standing_wanted.emit(office.shop.address)
            view = one.window._panes.dialogs.standing.view
            one.wait(view.again_button.isVisible, "counted")
            camera.take_widget(one.window._panes.dialogs.standing, f"how-it-stands-{language}")
            one.window._panes.dialogs.standing.close()
            one.window.mailboxes.accept()


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
        with showing(office.anna, language) as one, dressed_dark(language == "it"):
            one.go("o")
            one.open(subject)
            one.press("i")
            camera.take(one, f"customer-{language}")
            one.window.resize(2560, 1440)
            camera.take_widget(one.window, f"wide-{language}")
            one.press("u", CTRL)
            one.wait(lambda one=one: one.window.findChild(SourceDialog) is not None, "the source")  # type: ignore[misc]
            source = dialog(one, SourceDialog)
            camera.take_widget(source, f"source-{language}")
            source.close()
            one.window.acquainted.show_data()
            data = one.window.acquainted.data
            data.told(CustomerGoing("monica.serra@mailrapida.example", {"mails": 7, "tickets": 3, "notes": 1}))
            camera.take_widget(data, f"customer-data-{language}")
            data.accept()
            one.window.acquainted.turn()
            one.window.acquainted.turn()


def parted(camera: Camera, office: Office) -> None:
    """A merge that a colleague would feel, one to be taken back, a mailbox added; then that colleague is removed."""
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
        adding = one.window._panes.dialogs.mailbox
        adding.open_empty()
        camera.take_widget(adding, "mailbox")
        adding.reject()
        one.window.team.accept()
    members = office.anna.ok("team", "list")["members"]
    office.anna.ok("team", "remove", next(m["workstation"] for m in members if m["name"] == "Bruno"))
    for language, dark_too in (("en", False), ("it", True)):
        with showing(office.bruno, language) as one, dressed_dark(dark_too):
            one.wait(lambda one=one: bool(one.window.rejoin.text), "told")  # type: ignore[misc]
            one.go("o")
            one.open("Piatto fondo")
            camera.take(one, "removed")
    with first_run(office.shop.folder / "anew", language="it", known="Bruno") as first:
        camera.take(first, "anew")

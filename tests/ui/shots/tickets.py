"""The list and one ticket, as a day goes."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.integration.cli.shop import Office
from tests.integration.cli.test_threads import bounce
from tests.peers.smtp import Script
from tests.ui.shots.camera import CTRL, Camera, dressed_dark, popped
from tests.ui.showing import showing


def empty(camera: Camera, office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        one.go("w")
        camera.take(one, "empty")


def busy(camera: Camera, office: Office, name: str = "busy") -> None:
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
        camera.take(one, name)


def held(camera: Camera, office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        rows = [one.window.list.model.row(n) for n in range(one.window.list.model.rowCount())]
        one.window.list.tickets.choose(next(n for n, row in enumerate(rows) if row and row.holder == "bruno"))
        one.says("Bruno is answering")
        camera.take(one, "claimed-by-a-colleague")


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
        one.press("jk")
        one.wait(lambda: one.window.review.item is not None, "an item")
        camera.take(one, "uncertain")
        one.press("j")
        one.wait(lambda: not one.window.review._now_title.isHidden(), "the colleague's answer")
        camera.take(one, "to-review")


def dark(camera: Camera, office: Office) -> None:
    with showing(office.anna) as one, dressed_dark():
        one.online()
        one.go("o")
        one.press("jjjj")
        one.wait(lambda: bool(one.subject), "a ticket")
        one.press("n")
        one.type("Chiesto al corriere: consegna entro domani.")
        camera.take(one, "dark")
        one.window.ticket.composer.text.clear()
        one.hit(Qt.Key.Key_Escape)


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


def returned(camera: Camera, office: Office) -> None:
    """An answer that came back, a mail to a supplier that did, the team's figures, and what leaves as files."""
    reference = office.ticket("La mia lampada", text="Buongiorno, quando parte la lampada?")
    office.anna.ok("promise", reference, "1d 12:00")
    sent = office.anna.replies(reference, "Parte domani.")["message_id"]
    office.shop.put(bounce(office.shop.address, sent))
    office.sync()
    for language, dark in (("en", True), ("it", False)):
        with showing(office.anna, language) as one, dressed_dark(dark):
            one.window.resize(1280, 800)
            one.go("o")
            one.open("La mia lampada")
            one.wait(lambda: bool(one.window.ticket.undelivered.text), "it is said")
            camera.take(one, f"not-delivered-{language}")
            one.go("f")
            one.wait(lambda: one.window.dialogs.figures._tiles.count() > 0, "counted")
            camera.take_widget(one.window.dialogs.figures, f"figures-{language}")
            one.window.dialogs.figures.accept()
            one.front()
            one.go("e")
            one.wait(one.window.dialogs.moving.isVisible, "files that leave or come in")
            camera.take_widget(one.window.dialogs.moving, f"moving-{language}")
            one.window.dialogs.moving.accept()


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
        popped(camera, one, "snooze")
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
    with showing(office.anna, "it") as one, dressed_dark():
        one.wait(lambda: "linea" in one.window.status.text, "online")
        one.go("o")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        one.press("h")
        popped(camera, one, "snooze-italian")
        one.press("1")
        camera.take(one, "undo-of-a-change-italian-dark")


def compact(camera: Camera, office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        one.window._desk.chosen.change(density="compact")
        one.go("o")
        one.press("jj")
        one.wait(lambda: bool(one.subject), "a ticket")
        camera.take(one, "compact")
        one.window._desk.chosen.change(density="comfortable")


def searched(camera: Camera, office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        one.press("f", CTRL)
        one.type("reso is:open")
        one.wait(lambda: 0 < len(one.subjects()) < 20, "found")
        camera.take(one, "search")
        one.hit(Qt.Key.Key_Escape)

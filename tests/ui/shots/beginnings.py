"""Before there is a team: its first steps, and a shop whose mail has just been read."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt

from desktop.domain.errors import SportelloError
from desktop.runtime.demo.shop import load_shop
from desktop.runtime.sentences import Sentences
from desktop.ui.passphrase import Unlock
from tests.integration.cli.shop import FAIL_KEYRING, Office, Shop, opened
from tests.peers.dovecot import PASSWORD
from tests.peers.waiting import until
from tests.ui.beginning import fill_in, first_run
from tests.ui.shots.camera import CTRL, Camera, dressed_dark, shown


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


def without_keyring(camera: Camera, shop: Shop) -> None:
    """The passphrase that takes its place, chosen and asked for."""
    none = {"PYTHON_KEYRING_BACKEND": FAIL_KEYRING, "SPORTELLO_PASSWORD": ""}
    with first_run(shop.folder / "sealed", language="it", surroundings=none) as one:
        fill_in(one, shop)
        one.press(Qt.Key.Key_Return, CTRL)
        until(lambda: shown(one.window.passphrase_form), "the passphrase is asked for")
        camera.take(one, "passphrase")
    asked = Unlock(SportelloError("no-sealing-password"), Sentences("it", "window"), shop.folder)
    asked.show()
    camera.take_widget(asked, "unlock")
    asked.close()


def filled(shop: Shop) -> Office:
    now = datetime.now(UTC).astimezone()
    for one in load_shop(now):
        if one.file.startswith("inbox/"):
            shop.put(one.raw, age=(now - one.when).total_seconds())
    office = opened(shop)
    office.sync()
    return office

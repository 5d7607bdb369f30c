"""Files of mails opened by a person's word only, and a mail's text fetched again, by keyboard, on a real server."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.runtime.compose import opened
from desktop.ui.views import parts
from tests.integration.cli.shop import Office, mail
from tests.ui.showing import Showing, showing
from tests.ui.test_enclosures import Browser, card, press


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(parts, "QDesktopServices", browser)
    return browser


def questions(one: Showing) -> list[QMessageBox]:
    return [box for box in one.window.findChildren(QMessageBox) if box.isVisible()]


def test_a_file_is_opened_as_a_private_copy_that_goes_at_the_end(office: Office, browser: Browser) -> None:
    asked = mail("Da aprire", to=office.shop.address)
    asked.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="scontrino.pdf")
    office.shop.deliver(asked)
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Da aprire")
        assert browser.opened == []
        press(one, "Open scontrino.pdf")
        one.wait(lambda: len(browser.opened) == 1, "opened")
        assert questions(one) == []
        path = Path(QUrl(browser.opened[0]).toLocalFile())
        assert (path.name, path.read_bytes()) == ("scontrino.pdf", b"%PDF")
        if os.name != "nt":
            assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert not path.exists()


def test_what_may_run_is_asked_about_and_no_comes_first(office: Office, browser: Browser) -> None:
    asked = mail("Da non aprire", to=office.shop.address)
    asked.add_attachment(b"MZ", maintype="application", subtype="pdf", filename="fattura.pdf.exe")
    office.shop.deliver(asked)
    office.sync()
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Da non aprire")
        press(one, "Open fattura_pdf.exe")
        one.wait(lambda: len(questions(one)) == 1, "the question")
        (box,) = questions(one)
        assert "fattura_pdf.exe" in box.text()
        assert "harm" in box.text()
        default = box.defaultButton()
        assert isinstance(default, QPushButton)
        assert default.text() == "Leave it closed"
        default.click()
        one.wait(lambda: not questions(one), "answered")
        assert browser.opened == []
        press(one, "Open fattura_pdf.exe")
        one.wait(lambda: len(questions(one)) == 1, "the question again")
        next(
            button for button in questions(one)[0].buttons() if button is not questions(one)[0].defaultButton()
        ).click()
        one.wait(lambda: len(browser.opened) == 1, "opened all the same")


def test_what_is_small_is_there_once_its_conversation_was_opened(fresh: Office) -> None:
    """Of mail that came when a lead had said less of what is kept with it."""
    asked = mail("Piccolo allegato", to=fresh.shop.address)
    asked.add_attachment(b"%PDF" * 180_000, maintype="application", subtype="pdf", filename="piccolo.pdf")
    fresh.shop.deliver(asked)
    fresh.sync()
    reference = fresh.anna.reference("Piccolo allegato")
    fresh.anna.ok("mailbox", "keep", fresh.shop.address, "--files-kb", "1000")
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Piccolo allegato")

        def here() -> bool:
            with opened(fresh.anna.profile, fresh.anna.surroundings()) as profile:
                ticket = profile.workstation().queries.find(reference)
                (message,) = profile.store.messages.of_ticket(ticket)
                return bool(profile.store.contents.kept(message.slot))

        one.wait(here, "kept")


def test_a_text_kept_on_the_server_only_is_fetched_by_a_key(fresh: Office) -> None:
    fresh.shop.deliver(mail("Un anno fa", "il bollitore perde", to=fresh.shop.address), age=60 * 24 * 3600.0)
    fresh.sync()
    reference = fresh.anna.reference("Un anno fa")
    fresh.anna.ok("status", reference, "resolved")
    fresh.anna.ok("mailbox", "keep", fresh.shop.address, "--months", "1")
    fresh.anna.ok("sync", "--once")
    with showing(fresh.anna) as one:
        one.online()
        one.window.places.go("resolved")
        one.open("Un anno fa")
        one.wait(lambda: "bollitore" not in card(one)._preview.text(), "no text")
        press(one, "Fetch the text of this mail")
        one.wait(lambda: "bollitore" in card(one)._line.stretches[0].text, "the text")
        assert [b for b in one.window.findChildren(QPushButton) if b.text() == "Fetch it" and b.isVisible()] == []


def test_the_status_line_tells_what_it_all_takes(office: Office) -> None:
    with opened(office.anna.profile, office.anna.surroundings()) as profile:
        sizes = profile.store.space.sizes()
    with showing(office.anna) as one:
        one.window.status.say_space(sizes)
        assert "kept on the server only: 0" in one.window.status.toolTip()

"""A mailto link that is clicked somewhere begins a mail in the window; what was begun before is not touched."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt

from desktop.ui.application import already_open
from tests.integration.cli.shop import Office
from tests.ui.showing import Showing, showing


def click(office: Office, one: Showing, link: str) -> None:
    ringing = threading.Thread(target=already_open, args=(office.anna.profile, None, link))
    ringing.start()
    one.wait(lambda: not ringing.is_alive(), "the link is handed over")


def test_a_link_begins_a_mail_and_a_second_one_waits(fresh: Office) -> None:
    with showing(fresh.anna) as one:
        one.online()
        click(fresh, one, "mailto:nuova@example.org?subject=Il%20suo%20ordine")
        composer = one.window.ticket.composer
        one.wait(lambda: composer.is_open, "the mail of the link")
        assert (composer.recipients.to.text(), composer.recipients.subject.text()) == (
            "nuova@example.org",
            "Il suo ordine",
        )
        composer.text.setFocus()
        one.type("È pronto.")
        click(fresh, one, "mailto:altra@example.org")
        one.wait(one.window.trouble.isVisible, "it says that one is begun")
        assert (composer.recipients.to.text(), composer.text.text) == ("nuova@example.org", "È pronto.")
        one.hit(Qt.Key.Key_Escape)

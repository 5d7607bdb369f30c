"""A lead adds a mailbox in the window, not at the first attempt."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.domain.providers import Provider, Server
from desktop.engine.notices import Crashed
from desktop.runtime.window import surveys
from desktop.ui.views.mailbox import MailboxDialog
from tests.fakes.network import Nobody
from tests.integration.cli.shop import Office, Shop, mail
from tests.peers.dovecot import PASSWORD
from tests.peers.waiting import free_port
from tests.ui.showing import Showing, showing
from tests.ui.test_team import tab_to, team, words


@pytest.fixture(autouse=True)
def _without_a_network() -> Iterator[None]:
    with patch.object(surveys, "lookups", lambda _: Nobody()):
        yield


def typed(dialog: MailboxDialog, *words: str) -> None:
    """Each where the focus is, over what stands there; then on to the next field."""
    for word in words:
        focus = dialog.focusWidget()
        assert focus is not None
        if isinstance(focus, QLineEdit):
            focus.selectAll()
        QTest.keyClicks(focus, word)
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)


def asked(one: Showing, shop: Shop, password: str, port: int) -> MailboxDialog:
    """From the team's button to the last field."""
    members = team(one)
    QTest.keyClick(tab_to(members, "Add a mailbox"), Qt.Key.Key_Space)
    dialog = one.window._panes.dialogs.mailbox
    one.wait(dialog.isVisible, "the form")
    smtp = str(shop.sink.port)
    look_in_vain(dialog, shop.address)
    one.wait(lambda: dialog.fields.where.known, "looked for")
    typed(dialog, "127.0.0.1", str(port), "n", "127.0.0.1", smtp, "n", shop.user, password)
    return dialog


def look_in_vain(dialog: MailboxDialog, address: str) -> None:
    QTest.keyClicks(dialog.focusWidget(), address)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.add.isEnabled()


def test_its_servers_are_found_by_its_address(fresh: Office) -> None:
    """In the same ways as at the first run."""
    second = fresh.shop.another()
    port: int = second.sink.port
    here = (Server("127.0.0.1", second.server.port, "none"), Server("127.0.0.1", port, "none"))
    known = Provider("prova", "Prova", *here, domains=(second.address.partition("@")[2],), user="local")
    with showing(fresh.anna) as one, patch.object(surveys, "shipped_providers", lambda: (known,)):
        one.online()
        QTest.keyClick(tab_to(team(one), "Add a mailbox"), Qt.Key.Key_Space)
        dialog = one.window._panes.dialogs.mailbox
        look_in_vain(dialog, second.address)
        one.wait(lambda: "Found: Prova" in dialog.fields.where.text, "found")
        assert dialog.focusWidget() is dialog.fields.password.edit
        QTest.keyClicks(dialog.focusWidget(), PASSWORD)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        one.wait(lambda: not dialog.isVisible(), "it is added")
        one.wait(lambda: second.address in words(one.window.team), "the team has it")
        one.window.team.accept()


def test_a_mailbox_is_tried_added_and_read(fresh: Office) -> None:
    second = fresh.shop.another()
    second.deliver(mail("Nella seconda", to=second.address))
    with showing(fresh.anna) as one:
        one.online()
        dialog = asked(one, second, "sbagliata", second.server.port)
        QTest.keyClick(dialog.add, Qt.Key.Key_Space)
        assert not dialog.add.isEnabled()
        one.wait(lambda: "does not accept the user name and password" in dialog.trouble.text, "it is said in place")
        assert dialog.focusWidget() is dialog.fields.password.edit
        assert one.window.password.address == ""
        assert second.address not in one.window._desk.facts.team.mailboxes
        typed(dialog, PASSWORD)
        QTest.keyClick(dialog.add, Qt.Key.Key_Space)
        one.wait(lambda: not dialog.isVisible(), "it is added")
        one.wait(lambda: second.address in words(one.window.team), "the team has it")
        one.window.team.accept()
        one.front()
        one.go("u")
        one.wait(lambda: "Nella seconda" in one.subjects(), "its mail is read")
    fresh.bruno.ok("sync", "--once")
    assert second.address in [m["address"] for m in fresh.bruno.ok("mailbox", "list")["mailboxes"]]


def test_an_attempt_in_vain_leaves_the_mailbox_as_it_was(fresh: Office) -> None:
    """The team's own mailbox, with a server that is not there: closed half-way, the old settings still hold."""
    with showing(fresh.anna) as one:
        one.online()
        dialog = asked(one, fresh.shop, "sbagliata", free_port())
        QTest.keyClick(dialog.add, Qt.Key.Key_Space)
        dialog.reject()
        one.window.team.accept()
        one.wait(lambda: "cannot be reached" in one.window.trouble.text, "what came of it is told all the same")
        fresh.shop.deliver(mail("Ancora qui", to=fresh.shop.address))
        one.window.fetch()
        one.go("u")
        one.wait(lambda: "Ancora qui" in one.subjects(), "read as before")


def test_a_fault_of_the_program_leaves_the_form_to_be_tried_again(office: Office) -> None:
    with showing(office.anna) as one:
        dialog = one.window._panes.dialogs.mailbox
        dialog.open_empty()
        look_in_vain(dialog, "nuova@negozio.example")
        one.wait(lambda: dialog.fields.where.known, "looked for")
        typed(dialog, "127.0.0.1", "1143", "n", "127.0.0.1", "1025", "n", "nuova", PASSWORD)
        dialog.wanted.disconnect()  # what was asked for is lost
        QTest.keyClick(dialog.add, Qt.Key.Key_Space)
        assert not dialog.add.isEnabled()
        one.window.told(Crashed("crash.txt", "KeyError"))
        assert dialog.add.isEnabled()
        assert dialog.fields.address.text == "nuova@negozio.example"
        dialog.reject()


def test_only_a_lead_is_offered_it(office: Office) -> None:
    with showing(office.bruno) as one:
        one.online()
        dialog = team(one)
        assert office.shop.address in words(dialog)
        assert "Add a mailbox" not in [b.accessibleName() for b in dialog.findChildren(QPushButton) if b.isVisible()]
        dialog.accept()

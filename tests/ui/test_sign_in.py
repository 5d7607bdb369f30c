"""A mailbox without a password, in the window: begun, joined, signed in to again; nobody is held up meanwhile."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt, QUrl

from desktop.adapters.imap.place import ImapPlace
from desktop.domain import signing_in
from desktop.engine import tokens
from desktop.engine.signing_in import page_of
from desktop.ui.views import sign_in as views
from tests.fakes.wallet import MemoryWallet
from tests.integration.cli.shop import mail
from tests.integration.signing_in.scenario import Office, _probed, at_work
from tests.peers.provider import CLIENT, SCOPE, SECRET, Provider
from tests.ui.beginning import fill_in, first_run
from tests.ui.showing import showing

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with at_work(tmp_path_factory.mktemp("bottega")) as office:
        yield office


@pytest.fixture
def office(_office: Office, _once_a_process: None) -> Iterator[Office]:
    """The person's browser follows every page at once; the provider plays Google too."""
    _office.provider.asked.clear()
    office = Office(_office.provider, _office.dovecot, _office.sink, _office.folder)
    following: list[threading.Thread] = []

    def open_page(page: str) -> bool:
        following.append(threading.Thread(target=office.person.follow, args=(page,)))
        following[-1].start()
        return True

    with (
        patch.object(views, "open_page", open_page),
        patch.object(signing_in, "_GOOGLE", google(office.provider)),
        patch.object(ImapPlace, "probe", _probed),
    ):
        yield office
    for one in following:
        one.join(10)


def google(provider: Provider) -> signing_in.Identities:
    pages = {"authorize": provider.page("authorize"), "token": provider.page("token")}
    return dataclasses.replace(signing_in._GOOGLE, **pages, scope=SCOPE, hosts=(), extra=())  # type: ignore[arg-type]


def test_a_team_is_begun_by_signing_in_with_google(office: Office) -> None:
    with first_run(office.folder / f"prima-{office.shop.user}") as one:
        fill_in(one, office.shop, password="")
        form = one.window.team_form
        form.opening.choose("google")
        assert (form.password.isVisible(), one.window.go.text()) == (False, "Sign in with Google")
        one.press(Qt.Key.Key_Return, CTRL)
        assert one.window.focusWidget() is form.opening.first.edit, "the client id is missing, and said to be"
        one.type(CLIENT)
        form.opening._secret.edit.setText(SECRET)
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("Anna, you are in the team Bottega")
        assert "keyring" not in one.said
    assert office.grants()[0] == "authorization_code"
    assert [entry for _, entry in MemoryWallet.entries if entry.startswith(f"sign-in {office.shop.address}")]
    assert not [entry for _, entry in MemoryWallet.entries if entry == office.shop.address], "no password is kept"


def test_a_colleague_joins_by_the_page_that_the_file_names_or_on_another_device(office: Office) -> None:
    anna = office.begins()
    file = str(office.folder / f"{office.shop.user}.sportello")
    anna.ok("team", "invite", "--out", file)
    with (
        patch.dict(MemoryWallet.entries, clear=True),
        patch.object(views, "open_page", lambda _: False),
        first_run(office.folder / f"carla-{office.shop.user}", file) as one,
    ):
        one.until(lambda: one.window.file_form.file is not None, "the file to be read")
        assert not one.window.file_form.password.isVisible()
        assert one.window.go.text() == "Sign in with 127.0.0.1"
        one.type("Carla")
        one.press(Qt.Key.Key_Return, CTRL)
        one.until(lambda: "No browser could be opened" in one.window.waiting.text, "the page is named")
        assert office.provider.page("authorize") in one.window.waiting.text
        one.window.waiting.code.click()
        one.until(lambda: "type the code" in one.window.waiting.text, "a code is shown")
        office.person.follow("", next(typed for typed, _ in office.provider.devices.values()))
        one.wait("Carla, you are in the team Bottega")


def test_a_revoked_consent_is_said_in_the_window_and_mended_there(office: Office) -> None:
    anna = office.begins()
    with patch.object(tokens, "FRESH", -1.0), showing(anna) as one:
        one.online()
        office.provider.revoke()
        _everybody_out(office)
        one.window.fetch()
        bar = one.window._panes.sign_in
        one.wait(lambda: bar.address == office.shop.address, "the bar asks")
        assert "no longer lets Sportello into" in bar.text
        assert one.window.password.address == "", "no password would mend it"
        with patch.object(views, "open_page", lambda _: True):  # nobody does anything there
            bar.sign_in.click()
            one.wait(lambda: "is open in your browser" in bar.text, "it waits for the person")
            bar.stop.click()
            one.wait(lambda: bool(bar.address) and "it was given up" in bar.text, "given up, it asks again")
        bar.sign_in.click()
        one.wait(lambda: not bar.text, "signed in")
        office.shop.deliver(mail("Dopo il consenso", to=office.shop.address))
        one.window.fetch()
        one.go("o")
        one.wait(lambda: "Dopo il consenso" in one.subjects(), "mail is read again", 20)
        one.online()


def test_a_lead_adds_a_mailbox_that_a_page_opens(office: Office) -> None:
    anna = office.begins()
    second = office.shop.another()
    with showing(anna) as one:
        one.online()
        dialog = one.window._panes.dialogs.mailbox
        dialog.open_empty()
        fields = dialog.fields
        fields.where.by_hand()
        fields.opening.choose("google")
        office.provider.person = second.user
        for field, typed in (
            (fields.address, second.address),
            (fields.opening.first, CLIENT),
            (fields.opening._secret, SECRET),
            (fields.servers.imap, "127.0.0.1"),
            (fields.servers.smtp, "127.0.0.1"),
            (fields.servers.user, second.user),
        ):
            field.edit.setText(typed)
        for server, port in ((fields.servers.imap, office.dovecot.port), (fields.servers.smtp, office.sink.port)):
            server.port.set_value(port)
        for security in (fields.servers.imap_security, fields.servers.smtp_security):
            security.setCurrentIndex(security.findData("none"))
        fields.servers.imap.port.set_value(office.dovecot.port)
        fields.servers.smtp.port.set_value(office.sink.port)
        dialog.add.click()
        one.wait(lambda: second.address in one.window._desk.facts.team.mailboxes, "the team has it", 20)
        one.wait(lambda: not dialog.isVisible(), "the dialog has closed")
        assert one.window._desk.facts.team.mailboxes[second.address]["sign_in"] == "google"


def _everybody_out(office: Office) -> None:
    office.dovecot.kill9()
    office.dovecot.start()


def test_a_browser_is_given_the_page_as_it_is() -> None:
    hosts = {"imap_host": "imap.gmail.com", "smtp_host": "smtp.gmail.com"}
    settings = {"sign_in": "google", "client_id": "a b+c/d&e", **hosts}
    client = signing_in.client_of("info+uno@bottega.example", settings)
    assert client is not None
    page = page_of("info+uno@bottega.example", client, "http://127.0.0.1:1234/", "stato", "prova")
    assert QUrl(page, QUrl.ParsingMode.StrictMode).toString(QUrl.ComponentFormattingOption.FullyEncoded) == page

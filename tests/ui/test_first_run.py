"""The first run by keyboard, on a real server and with a keyring that works."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.adapters.imap.place import ImapPlace
from desktop.adapters.platform import team_files
from desktop.engine import teamfile
from desktop.ports.log import Probe
from desktop.runtime import enrolment
from desktop.runtime.compose import opened
from desktop.runtime.window import opening
from desktop.ui.application import already_open
from desktop.ui.first_run import FirstRun
from desktop.ui.preferences import load
from desktop.ui.window import MainWindow
from tests.fakes import wallet
from tests.integration.cli.shop import Office, Shop, Station
from tests.peers.dovecot import PASSWORD
from tests.peers.waiting import free_port, until
from tests.ui.beginning import WALLET, First, fill_in, first_run
from tests.ui.showing import showing
from tests.ui.test_rejoin import somebody

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _probed_at_once() -> Iterator[None]:
    """The probe has tests of its own, and takes a second; what it found here is yellow."""
    found = Probe("yellow", ("no-idle",), 6, ())
    real = ImapPlace.probe

    def probe(place: ImapPlace) -> Probe:
        place.folders()  # signs in, as the real one does first
        return found

    with patch.object(ImapPlace, "probe", probe):
        yield
    assert ImapPlace.probe is real


def test_a_team_is_begun_and_its_window_opens(shop: Shop) -> None:
    profile = shop.folder / "first"
    with first_run(profile) as one:
        fill_in(one, shop)
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("Anna, you are in the team Bottega")
        assert "Yellow" in one.said
        assert "does not tell of news by itself" in one.said
        assert "second lead" in one.said
        assert "keyring" not in one.said
        one.press(Qt.Key.Key_Space)
        assert not one.window.isVisible()
    assert wallet.MemoryWallet.entries[f"Sportello {shop.address}", shop.address] == PASSWORD
    with showing(Station(profile, WALLET)) as main:
        main.online()
        assert "Bottega · Anna" in main.window.windowTitle()


def test_a_wrong_password_is_said_in_place_and_nothing_typed_is_lost(shop: Shop) -> None:
    with first_run(shop.folder / "first") as one:
        fill_in(one, shop, password="sbagliata")
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("does not accept the user name and password")
        form, before = one.window.team_form, one.window.address_form
        assert (form.team.text, before.address.text, before.servers.imap.port.value()) == (
            "Bottega",
            shop.address,
            shop.server.port,
        )
        assert one.window.focusWidget() is form.password.edit
        one.retype(PASSWORD)
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("you are in the team")
    assert wallet.MemoryWallet.entries[f"Sportello {shop.address}", shop.address] == PASSWORD


def test_a_host_that_cannot_be_reached_is_named(shop: Shop) -> None:
    with first_run(shop.folder / "first") as one:
        fill_in(one, shop, port=free_port())
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("cannot be reached")
        assert one.window.focusWidget() is one.window.address_form.servers.imap.edit
        one.press(Qt.Key.Key_Tab)
        one.retype(str(shop.server.port))
        one.press(Qt.Key.Key_Return, CTRL)
        assert one.window.team_form.password.edit.text() == PASSWORD
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("you are in the team")


def test_a_server_that_hangs_can_be_given_up_and_the_next_attempt_finds_the_profile_free(shop: Shop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, first_run(shop.folder / "first") as one:
        fill_in(one, shop, port=silent.getsockname()[1])
        one.press(Qt.Key.Key_Return, CTRL)
        assert one.window.busy
        caller, _ = silent.accept()
        with caller:
            one.press(Qt.Key.Key_Escape)
            assert not one.window.busy
            assert one.window.team_form.password.edit.text() == PASSWORD
            one.window.go_back()
            one.window.address_form.servers.imap.port.setFocus()
            one.retype(str(shop.server.port))
            one.press(Qt.Key.Key_Return, CTRL)
            one.press(Qt.Key.Key_Return, CTRL)
            one.wait("you are in the team")


@pytest.mark.parametrize("again", [False, True])
def test_what_is_given_up_a_moment_too_late_is_a_team(shop: Shop, again: bool) -> None:
    """Between the journal's last entry and the word of it; also when a next attempt has been begun by then."""
    founded, go = threading.Event(), threading.Event()

    def slow(*given: Any) -> Probe:
        found = real(*given)
        founded.set()
        assert go.wait(20)
        return found

    real = enrolment.found
    with patch.object(enrolment, "found", slow), first_run(shop.folder / "first") as one:
        fill_in(one, shop)
        one.press(Qt.Key.Key_Return, CTRL)
        until(lambda: _going(one) and founded.is_set(), "founded")
        one.press(Qt.Key.Key_Escape)
        assert not one.window.busy
        if again:
            one.press(Qt.Key.Key_Return, CTRL)
        go.set()
        one.wait("Anna, you are in the team Bottega")
        until(lambda: _going(one) and not threads("lane first run"), "both attempts have ended")
        QApplication.processEvents()
        assert (one.window.enrolled, one.window.trouble.text) == (True, "")


def threads(name: str) -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == name]


def test_what_is_missing_is_said_beside_its_field(shop: Shop) -> None:
    with first_run(shop.folder / "first") as one:
        one.press(Qt.Key.Key_Space)
        one.keys("niente")
        one.press(Qt.Key.Key_Return, CTRL)
        assert one.window.focusWidget() is one.window.address_form.address.edit
        assert one.window.address_form.address.edit.accessibleDescription() == "This is not a mail address."
        one.retype(shop.address)
        one.press(Qt.Key.Key_Return)
        one.wait("Its servers were not found")
        one.press(Qt.Key.Key_Return, CTRL)
        one.keys("Bottega")
        one.press(Qt.Key.Key_Return, CTRL)
        form = one.window.team_form
        assert one.window.focusWidget() is form.agent.edit
        assert form.password.edit.accessibleDescription() == "This is needed."
        assert not one.window.busy


def test_a_colleague_joins_by_the_file_given_with_the_start(fresh: Office) -> None:
    profile = fresh.shop.folder / "carla"
    with first_run(profile, fresh.shop.invitation(fresh.anna)) as one:
        until(lambda: _going(one) and one.window.file_form.file is not None, "the file to be read")
        one.keys("Carla", PASSWORD)
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("Carla, you are in the team Bottega")
    with showing(Station(profile, WALLET)) as main:
        main.online()
    fresh.bruno.ok("sync", "--once")
    assert "Carla" in [member["name"] for member in fresh.bruno.ok("team", "list")["members"]]


def test_a_file_is_named_by_keyboard_after_one_that_was_junk(fresh: Office) -> None:
    junk = fresh.shop.folder / "lista.csv"
    junk.write_text("a;b;c")
    with first_run(fresh.shop.folder / "carla") as one:
        one.press(Qt.Key.Key_Tab)
        one.press(Qt.Key.Key_Space)
        QTest.keyClicks(one.focus(), str(junk))
        one.press(Qt.Key.Key_Return)
        one.wait("This is not a team file")
        one.retype(str(fresh.shop.folder / "niente"))
        one.press(Qt.Key.Key_Return)
        one.wait("niente")
        one.retype(fresh.shop.invitation(fresh.anna))
        one.press(Qt.Key.Key_Return)
        until(lambda: _going(one) and one.window.file_form.file is not None, "the file to be read")
        assert one.window.trouble.text == ""
        one.keys("Carla", "sbagliata")
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("does not accept the user name and password")
        one.retype(PASSWORD)
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("Carla, you are in the team Bottega")


def test_a_file_that_has_been_used_or_is_too_old_says_so(fresh: Office) -> None:
    used = str(Path(fresh.shop.invitation(fresh.anna)).rename(fresh.shop.folder / "invito.sportello"))
    fresh.shop.station("davide").ok("team", "join", used, "--agent", "Davide")
    old = fresh.shop.folder / "vecchio.sportello"
    with opened(fresh.anna.profile, fresh.anna.surroundings()) as profile:
        file = teamfile.read(Path(fresh.shop.invitation(fresh.anna)).read_bytes())
        old.write_bytes(teamfile.written(_expired(file), profile.identity().signer))
    with first_run(fresh.shop.folder / "carla", str(old)) as one:
        one.wait("has expired")
        assert one.window.file_form.file is None
        drop(one.window, used)
        one.until(lambda: one.window.file_form.file is not None, "the file that was dropped on the window is read")
        servers = f"127.0.0.1:{fresh.shop.server.port} and 127.0.0.1:{fresh.shop.sink.port}, and nowhere else"  # type: ignore[attr-defined]
        assert [text for text in labels(one.window) if text.startswith(fresh.shop.address) and servers in text]
        one.keys("Carla", PASSWORD)
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("has been used already")
        assert one.window.file_form.agent.text == "Carla"


def test_a_file_that_waits_on_this_computer_is_opened_by_itself(fresh: Office) -> None:
    """The newest in the first folder that has one; not in a profile that has a team; and what it gives is taken."""
    there = fresh.shop.folder / "etc"
    there.mkdir()
    file = there / "bottega.SPORTELLO"
    fresh.anna.ok("team", "invite", "--out", str(file), "--language", "en", "--set", "density=compact")
    (there / "altro.txt").write_text("niente")
    profile = fresh.shop.folder / "carla"
    acted: list[str] = []

    def join(window: QWidget) -> bool:
        assert isinstance(window, FirstRun)
        if window.file_form.file is not None and not acted:
            acted.append(str(window.file_form.path.text))
            window.file_form.agent.edit.setText("Carla")
            window.file_form.password.edit.setText(PASSWORD)
            window.go_on()
        return window.enrolled and window.close()

    surroundings = {**WALLET, "SPORTELLO_LANGUAGE": "en"}
    with (
        patch.object(team_files, "_of_the_computer", lambda _: (fresh.shop.folder / "nowhere", there)),
        patch.dict(os.environ, surroundings),
        somebody(join, lambda window: isinstance(window, MainWindow) and window.close()),
    ):
        assert opening.run(profile) == 0
    assert acted == [str(file)]
    assert (load(profile).language, load(profile).density) == ("en", "compact")


def test_a_team_file_handed_to_an_open_window_says_that_there_is_a_team(office: Office) -> None:
    with showing(office.anna) as one:
        drop(one.window, "/tmp/altra.sportello")
        one.wait(lambda: "belongs to the team" in one.window.trouble.text, "said")


def test_a_team_file_handed_to_an_open_first_run_is_opened_there(fresh: Office) -> None:
    """By a double-click: another start finds the window open."""
    profile, file = fresh.shop.folder / "carla", Path(fresh.shop.invitation(fresh.anna))
    with first_run(profile) as one:
        ringing = threading.Thread(target=already_open, args=(profile, file))
        ringing.start()
        one.until(lambda: one.window.file_form.file is not None, "the file is read")
        ringing.join()
        assert one.window.file_form.path.text == str(file)


def drop(window: QWidget, path: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    where, none = QPointF(20, 20), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        window, QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    )
    QApplication.sendEvent(window, QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def labels(window: QWidget) -> list[str]:
    return [one.text() for one in window.findChildren(QLabel)]


@pytest.mark.usefixtures("hurried")
def test_a_changed_password_is_asked_for_once_and_everything_goes_on(fresh: Office) -> None:
    reference = fresh.ticket("Cambio di password")
    wallet.MemoryWallet.entries[f"Sportello {fresh.shop.address}", fresh.shop.address] = PASSWORD
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Cambio di password")
        one.press("r")
        one.says("Yours until")
        one.type("Arriva domani.")
        fresh.shop.server.set_password(fresh.shop.user, "nuova-parola")
        _everybody_out(fresh)
        one.window.fetch()
        one.wait(lambda: one.window.password.address == fresh.shop.address, "the prompt")
        assert one.window.focusWidget() is one.window.ticket.composer.text
        assert "Arriva domani." in one.window.ticket.composer.text.toPlainText()
        for typed in ("sbagliata", "nuova-parola"):
            one.wait(lambda: not one.window.password.isHidden(), "the prompt")
            one.window.password.edit.setFocus()
            one.type(typed)
            one.hit(Qt.Key.Key_Return)
        one.window.ticket.composer.text.setFocus()
        one.hit(Qt.Key.Key_Return, CTRL)
        one.wait(lambda: len(fresh.sent(reference)) == 1, "sent", 40)
        assert one.window.password.isHidden()


def _everybody_out(office: Office) -> None:
    """The server drops whoever had signed in with the old password."""
    server = office.shop.server
    server.kill9()  # type: ignore[attr-defined]
    server.start()  # type: ignore[attr-defined]


def _going(_: First) -> bool:
    QApplication.processEvents()
    return True


def _expired(file: teamfile.TeamFile) -> teamfile.TeamFile:
    return msgspec.structs.replace(file, expires=1)

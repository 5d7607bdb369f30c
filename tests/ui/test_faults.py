"""Errors are a bar that helps; after a bad end the texts are there, and the report."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.domain.errors import LocksNotAvailable, SportelloError
from desktop.engine.notices import Trouble
from desktop.ui.application import already_open
from tests.integration.cli.shop import ROOT, Office
from tests.peers.dovecot import PASSWORD
from tests.peers.waiting import until
from tests.ui.showing import Showing, showing

_THROWS = """
import os, sys, json
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop.runtime.compose import opened
from desktop.runtime.window.opening import application, shown
from tests.peers.waiting import until

class Slots:
    def throw(self):
        raise LookupError(os.environ["SPORTELLO_PASSWORD"])

with opened(Path(sys.argv[1]), os.environ) as profile:
    qt, slots = application(os.environ), Slots()
    with shown(profile, "en") as one:
        QTimer.singleShot(0, slots.throw)
        def told():
            qt.qt.processEvents()
            return bool(one.window.trouble.text)
        until(told, "told")
        bar = one.window.trouble
        print(json.dumps([bar._title.text(), bar._remedy.text(), bar._details.toPlainText()]))
"""


def buttons(one: Showing) -> dict[str, QPushButton]:
    found = one.window.trouble.findChildren(QPushButton)
    return {button.text(): button for button in found if button.isVisible()}


def press(one: Showing, name: str) -> None:
    QTest.keyClick(buttons(one)[name], Qt.Key.Key_Space)


def test_an_error_has_a_title_a_button_and_details_without_secrets(office: Office) -> None:
    log = office.anna.profile / "sportello.log"
    before = log.read_bytes() if log.exists() else b""
    try:
        log.write_bytes(before + f"\n2026 INFO desktop tried {PASSWORD}\n".encode())
        with showing(office.anna) as one:
            one.window.told(Trouble(SportelloError("needs-the-line")))
            assert one.window.trouble.accessibleName().startswith("Something stands in the way. This is done at once")
            assert set(buttons(one)) == {"Look again", "Details", "Put away"}
            press(one, "Details")
            press(one, "Copy")
            details = QApplication.clipboard().text()
            assert "needs-the-line" in details
            assert "tried ***" in details
            assert PASSWORD not in details
            press(one, "Look again")
            assert one.window.trouble.text == ""
            one.window.told(Trouble(LocksNotAvailable("journal-damaged")))
            assert one.window.trouble.accessibleName().startswith("Locks not available")
    finally:
        log.write_bytes(before)


def test_a_fault_in_a_slot_is_told_with_its_report(office: Office) -> None:
    surroundings = {**os.environ, **office.anna.surroundings(), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _THROWS, str(office.anna.profile)]
    ran = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, timeout=60)
    title, remedy, details = json.loads(ran.stdout)
    assert (title, remedy) == ("A mistake of the program", "Start again")
    assert "LookupError: ***" in details
    for report in (office.anna.profile / "crashes").glob("crash-*.txt"):
        report.unlink()


def started(office: Office) -> subprocess.Popen[bytes]:
    surroundings = {**os.environ, **office.anna.surroundings(), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "desktop", "--profile", str(office.anna.profile)]
    program = subprocess.Popen(command, env=surroundings, stderr=subprocess.DEVNULL)
    until(lambda: program.poll() is not None or already_open(office.anna.profile), "it is open", 30)
    return program


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", ["SIGSEGV", "SIGKILL"])
def test_after_a_bad_end_the_texts_are_offered(fresh: Office, number: str) -> None:
    subject = f"Fine improvvisa {number}"
    fresh.ticket(subject)
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open(subject)
        one.press("n")
        one.type("Richiamare domani")
        one.wait(lambda: one.window.ticket.composer._saved.text() != "", "saved")
    program = started(fresh)
    program.send_signal(getattr(signal, number))
    assert program.wait(20) != 0
    with showing(fresh.anna) as one:
        one.wait(lambda: "Nothing that you typed is lost" in one.window.trouble.text, "it is told")
        details = one.window.trouble._details.toPlainText()
        assert ("Segmentation fault" in details) == (number == "SIGSEGV")
        one.wait(lambda: bool(one.window._hearing._begun), "what was begun is known")
        press(one, "Show my texts")
        one.wait(lambda: one.subject == subject, "the ticket")
        one.wait(lambda: one.window.ticket.composer.is_open, "the text")
        assert one.window.ticket.composer.text.toPlainText() == "Richiamare domani"
        one.window.ticket.composer.text.clear()
        one.window.ticket.composer.close_draft()
    with showing(fresh.anna) as one:
        one.online()
        assert one.window.trouble.text == "", "once is enough"
    for report in (fresh.anna.profile / "crashes").glob("crash-*.txt"):
        report.unlink()

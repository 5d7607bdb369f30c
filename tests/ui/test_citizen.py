"""A good citizen of the desktop: one window per profile, faults told and written down, two teams side by side."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import ProfileInUse, SportelloError
from desktop.runtime.compose import opened
from desktop.runtime.window import opening
from desktop.ui.application import already_open
from tests.integration.cli.shop import ROOT, Office
from tests.peers.dovecot import PASSWORD
from tests.peers.waiting import until
from tests.ui.showing import showing


def test_a_second_start_brings_the_first_to_the_front(office: Office) -> None:
    with showing(office.anna) as one:
        one.window.showMinimized()
        heard: list[bool] = []
        ringing = threading.Thread(target=lambda: heard.append(already_open(office.anna.profile)))
        ringing.start()
        one.wait(lambda: bool(heard), "the bell is heard")
        ringing.join()
        one.wait(lambda: not one.window.isMinimized(), "the window is in front")
        assert heard == [True]
        with (
            patch.dict(os.environ, office.anna.surroundings()),
            opened(office.anna.profile, os.environ) as profile,
            pytest.raises(ProfileInUse),
        ):
            profile.started()
    assert not already_open(office.anna.profile)


def test_the_program_by_itself(office: Office) -> None:
    """Started alone it opens the window; a second start ends at once; asked to end it ends well."""
    surroundings = {**os.environ, **office.anna.surroundings(), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "desktop", "--profile", str(office.anna.profile)]
    with subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True) as program:
        until(lambda: program.poll() is not None or already_open(office.anna.profile), "it is open", 30)
        again = subprocess.run([*command, "window"], env=surroundings, capture_output=True, text=True, check=False)
        assert (again.returncode, again.stdout) == (0, "")
        program.terminate()
        _, said = program.communicate(timeout=10)
    assert program.returncode == 0, said
    assert "Traceback" not in said


def test_a_fault_is_told_and_written_down_without_secrets(office: Office) -> None:
    before = len(list((office.anna.profile / "crashes").glob("crash-*.txt")))
    with showing(office.anna) as one:
        for number, hook in enumerate(("gui", "thread")):
            fault = LookupError(f"{hook} {PASSWORD}")
            if hook == "gui":
                sys.excepthook(LookupError, fault, None)
            else:
                throwing = threading.Thread(target=_throw, args=(fault,))
                throwing.start()
                throwing.join()
            one.wait(lambda: "LookupError" in one.window.trouble.text, "it is told")
            reports = sorted((office.anna.profile / "crashes").glob("crash-*.txt"))
            assert len(reports) == before + number + 1
            text = reports[-1].read_text(encoding="utf-8")
            assert f"{hook} ***" in text
            assert PASSWORD not in text
            one.window.trouble.hide()
    for report in (office.anna.profile / "crashes").glob("crash-*.txt"):
        report.unlink()
    log = (office.anna.profile / "sportello.log").read_text(encoding="utf-8")
    assert PASSWORD not in log


def _throw(fault: BaseException) -> None:
    raise fault


def test_two_profiles_in_one_application(office: Office) -> None:
    reference = office.ticket("Due finestre")
    with showing(office.anna) as anna, showing(office.bruno) as bruno:
        anna.online()
        bruno.online()
        for one in (anna, bruno):
            one.front()
            one.go("o")
            one.open("Due finestre")
        anna.front()
        anna.press("p")
        anna.says("Yours until")
        bruno.says("Anna is answering since")
    assert office.anna.ok("show", reference)["holder"] == "Anna"


def test_a_profile_without_a_team_says_so(tmp_path: Path) -> None:
    with (
        opened(tmp_path / "empty", {}) as profile,
        pytest.raises(SportelloError, match="no-team"),
        opening.shown(profile, "en"),
    ):
        pass


def test_every_control_has_a_name(office: Office) -> None:
    office.ticket("Nomi")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Nomi")
        nameless = [
            widget
            for widget in one.window.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() != widget.focusPolicy().NoFocus
            and type(widget).__name__ in ("QPushButton", "QLineEdit", "QPlainTextEdit", "TicketList", "QListView")
            and not widget.accessibleName()
        ]
        assert nameless == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_system_s_word_to_end_keeps_what_is_being_typed(fresh: Office, number: signal.Signals) -> None:
    """In a process of its own, with a letter on its way to the disk; the same two that ``make run`` is ended by."""
    fresh.ticket("Alla fine")
    surroundings = {**os.environ, **fresh.bruno.surroundings(), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-c", _TYPIST, str(fresh.bruno.profile)]
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "typed\n"
        program.send_signal(number)
        _, said = program.communicate(timeout=20)
    assert (program.returncode, "Traceback" in said) == (0, False), said
    with showing(fresh.bruno) as one:
        one.go("o")
        one.open("Alla fine")
        assert one.window.ticket.composer.text.toPlainText() == "Gentile cliente"


_TYPIST = """
import faulthandler
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop.runtime.window import opening
from desktop.ui.views import composer
from desktop.ui.window import MainWindow

faulthandler.dump_traceback_later(60, exit=True)
composer._SAVE_AFTER = 600_000  # only the end of the program saves
application = opening.application

def look():
    for window in QApplication.topLevelWidgets():
        if not isinstance(window, MainWindow):
            continue
        if not window.ticket.ticket:
            window.places.go("open")
            window.list.current.choose(0)
        elif not window.ticket.composer.is_open:
            window.taking.reply()
        elif not window.ticket.composer.text.toPlainText():
            QTest.keyClicks(window.ticket.composer.text, "Gentile cliente")
            print("typed", flush=True)

def typed(environ):
    made = application(environ)
    made.timer = QTimer(made)
    made.timer.timeout.connect(look)
    made.timer.start(20)
    return made

opening.application = typed
sys.exit(opening.run(Path(sys.argv[1])))
"""

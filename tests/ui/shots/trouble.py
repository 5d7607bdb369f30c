"""When something is in the way: the line, the program itself, the team's locks."""

from __future__ import annotations

import sys

from desktop.domain.errors import LocksNotAvailable
from desktop.engine.notices import LinkChanged
from tests.integration.cli.shop import Office
from tests.peers.dovecot import Dovecot
from tests.ui.shots.camera import Camera
from tests.ui.showing import showing


def offline(camera: Camera, office: Office) -> None:
    server = office.shop.server
    assert isinstance(server, Dovecot)
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        server.kill9()
        one.window.fetch()
        one.wait(lambda: "Offline" in one.window.status.text, "offline")
        one.press("1")
        one.wait(lambda: "changes" in one.window.status.text, "an edit waits")
        camera.take(one, "offline")
        server.start()


def broken(camera: Camera, office: Office) -> None:
    """A fault of the program, told."""
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.press("j")
        one.wait(lambda: bool(one.subject), "a ticket")
        try:
            raise LookupError("as an example")
        except LookupError as error:
            sys.excepthook(LookupError, error, error.__traceback__)
        one.wait(lambda: bool(one.window.trouble.text), "told")
        camera.take(one, "error")


def no_locks(camera: Camera, office: Office) -> None:
    """A lead has stopped the team's sending."""
    office.anna.ok("team", "halt", "--reason", "La casella viene trasferita")
    with showing(office.bruno) as one:
        one.go("o")
        one.press("j")
        one.says("Locks not available")
        camera.take(one, "locks-not-available")
    with showing(office.anna, "it") as one:
        one.wait(lambda: bool(one.window._panes.standstill.text), "said")
        one.window.team.mend()
        camera.take(one, "stopped-lead-it")
        camera.take_widget(one.window.team, "team-stopped-it")
        one.window.team.accept()
    office.anna.ok("team", "resume")
    with showing(office.anna) as one:
        one.online()
        told = LinkChanged(True, 0, 0, LocksNotAvailable("journal-missing", folder="Sportello/Journal-1"))
        one.window.team.mend()
        one.window.told(told)
        camera.take(one, "journal-lost")
        one.window.told(told)
        one.window.team.care.begin.click()
        camera.take_widget(one.window.team, "team-restore")
        one.window.team.accept()

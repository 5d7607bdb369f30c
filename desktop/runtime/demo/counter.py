"""The counter of the demo: Anna's and Bruno's windows in one process, each on a profile and a line of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.ticket import Role
from desktop.engine.founding import Founder, Settings
from desktop.journal.entries import PolicySet
from desktop.runtime import enrolment
from desktop.runtime.compose import opened
from desktop.runtime.demo.director import answer_file
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.demo.stage import ANNA, BRUNO
from desktop.runtime.window.opening import shown
from desktop.ui.application import Shown
from desktop.ui.demo_card import DemoCard, side_by_side
from desktop.ui.hands import Hands

TEAM = "Bottega Lume"


@dataclass(frozen=True, slots=True)
class Counter:
    windows: Mapping[str, Shown]
    """By the name of whose it is."""

    def hands(self, desk: str) -> Hands:
        return Hands(desk, self.windows[desk])

    def at_hand(self, servers: DemoServers) -> DemoCard:
        """Beside each other on the screen, with the card that says what to try."""
        left, right = (self.windows[desk].window for desk in (ANNA, BRUNO))
        assert left is not None
        assert right is not None
        card = DemoCard(Cable(servers))
        side_by_side(left, right, card)
        card.show()
        return card


class Cable:
    """Bruno's line to the servers."""

    def __init__(self, servers: DemoServers) -> None:
        self._servers = servers

    def pull(self, pulled: bool) -> None:
        if pulled:
            self._servers.cut(BRUNO)
        else:
            self._servers.mend(BRUNO)


@contextmanager
def counter(folder: Path, servers: DemoServers, language: str, undo: int) -> Iterator[Counter]:
    """A team of two, founded just now, with a window each; closed at the end. ``undo``: seconds in which what is sent
    can be taken back."""
    environ = os.environ | {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "SPORTELLO_PASSWORD": servers.password,
    }
    settings = _settings(servers.imap_port, servers.smtp_port)
    _found(folder, servers, settings, environ, undo)
    with ExitStack() as stack:
        windows: dict[str, Shown] = {}
        for desk in (ANNA, BRUNO):
            profile = stack.enter_context(opened(folder / desk, environ))
            imap, smtp = servers.line(desk)
            profile.mailboxes.bootstrap[servers.address] = {**settings, "imap_port": imap, "smtp_port": smtp}
            windows[desk] = stack.enter_context(shown(profile, language))
        yield Counter(windows)


def _found(folder: Path, servers: DemoServers, settings: Settings, environ: Mapping[str, str], undo: int) -> None:
    """Anna begins the team and invites Bruno, who joins: as the first run does it, without its window."""
    with opened(folder / ANNA, environ) as profile:
        founder = Founder(TEAM, ANNA.capitalize(), servers.address, settings)
        enrolment.found(profile, founder, "it", _given, _silently)
        journal = profile.workstation().journal
        journal.write("", PolicySet(policy={"undo": undo}))
        file = profile.founding().invite(journal, Role.AGENT)
    with opened(folder / BRUNO, environ) as profile:
        enrolment.enrol(profile, file, BRUNO.capitalize(), _given, _silently)


def _settings(imap: int, smtp: int) -> Settings:
    return {
        "imap_host": "127.0.0.1",
        "imap_port": imap,
        "smtp_host": "127.0.0.1",
        "smtp_port": smtp,
        "security": "none",
        "smtp_security": "none",
        "user": DemoServers.address,
        "name": TEAM,
        "signature": Path(answer_file("signature")).read_text("utf-8").strip("\n"),
    }


def _given(_: str) -> None:
    """The password stands in the environment."""


def _silently(_: object) -> None:
    """The narrator tells of it."""

"""A founded team to start a history from, made once a process by the program itself and copied from then on."""

from __future__ import annotations

import atexit
import copy
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.ticket import Role
from desktop.engine.founding import Founder, Founding, Settings
from desktop.engine.identity import Identity
from desktop.engine.journal import Journal
from desktop.engine.planning import AFTER, ON, SINCE
from tests.fakes.clock import FakeClock
from tests.fakes.entropy import SeededEntropy
from tests.fakes.log import FakeFolder, FakeServer
from tests.fakes.secrets import FakeSecrets

STARTED = 1_760_000_000.0
HOME, SECOND = "info@negozio.example", "ordini@negozio.example"
SERVERS = {"imap_host": "imap.negozio.example", "imap_port": 993, "smtp_host": "smtp.negozio.example", "smtp_port": 465}
FOLLOW_UP_AFTER = 20 * 60
_AGENTS = ("Anna", "Bruno", "Carla", "Dario", "Elena", "Fabio", "Gaia", "Hugo")


@dataclass
class Member:
    name: str
    agent: str
    profile: Path
    secrets: FakeSecrets


@dataclass
class Template:
    folder: FakeFolder
    name: str
    addresses: tuple[str, ...]
    members: tuple[Member, ...]
    """The founder first; a workstation without a person last, whose key a broken client will use."""

    def copied_folder(self) -> FakeFolder:
        return FakeFolder(self.folder.uid_validity, self.folder.next_uid, list(self.folder.rows))

    def copied(self, to: Path) -> list[Member]:
        found = []
        for member in self.members:
            profile = to / member.name
            profile.mkdir()
            shutil.copy(member.profile / "sportello.db", profile / "sportello.db")
            found.append(Member(member.name, member.agent, profile, copy.deepcopy(member.secrets)))
        return found


def scratch() -> Path:
    """A folder in memory where the system has one."""
    shm = Path("/dev/shm")
    return Path(mkdtemp(prefix="sportello-simulation-", dir=shm if shm.is_dir() else None))


@cache
def template(size: int, variant: int, asks: bool = False) -> Template:
    """``size`` workstations. Variant 1: two leads, one agent at two computers, two
    shared mailboxes, and the broken client is a lead's. ``asks``: the home mailbox sends follow-ups."""
    return _Founders(size, variant, asks).found()


class _Founders:
    def __init__(self, size: int, variant: int, asks: bool) -> None:
        self._size = size
        self._asks = asks
        self._variant = variant
        self._root = scratch()
        atexit.register(shutil.rmtree, self._root, ignore_errors=True)
        self._server = FakeServer(int(STARTED))
        self._clock = FakeClock(lambda: STARTED)

    def found(self) -> Template:
        addresses = (HOME, SECOND) if self._variant else (HOME,)
        names = [_AGENTS[n] for n in range(self._size)]
        if self._variant and self._size > 3:
            names[-1] = names[-2]
        members = [self._member(f"ws{n}", name) for n, name in enumerate([*names, "Guasto"])]
        lead = members[0]
        place = self._server.place("ws0")
        founding, store = self._founding(lead)
        settings: Settings = {
            "acknowledgement": "Abbiamo ricevuto la sua richiesta.",
            "signature": "Il negozio",
            **SERVERS,
        }
        if self._asks:
            settings |= {ON: 1, AFTER: FOLLOW_UP_AFTER, SINCE: 0}
        journal = founding.create(Founder("Negozio", lead.agent, HOME, settings), place, place.probe())
        for address in addresses[1:]:
            founding.add_mailbox(journal, address, {"signature": "Ordini", **SERVERS})
        for number, member in enumerate(members[1:], 1):
            leads = number == self._size or (number == 1 and self._size > 2)
            role = Role.LEAD if self._variant and leads else Role.AGENT
            file = founding.invite(journal, role)
            joining, own = self._founding(member)
            joining.join(file, member.agent)
            own.close()
        store.close()
        folder = self._server.folders[journal.me.folder]
        return Template(folder, journal.me.folder, addresses, tuple(members))

    def _member(self, name: str, agent: str) -> Member:
        profile = self._root / name
        profile.mkdir()
        return Member(name, agent, profile, FakeSecrets())

    def _founding(self, member: Member) -> tuple[Founding, SqliteStore]:
        store = SqliteStore(member.profile / "sportello.db", synchronous="OFF")
        entropy = SeededEntropy(f"{self._size}:{self._variant}:{member.name}")
        place = self._server.place(member.name)
        journal_of: Callable[[Identity], Journal] = lambda me: Journal(store, place, self._clock, entropy, me)  # noqa: E731
        return Founding(store, member.secrets, self._clock, entropy, journal_of), store


def drawn(rng: random.Random, asks: bool = False) -> Template:
    size = rng.choices((2, 3, 4, 5, 6, 7, 8), (14, 8, 4, 2, 1, 1, 1))[0]
    return template(size, rng.randrange(2), asks)

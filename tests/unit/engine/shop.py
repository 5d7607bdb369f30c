"""A shop with a few workstations on fake servers: for the engine's use cases told in a few steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from desktop.adapters.platform.lock import ProfileLock
from desktop.adapters.store.sqlite import SqliteStore
from desktop.engine.founding import Founding
from desktop.engine.identity import known
from desktop.engine.workstation import Ports, Workstation, journal_of, start
from desktop.ports.store.drafts import Draft
from tests.fakes.clock import FakeClock
from tests.fakes.entropy import SeededEntropy
from tests.fakes.log import FakeServer
from tests.fakes.mailbox import FakeMailServer
from tests.fakes.outgoing import FakeOutgoing, FakeSmtp
from tests.fakes.parser import InProcessParser
from tests.fakes.secrets import FakeSecrets
from tests.simulation.template import STARTED, template

QUESTION = (
    b"From: <cliente@example.org>\r\nTo: <info@negozio.example>\r\nSubject: Reso\r\nMessage-ID: <1@example.org>\r\n"
    b"Date: Thu, 09 Oct 2025 10:00:00 +0000\r\n\r\nBuongiorno.\r\n"
)


@dataclass
class Desk:
    """One workstation of the shop."""

    shop: Shop
    profile: Path
    secrets: FakeSecrets
    name: str

    def __post_init__(self) -> None:
        self.store = SqliteStore(self.profile / "sportello.db", synchronous="OFF")
        self.clock = FakeClock(lambda: self.shop.now)
        self.entropy = SeededEntropy(self.name)
        self.lock = ProfileLock(self.profile, remote=lambda _: False)

    def ports(self) -> Ports:
        shop = self.shop
        return Ports(
            store=self.store,
            place=shop.server.place(self.name),
            host=shop.mail.host(),
            parser=InProcessParser(),
            outgoing=FakeOutgoing(shop.smtp, now=lambda: shop.now),
            clock=self.clock,
            entropy=self.entropy,
            pause=shop.wait,
            attribution="{date} {time} {name}:",
            follow_up={"it": "Com'è andata? Da 1 a 5.", "en": "How did it go? From 1 to 5."},
        )

    def start(self) -> Workstation:
        self.lock.release()
        return start(self.ports(), known(self.store.profile, self.secrets, self.entropy), self.lock)

    def crashed(self) -> Workstation:
        """Another process after one that ended in the middle of something."""
        self.close()
        self.store = SqliteStore(self.profile / "sportello.db", synchronous="OFF")
        return self.start()

    def founding(self) -> Founding:
        return Founding(self.store, self.secrets, self.clock, self.entropy, lambda me: journal_of(self.ports(), me))

    def close(self) -> None:
        self.lock.release()
        self.store.close()


@dataclass
class Shop:
    root: Path
    size: int = 2
    now: float = STARTED + 3600
    desks: list[Desk] = field(default_factory=list)

    def __post_init__(self) -> None:
        chosen = template(self.size, 0)
        self.server = FakeServer(int(self.now))
        self.server.folders[chosen.name] = chosen.copied_folder()
        self.mail = FakeMailServer(lambda: int(self.now), *chosen.addresses)
        self.smtp = FakeSmtp()
        self.desks = [Desk(self, m.profile, m.secrets, m.name) for m in chosen.copied(self.root)[: self.size]]

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.server.now = int(self.now)


def asked(shop: Shop, desk: Workstation) -> str:
    """A customer's question, read and announced there: its ticket."""
    shop.mail.deliver("info@negozio.example", QUESTION)
    desk.syncing.everything()
    return desk.store.entries.waiting()[0]


def reply(desk: Workstation, ticket: str, text: str = "Gentile cliente.") -> Draft:
    return Draft(desk.new_id(), ticket, "", (), (), "", text, False, False, desk.journal.head, int(STARTED), "sending")


def let(desk: Workstation, ticket: str) -> None:
    desk.sending.send(reply(desk, ticket), lambda: True)

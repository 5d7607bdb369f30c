"""A small shop in memory: real stores, fake servers, no window. Time passes when a test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.adapters.platform.lock import ProfileLock
from desktop.adapters.store.sqlite import SqliteStore
from desktop.engine.founding import Founding
from desktop.engine.identity import known
from desktop.engine.workstation import Ports, Workstation, journal_of, start
from desktop.journal import codec
from desktop.journal.entries import Position
from desktop.ports.store.drafts import Draft
from tests.fakes.clock import FakeClock
from tests.fakes.entropy import SeededEntropy
from tests.fakes.log import FakeServer, Fate
from tests.fakes.mailbox import FakeMailServer
from tests.fakes.outgoing import FakeOutgoing, FakeSmtp
from tests.fakes.parser import InProcessParser
from tests.fakes.secrets import FakeSecrets
from tests.simulation.template import STARTED, template

HOME = "info@negozio.example"
ROOT = "<allarme@monitor.example>"
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
    variant: int = 0
    """1: with a second mailbox."""
    now: float = STARTED + 3600
    desks: list[Desk] = field(default_factory=list)

    def __post_init__(self) -> None:
        chosen = template(self.size, self.variant)
        self.server = FakeServer(int(self.now))
        self.server.folders[chosen.name] = chosen.copied_folder()
        self.mail = FakeMailServer(lambda: int(self.now), *chosen.addresses)
        self.smtp = FakeSmtp()
        self.desks = [Desk(self, m.profile, m.secrets, m.name) for m in chosen.copied(self.root)[: self.size]]

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.server.now = int(self.now)

    def answers(self) -> int:
        """Answers that the mail server took on, receipts not counted."""
        return sum(b"auto-replied" not in mail.message for mail in self.smtp.accepted)


class Killed(BaseException):
    """The process ends here: nothing catches it, and the next thing that happens is ``Desk.start``."""


def kind_of(message: bytes) -> str:
    """The kind of an entry on its way to the log."""
    headers, _, body = message.partition(b"\r\n\r\n")
    read = (codec.read(headers, body, Position(generation, 1), 0, None) for generation in (1, 2, 3))
    return next(found.entry.kind for found in read if isinstance(found, codec.Signed))


def once_on(kind: str, act: Callable[[], Fate]) -> Callable[[str, str, bytes], Fate]:
    """For ``FakeServer.on_append``: ``act`` decides what becomes of the first entry of that kind."""
    acts = iter([act])

    def fate(_client: str, _folder: str, message: bytes) -> Fate:
        decided = next(acts, None) if kind_of(message) == kind else None
        return decided() if decided else Fate.STORED

    return fate


def killed() -> Fate:
    raise Killed


def asked(shop: Shop, desk: Workstation) -> str:
    """A customer's question, read and announced there: its ticket."""
    shop.mail.deliver("info@negozio.example", QUESTION)
    desk.syncing.everything()
    return desk.store.entries.waiting()[0]


def reply(desk: Workstation, ticket: str, text: str = "Gentile cliente.") -> Draft:
    return Draft(desk.new_id(), ticket, "", (), (), "", text, False, False, desk.journal.head, int(STARTED), "sending")


def let(desk: Workstation, ticket: str) -> None:
    desk.sending.send(reply(desk, ticket), lambda: True)


def mail(number: int, *, names: str = "", sender: str = "cliente@example.org", more: str = "") -> bytes:
    lines = [
        f"From: <{sender}>",
        f"To: <{HOME}>",
        "Subject: Allarme",
        f"Message-ID: <{number}@posta.example>",
        "Date: Thu, 09 Oct 2025 10:00:00 +0000",
        *([f"References: {names}"] if names else []),
        *([more] if more else []),
    ]
    return "\r\n".join([*lines, "", f"Messaggio {number}.", ""]).encode()


def flood(shop: Shop, numbers: range) -> None:
    """One customer's mails that all name one earlier mail, which nobody has."""
    for number in numbers:
        shop.mail.deliver(HOME, mail(number, names=ROOT))

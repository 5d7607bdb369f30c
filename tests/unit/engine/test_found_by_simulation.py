"""What the simulation found first, told again in a few steps each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.adapters.platform.lock import ProfileLock
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.commands import ClaimTicket, SettleGrant
from desktop.domain.errors import LocksNotAvailable, Offline, RefusedByTeam, SportelloError
from desktop.domain.ticket import Role
from desktop.engine.founding import Founding
from desktop.engine.identity import known
from desktop.engine.workstation import Ports, Workstation, journal_of, start
from desktop.journal.claims import LEASE
from desktop.ports.store.drafts import Draft
from tests.fakes.clock import FakeClock
from tests.fakes.entropy import SeededEntropy
from tests.fakes.log import FakeServer, Fate
from tests.fakes.mailbox import FakeMailServer
from tests.fakes.outgoing import Course, FakeOutgoing, FakeSmtp, Plan
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
        )

    def start(self) -> Workstation:
        self.lock.release()
        return start(self.ports(), known(self.store.profile, self.secrets, self.entropy), self.lock)

    def founding(self) -> Founding:
        return Founding(self.store, self.secrets, self.clock, self.entropy, lambda me: journal_of(self.ports(), me))

    def close(self) -> None:
        self.lock.release()
        self.store.close()


@dataclass
class Shop:
    root: Path
    now: float = STARTED + 3600
    desks: list[Desk] = field(default_factory=list)

    def __post_init__(self) -> None:
        chosen = template(2, 0)
        self.server = FakeServer(int(self.now))
        self.server.folders[chosen.name] = chosen.copied_folder()
        self.mail = FakeMailServer(lambda: int(self.now), *chosen.addresses)
        self.smtp = FakeSmtp()
        self.desks = [Desk(self, m.profile, m.secrets, m.name) for m in chosen.copied(self.root)[:2]]

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.server.now = int(self.now)


@pytest.fixture
def shop(tmp_path: Path) -> Any:
    shop = Shop(tmp_path)
    yield shop
    for desk in shop.desks:
        desk.close()


def asked(shop: Shop, desk: Workstation) -> str:
    """A customer's question, read and announced there: its ticket."""
    shop.mail.deliver("info@negozio.example", QUESTION)
    desk.syncing.everything()
    return desk.store.entries.waiting()[0]


def reply(desk: Workstation, ticket: str, text: str = "Gentile cliente.") -> Draft:
    return Draft(desk.new_id(), ticket, "", (), (), "", text, False, False, desk.journal.head, int(STARTED), "sending")


def let(desk: Workstation, ticket: str) -> None:
    desk.sending.send(reply(desk, ticket), lambda: True)


def test_a_reply_takes_a_ticket_whose_holder_never_came_back(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    anna.acting.act(ticket, ClaimTicket())
    bruno.syncing.everything()
    with pytest.raises(RefusedByTeam, match="held"):
        let(bruno, ticket)
    shop.wait(LEASE)
    let(bruno, ticket)
    assert sum(b"Gentile cliente" in mail.message for mail in shop.smtp.accepted) == 1


def test_a_computer_that_sleeps_between_permission_and_smtp_does_not_begin(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    count = anna.store.sends.count_attempt
    begun: list[object] = []
    naps = iter((3600.0, 3600.0, 3600.0))

    def slow(send: str) -> int:
        shop.wait(next(naps))
        return count(send)

    def plan(mail: object) -> Plan:
        begun.append(mail)
        return Plan()

    monkeypatch.setattr(anna.store.sends, "count_attempt", slow)
    shop.smtp.plan = plan
    with pytest.raises(SportelloError, match="send-abandoned"):
        let(anna, ticket)
    assert begun == []


def test_a_command_that_failed_is_not_done_later(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    shop.smtp.plan = lambda _: Plan(Course.REPLY_LOST)
    with pytest.raises(SportelloError, match="send-uncertain"):
        let(anna, ticket)
    grant = next(iter(anna.journal.ticket(ticket).grants.values()))
    shop.server.on_append = lambda *_: Fate.NOT_BEGUN
    with pytest.raises(Offline):
        anna.acting.act(ticket, SettleGrant(grant.id, sent=False))
    shop.server.on_append = lambda *_: Fate.STORED
    anna.syncing.journal_only()
    assert anna.journal.ticket(ticket).grants[grant.id].state == "uncertain"


def test_the_only_lead_comes_back_from_an_old_copy(shop: Shop, tmp_path: Path) -> None:
    lead = shop.desks[0]
    lead.store.backup(tmp_path / "backup.db")
    anna = lead.start()
    asked(shop, anna)
    lead.close()
    (lead.profile / "sportello.db").write_bytes((tmp_path / "backup.db").read_bytes())
    lead.store = SqliteStore(lead.profile / "sportello.db", synchronous="OFF")
    copy = lead.start()
    copy.syncing.journal_only()
    with pytest.raises(LocksNotAvailable, match="database-copy"):
        copy.journal.safety.require()
    file = lead.founding().invite(copy.journal, Role.LEAD)
    lead.founding().join(file, "Anna")
    again = lead.start()
    again.syncing.everything()
    assert again.journal.safety.current() is None
    assert again.journal.team.members[again.journal.me.workstation].is_lead

"""What the simulation found first, told again in a few steps each."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.commands import ClaimTicket, SettleGrant
from desktop.domain.errors import LocksNotAvailable, Offline, RefusedByTeam, SportelloError
from desktop.domain.ticket import Role
from desktop.journal.claims import LEASE
from tests.fakes.log import Fate
from tests.fakes.outgoing import Course, Plan
from tests.unit.engine.shop import Shop, asked, let


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

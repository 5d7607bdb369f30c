"""Mail in bulk, and mail that hangs together in odd ways: what becomes one ticket, and that none stops the others."""

from __future__ import annotations

import pytest

from desktop.domain.errors import RefusedByTeam
from desktop.engine import filing, journal, threads
from desktop.engine.threads import thread_of
from desktop.engine.workstation import Workstation
from desktop.journal.filing import SLOTS
from tests.unit.engine.shop import HOME, QUESTION, Shop, asked, flood, let, mail


def sizes(desk: Workstation) -> list[int]:
    rows = desk.queries.tickets("all", "", 100)
    return sorted(len(desk.journal.ticket(row.id).slots) for row in rows)


# -- a flood in one thread ------------------------------------------------------------------------------------------


def test_a_flood_that_names_one_mail_becomes_tickets_that_can_be_answered(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    flood(shop, range(620))
    assert anna.syncing.everything().troubles == ()
    bruno.syncing.everything()
    for desk in (anna, bruno):
        assert sum(sizes(desk)) == 620
        assert max(sizes(desk)) == SLOTS
        assert len(sizes(desk)) <= 8
    for ticket in anna.store.entries.waiting():
        let(anna, ticket)
    assert anna.store.entries.waiting() == []


def test_a_second_flood_finds_the_ticket_full_and_opens_others(shop: Shop) -> None:
    anna = shop.desks[0].start()
    flood(shop, range(90))
    anna.syncing.everything()
    flood(shop, range(100, 260))
    anna.syncing.everything()
    assert sizes(anna) == [50, SLOTS, SLOTS]
    flood(shop, range(300, 303))
    anna.syncing.everything()
    assert sizes(anna) == [53, SLOTS, SLOTS], "what comes later joins the one that has room"
    for ticket in anna.store.entries.waiting():
        let(anna, ticket)
    assert anna.store.entries.waiting() == []


def test_a_thread_is_never_longer_than_its_bound(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = shop.desks[0].start()
    flood(shop, range(40))
    anna.syncing.everything()
    monkeypatch.setattr(threads, "_LONGEST", 10)
    first = anna.store.messages.by_message_id("<0@posta.example>")[0]
    assert len(thread_of(anna.store, first)) == 10


def test_what_cannot_be_said_of_one_thread_does_not_stop_the_others(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    flood(shop, range(60))
    shop.mail.deliver(HOME, QUESTION.replace(b"<1@", b"<77@").replace(b"Reso", b"Altro"))
    for module in (journal, filing):
        monkeypatch.setattr(module, "STATEMENT_LIMIT", 3000)
    troubles = anna.syncing.everything().troubles
    assert [trouble.code for trouble in troubles] == ["mail-not-announced"]
    assert sizes(anna) == [1, 1]
    let(anna, ticket)
    monkeypatch.undo()
    assert anna.syncing.everything().troubles == ()
    assert sizes(anna) == [1, 1, 60], "tried again when it can be said"


def test_a_reply_waits_while_mail_of_its_own_ticket_cannot_be_said(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    for number in range(60):
        shop.mail.deliver(HOME, mail(number, names="<1@example.org>"))
    monkeypatch.setattr(journal, "STATEMENT_LIMIT", 3000)
    with pytest.raises(Exception, match="mail-not-announced") as stopped:
        let(anna, ticket)
    assert not isinstance(stopped.value, RefusedByTeam)
    assert shop.answers() == 0

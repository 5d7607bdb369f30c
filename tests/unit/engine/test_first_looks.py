"""Who opened a ticket first: told once, for many at a time, and never instead of anything that matters."""

from __future__ import annotations

from desktop.domain.search import Query
from desktop.engine.workstation import Workstation
from desktop.journal.entries import Seen
from tests.fakes.log import Fate
from tests.unit.engine.shop import Shop, asked


def several(shop: Shop, station: Workstation, count: int) -> list[str]:
    for number in range(count):
        shop.mail.deliver(
            "info@negozio.example",
            f"From: <c{number}@example.org>\r\nTo: <info@negozio.example>\r\nSubject: {number}\r\n"
            f"Message-ID: <m{number}@example.org>\r\nDate: Thu, 09 Oct 2025 10:00:00 +0000\r\n\r\nCiao.\r\n".encode(),
        )
    station.syncing.everything()
    return list(station.store.entries.waiting())


def show(station: Workstation, *tickets: str) -> None:
    for ticket in tickets:
        station.queries.mark_shown(station.queries.conversation(ticket))


def told(station: Workstation) -> int:
    return len([row for row in station.store.entries.tail(1000) if row.kind == "seen"])


def test_one_entry_for_many_and_everybody_sees_it(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    first, second, third = several(shop, anna, 3)
    bruno.syncing.everything()
    show(anna, first, second)
    anna.first_looks.tell()
    assert told(anna) == 1
    bruno.syncing.journal_only()
    assert [row.id for row in bruno.queries.tickets("never-opened", Query(), 10)] == [third]
    assert {row.opened_by for row in bruno.queries.tickets("open", Query(), 10)} == {"", "anna"}
    show(bruno, first)
    bruno.first_looks.tell()
    assert told(bruno) == 1, "somebody had opened it before"


def test_not_more_often_than_every_few_seconds(shop: Shop) -> None:
    anna = shop.desks[0].start()
    first, second = several(shop, anna, 2)
    show(anna, first)
    anna.first_looks.tell()
    show(anna, second)
    anna.first_looks.tell()
    assert told(anna) == 1
    shop.wait(6)
    anna.first_looks.tell()
    assert told(anna) == 2
    assert list(anna.queries.tickets("never-opened", Query(), 10)) == []


def test_offline_it_is_kept_and_said_once(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    show(anna, ticket)
    shop.server.on_append = lambda *_: Fate.NOT_BEGUN
    for _ in range(3):
        anna.first_looks.tell()
        shop.wait(6)
    assert [entry.body for entry in anna.journal.pending()] == [Seen((ticket,))]
    shop.server.on_append = lambda *_: Fate.STORED
    anna.syncing.journal_only()
    anna.first_looks.tell()
    assert told(anna) == 1
    assert anna.journal.ticket(ticket).seen_by == "anna"


def test_a_look_does_not_stop_a_colleagues_reply(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    show(bruno, ticket)
    shown = bruno.queries.shown(ticket)
    show(anna, ticket)
    anna.first_looks.tell()
    bruno.syncing.journal_only()
    assert bruno.journal.ticket(ticket).last_mark <= shown

"""A mail server that asks to slow down: it is left alone for as long as it says, and then asked for less."""

from __future__ import annotations

import pytest

from desktop.domain.commands import TagTicket, WriteNote
from desktop.domain.errors import Offline
from desktop.engine.throttle import PAUSE
from desktop.engine.workstation import Workstation
from desktop.journal.codec import read_statement
from tests.fakes.log import Fate
from tests.unit.engine.shop import Shop, asked, let


class Server:
    """Counts the appends, and refuses them while ``busy``."""

    def __init__(self, shop: Shop) -> None:
        self.appends = 0
        self.busy = True
        shop.server.on_append = self._fate

    def _fate(self, *_: object) -> Fate:
        self.appends += 1
        return Fate.THROTTLED if self.busy else Fate.STORED


def edits(station: Workstation, ticket: str) -> list[str]:
    rows = station.store.entries.of_ticket(ticket)
    found = [read_statement(row.statement, row.position, row.date) for row in rows]
    return [entry.kind for entry in found if entry is not None and entry.kind in ("tagged", "noted")]


def test_it_is_left_alone_until_the_pause_is_over(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    server = Server(shop)
    anna.acting.act(ticket, TagTicket(("reso",), ()))
    assert server.appends == 1
    with pytest.raises(Offline, match="kept-for-later"):
        let(anna, ticket)
    assert server.appends == 1
    server.busy = False
    shop.wait(PAUSE - 1)
    with pytest.raises(Offline, match="journal-throttled"):
        anna.syncing.journal_only()
    shop.wait(1)
    anna.syncing.journal_only()
    assert anna.journal.ticket(ticket).tags == ("reso",)


def test_another_process_of_the_profile_waits_too(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    server = Server(shop)
    anna.acting.act(ticket, TagTicket(("reso",), ()))
    again = shop.desks[0].start()
    with pytest.raises(Offline, match="journal-throttled"):
        again.syncing.journal_only()
    assert server.appends == 1


def test_it_says_itself_for_how_long(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    server = Server(shop)
    shop.server.throttling = "Request is throttled. Suggested Backoff Time: 299961 milliseconds"
    anna.acting.act(ticket, TagTicket(("reso",), ()))
    server.busy = False
    shop.wait(299)
    with pytest.raises(Offline):
        anna.syncing.journal_only()
    shop.wait(1)
    anna.syncing.journal_only()


def test_tags_and_notes_that_waited_are_said_in_one_entry_each(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    server = Server(shop)
    for command in (
        TagTicket(("reso", "fattura"), ()),
        WriteNote("Ha chiamato."),
        TagTicket(("urgente",), ("fattura",)),
        WriteNote("Richiama lui."),
    ):
        anna.acting.act(ticket, command)
    server.busy = False
    shop.wait(PAUSE)
    anna.syncing.journal_only()
    assert edits(anna, ticket) == ["tagged", "noted"]
    state = anna.journal.ticket(ticket)
    assert set(state.tags) == {"reso", "urgente"}
    assert [note.text for note in state.notes] == ["Ha chiamato.\n\nRichiama lui."]


def test_what_may_have_reached_the_log_is_not_said_again_in_other_words(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    fates = iter((Fate.DELAYED, Fate.THROTTLED))
    shop.server.on_append = lambda *_: next(fates, Fate.STORED)
    anna.acting.act(ticket, WriteNote("Prima."))
    anna.acting.act(ticket, WriteNote("Seconda."))
    shop.server.arrive()
    shop.wait(PAUSE)
    anna.syncing.journal_only()
    assert [note.text for note in anna.journal.ticket(ticket).notes] == ["Prima.", "Seconda."]

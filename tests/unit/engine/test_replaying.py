"""Reading the log to its end on a workstation: what its cursor says."""

from __future__ import annotations

import pytest

from desktop.domain.commands import ClaimTicket, WriteNote
from desktop.domain.errors import LocksNotAvailable
from tests.fakes.log import Fate
from tests.unit.engine.shop import Shop, asked, once_on


def test_a_stray_mail_does_not_tell_the_time(shop: Shop) -> None:
    anna = shop.desks[0].start()
    asked(shop, anna)
    before = anna.store.entries.cursor()
    folder = shop.server.folders[anna.journal.me.folder]
    folder.store(b"From: <a@example.org>\r\n\r\nvecchia\r\n", 1_000_000_000)
    anna.syncing.journal_only()
    after = anna.store.entries.cursor()
    assert before is not None
    assert after is not None
    assert (after.uid, after.date) == (folder.next_uid - 1, before.date)


def test_a_gap_is_not_closed_by_as_many_strays_that_have_gone(shop: Shop) -> None:
    """A claim is seen late; by then a stray mail has been read in its stead, and is dragged out again."""
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    shop.server.on_append = once_on("claimed", lambda: Fate.SEEN_LATE)
    bruno.acting.act(ticket, ClaimTicket())
    bruno.acting.act(ticket, WriteNote("lo prendo io"))
    folder = shop.server.folders["Sportello/Journal-1"]
    stray = folder.store(b"From: <x@example.org>\r\nSubject: ciao\r\n\r\nciao\r\n", int(shop.now))
    anna.journal.catch_up()
    assert anna.journal.ticket(ticket).claim is None
    with pytest.raises(LocksNotAvailable, match="journal-gap"):
        anna.journal.catch_up()
    shop.server.expunge("Sportello/Journal-1", stray)
    for _ in range(2):
        with pytest.raises(LocksNotAvailable, match="journal-gap"):
            anna.journal.catch_up()

"""Reading the log to its end on a workstation: what its cursor says."""

from __future__ import annotations

from tests.unit.engine.shop import Shop, asked


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

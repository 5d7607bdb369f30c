"""What other mail programs do to the folders of a shared mailbox, on Dovecot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.imap.account import ImapAccount
from tests.integration.imap.desk import Desk
from tests.integration.imap.test_mailbox import mail
from tests.peers.dovecot import Dovecot, Options


@pytest.fixture
def desk(tmp_path: Path, account: ImapAccount) -> Iterator[Desk]:
    opened = Desk(tmp_path, account)
    for folder in ("Sent", "Privata"):
        opened.other.create(folder)
    for number in (1, 2, 3):
        opened.other.append("INBOX", (), mail(number))
    opened.read()
    yield opened
    opened.close()


def test_a_dragged_mail_is_found_and_moved_back(desk: Desk) -> None:
    slot = desk.found(2)
    desk.other.select(b"SELECT", "INBOX")
    desk.other.run(b"UID MOVE 2 Privata")
    desk.read()
    (missing,) = desk.store.missing.of([slot])
    assert (missing.folder, missing.sought, missing.now) == ("INBOX", True, "Privata")
    assert desk.folders_of(slot) == []
    desk.whereabouts.put_back([slot])
    desk.read()
    assert desk.folders_of(slot) == [("INBOX", 4)]
    assert list(desk.store.missing.of([slot])) == []


def test_another_mail_of_the_same_message_id_is_passed_over(desk: Desk) -> None:
    """Two shops' forms number their mails alike; the very mail lies behind it in the same folder."""
    slot = desk.found(2)
    desk.other.append("Privata", (), mail(2).replace(b"From: ", b"From: altro-", 1))
    desk.other.select(b"SELECT", "INBOX")
    desk.other.run(b"UID MOVE 2 Privata")
    desk.read()
    (missing,) = desk.store.missing.of([slot])
    assert missing.now == "Privata"
    desk.whereabouts.put_back([slot])
    desk.read()
    assert desk.folders_of(slot) == [("INBOX", 4)]


def test_a_deleted_mail_is_laid_there_again_as_it_came(desk: Desk) -> None:
    slot = desk.found(1)
    before = desk.store.messages.get(slot)
    desk.other.select(b"SELECT", "INBOX")
    desk.other.run(b"UID STORE 1 +FLAGS.SILENT (\\Deleted)")
    desk.other.run(b"EXPUNGE")
    desk.read()
    (missing,) = desk.store.missing.of([slot])
    assert (missing.sought, missing.now) == (True, "")
    desk.whereabouts.put_back([slot])
    desk.read()
    assert desk.folders_of(slot) == [("INBOX", 4)]
    with desk.host.borrow(desk.address) as mailbox:
        mailbox.select("INBOX")
        (back,) = mailbox.fetch([4])
    assert back.raw == mail(1)
    assert before is not None
    assert (back.internal_date, back.flags - {"\\Recent"}) == (before.received, {"\\Seen"})


def test_a_mail_is_found_again_whatever_its_new_folder_is_called_by_now(desk: Desk) -> None:
    slot = desk.found(2)
    desk.other.select(b"SELECT", "INBOX")
    desk.other.run(b"UID STORE 2 +FLAGS (\\Seen \\Flagged)")
    desk.other.run(b"UID MOVE 2 Privata")
    desk.read()
    desk.reconnect_other()
    desk.other.rename("Privata", "Archivio di Marta")
    desk.whereabouts.put_back([slot])
    desk.read()
    assert desk.folders_of(slot) == [("INBOX", 4)]
    with desk.host.borrow(desk.address) as mailbox:
        mailbox.select("INBOX")
        (back,) = mailbox.fetch([4])
    assert {"\\Seen", "\\Flagged"} <= back.flags, "a move takes the flags along"


def test_a_server_without_move_and_a_prefix(tmp_path: Path) -> None:
    options = Options(prefix="INBOX.", separator=".", capability="IMAP4rev1 UIDPLUS")
    with Dovecot(options) as server:
        desk = Desk(tmp_path, server.account())
        desk.other.create("INBOX.Privata")
        desk.other.append("INBOX.Privata", (), mail(1))
        desk.other.append("INBOX.Privata", (), mail(2))
        with desk.host.borrow(desk.address) as mailbox:
            assert "INBOX.Privata" in mailbox.elsewhere()
            mailbox.move("INBOX.Privata", 1, "INBOX")
            assert mailbox.select("INBOX").exists == 1
            assert mailbox.select("INBOX.Privata").exists == 1
        desk.close()


def test_a_folder_made_anew_is_read_anew(desk: Desk) -> None:
    desk.other.append("Sent", (), mail(7))
    desk.read()
    slot = desk.found(7)
    desk.other.delete("Sent")
    desk.other.create("Sent")
    for number in (8, 7):
        desk.other.append("Sent", (), mail(number))
    desk.read()
    assert desk.folders_of(slot) == [("Sent", 2)]
    assert desk.store.messages.by_message_id("<m8@esempio.it>")


def test_a_sent_folder_that_somebody_renames_is_followed(desk: Desk) -> None:
    desk.other.append("Sent", (), mail(7))
    desk.read()
    slot = desk.found(7)
    desk.other.rename("Sent", "Posta inviata")
    desk.other.append("Posta inviata", (), mail(8))
    desk.read()
    assert desk.folders_of(slot) == [("Posta inviata", 1)]
    assert desk.store.messages.by_message_id("<m8@esempio.it>")


def test_what_came_since_a_day_is_found_whatever_its_number(desk: Desk) -> None:
    for date in ("01-Jan-2020 10:00:00 +0000", "05-Mar-2021 23:30:00 -0500"):
        desk.other.append("Privata", (), mail(9), date)
    with desk.host.borrow(desk.address) as mailbox:
        mailbox.select("Privata")
        assert mailbox.uids_since(1_614_902_400) == (2,)  # 5 March 2021
        assert mailbox.uids_since(1_614_988_800) == (2,), "a day more is on the safe side"
        assert mailbox.uids_since(1_600_000_000) == (2,)
        assert mailbox.uids_since(0) == (1, 2)

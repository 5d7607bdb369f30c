"""Mail that others drag away, delete or number anew."""

from __future__ import annotations

import pytest

from desktop.domain.errors import SportelloError
from desktop.domain.search import Query
from desktop.engine.timeline import EventLine, timeline
from desktop.engine.workstation import Workstation
from desktop.mime.originals import LARGEST
from tests.fakes.mailbox import INBOX, SENT, FakeMailbox, FakeMailFolder
from tests.unit.engine.shop import HOME, QUESTION, Shop, asked, let, mail

PRIVATE = "Privata"


@pytest.fixture
def anna(shop: Shop) -> Workstation:
    shop.mail.accounts[HOME][PRIVATE] = FakeMailFolder()
    return shop.desks[0].start()


def said(desk: Workstation, ticket: str) -> list[tuple[str, str]]:
    lines = timeline(desk.queries.conversation(ticket), desk.journal.team)
    return [(line.kind, line.value) for line in lines if isinstance(line, EventLine)]


def drag(shop: Shop, uid: int = 1) -> None:
    folders = shop.mail.accounts[HOME]
    moved = folders[INBOX].remove(uid)
    folders[PRIVATE].add(moved.raw, moved.internal_date)


def test_a_dragged_mail_is_located_and_put_back(shop: Shop, anna: Workstation) -> None:
    ticket = asked(shop, anna)
    drag(shop)
    anna.syncing.everything()
    assert said(anna, ticket) == [("mail-moved", PRIVATE)]
    assert len(anna.queries.conversation(ticket).messages) == 1, "it can be read and answered all the same"
    assert len(anna.whereabouts.put_back([ticket])) == 1
    anna.syncing.everything()
    folders = shop.mail.accounts[HOME]
    assert [m.raw for m in folders[INBOX].mails] == [QUESTION]
    assert folders[PRIVATE].mails == []
    assert said(anna, ticket) == []
    assert len(anna.queries.tickets("all", Query(), 10)) == 1
    assert anna.whereabouts.put_back([ticket]) == []


def test_a_deleted_mail_comes_back_from_the_copy_kept_here(shop: Shop, anna: Workstation) -> None:
    ticket = asked(shop, anna)
    date = shop.mail.accounts[HOME][INBOX].remove(1).internal_date
    anna.syncing.everything()
    assert said(anna, ticket) == [("mail-deleted", "")]
    anna.whereabouts.put_back([ticket])
    anna.syncing.everything()
    (back,) = shop.mail.accounts[HOME][INBOX].mails
    assert (back.raw, back.internal_date) == (QUESTION, date)
    assert back.flags == set(), "it waits for an answer, and is to be seen with another program too"
    assert said(anna, ticket) == []


def test_a_deleted_mail_that_was_answered_comes_back_as_answered(shop: Shop, anna: Workstation) -> None:
    ticket = asked(shop, anna)
    let(anna, ticket)
    shop.mail.accounts[HOME][INBOX].remove(1)
    anna.syncing.everything()
    anna.whereabouts.put_back([ticket])
    (back,) = shop.mail.accounts[HOME][INBOX].mails
    assert back.flags == {"\\Seen", "\\Answered"}


@pytest.mark.parametrize("folder", [INBOX, PRIVATE])
def test_another_mail_of_the_same_message_id_is_not_taken_for_it(shop: Shop, anna: Workstation, folder: str) -> None:
    ticket = asked(shop, anna)
    date = shop.mail.accounts[HOME][INBOX].remove(1).internal_date
    other = QUESTION.replace(b"From: <cliente@", b"From: <altro@")
    shop.mail.accounts[HOME][folder].add(other, date)
    anna.syncing.everything()
    assert ("mail-deleted", "") in said(anna, ticket)
    anna.whereabouts.put_back([ticket])
    assert [m.raw for m in shop.mail.accounts[HOME][folder].mails if m.raw == other] == [other]
    assert [m.raw for m in shop.mail.accounts[HOME][INBOX].mails if m.raw != other] == [QUESTION]


def test_a_deletion_is_noticed_beside_a_mail_that_nobody_can_read(shop: Shop, anna: Workstation) -> None:
    ticket = asked(shop, anna)
    inbox = shop.mail.accounts[HOME][INBOX]
    for number in (2, 3, 4):
        shop.mail.deliver(HOME, mail(number))
    inbox.broken[3] = None
    for _ in range(2):
        anna.syncing.everything()
    inbox.remove(1)
    for _ in range(2):
        anna.syncing.everything()
    assert said(anna, ticket) == [("mail-deleted", "")]


def test_two_who_put_it_back_put_it_back_once(shop: Shop, anna: Workstation) -> None:
    ticket = asked(shop, anna)
    bruno = shop.desks[1].start()
    bruno.syncing.everything()
    shop.mail.accounts[HOME][INBOX].remove(1)
    for desk in (anna, bruno):
        desk.syncing.everything()
    for desk in (anna, bruno, anna):
        desk.whereabouts.put_back([ticket])
    assert len(shop.mail.accounts[HOME][INBOX].mails) == 1


def test_one_mail_that_is_lost_keeps_no_other_away(shop: Shop, anna: Workstation) -> None:
    ticket = asked(shop, anna)
    big = mail(2, names="<1@example.org>", sender="cliente@example.org") + b"x" * LARGEST
    shop.mail.deliver(HOME, big)
    anna.syncing.everything()
    slots = list(anna.journal.ticket(ticket).slots)
    assert len(slots) == 2
    for uid in (1, 2):
        shop.mail.accounts[HOME][INBOX].remove(uid)
    anna.syncing.everything()
    with pytest.raises(SportelloError, match="mail-not-kept"):
        anna.whereabouts.put_back(slots[::-1])
    assert [m.raw for m in shop.mail.accounts[HOME][INBOX].mails] == [QUESTION]


def test_a_deleted_mail_that_was_too_big_to_keep_is_said_to_be_lost(shop: Shop, anna: Workstation) -> None:
    shop.mail.deliver(HOME, QUESTION + b"x" * LARGEST)
    anna.syncing.everything()
    (ticket,) = anna.store.entries.waiting()
    shop.mail.accounts[HOME][INBOX].remove(1)
    anna.syncing.everything()
    with pytest.raises(SportelloError, match="mail-not-kept"):
        anna.whereabouts.put_back([ticket])


def test_who_drags_it_back_makes_it_right(shop: Shop, anna: Workstation) -> None:
    ticket = asked(shop, anna)
    drag(shop)
    anna.syncing.everything()
    folders = shop.mail.accounts[HOME]
    moved = folders[PRIVATE].remove(1)
    folders[INBOX].add(moved.raw, moved.internal_date)
    anna.syncing.everything()
    assert said(anna, ticket) == []


def test_mail_of_no_ticket_may_go_where_it_likes(shop: Shop, anna: Workstation) -> None:
    asked(shop, anna)
    robot = mail(7, sender="robot@x.example", more="Auto-Submitted: auto-replied")
    uid = shop.mail.deliver(HOME, robot)
    anna.syncing.everything()
    (found,) = anna.store.messages.by_message_id("<7@posta.example>")
    shop.mail.accounts[HOME][INBOX].remove(uid)
    anna.syncing.everything()
    assert list(anna.store.missing.of([found.slot])) == []
    assert list(anna.store.messages.places(found.slot)) == []


def test_an_unchanged_folder_is_never_listed(shop: Shop, anna: Workstation, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(shop, anna)
    shop.mail.deliver(HOME, mail(2))
    shop.mail.accounts[HOME][INBOX].remove(2)
    shop.mail.deliver(HOME, mail(3))
    for _ in range(3):
        anna.syncing.everything()  # receipts that one sends are read by the next

    def listed(_mailbox: FakeMailbox, uid: int) -> tuple[int, ...]:
        raise AssertionError(uid)

    monkeypatch.setattr(FakeMailbox, "uids_after", listed)
    anna.syncing.everything()


def test_a_folder_that_was_numbered_anew_is_read_anew(shop: Shop, anna: Workstation) -> None:
    ticket = asked(shop, anna)
    inbox = shop.mail.accounts[HOME][INBOX]
    inbox.uid_validity = 2
    inbox.mails[0].uid = 9
    shop.mail.deliver(HOME, mail(5))
    anna.syncing.everything()
    assert [(p.uid_validity, p.uid) for p in anna.store.messages.places(ticket)] == [(2, 9)]
    assert said(anna, ticket) == []
    assert len(anna.queries.tickets("all", Query(), 10)) == 2


def test_a_sent_folder_under_a_new_name_is_followed(
    shop: Shop, anna: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = asked(shop, anna)
    folders = shop.mail.accounts[HOME]
    folders["Inviata"] = folders.pop(SENT)
    monkeypatch.setattr("tests.fakes.mailbox.SENT", "Inviata")
    answer = mail(8, sender=HOME).replace(b"To: <info@negozio.example>", b"To: <cliente@example.org>")
    folders["Inviata"].add(answer.replace(b"Subject: ", b"In-Reply-To: <1@example.org>\r\nSubject: "), int(shop.now))
    anna.syncing.everything()
    assert anna.journal.ticket(ticket).waiting_slots == ()
    assert [cursor.folder for cursor in anna.store.messages.cursors(HOME)] == [INBOX, "Inviata"]

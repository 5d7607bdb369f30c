"""A mail that its server cannot deliver costs that mail; a line that is down costs nothing but time."""

from __future__ import annotations

import pytest

from desktop.domain.errors import Offline
from desktop.domain.search import Query
from desktop.engine.workstation import Workstation
from tests.fakes.mailbox import INBOX, FakeMailbox
from tests.unit.engine.shop import HOME, QUESTION, Shop, asked, let, mail


def subjects(desk: Workstation) -> list[str]:
    return sorted(row.subject for row in desk.queries.tickets("all", Query(), 100))


def numbered(number: int) -> bytes:
    return QUESTION.replace(b"<1@", b"<%d@" % number).replace(b"Reso", b"Reso %d" % number)


def test_a_mail_that_cannot_be_delivered_stops_no_other(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    inbox = shop.mail.accounts[HOME][INBOX]
    for number in (2, 3, 4):
        shop.mail.deliver(HOME, numbered(number))
    inbox.broken[3] = None
    let(anna, ticket)
    (trouble,) = anna.syncing.everything().troubles
    assert (trouble.code, trouble.facts) == ("mail-unreadable", {"address": HOME, "folder": INBOX, "uid": 3})
    assert subjects(anna) == ["Reso", "Reso 2", "Reso 4"]
    shop.mail.deliver(HOME, numbered(5))
    assert anna.syncing.everything().troubles == (), "said once"
    assert subjects(anna) == ["Reso", "Reso 2", "Reso 4", "Reso 5"]


def test_its_headers_stand_for_it_where_they_can_be_had(shop: Shop) -> None:
    anna = shop.desks[0].start()
    asked(shop, anna)
    shop.mail.deliver(HOME, numbered(2))
    shop.mail.accounts[HOME][INBOX].broken[2] = numbered(2).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert [trouble.code for trouble in anna.syncing.everything().troubles] == ["mail-unreadable"]
    assert subjects(anna) == ["Reso", "Reso 2"]
    (found,) = anna.store.messages.by_message_id("<2@example.org>")
    assert (found.mail.damage, found.mail.text) == ("unreadable", "")
    for ticket in anna.store.entries.waiting():
        let(anna, ticket)
    assert shop.answers() == 2


def test_a_server_that_delivers_no_mail_at_all_loses_none(shop: Shop) -> None:
    anna = shop.desks[0].start()
    asked(shop, anna)
    inbox = shop.mail.accounts[HOME][INBOX]
    for number in range(2, 61):
        shop.mail.deliver(HOME, mail(number))
    inbox.broken.update(dict.fromkeys(range(1, 61)))
    assert [trouble.code for trouble in anna.syncing.everything().troubles] == ["connection-lost"]
    inbox.broken.clear()
    assert anna.syncing.everything().troubles == ()
    assert len(subjects(anna)) == 60


def test_a_line_that_goes_down_at_any_step_loses_none(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = shop.desks[0].start()
    asked(shop, anna)
    inbox = shop.mail.accounts[HOME][INBOX]
    left = [0]
    reach = FakeMailbox._reach

    def cut(mailbox: FakeMailbox) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Offline("unreachable-host", host="fake", port=0, address=HOME, detail="")
        reach(mailbox)

    given_up = 0
    for step in range(1, 60, 2):
        begin = 10 * step
        uids = [shop.mail.deliver(HOME, numbered(begin + number)) for number in range(3)]
        inbox.broken[uids[1]] = None
        left[0] = step
        with monkeypatch.context() as patched:
            patched.setattr(FakeMailbox, "_reach", cut)
            given_up += sum(trouble.code == "mail-unreadable" for trouble in anna.syncing.everything().troubles)
        given_up += sum(trouble.code == "mail-unreadable" for trouble in anna.syncing.everything().troubles)
        for number in (0, 2):
            assert anna.store.messages.by_message_id(f"<{begin + number}@example.org>"), step
    assert given_up == 30, "each of them, and nothing else"

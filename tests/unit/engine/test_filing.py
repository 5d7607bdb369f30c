"""Mail in bulk, and mail that hangs together in odd ways: what becomes one ticket, and that none stops the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.commands import MergeTickets, SplitTicket
from desktop.domain.errors import RefusedByTeam, UsageError
from desktop.domain.search import Query
from desktop.engine import filing, journal, threads
from desktop.engine.threads import thread_of
from desktop.engine.workstation import Workstation
from desktop.journal.filing import SLOTS
from tests.unit.engine.shop import HOME, QUESTION, Shop, asked, flood, let, mail, reply


def sizes(desk: Workstation) -> list[int]:
    rows = desk.queries.tickets("all", Query(), 100)
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


def test_a_ticket_begins_with_the_question_though_the_reminders_came_within_the_same_second(shop: Shop) -> None:
    anna = shop.desks[0].start()
    shop.mail.deliver(HOME, mail(0).replace(b"Allarme", b"Domanda"))
    for number in range(1, 6):
        shop.mail.deliver(HOME, mail(number, names=" ".join(f"<{named}@posta.example>" for named in range(number))))
    anna.syncing.everything()
    (row,) = anna.queries.tickets("all", Query(), 10)
    assert row.subject == "Domanda"


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


# -- several customers ----------------------------------------------------------------------------------------------

CARLA, DARIO = "carla@posta.example", "dario@posta.example"
NEWSLETTER = "<novita@negozio.example>"


def newsletter(to: str) -> bytes:
    return (
        f"From: <{HOME}>\r\nTo: <{to}>\r\nSubject: Novita\r\nMessage-ID: {NEWSLETTER}\r\n"
        "Date: Wed, 08 Oct 2025 10:00:00 +0000\r\n\r\nCi sono.\r\n"
    ).encode()


@pytest.mark.parametrize("stored", [False, True])
def test_two_customers_who_answer_one_newsletter_have_a_ticket_each(shop: Shop, stored: bool) -> None:
    anna = shop.desks[0].start()
    anna.syncing.everything()
    if stored:
        shop.mail.accounts[HOME]["Sent"].add(newsletter(HOME), int(shop.now))
    for number, sender in enumerate((CARLA, DARIO, CARLA)):
        shop.mail.deliver(HOME, mail(number, names=NEWSLETTER, sender=sender))
    anna.syncing.everything()
    assert sizes(anna) == [1, 2]
    for ticket in anna.store.entries.waiting():
        let(anna, ticket)
    assert [sent.recipients for sent in shop.smtp.accepted if b"auto-replied" not in sent.message] == [
        (CARLA,),
        (DARIO,),
    ]


def both(shop: Shop, desk: Workstation) -> str:
    """Two customers in one ticket: the second answers the first one's mail."""
    shop.mail.deliver(HOME, mail(1, sender=CARLA))
    shop.mail.deliver(HOME, mail(2, sender=DARIO, names="<1@posta.example>"))
    desk.syncing.everything()
    (ticket,) = desk.store.entries.waiting()
    return ticket


def test_an_answer_that_would_not_reach_every_customer_it_covers_is_refused(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = both(shop, anna)
    with pytest.raises(RefusedByTeam, match="several-customers") as refused:
        let(anna, ticket)
    assert refused.value.facts["customers"] == CARLA
    assert shop.answers() == 0
    anna.acting.act(ticket, SplitTicket(anna.queries.mails(ticket, [DARIO.upper()])))
    for waiting in anna.store.entries.waiting():
        let(anna, waiting)
    assert shop.answers() == 2
    assert anna.store.entries.waiting() == []


def test_who_was_split_off_goes_on_in_the_own_ticket(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = both(shop, anna)
    slots = anna.queries.mails(ticket, ["<2@posta.example>"])
    anna.acting.act(ticket, SplitTicket(slots))
    shop.mail.deliver(HOME, mail(3, sender=CARLA, names="<1@posta.example>"))
    anna.syncing.everything()
    shop.mail.deliver(HOME, mail(4, sender=DARIO, names="<1@posta.example>"))
    anna.syncing.everything()
    for number, home in ((3, ticket), (4, slots[0])):
        (found,) = anna.store.messages.by_message_id(f"<{number}@posta.example>")
        assert found.ticket == home


def test_a_person_may_name_both_addresses_of_one_customer(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = both(shop, anna)
    anna.sending.send(replace(reply(anna, ticket), cc=(CARLA,)), lambda: True)
    assert shop.answers() == 1


def test_what_can_be_split_off(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = both(shop, anna)
    with pytest.raises(UsageError, match="no-such-mail"):
        anna.queries.mails(ticket, ["nessuno@posta.example"])
    with pytest.raises(RefusedByTeam, match="first-mail"):
        anna.queries.mails(ticket, [CARLA])


def test_tickets_of_different_customers_are_not_merged(shop: Shop) -> None:
    anna = shop.desks[0].start()
    for number, sender in ((1, CARLA), (2, DARIO), (3, CARLA)):
        shop.mail.deliver(HOME, mail(number, sender=sender))
    anna.syncing.everything()
    carla, dario, again = anna.store.entries.waiting()
    with pytest.raises(RefusedByTeam, match="other-customer") as refused:
        anna.acting.act(carla, MergeTickets(dario))
    assert refused.value.facts["customers"] == f"{CARLA}, {DARIO}"
    anna.acting.act(carla, MergeTickets(again))
    assert sizes(anna) == [1, 2]

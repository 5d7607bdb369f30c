"""What a person has been shown, and what a look at the mail leaves behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.errors import RefusedByTeam, SportelloError
from desktop.domain.search import Query
from desktop.engine import intake
from desktop.journal.entries import IMPORT, START, Position
from desktop.ports.store.drafts import Draft
from desktop.ports.store.reader import TicketRow
from tests.fakes.log import Fate
from tests.fakes.outgoing import Course, Plan
from tests.unit.engine.shop import QUESTION, Shop, asked, let, reply

HOME = "info@negozio.example"
MORE = (
    b"From: <cliente@example.org>\r\nTo: <info@negozio.example>\r\nSubject: Re: Reso\r\nMessage-ID: <2@example.org>\r\n"
    b"In-Reply-To: <1@example.org>\r\nDate: Thu, 09 Oct 2025 10:05:00 +0000\r\n\r\nAnzi, annullate tutto.\r\n"
)


# -- what was shown ---------------------------------------------------------------------------------------------


def test_a_mail_whose_text_has_not_come_has_not_been_shown(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    shop.mail.deliver(HOME, MORE)
    bruno.syncing.everything()
    anna.syncing.journal_only()
    shown = anna.queries.conversation(ticket)
    assert [message.mail.message_id for message in shown.messages] == ["<1@example.org>"]
    with pytest.raises(RefusedByTeam, match="news-arrived"):
        anna.sending.send(replace(reply(anna, ticket), shown=shown.shown), lambda: True)
    shown = anna.queries.conversation(ticket)
    assert len(shown.messages) == 2
    assert shown.shown == anna.journal.head
    anna.sending.send(replace(reply(anna, ticket), shown=shown.shown), lambda: True)
    assert shop.answers() == 1


def test_a_reply_to_what_was_never_shown_covers_only_what_can_be_read_here(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    shop.mail.deliver(HOME, MORE)
    bruno.syncing.everything()
    with pytest.raises(RefusedByTeam, match="news-arrived"):
        anna.sending.send(replace(reply(anna, ticket), shown=START), lambda: True)
    anna.sending.send(replace(reply(anna, ticket), shown=START), lambda: True)
    assert shop.answers() == 1


def test_a_ticket_whose_mail_has_not_come_has_not_been_shown(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    anna.syncing.everything()
    ticket = asked(shop, bruno)
    anna.syncing.journal_only()
    shown = anna.queries.conversation(ticket)
    assert shown.messages == ()
    with pytest.raises(RefusedByTeam, match="news"):
        anna.sending.send(replace(reply(anna, ticket), shown=shown.shown), lambda: True)
    assert shop.answers() == 0


def test_what_a_sync_beside_the_show_adds_was_not_shown(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    shop.mail.deliver(HOME, MORE)
    bruno.syncing.everything()
    before, row = anna.journal.head, anna.store.reader.row

    def meanwhile(asked_for: str) -> TicketRow | None:
        anna.syncing.everything()
        return row(asked_for)

    monkeypatch.setattr(anna.store.reader, "row", meanwhile)
    assert anna.queries.conversation(ticket).shown == before


# -- a new mail -------------------------------------------------------------------------------------------------


def new_mail(draft: str) -> Draft:
    position = Position(0, 0)
    to = ("cliente@example.org",)
    return Draft(draft, "", HOME, to, (), "Offerta", "Gentile cliente.", False, False, position, 0, "sending")


def test_a_new_mail_taken_back_in_the_undo_window_opens_no_ticket(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    anna.syncing.everything()
    with pytest.raises(SportelloError, match="send-undone"):
        anna.sending.send(new_mail(anna.new_id()), lambda: False)
    bruno.syncing.everything()
    for desk in (anna, bruno):
        assert list(desk.queries.tickets("all", Query(), 10)) == []
    assert [(item.kind, item.reason, item.text) for item in anna.reviewing.items()] == [
        ("stopped", "send-undone", "Gentile cliente.")
    ]


def test_a_reply_taken_back_in_the_undo_window_has_held_its_ticket(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    holders: list[str] = []

    def undo() -> bool:
        bruno.syncing.everything()
        claim = bruno.journal.ticket(ticket).claim
        holders.append(claim.agent if claim else "")
        return False

    with pytest.raises(SportelloError, match="send-undone"):
        anna.sending.send(reply(anna, ticket), undo)
    assert holders == ["anna"]
    assert anna.journal.ticket(ticket).claim is None


# -- a look at the mail -----------------------------------------------------------------------------------------


def test_what_a_full_mailbox_kept_from_being_said_is_said_once(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    anna.syncing.everything()
    shop.mail.deliver(HOME, QUESTION)
    shop.server.on_append = lambda *_: Fate.FULL
    for _ in range(4):
        assert anna.syncing.everything().doubt is not None
    assert [row.kind for row in anna.store.outbox.pending()] == ["opened"]
    shop.server.on_append = lambda *_: Fate.STORED
    anna.syncing.everything()
    bruno.syncing.everything()
    assert len(bruno.queries.tickets("all", Query(), 10)) == 1


def test_the_last_look_gives_the_turn_to_import_back(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, bruno)
    for number in range(3):
        shop.mail.deliver(HOME, QUESTION.replace(b"<1@", b"<%d@" % (10 + number)).replace(b"Reso", b"Altro"))
    anna.syncing.journal_only()
    monkeypatch.setattr(intake, "BIG", 2)
    let(anna, ticket)
    assert anna.journal.team.roles.get(IMPORT) is None
    assert shop.answers() == 1


# -- settled by a person ----------------------------------------------------------------------------------------


def test_an_answer_known_by_its_flag_can_be_dismissed_from_the_review(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    shop.mail.accounts[HOME]["INBOX"].mails[0].flags.add("\\Answered")
    anna.syncing.everything()
    (item,) = anna.reviewing.items()
    assert item.kind == "flagged"
    assert anna.reviewing.settle(item.id, "dismiss") == "dismissed"
    anna.syncing.everything()
    assert shop.desks[0].start().reviewing.items() == []
    assert anna.journal.ticket(ticket).waiting_slots == ()


def test_an_alarm_can_be_dismissed_from_the_review(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    shop.smtp.plan = lambda _: Plan(Course.REPLY_LOST)
    with pytest.raises(SportelloError, match="send-uncertain"):
        let(anna, ticket)
    shop.smtp.plan = lambda _: Plan()
    anna.reviewing.settle(next(iter(anna.journal.ticket(ticket).grants)), "not-sent")
    let(anna, ticket)
    first = next(mail.message for mail in shop.smtp.accepted if b"auto-replied" not in mail.message)
    shop.mail.accounts[HOME]["Sent"].add(first, int(shop.now))
    anna.syncing.everything()
    (alarm,) = [item for item in anna.reviewing.items() if item.kind == "alarm"]
    assert anna.reviewing.settle(alarm.id, "dismiss") == "dismissed"
    assert [item.kind for item in anna.reviewing.items() if item.kind == "alarm"] == []
    bruno.syncing.everything()
    assert [item.kind for item in bruno.reviewing.items()] == ["alarm"], "each person for themselves"

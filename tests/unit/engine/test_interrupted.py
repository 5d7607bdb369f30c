"""Killed, cut or refused between two steps of an answer: what the next start, or the next command, makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.commands import ReleaseTicket
from desktop.domain.errors import RefusedByTeam, SportelloError
from desktop.domain.ticket import Status
from desktop.engine.workstation import Workstation
from desktop.ports.log import AppendRefused
from tests.fakes.log import Fate
from tests.fakes.outgoing import Course, Plan, Taken
from tests.unit.engine.shop import Killed, Shop, asked, killed, let, once_on, reply


def refused() -> Fate:
    raise AppendRefused("other", "[SERVERBUG] Internal error")


def uncertain(shop: Shop, desk: Workstation, ticket: str, course: Course = Course.DOT_LOST) -> str:
    """An answer of which nobody knows whether it has left; its grant."""
    shop.smtp.plan = lambda _: Plan(course)
    with pytest.raises(SportelloError, match="send-uncertain"):
        let(desk, ticket)
    shop.smtp.plan = lambda _: Plan()
    return next(iter(desk.journal.ticket(ticket).grants))


@pytest.mark.parametrize("kind", ["sent", "released", "status-changed"])
def test_a_mail_that_was_seen_leaving_is_finished_by_the_next_sync(shop: Shop, kind: str) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    shop.server.on_append = once_on(kind, killed)
    with pytest.raises(Killed):
        anna.sending.send(replace(reply(anna, ticket), resolve=True), lambda: True)
    again = shop.desks[0].start()
    assert again.store.drafts.in_state("stopped") == []
    again.syncing.everything()
    again.syncing.everything()
    state = again.journal.ticket(ticket)
    assert (state.status, state.claim, state.waiting_slots) == (Status.RESOLVED, None, ())
    assert again.reviewing.items() == []
    folders = shop.mail.accounts["info@negozio.example"]
    assert "\\Answered" in folders["INBOX"].mails[0].flags
    assert sum(b"Gentile cliente" in mail.raw for mail in folders["Sent"].mails) == 1
    assert shop.answers() == 1


def test_an_answer_killed_before_its_mail_began_can_be_given_at_once(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)

    def plan(_: Taken) -> Plan:
        raise Killed

    shop.smtp.plan = plan
    with pytest.raises(Killed):
        let(anna, ticket)
    shop.smtp.plan = lambda _: Plan()
    again = shop.desks[0].start()
    assert [(item.kind, item.reason) for item in again.reviewing.items()] == [("stopped", "interrupted")]
    let(again, ticket)
    assert shop.answers() == 1
    assert [item.reason for item in again.reviewing.items()] == ["interrupted"]
    assert again.journal.ticket(ticket).claim is None


def test_an_answer_that_is_being_sent_here_asks_nobody_to_decide(shop: Shop) -> None:
    """Its person is told of the outcome; a colleague sees that it is leaving."""
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    listed: list[tuple[list[str], list[str]]] = []

    def plan(_: Taken) -> Plan:
        bruno.syncing.everything()
        here, there, left = (
            [item.kind for item in desk.reviewing.items(in_use)]
            for desk, in_use in ((anna, lambda: True), (bruno, lambda: True), (anna, lambda: False))
        )
        listed.append((here, there))
        assert left == ["leaving"], "and when no process lives any more, it is no secret"
        return Plan(Course.DOT_LOST)

    shop.smtp.plan = plan
    with pytest.raises(SportelloError, match="send-uncertain"):
        let(anna, ticket)
    assert listed == [([], ["leaving"])]
    assert [item.kind for item in anna.reviewing.items()] == ["uncertain"]


def test_a_command_after_a_crash_is_judged_by_how_the_crash_ended(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    shop.smtp.plan = lambda _: Plan(Course.CUT_BEFORE_DOT)
    shop.server.on_append = once_on("send-attempt", killed)
    with pytest.raises(Killed):
        let(anna, ticket)
    again = shop.desks[0].start()
    again.acting.act(ticket, ReleaseTicket())
    shop.server.on_append = lambda *_: Fate.STORED
    shop.smtp.plan = lambda _: Plan()
    bruno.syncing.everything()
    let(bruno, ticket)
    assert shop.answers() == 1


def test_a_mail_has_left_even_when_the_journal_will_not_have_it(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    shop.server.on_append = once_on("sent", refused)
    let(anna, ticket)
    anna.syncing.everything()
    state = anna.journal.ticket(ticket)
    assert (state.waiting_slots, state.claim) == ((), None)
    assert anna.reviewing.items() == []
    assert shop.answers() == 1


def test_what_follows_an_answer_waits_for_a_journal_that_refuses(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    shop.server.on_append = once_on("released", refused)
    let(anna, ticket)
    anna.syncing.everything()
    assert anna.journal.ticket(ticket).claim is None
    assert anna.reviewing.items() == []


def test_another_attempt_that_the_journal_refuses_ends_the_answer(shop: Shop) -> None:
    """And leaves no grant that stands open until the next start."""
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    shop.smtp.plan = lambda _: Plan(Course.LATER_ENVELOPE)
    shop.server.on_append = once_on("send-attempt", refused)
    with pytest.raises(SportelloError, match="send-abandoned"):
        let(anna, ticket)
    assert [grant.state for grant in anna.journal.ticket(ticket).grants.values()] == ["abandoned"]
    assert [(item.kind, item.reason) for item in anna.reviewing.items()] == [("stopped", "send-abandoned")]
    shop.smtp.plan = lambda _: Plan()
    let(anna, ticket)
    assert shop.answers() == 1


# -- uncertain, and sent again ----------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", ["resend", "not-sent"])
def test_a_resend_whose_sent_could_not_be_said_yet_is_sent(shop: Shop, decision: str) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    grant = uncertain(shop, anna, ticket)

    def down() -> Fate:
        shop.server.up = False
        return Fate.NOT_BEGUN

    shop.server.on_append = once_on("sent", down)
    assert anna.reviewing.settle(grant, "resend") == "sent"
    shop.server.up = True
    assert [item.kind for item in anna.reviewing.items()] == ["uncertain"]
    with pytest.raises(RefusedByTeam, match="sent"):
        anna.reviewing.settle(grant, decision)
    assert shop.answers() == 1
    assert anna.journal.ticket(ticket).grants[grant].state == "sent"
    assert anna.reviewing.items() == []


def test_a_resend_that_did_not_leave_is_over_and_can_be_settled(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    grant = uncertain(shop, anna, ticket)
    shop.smtp.plan = lambda _: Plan(Course.LATER_ENVELOPE)
    with pytest.raises(SportelloError, match="send-uncertain"):
        anna.reviewing.settle(grant, "resend")
    assert anna.reviewing.settle(grant, "not-sent") == "not-sent"
    shop.smtp.plan = lambda _: Plan()
    let(anna, ticket)
    assert shop.answers() == 1


def test_the_process_that_sent_it_believes_the_copy_in_sent_too(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    grant = uncertain(shop, anna, ticket, Course.REPLY_LOST)
    sent = next(mail.message for mail in shop.smtp.accepted if b"auto-replied" not in mail.message)
    shop.mail.accounts["info@negozio.example"]["Sent"].add(sent, int(shop.now))
    anna.syncing.everything()
    state = anna.journal.ticket(ticket)
    assert (state.grants[grant].state, state.claim) == ("sent", None)
    assert anna.reviewing.items() == []

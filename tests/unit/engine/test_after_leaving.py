"""What an answer does to its ticket once it has left: once, whatever happens in between, and never over a colleague's
newer word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.commands import SetStatus, TagTicket
from desktop.domain.texts import After
from desktop.domain.ticket import Status
from tests.fakes.log import Fate
from tests.unit.engine.shop import Killed, Shop, asked, killed, once_on, reply

AFTER = After(("late",), "on-hold", 1_800_000_000, "delivery/late", "informed", ("late",))
DONE = ("tagged", "classified", "promised", "status-changed")


def test_a_crash_in_the_middle_of_it_undoes_no_colleagues_work(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    shop.server.on_append = once_on("promised", killed)
    with pytest.raises(Killed):
        anna.sending.send(replace(reply(anna, ticket), after=AFTER), lambda: True)
    bruno.syncing.everything()
    bruno.acting.act(ticket, TagTicket((), ("late",)))
    bruno.acting.act(ticket, SetStatus(Status.RESOLVED))

    again = shop.desks[0].crashed()
    again.syncing.everything()

    bruno.syncing.everything()
    found = bruno.journal.ticket(ticket)
    assert (found.tags, found.status, len(found.promises)) == ((), "resolved", 1)
    said = [row.kind for row in bruno.store.entries.of_ticket(ticket) if row.agent == "anna"]
    assert [said.count(kind) for kind in DONE] == [1, 1, 1, 0], (
        "a status that has changed since is a person's to decide"
    )


def test_what_is_finished_late_leaves_the_status_to_whoever_has_been_there_since(shop: Shop) -> None:
    """The mail has left, and the process dies before it could say so."""
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    shop.server.on_append = once_on("sent", killed)
    with pytest.raises(Killed):
        anna.sending.send(replace(reply(anna, ticket), after=AFTER), lambda: True)
    bruno.syncing.everything()
    bruno.acting.act(ticket, SetStatus(Status.RESOLVED))

    again = shop.desks[0].crashed()
    again.syncing.everything()

    found = again.journal.ticket(ticket)
    assert (found.tags, found.status) == (("late",), "resolved")
    assert again.reviewing.items() == []


def test_the_status_is_not_lost_where_the_log_did_not_take_that_it_was_sent(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    shop.server.on_append = once_on("sent", lambda: Fate.THROTTLED)
    anna.sending.send(replace(reply(anna, ticket), after=AFTER), lambda: True)
    assert anna.journal.ticket(ticket).waiting_slots
    shop.wait(700)
    anna.syncing.everything()
    found = anna.journal.ticket(ticket)
    assert (found.waiting_slots, found.status) == ((), "on-hold")


def test_two_lanes_that_finish_the_same_answer_do_it_once(shop: Shop) -> None:
    """The mailbox lane pays debts while the outgoing lane waits for the copy in Sent."""
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    finish, first = anna.sending._aftermath.finish, iter([True])

    def slow(send: object) -> None:
        if next(first, False):
            anna.sending.finish_interrupted()
        finish(send)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(anna.sending._aftermath, "finish", slow)
        anna.sending.send(replace(reply(anna, ticket), after=AFTER), lambda: True)
    said = [row.kind for row in anna.store.entries.of_ticket(ticket)]
    assert [said.count(kind) for kind in DONE] == [1, 1, 1, 1]
    assert anna.store.profile.get("texts-used") == {"late": 1}

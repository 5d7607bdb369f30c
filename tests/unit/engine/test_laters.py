"""Answers that leave later: at their time, once, from their author's workstation; stopped by what stands in their way,
by the customer's word, and by not being there when the time came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from desktop.domain.commands import WriteNote
from desktop.engine.laters import GRACE
from desktop.engine.workstation import Workstation
from desktop.journal.entries import Removed
from desktop.ports.store.drafts import Draft
from tests.fakes.log import Fate
from tests.fakes.outgoing import Taken
from tests.unit.engine.shop import Desk, Killed, Shop, asked, killed, let, once_on, reply

HOUR = 3600


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    for desk in shop.desks:
        desk.close()


@pytest.fixture
def anna(shop: Shop) -> Workstation:
    return shop.desks[0].start()


@pytest.fixture
def bruno(shop: Shop) -> Workstation:
    return shop.desks[1].start()


@pytest.fixture
def ticket(shop: Shop, anna: Workstation) -> str:
    return asked(shop, anna)


def planned(shop: Shop, station: Workstation, ticket: str, hours: int = 2) -> Draft:
    """An answer on the ticket that leaves in so many hours, told to the team."""
    station.journal.catch_up()
    draft = replace(reply(station, ticket), state="writing", leaves=int(shop.now) + hours * HOUR)
    station.store.drafts.put(draft)
    station.laters.plan(draft)
    station.syncing.journal_only()
    return draft


def state(station: Workstation, draft: Draft) -> tuple[str, str]:
    found = station.store.drafts.get(draft.id)
    assert found is not None
    return found.state, found.reason


def departures(station: Workstation, ticket: str) -> list[tuple[str, str]]:
    station.journal.catch_up()
    return [(one.agent, one.state.value) for one in station.journal.ticket(ticket).departures]


def customer_writes(shop: Shop) -> None:
    shop.mail.deliver(
        "info@negozio.example",
        b"From: <cliente@example.org>\r\nTo: <info@negozio.example>\r\nSubject: Re: Reso\r\nMessage-ID:"
        b" <2@example.org>\r\nIn-Reply-To: <1@example.org>\r\nDate: Thu, 09 Oct 2025 12:00:00 +0000\r\n\r\nAncora.\r\n",
    )


def test_it_leaves_at_its_time_and_the_team_knows_when(
    shop: Shop, anna: Workstation, bruno: Workstation, ticket: str
) -> None:
    draft = planned(shop, anna, ticket)
    bruno.syncing.everything()
    assert [(one.agent, one.due, one.own) for one in bruno.laters.listed()] == [
        (anna.journal.team.agent_name(anna.journal.me.agent), draft.leaves, False)
    ]
    assert bruno.journal.ticket(ticket).claim is None, "nobody holds it meanwhile"
    shop.wait(2 * HOUR - 1)
    anna.syncing.everything()
    assert shop.answers() == 0
    assert anna.laters.next_due() == draft.leaves

    shop.wait(1)
    bruno.syncing.everything()
    assert shop.answers() == 0, "not from a colleague's"
    anna.syncing.everything()

    assert shop.answers() == 1
    assert state(anna, draft) == ("sent", "")
    assert departures(bruno, ticket) == []
    anna.syncing.everything()
    assert shop.answers() == 1


def test_the_customer_cancels_it_at_once_and_that_is_said(shop: Shop, anna: Workstation, ticket: str) -> None:
    draft = planned(shop, anna, ticket)
    customer_writes(shop)
    anna.syncing.everything()
    anna.syncing.journal_only()
    assert state(anna, draft) == ("stopped", "later-customer-wrote")
    assert departures(anna, ticket) == []
    (item,) = anna.reviewing.items()
    assert (item.kind, item.reason, item.text) == ("stopped", "later-customer-wrote", "Gentile cliente.")
    shop.wait(3 * HOUR)
    anna.syncing.everything()
    assert shop.answers() == 0


def test_a_colleagues_answer_stops_it_and_so_does_a_note(
    shop: Shop, anna: Workstation, bruno: Workstation, ticket: str
) -> None:
    first = planned(shop, anna, ticket)
    bruno.syncing.everything()
    bruno.acting.act(ticket, WriteNote("prima sentire il corriere"))
    anna.syncing.journal_only()
    assert state(anna, first) == ("stopped", "news-note")
    second = planned(shop, anna, ticket)
    let(bruno, ticket)
    anna.syncing.journal_only()
    assert state(anna, second)[0] == "stopped"
    assert state(anna, second)[1] == "answered"
    shop.wait(3 * HOUR)
    anna.syncing.everything()
    assert shop.answers() == 1


def test_what_was_missed_comes_to_review_and_leads_see_it(
    shop: Shop, anna: Workstation, bruno: Workstation, ticket: str
) -> None:
    """Anna leads. Bruno's computer is off when its time comes."""
    bruno.syncing.everything()
    draft = planned(shop, bruno, ticket)
    shop.desks[1].close()
    shop.wait(2 * HOUR + GRACE + 1)
    anna.syncing.everything()
    (item,) = anna.reviewing.items()
    assert (item.kind, item.reason, item.when) == ("missed", "later-not-left", draft.leaves)

    bruno = shop.desks[1].crashed()
    bruno.syncing.everything()

    assert shop.answers() == 0
    assert state(bruno, draft) == ("stopped", "later-missed")
    assert departures(anna, ticket) == [("bruno", "missed")]
    assert [item.kind for item in anna.reviewing.items()] == ["missed"]
    assert [item.kind for item in bruno.reviewing.items()] == ["stopped"], "an agent reviews their own"
    let(anna, ticket)
    assert departures(anna, ticket) == []
    assert anna.reviewing.items() == []


def test_a_lead_may_have_seen_it(shop: Shop, anna: Workstation, bruno: Workstation, ticket: str) -> None:
    bruno.syncing.everything()
    planned(shop, bruno, ticket)
    shop.wait(3 * HOUR)
    anna.syncing.everything()
    (item,) = anna.reviewing.items()
    anna.reviewing.settle(item.id, "dismiss")
    assert anna.reviewing.items() == []


def test_a_program_that_starts_a_moment_late_sends_it(shop: Shop, anna: Workstation, ticket: str) -> None:
    draft = planned(shop, anna, ticket)
    shop.wait(2 * HOUR + GRACE - 60)
    again = shop.desks[0].crashed()
    again.syncing.everything()
    assert (shop.answers(), state(again, draft)[0]) == (1, "sent")


def test_without_the_line_it_waits_as_what_is_written_without_one(shop: Shop, anna: Workstation, ticket: str) -> None:
    draft = planned(shop, anna, ticket)
    shop.server.up = False
    shop.wait(2 * HOUR)
    anna.laters.round()
    assert state(anna, draft)[0] == "kept"
    shop.server.up = True
    shop.wait(HOUR)
    anna.syncing.everything()
    assert (shop.answers(), state(anna, draft)[0]) == (1, "sent")


def test_it_is_taken_back_and_written_on(shop: Shop, anna: Workstation, ticket: str) -> None:
    draft = planned(shop, anna, ticket)
    assert anna.laters.take_back(draft.id) == ticket
    assert anna.laters.take_back(draft.id) == ""
    assert state(anna, draft)[0] == "writing"
    anna.syncing.journal_only()
    assert departures(anna, ticket) == []
    shop.wait(3 * HOUR)
    anna.syncing.everything()
    assert shop.answers() == 0


def test_a_clock_that_is_ahead_sends_nothing_early(shop: Shop, anna: Workstation, ticket: str) -> None:
    draft = planned(shop, anna, ticket)
    shop.wait(HOUR)
    shop.desks[0].clock.wall_error = HOUR + 60
    assert [left.stopped.code for left in anna.laters.round() if left.stopped] == ["clock-off"]
    assert (shop.answers(), state(anna, draft)[0]) == (0, "later")
    shop.desks[0].clock.wall_error = 0
    shop.wait(HOUR)
    anna.syncing.everything()
    assert shop.answers() == 1


def test_a_clock_that_is_behind_sends_it_in_time(shop: Shop, anna: Workstation, ticket: str) -> None:
    planned(shop, anna, ticket)
    shop.desks[0].clock.wall_error = -200
    shop.wait(2 * HOUR + 10)
    anna.syncing.everything()
    assert shop.answers() == 1


# --- crashes ----------------------------------------------------------------------------------------------------


def at_accept(shop: Shop) -> None:
    def die(_: Taken) -> None:
        shop.smtp.on_accept = lambda _: None
        raise Killed

    shop.smtp.on_accept = die


def on(kind: str, act: Callable[[], Fate]) -> Callable[[Shop], None]:
    def arm(shop: Shop) -> None:
        shop.server.on_append = once_on(kind, act)

    return arm


STEPS: list[tuple[Callable[[Shop], None], int, str]] = [
    (on("renewed", killed), 1, "sent"),
    (on("send-plan-ended", killed), 0, "stopped"),
    (on("claimed", killed), 0, "stopped"),
    (on("send-intended", killed), 0, "stopped"),
    (at_accept, 1, "stopped"),
    (on("sent", killed), 1, "sent"),
    (on("released", killed), 1, "sent"),
]
"""Where the process dies, how many mails the server has in the end, and where the text is then."""


@pytest.mark.parametrize(
    ("arm", "mails", "ends"), STEPS, ids=["time", "plan", "claim", "intent", "dot", "sent", "after"]
)
def test_a_crash_at_any_step_never_sends_it_twice_and_loses_no_text(
    shop: Shop, anna: Workstation, ticket: str, arm: Callable[[Shop], None], mails: int, ends: str
) -> None:
    draft = planned(shop, anna, ticket)
    shop.wait(2 * HOUR)
    arm(shop)
    desk: Desk = shop.desks[0]
    with pytest.raises(Killed):
        anna.syncing.everything()
    again = desk.crashed()
    for _ in range(3):
        again.syncing.everything()
        shop.wait(60)
    assert shop.answers() == mails
    assert state(again, draft)[0] == ends
    assert departures(again, ticket) == []
    found = again.store.drafts.get(draft.id)
    assert found is not None
    assert found.text == "Gentile cliente."


def test_a_crash_while_it_is_planned_leaves_it_written_or_planned(shop: Shop, anna: Workstation, ticket: str) -> None:
    """Both in one transaction: a plan whose word the team has not got yet is told after the restart."""
    draft = replace(reply(anna, ticket), state="writing", leaves=int(shop.now) + HOUR)
    anna.store.drafts.put(draft)
    anna.laters.plan(draft)
    again = shop.desks[0].crashed()
    assert departures(again, ticket) == []
    again.syncing.everything()
    assert departures(again, ticket) == [("anna", "planned")]


# --- and then the ticket waits for others -----------------------------------------------------------------------


def test_once_it_is_sent_the_ticket_waits_for_others_and_reminds(shop: Shop, anna: Workstation, ticket: str) -> None:
    until = int(shop.now) + 72 * HOUR
    anna.sending.send(replace(reply(anna, ticket), remind=until), lambda: True)
    found = anna.journal.ticket(ticket)
    assert found.snooze is not None
    assert (found.status.value, found.snooze.until) == ("on-hold", until)


def test_what_does_not_leave_reminds_of_nothing(shop: Shop, anna: Workstation, bruno: Workstation, ticket: str) -> None:
    bruno.syncing.everything()
    let(bruno, ticket)
    with pytest.raises(Exception, match="answered"):
        anna.sending.send(replace(reply(anna, ticket), remind=int(shop.now) + HOUR), lambda: True)
    found = anna.journal.ticket(ticket)
    assert (found.status.value, found.snooze) == ("waiting", None)


def test_what_is_taken_back_while_the_time_is_asked_stays(shop: Shop, anna: Workstation, ticket: str) -> None:
    """The outgoing lane waits for the server's time; meanwhile its author, on another lane, goes on writing."""
    draft = planned(shop, anna, ticket)
    shop.wait(2 * HOUR)
    ask = anna.laters._automatic.ask_time

    def asking() -> None:
        ask()
        assert anna.laters.take_back(draft.id) == ticket
        known = anna.store.drafts.get(draft.id)
        assert known is not None
        anna.store.drafts.put(replace(known, text="Scrivo ancora"))

    with patch.object(anna.laters._automatic, "ask_time", asking):
        assert anna.laters.round() == []
    found = anna.store.drafts.get(draft.id)
    assert found is not None
    assert (found.state, found.text, shop.answers()) == ("writing", "Scrivo ancora", 0)


def test_one_whose_ticket_is_unknown_stops_no_other_and_is_said(shop: Shop, anna: Workstation, ticket: str) -> None:
    """As after a restore from a state that does not have it."""
    draft = planned(shop, anna, ticket)
    lost = replace(draft, id=anna.new_id(), ticket="s1:" + "0" * 64, state="later", text="Persa?", plan="0" * 24)
    anna.store.drafts.put(lost)
    assert {one.id for one in anna.laters.listed()} == {draft.id, lost.id}
    shop.wait(2 * HOUR)
    stopped = [error.code for error in anna.syncing.everything().stopped]
    assert (shop.answers(), state(anna, draft)[0]) == (1, "sent")
    assert stopped == ["later-ticket-gone"]
    (item,) = anna.reviewing.items()
    assert (item.kind, item.reason, item.text) == ("stopped", "later-ticket-gone", "Persa?")


def test_a_clock_that_jumps_ahead_misses_nothing(shop: Shop, anna: Workstation, ticket: str) -> None:
    draft = planned(shop, anna, ticket)
    shop.desks[0].clock.wall_error = 5 * HOUR
    assert [left.stopped.code for left in anna.laters.round() if left.stopped] == ["clock-off"]
    assert state(anna, draft)[0] == "later"
    shop.server.up = False
    shop.wait(600)
    assert [left.stopped.code for left in anna.laters.round() if left.stopped] == ["clock-off"], "nor without the line"
    assert state(anna, draft)[0] == "later"
    shop.server.up = True
    shop.desks[0].clock.wall_error = 0
    shop.wait(2 * HOUR - 600)
    anna.syncing.everything()
    assert shop.answers() == 1


def test_what_was_missed_while_the_line_was_down_is_missed(shop: Shop, anna: Workstation, ticket: str) -> None:
    draft = planned(shop, anna, ticket)
    shop.server.up = False
    shop.wait(5 * HOUR)
    anna.laters.round()
    shop.server.up = True
    anna.syncing.everything()
    assert (shop.answers(), state(anna, draft)) == (0, ("stopped", "later-missed"))


def test_of_who_has_left_the_team_a_lead_takes_it_over(
    shop: Shop, anna: Workstation, bruno: Workstation, ticket: str
) -> None:
    """Its text lies on a computer that sends nothing any more: not once its time has come, but now."""
    bruno.syncing.everything()
    draft = planned(shop, bruno, ticket)
    anna.journal.write("", Removed(workstation=bruno.journal.me.workstation))
    (item,) = anna.reviewing.items()
    assert (item.kind, item.reason, item.when) == ("missed", "later-author-gone", draft.leaves)
    assert anna.laters.listed() == []
    let(anna, ticket)
    assert departures(anna, ticket) == []
    assert anna.reviewing.items() == []

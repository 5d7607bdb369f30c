"""Follow-ups as three workstations live them: on time by the log's clock, once, and not when the cause is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from desktop.domain.commands import SetStatus
from desktop.domain.errors import RefusedByTeam, UsageError
from desktop.domain.ticket import Status
from desktop.engine.workstation import Workstation
from desktop.journal import restoring
from desktop.journal.entries import MailboxAdded
from tests.fakes.log import Fate
from tests.fakes.mailbox import message_id_of
from tests.fakes.outgoing import Course, Plan
from tests.unit.engine.shop import Shop, asked, let

HOME = "info@negozio.example"
HOUR = 3600


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path, size=3)
    yield shop
    for desk in shop.desks:
        desk.close()


@pytest.fixture
def stations(shop: Shop) -> list[Workstation]:
    """All awake; the home mailbox asks its customers an hour after their ticket is resolved."""
    found = [desk.start() for desk in shop.desks]
    lead = found[0]
    lead.journal.catch_up()
    known = lead.journal.team.mailboxes[HOME]
    settings = {**known, "acknowledgement": "", "follow_up": 1, "follow_up_after": HOUR, "follow_up_since": 0}
    lead.journal.write("", MailboxAdded(HOME, settings))
    for station in found:
        station.syncing.everything()
    return found


def resolved(shop: Shop, station: Workstation) -> str:
    ticket = asked(shop, station)
    station.acting.act(ticket, SetStatus(Status.RESOLVED))
    return ticket


def questions(shop: Shop) -> list[str]:
    return [message_id_of(taken.message) for taken in shop.smtp.accepted]


def customer_writes(shop: Shop, text: str, answers: str = "<1@example.org>", number: int = 2) -> None:
    shop.mail.deliver(
        HOME,
        f"From: <cliente@example.org>\r\nTo: <{HOME}>\r\nSubject: Re: Reso\r\nMessage-ID: <{number}@example.org>\r\n"
        f"In-Reply-To: {answers}\r\nReferences: {answers}\r\nDate: Thu, 09 Oct 2025 12:00:00 +0000\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode(),
    )


def state_of(station: Workstation, ticket: str) -> list[str]:
    return [plan.state.value for plan in station.journal.ticket(ticket).plans.values()]


# --- on time, once ----------------------------------------------------------------------------------------------


def test_it_leaves_once_when_the_time_has_come(shop: Shop, stations: list[Workstation]) -> None:
    ticket = resolved(shop, stations[0])
    assert state_of(stations[0], ticket) == ["planned"]
    shop.wait(HOUR - 10)
    for station in stations:
        station.syncing.everything()
    assert questions(shop) == []
    shop.wait(20)
    for _ in range(2):
        for station in stations:
            assert station.syncing.everything().troubles == ()
    assert len(questions(shop)) == 1
    assert {tuple(state_of(station, ticket)) for station in stations} == {("sent",)}


def test_one_workstation_awake_is_enough(shop: Shop, stations: list[Workstation]) -> None:
    ticket = resolved(shop, stations[0])
    shop.wait(3 * HOUR)
    stations[2].syncing.everything()
    assert len(questions(shop)) == 1
    assert state_of(stations[2], ticket) == ["sent"]


def test_who_has_just_been_started_knows_the_time_too(shop: Shop, stations: list[Workstation]) -> None:
    """Nothing has been written for a night: the log's newest date alone would say that it is still yesterday."""
    resolved(shop, stations[0])
    shop.wait(12 * HOUR)
    shop.desks[1].clock.reboot()
    shop.desks[1].crashed().syncing.everything()
    assert len(questions(shop)) == 1


def _crash(_: str) -> int:
    raise KeyboardInterrupt


def test_a_crash_after_the_claim_is_the_end_of_it(shop: Shop, stations: list[Workstation]) -> None:
    ticket = resolved(shop, stations[0])
    shop.wait(2 * HOUR)
    first = stations[1]
    first.syncing.journal_only()
    first.store.sends.count_attempt = _crash  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        first.syncing.everything()
    again = shop.desks[1].crashed()
    for station in (stations[0], stations[2], again, again):
        station.syncing.everything()
    stations[0].syncing.everything()
    assert questions(shop) == []
    assert state_of(stations[0], ticket) == ["abandoned"]


def test_an_unknown_outcome_is_the_last_word(shop: Shop, stations: list[Workstation]) -> None:
    ticket = resolved(shop, stations[0])
    shop.wait(2 * HOUR)
    shop.smtp.plan = lambda _: Plan(Course.REPLY_LOST)
    stations[0].syncing.everything()
    shop.smtp.plan = lambda _: Plan()
    for station in stations:
        station.syncing.everything()
    assert len(questions(shop)) == 1
    assert state_of(stations[2], ticket) == ["uncertain"]


def test_a_claim_that_never_reached_the_log_leaves_it_to_others(shop: Shop, stations: list[Workstation]) -> None:
    resolved(shop, stations[0])
    shop.wait(2 * HOUR)
    stations[0].automatic.ask_time()
    shop.server.on_append = lambda *_: Fate.NOT_BEGUN
    stations[0].syncing.everything()
    shop.server.on_append = lambda *_: Fate.STORED
    stations[0].syncing.everything()
    assert questions(shop) == []
    stations[1].syncing.everything()
    assert len(questions(shop)) == 1


# --- the cause is gone ------------------------------------------------------------------------------------------


def test_reopened_it_does_not_leave(shop: Shop, stations: list[Workstation]) -> None:
    ticket = resolved(shop, stations[0])
    stations[1].syncing.everything()
    stations[0].acting.act(ticket, SetStatus(Status.OPEN))
    assert list(stations[0].following.listed()) == []
    shop.wait(2 * HOUR)
    for station in stations:
        station.syncing.everything()
    assert questions(shop) == []
    stations[0].acting.act(ticket, SetStatus(Status.RESOLVED))
    shop.wait(2 * HOUR)
    for station in stations:
        station.syncing.everything()
    assert len(questions(shop)) == 1


def test_a_customer_who_has_just_written_again_is_not_asked(shop: Shop, stations: list[Workstation]) -> None:
    """The mail lies in the inbox and no workstation has read it."""
    ticket = resolved(shop, stations[0])
    stations[1].syncing.everything()
    shop.wait(2 * HOUR)
    customer_writes(shop, "Il reso non va bene.")
    assert stations[1].following.round() == []
    assert questions(shop) == []
    assert stations[1].journal.ticket(ticket).status is Status.OPEN


def test_reopened_between_the_claim_and_its_read_back(shop: Shop, stations: list[Workstation]) -> None:
    ticket = resolved(shop, stations[0])
    stations[1].syncing.everything()
    shop.wait(2 * HOUR)

    def reopen(client: str, _: str, message: bytes) -> Fate:
        if client == "ws1" and b"sends automatic mail" in message:
            shop.server.on_append = lambda *_: Fate.STORED
            stations[0].acting.act(ticket, SetStatus(Status.OPEN))
        return Fate.STORED

    shop.server.on_append = reopen
    stations[1].syncing.everything()
    assert questions(shop) == []


def test_stopped_by_a_person(shop: Shop, stations: list[Workstation]) -> None:
    ticket = resolved(shop, stations[0])
    stations[1].syncing.everything()
    (listed,) = stations[1].following.listed()
    assert (listed.to, listed.held, listed.ticket) == ("cliente@example.org", False, ticket)
    for wrong in (listed.id[:3], "0" * 24, ""):
        with pytest.raises(UsageError, match="no-such-follow-up"):
            stations[1].following.stop(wrong)
    stations[1].following.stop(listed.id[:8])
    with pytest.raises(RefusedByTeam, match="plan-stopped"):
        stations[0].following.stop(listed.id)
    shop.wait(2 * HOUR)
    for station in stations:
        station.syncing.everything()
    assert questions(shop) == []
    assert state_of(stations[0], ticket) == ["stopped"]


def test_switched_off_nothing_leaves(shop: Shop, stations: list[Workstation]) -> None:
    resolved(shop, stations[0])
    lead = stations[0].journal
    lead.write("", MailboxAdded(HOME, {**lead.team.mailboxes[HOME], "follow_up": 0}))
    shop.wait(2 * HOUR)
    for station in stations:
        station.syncing.everything()
    assert questions(shop) == []
    assert [one.held for one in stations[0].following.listed()] == [True]


def test_nobody_is_asked_about_what_was_over_before(shop: Shop, stations: list[Workstation]) -> None:
    lead = stations[0].journal
    known = lead.team.mailboxes[HOME]
    lead.write("", MailboxAdded(HOME, {**known, "follow_up": 0}))
    resolved(shop, stations[0])
    shop.wait(10)
    lead.write("", MailboxAdded(HOME, {**known, "follow_up": 1, "follow_up_since": int(shop.now)}))
    shop.wait(2 * HOUR)
    for station in stations:
        station.syncing.everything()
    assert questions(shop) == []
    assert list(stations[0].store.plans.planned()) == []


# --- whose clock ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [-310, 310, 2 * HOUR])
def test_a_clock_that_is_off_stops_it_and_says_so(shop: Shop, stations: list[Workstation], error: int) -> None:
    resolved(shop, stations[0])
    shop.desks[1].clock.wall_error = float(error)
    shop.wait(2 * HOUR)
    assert [trouble.code for trouble in stations[1].syncing.everything().troubles] == ["clock-off"]
    assert questions(shop) == []
    assert stations[1].automatic.clock_is_off()
    stations[2].syncing.everything()
    assert len(questions(shop)) == 1


@pytest.mark.parametrize("error", [-280, 280])
def test_a_few_minutes_do_not_matter(shop: Shop, stations: list[Workstation], error: int) -> None:
    resolved(shop, stations[0])
    shop.desks[1].clock.wall_error = float(error)
    shop.wait(HOUR - 20)
    stations[1].syncing.everything()
    assert questions(shop) == [], "not a minute early, whatever the clock on the wall says"
    shop.wait(320)
    assert stations[1].syncing.everything().troubles == ()
    assert len(questions(shop)) == 1


def test_a_quiet_night_stops_nothing(shop: Shop, stations: list[Workstation]) -> None:
    shop.wait(14 * HOUR)
    for station in stations:
        station.syncing.everything()
        assert not station.automatic.clock_is_off()
    ticket = asked(shop, stations[0])
    let(stations[0], ticket)
    assert not stations[0].automatic.clock_is_off()


def test_a_clock_that_was_set_right_is_believed_at_once(shop: Shop, stations: list[Workstation]) -> None:
    shop.desks[1].clock.wall_error = 2.0 * HOUR
    stations[1].automatic.ask_time()
    assert stations[1].automatic.clock_is_off()
    shop.desks[1].clock.wall_error = 0.0
    assert not stations[1].automatic.clock_is_off()


def test_what_was_due_before_a_restore_may_have_left(shop: Shop, stations: list[Workstation]) -> None:
    """Bruno sent it; Anna, who restores the lost journal, had not read that."""
    resolved(shop, stations[0])
    shop.wait(2 * HOUR)
    stations[1].syncing.everything()
    assert len(questions(shop)) == 1
    shop.server.delete("Sportello/Journal-1")
    shop.desks[0].start().restoring.restore()
    shop.wait(restoring.DELAY + 60)
    shop.desks[0].start().syncing.everything()
    assert len(questions(shop)) == 1


def test_what_was_due_after_it_leaves(shop: Shop, stations: list[Workstation]) -> None:
    resolved(shop, stations[0])
    shop.server.delete("Sportello/Journal-1")
    shop.desks[0].start().restoring.restore()
    shop.wait(2 * HOUR)
    shop.desks[0].start().syncing.everything()
    assert len(questions(shop)) == 1


def test_receipts_wait_for_the_clock_too_and_say_so(shop: Shop, stations: list[Workstation]) -> None:
    lead = stations[0].journal
    lead.write("", MailboxAdded(HOME, {**lead.team.mailboxes[HOME], "acknowledgement": "Ricevuto."}))
    stations[1].syncing.everything()
    shop.desks[1].clock.wall_error = 2.0 * HOUR
    customer_writes(shop, "Una domanda", answers="<0@example.org>", number=9)
    assert [trouble.code for trouble in stations[1].syncing.everything().troubles] == ["clock-off"]
    assert questions(shop) == []
    shop.desks[1].clock.wall_error = 0.0
    assert stations[1].syncing.everything().troubles == ()
    assert len(questions(shop)) == 1


# --- the answer -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "score", "status"),
    [
        ("4\r\n\r\nIl 9 ottobre Negozio ha scritto:\r\n> Da 1 a 5?", 4, Status.RESOLVED),
        ("Direi 3, grazie", 3, Status.RESOLVED),
        ("1\r\nIl pacco era rotto, cosa facciamo?", 1, Status.OPEN),
        ("Non ho capito la domanda", 0, Status.OPEN),
    ],
)
def test_the_answer_lands_on_the_ticket(
    shop: Shop, stations: list[Workstation], text: str, score: int, status: Status
) -> None:
    ticket = resolved(shop, stations[0])
    shop.wait(2 * HOUR)
    stations[1].syncing.everything()
    customer_writes(shop, text, answers=questions(shop)[0])
    for _ in range(2):
        for station in stations:
            station.syncing.everything()
    for station in stations:
        found = station.journal.ticket(ticket)
        assert (found.score, found.status) == (score, status)
        assert len(found.slots) == 2
    entries = stations[0].store.entries
    assert len([r for r in entries.tail(1000) if r.kind == "follow-up-scored" and r.verdict.applied]) == bool(score)
    assert len(questions(shop)) == 1


def test_a_number_in_any_other_mail_is_no_score(shop: Shop, stations: list[Workstation]) -> None:
    ticket = resolved(shop, stations[0])
    customer_writes(shop, "5")
    stations[1].syncing.everything()
    assert stations[1].journal.ticket(ticket).score == 0
    assert stations[1].journal.ticket(ticket).status is Status.OPEN


def test_it_is_asked_in_the_customers_language(shop: Shop, stations: list[Workstation]) -> None:
    ticket = asked(shop, stations[0])
    customer_writes(shop, "Hello, when will you send the money back? Thank you for your help.")
    stations[0].syncing.everything()
    stations[0].acting.act(ticket, SetStatus(Status.RESOLVED))
    shop.wait(2 * HOUR)
    stations[1].syncing.everything()
    (taken,) = shop.smtp.accepted
    assert b"How did it go?" in taken.message
    assert b"Auto-Submitted: auto-replied" in taken.message


def test_the_mailboxs_own_text_comes_first(shop: Shop, stations: list[Workstation]) -> None:
    lead = stations[0].journal
    lead.write("", MailboxAdded(HOME, {**lead.team.mailboxes[HOME], "follow_up_it": "Tutto bene? 1-5"}))
    resolved(shop, stations[0])
    shop.wait(2 * HOUR)
    stations[0].syncing.everything()
    assert b"Tutto bene? 1-5" in shop.smtp.accepted[0].message


def test_states_are_the_same_everywhere(shop: Shop, stations: list[Workstation]) -> None:
    resolved(shop, stations[0])
    shop.wait(2 * HOUR)
    for station in (*stations, *stations):
        station.syncing.everything()
    slices = [sorted(station.store.entries.slices()) for station in stations]
    assert slices[0] == slices[1] == slices[2]
    assert all(msgspec.json.decode(data)["plans"] for data in slices[0])

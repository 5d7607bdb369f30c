"""Follow-ups from running windows: once, on time, and not when a person said stop."""

from __future__ import annotations

import email
import email.policy
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from unittest.mock import patch

import pytest

from desktop.adapters.schedule.background import BackgroundSchedule
from desktop.domain.commands import SetStatus
from desktop.domain.ticket import Status
from desktop.engine.notices import LeavingRead, LinkChanged, Notice, Trouble
from desktop.runtime.window import departures
from tests.integration.cli.shop import Office
from tests.integration.window.running import Running, running
from tests.peers.waiting import until


def asking(office: Office, after: str) -> Office:
    office.anna.ok("mailbox", "follow-up", office.shop.address, "--on", "--after", after)
    office.sync()
    return office


def questions(office: Office) -> int:
    found = [email.message_from_bytes(one.message, policy=email.policy.default) for one in office.shop.sink.accepted]
    ours = [one for one in found if office.shop.address in str(one["From"])]
    return sum(one["Auto-Submitted"] == "auto-replied" for one in ours)


def nothing_leaves(told: list[Notice]) -> bool:
    return not next(one.follow_ups for one in reversed(told) if isinstance(one, LeavingRead))


def resolve(one: Running, reference: str) -> None:
    ticket = one.profile.store.entries.ticket_by_reference(reference.replace("-", ""))
    assert ticket
    one.program.requests.edit(ticket, SetStatus(Status.RESOLVED))


@pytest.fixture
def woken() -> Iterator[Counter[BackgroundSchedule]]:
    """How often each timetable has said that something is due."""
    counted: Counter[BackgroundSchedule] = Counter()
    at = BackgroundSchedule.at

    def noted(schedule: BackgroundSchedule, name: str, moment: int, post: Callable[[], None]) -> None:
        def told() -> None:
            counted[schedule] += 1
            post()

        at(schedule, name, moment, told)

    with patch.object(BackgroundSchedule, "at", noted), patch.object(departures, "_AGAIN", 1):
        yield counted


def test_it_leaves_once_with_three_windows_awake(fresh: Office, woken: Counter[BackgroundSchedule]) -> None:
    """Timetable, due row, grant, SMTP; on three workstations in the same second."""
    office = asking(fresh, "5s")
    carla = office.shop.joined(office.anna, "Carla")
    carla.ok("sync", "--once")
    reference = office.ticket("Tutto bene?")
    with running(office.anna) as one, running(office.bruno) as two, running(carla) as three:
        windows = (one, two, three)
        for window in windows:
            window.wait(LinkChanged, lambda link: link.online)
        resolve(one, reference)
        for window in windows:
            listed = window.wait(LeavingRead, lambda read: bool(read.follow_ups)).follow_ups
            assert [(found.reference, found.to) for found in listed] == [(reference, "carla@posta.example")]
        assert questions(office) == 0, "not before its time"
        until(lambda: questions(office) > 0, "the question leaves", 25.0)
        assert time.time() >= listed[0].due
        for window in windows:
            until(partial(nothing_leaves, window.told), "nothing is about to leave any more")
            assert [told for told in window.told if isinstance(told, Trouble)] == []
        assert woken, "nobody but a timetable knew when"
    carla.ok("sync", "--once")  # a window that closes first keeps its last word for later
    office.sync()
    assert questions(office) == 1
    assert [plan["state"] for plan in office.bruno.ok("show", reference)["follow_ups"]] == ["sent"]


def test_a_stopped_one_stays(fresh: Office) -> None:
    office = asking(fresh, "3d")
    reference = office.ticket("Non chiedere")
    office.anna.ok("status", reference, "resolved")
    with running(office.anna) as one:
        (found,) = one.wait(LeavingRead, lambda read: bool(read.follow_ups)).follow_ups
        one.forget()
        one.program.requests.stop_follow_up(found.id)
        one.wait(LeavingRead, lambda read: not read.follow_ups)
        one.program.requests.stop_follow_up(found.id)
        assert one.wait(Trouble).why.code == "no-such-follow-up"
    office.bruno.ok("sync", "--once")
    assert office.bruno.ok("followup", "list") == {"follow_ups": []}
    assert questions(office) == 0

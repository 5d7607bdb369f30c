"""A later time: what is offered, what is typed, and what the clocks' two changes a year do to both."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from desktop.domain.later import Offer, offered, seconds, typed

SUNDAY = datetime(2026, 11, 22, 10, 30)  # noqa: DTZ001 - the wall clock's


@pytest.fixture
def rome(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system's zone is not the process's own")
    monkeypatch.setenv("TZ", "Europe/Rome")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def said(found: datetime | None) -> str:
    return f"{found:%d/%m/%Y %H:%M}" if found is not None else ""


def test_what_is_offered() -> None:
    assert {offer.value: said(when) for offer, when in offered(SUNDAY).items()} == {
        "afternoon": "22/11/2026 14:00",
        "tomorrow": "23/11/2026 09:00",
        "monday": "23/11/2026 09:00",
        "week": "29/11/2026 09:00",
    }


def test_in_the_afternoon_two_hours_are_offered_and_on_a_monday_the_next_one() -> None:
    found = offered(datetime(2026, 11, 23, 13, 45, 20))  # noqa: DTZ001
    assert said(found[Offer.SOON]) == "23/11/2026 15:46"
    assert Offer.AFTERNOON not in found
    assert said(found[Offer.MONDAY]) == "30/11/2026 09:00"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("17:30", "22/11/2026 17:30"), ("17.30", "22/11/2026 17:30"), ("9", "23/11/2026 09:00"),
        ("2h", "22/11/2026 12:30"), ("45m", "22/11/2026 11:15"), ("3d", "25/11/2026 09:00"), ("3g", "25/11/2026 09:00"),
        ("2w", "06/12/2026 09:00"), ("tomorrow", "23/11/2026 09:00"), ("Domani 15:00", "23/11/2026 15:00"),
        ("friday 9:15", "27/11/2026 09:15"), ("lunedì", "23/11/2026 09:00"), ("sunday", "29/11/2026 09:00"),
        ("24/11", "24/11/2026 09:00"), ("24.11.2026 8", "24/11/2026 08:00"), ("3/2", "03/02/2027 09:00"),
        ("2026-11-24", "24/11/2026 09:00"), ("2026-11-24T18:05", "24/11/2026 18:05"),
        ("today 18", "22/11/2026 18:00"),
    ],
)  # fmt: skip
def test_what_is_typed(text: str, found: str) -> None:
    assert said(typed(text, SUNDAY)) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "25:00",
        "12:61",
        "31/2",
        "22/11/2026 8:00",
        "today 9",
        "2025-01-01",
        "2040-01-01",
        "999w",
        "1 2 3",
        "²",
    ],
)
def test_what_is_no_time_to_come(text: str) -> None:
    assert typed(text, SUNDAY) is None


@pytest.mark.usefixtures("rome")
def test_nine_is_nine_after_the_clocks_have_changed() -> None:
    before_spring, before_autumn = datetime(2027, 3, 27, 12), datetime(2026, 10, 24, 12)  # noqa: DTZ001
    spring, autumn = (offered(now)[Offer.TOMORROW] for now in (before_spring, before_autumn))
    assert said(spring) == "28/03/2027 09:00"
    assert seconds(spring) - seconds(before_spring) == 20 * 3600
    assert said(autumn) == "25/10/2026 09:00"
    assert seconds(autumn) - seconds(before_autumn) == 22 * 3600


@pytest.mark.usefixtures("rome")
def test_two_hours_are_two_hours_in_the_night_of_the_change() -> None:
    now = datetime(2027, 3, 28, 1, 0)  # noqa: DTZ001
    later = typed("2h", now)
    assert later is not None
    assert said(later) == "28/03/2027 04:00"
    assert seconds(later) - seconds(now) == 2 * 3600


@pytest.mark.usefixtures("rome")
def test_a_time_that_the_clocks_leave_out_is_an_hour_later() -> None:
    found = typed("28/3/2027 2:30", datetime(2027, 3, 27, 12))  # noqa: DTZ001
    assert found is not None
    assert said(datetime.fromtimestamp(seconds(found))) == "28/03/2027 03:30"  # noqa: DTZ006

"""When a promise comes due, and how a customer reads it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.promises import due, spoken

_MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
_FRIDAY = datetime(2026, 11, 27, 16, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("spec", "now", "expected"),
    [
        ("4h", _MONDAY, "2026-11-23 13:30"),
        ("4h", _FRIDAY, "2026-11-30 10:00"),
        ("20h", _MONDAY, "2026-11-24 10:00"),
        ("0d 18:00", _MONDAY, "2026-11-23 18:00"),
        ("0d 12:00", _FRIDAY, "2026-11-30 12:00"),
        ("1d 12:00", _MONDAY, "2026-11-24 12:00"),
        ("1d 12:00", _FRIDAY, "2026-11-30 12:00"),
        ("5d 09:00", _MONDAY, "2026-11-30 09:00"),
    ],
)
def test_a_promise_comes_due_on_a_working_day(spec: str, now: datetime, expected: str) -> None:
    assert due(spec, now).strftime("%Y-%m-%d %H:%M") == expected


@given(
    st.one_of(st.integers(0, 999).map(lambda n: f"{n}h"), st.integers(0, 99).map(lambda n: f"{n}d 17:30")),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_it_is_never_past_nor_on_a_weekend(spec: str, now: datetime) -> None:
    found = due(spec, now)
    assert found.weekday() < 5
    assert found >= now.replace(second=0, microsecond=0)


def test_a_customer_reads_it_in_his_language() -> None:
    assert spoken(_MONDAY.replace(hour=18, minute=0), _MONDAY, "it") == "le 18:00 di oggi"
    assert spoken(due("1d 12:00", _MONDAY), _MONDAY, "it") == "le 12:00 di domani"
    assert spoken(due("1d 12:00", _FRIDAY), _FRIDAY, "it") == "le 12:00 di lunedì 30 novembre"
    assert spoken(due("1d 12:00", _FRIDAY), _FRIDAY, "en") == "12:00 on Monday 30 November"
    assert spoken(due("1d 12:00", _MONDAY), _MONDAY, "fr") == "12:00 tomorrow"

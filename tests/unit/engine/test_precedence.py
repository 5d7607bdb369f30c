"""A claim goes before a reading."""

from __future__ import annotations

import threading

import pytest

from desktop.engine import precedence
from desktop.engine.precedence import Precedence
from tests.peers.waiting import until


def test_who_gives_way_waits_until_what_goes_first_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "PATIENCE", 60.0)
    order: list[str] = []
    reading = Precedence()

    def read() -> None:
        reading.give_way()
        order.append("mail")

    with reading.first():
        thread = threading.Thread(target=read)
        thread.start()
        until(lambda: bool(reading._changed._waiters), "the reading waits")  # type: ignore[attr-defined]
        order.append("claim")
    thread.join(10)
    assert order == ["claim", "mail"]


def test_nobody_gives_way_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "PATIENCE", 0.01)
    reading = Precedence()
    with reading.first():
        reading.give_way()

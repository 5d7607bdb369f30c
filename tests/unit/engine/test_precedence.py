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


def test_what_goes_first_waits_for_the_transaction_under_way_and_for_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "PATIENCE", 60.0)
    order: list[str] = []
    shared = Precedence()

    def claim() -> None:
        with shared.first():
            order.append("claim")

    with shared.behind():
        thread = threading.Thread(target=claim)
        thread.start()
        until(lambda: bool(shared._changed._waiters), "the claim waits")  # type: ignore[attr-defined]
        order.append("mails")
    thread.join(10)
    assert order == ["mails", "claim"]


def test_what_goes_first_cuts_short_what_can_be() -> None:
    shared = Precedence()
    cut = threading.Event()

    def claim() -> None:
        with shared.first():
            pass

    with shared.behind(cut.set):
        thread = threading.Thread(target=claim)
        thread.start()
        assert cut.wait(10)
    thread.join(10)
    over = threading.Event()
    with shared.behind(over.set):
        pass
    with shared.first():
        assert not over.is_set(), "a transaction that is over is left alone"

"""What every journal folder must do, on the fake and on real servers alike (desktop.ports.log)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop.journal.codec import MAXIMUM
from desktop.ports.log import (
    AppendRefused,
    AppendUnknown,
    LogLost,
    LogMissing,
    LogPlace,
    LogRow,
    TeamLog,
)
from tests.contract.conftest import Peer

POOR = {
    "dovecot-cut-down": frozenset({"no-idle", "no-literal-plus"}),
    "courier": frozenset({"slow-idle", "no-literal-plus"}),
}
"""Findings that the probe must report."""


def entry(name: str, body: bytes = b'{"kind":"Claimed"}\r\n') -> bytes:
    """A message as the journal writes it, with a signature folded over two lines."""
    return (
        b"From: Anna <info@esempio.it>\r\n"
        b"Subject: Anna took 7KQ2-MXAD\r\n"
        b"Message-ID: <%(name)s@esempio.it>\r\n"
        b"X-Sportello: 1 0123456789abcdef %(name)s\r\n"
        b"X-Sportello-Signature: ed25519 c2lnbmF0dXJlLXNpZ25hdHVyZQ\r\n"
        b" c2Vjb25kLWhhbGY\r\n"
        b"\r\n"
    ) % {b"name": name.encode()} + body


def rows_of(log: TeamLog, after: int = 0) -> list[LogRow]:
    return [row for batch in log.read_after(after) for row in batch]


def names_of(rows: list[LogRow]) -> list[str]:
    return [row.headers.split(b"\r\n")[0].split()[-1].decode() for row in rows]


@pytest.fixture
def place(peer: Peer) -> LogPlace:
    return peer.another()


@pytest.fixture
def folder(place: LogPlace) -> str:
    name = place.default_folder(1)
    place.create(name)
    return name


@pytest.fixture
def log(place: LogPlace, folder: str) -> Iterator[TeamLog]:
    opened = place.open(folder)
    yield opened
    opened.close()


@pytest.fixture
def other(peer: Peer, folder: str) -> Iterator[TeamLog]:
    opened = peer.another().open(folder)
    yield opened
    opened.close()


def test_a_new_folder_is_empty_listed_and_may_be_created_again(place: LogPlace, folder: str) -> None:
    place.create(folder)

    assert folder in place.folders()
    assert folder.endswith("Journal-1")
    opened = place.open(folder)
    assert opened.state().exists == 0
    assert opened.state().uid_validity > 0
    assert not opened.state().read_only
    assert rows_of(opened) == []
    opened.close()


def test_a_folder_that_is_not_there_is_missing_and_not_made(place: LogPlace, folder: str) -> None:
    absent = folder.replace("Journal-1", "Journal-7")

    with pytest.raises(LogMissing):
        place.open(absent)

    assert absent not in place.folders()


def test_an_entry_comes_back_as_it_was_appended(log: TeamLog) -> None:
    appended = log.append(entry("aa11"))

    (row,) = rows_of(log)

    assert row.sequence == 1
    assert row.body == b'{"kind":"Claimed"}\r\n'
    assert b"X-Sportello: 1 0123456789abcdef aa11" in row.headers
    assert row.headers.endswith(b"ed25519 c2lnbmF0dXJlLXNpZ25hdHVyZQ\r\n c2Vjb25kLWhhbGY")
    assert appended.uid in (None, row.uid)
    assert appended.uid_validity in (None, log.state().uid_validity)
    assert log.state().exists == 1


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{5}\r\n)\r\n* 7 EXISTS\r\nS3 OK done\r\n", id="looks like IMAP"),
        pytest.param(b'"\\ ( [ {12}\r\n', id="marks"),
        pytest.param(b"QUJD" * 18 + b"\r\n" + b"QUJD" * 18 + b"\r\n", id="base64 lines"),
        pytest.param((b"x" * 70 + b"\r\n") * 850, id="60 kB, over LITERAL-"),
        pytest.param("però\r\n".encode(), id="eight bits"),
    ],
)
def test_any_body_survives(log: TeamLog, body: bytes) -> None:
    log.append(entry("aa11", body))
    log.append(entry("bb22"))

    first, second = rows_of(log)

    assert first.body == body
    assert second.body == b'{"kind":"Claimed"}\r\n'


def test_a_large_mail_that_strayed_in_costs_no_more_than_an_entry(log: TeamLog, other: TeamLog) -> None:
    log.append(entry("first"))
    log.append(entry("stray", b"A" * 76 + b"\r\n" + (b"B" * 76 + b"\r\n") * 60_000))
    log.append(entry("last"))
    rows = rows_of(other)
    assert names_of(rows) == ["first", "stray", "last"]
    assert MAXIMUM < len(rows[1].headers) + len(rows[1].body) < 2 * MAXIMUM


def test_only_rows_above_are_read_and_none_at_the_end(log: TeamLog) -> None:
    for name in ("aa11", "bb22", "cc33"):
        log.append(entry(name))
    everything = rows_of(log)

    assert names_of(rows_of(log, everything[0].uid)) == ["bb22", "cc33"]
    assert rows_of(log, everything[-1].uid) == []
    assert rows_of(log, everything[-1].uid) == []
    assert rows_of(log, everything[-1].uid + 1000) == []
    assert names_of(rows_of(log)) == ["aa11", "bb22", "cc33"]


def test_two_clients_see_one_order_without_gaps(log: TeamLog, other: TeamLog) -> None:
    def write(target: TeamLog, name: str) -> None:
        for number in range(15):
            target.append(entry(f"{name}{number:02}"))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, (log, other), ("aa", "bb")))

    rows = rows_of(log)
    assert rows == rows_of(other)
    assert [row.sequence for row in rows] == list(range(1, 31))
    assert log.state().exists == other.state().exists == 30
    uids = [row.uid for row in rows]
    assert uids == sorted(set(uids))
    for mark in ("aa", "bb"):
        own = [name for name in names_of(rows) if name.startswith(mark)]
        assert own == [f"{mark}{number:02}" for number in range(15)]


def test_what_another_client_appends_is_read_next(log: TeamLog, other: TeamLog) -> None:
    log.append(entry("aa11"))
    (first,) = rows_of(log)
    placed = other.append(entry("bb22"))

    (second,) = rows_of(log, first.uid)

    assert second.sequence == 2
    assert second.uid > first.uid
    assert placed.uid in (None, second.uid)
    assert log.state().exists == 2


def test_dates_follow_the_order_of_the_appends(log: TeamLog) -> None:
    log.append(entry("aa11"))
    log.append(entry("bb22"))

    first, second = rows_of(log)

    assert 0 <= second.internal_date - first.internal_date <= 30


def test_waiting_ends_with_nothing_when_nothing_comes(log: TeamLog) -> None:
    log.append(entry("aa11"))
    rows_of(log)

    assert log.wait(0.05) is False


def test_waiting_ends_when_another_client_appends(log: TeamLog, other: TeamLog) -> None:
    rows_of(log)
    other.append(entry("aa11"))

    assert log.wait(5) is True
    assert names_of(rows_of(log)) == ["aa11"]


def test_what_came_with_another_answer_ends_the_waiting(log: TeamLog) -> None:
    rows_of(log)
    log.append(entry("aa11"))

    assert log.wait(5) is True


def test_a_moved_folder_keeps_its_entries(place: LogPlace, folder: str) -> None:
    first = place.open(folder)
    first.append(entry("aa11"))
    first.close()
    dragged = folder.replace("Journal-1", "Cestino-1")

    place.move(folder, dragged)

    with pytest.raises(LogMissing):
        place.open(folder)
    second = place.open(dragged)
    assert names_of(rows_of(second)) == ["aa11"]
    second.close()


def test_nothing_is_appended_to_a_folder_that_went_away(peer: Peer, place: LogPlace, folder: str, log: TeamLog) -> None:
    peer.another().move(folder, folder.replace("Journal-1", "Cestino-1"))

    with pytest.raises((AppendRefused, AppendUnknown, LogLost)):
        log.append(entry("aa11"))

    assert folder not in place.folders()


def test_a_closed_log_says_that_it_is_lost(log: TeamLog) -> None:
    log.close()

    with pytest.raises(LogLost):
        log.append(entry("aa11"))
    with pytest.raises(LogLost):
        rows_of(log)
    with pytest.raises(LogLost):
        log.wait(1)


def test_the_probe_knows_the_server_and_leaves_nothing_behind(peer: Peer, place: LogPlace) -> None:
    before = place.folders()

    found = place.probe()

    assert place.folders() == before
    assert found.colour == ("yellow" if peer.kind in POOR else "green")
    assert found.connections == 6
    assert POOR.get(peer.kind, frozenset()) <= set(found.findings)
    assert "IMAP4REV1" in found.capabilities

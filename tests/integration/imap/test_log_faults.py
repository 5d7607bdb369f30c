"""The journal's folder when things go wrong on Dovecot: killed servers, expunges, cut reads, long catch-ups."""

from __future__ import annotations

import os
import pwd
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.gateway import Gateway
from desktop.adapters.imap.log import BATCH, ImapLog
from desktop.adapters.imap.place import ImapPlace
from desktop.domain.errors import Offline
from desktop.ports.log import AppendUnknown, LogLost, LogRow, TeamLog
from tests.peers.dovecot import PASSWORD, Dovecot, Options
from tests.peers.proxy import Proxy
from tests.peers.scripted import Scripted, polite

FOLDER = "Journal-1"


def entry(name: str) -> bytes:
    return f"Subject: s\r\nX-Sportello: 1 journal {name}\r\n\r\nx\r\n".encode("ascii")


def rows_of(log: TeamLog, after: int = 0) -> list[LogRow]:
    return [row for batch in log.read_after(after) for row in batch]


def names_of(log: TeamLog) -> list[str]:
    return [row.headers.split()[-1].decode() for row in rows_of(log)]


def opened(account: ImapAccount) -> ImapLog:
    place = ImapPlace(account, lambda: PASSWORD)
    place.create(FOLDER)
    return place.open(FOLDER)


@pytest.mark.parametrize("store", ["maildir", "sdbox", "mdbox"])
def test_a_killed_server_keeps_what_it_acknowledged(store: str) -> None:
    with Dovecot(Options(store=store)) as server:
        log = opened(server.account())
        acknowledged = []
        for number in range(20):
            log.append(entry(f"e{number:02}"))
            acknowledged.append(f"e{number:02}")
        server.kill9()

        with pytest.raises((AppendUnknown, LogLost)):
            log.append(entry("late"))
        with pytest.raises(LogLost):
            rows_of(log)
        with pytest.raises(Offline, match="unreachable-host"):
            ImapPlace(server.account(), lambda: PASSWORD).open(FOLDER)

        server.start()
        again = opened(server.account())
        assert names_of(again) == acknowledged
        assert again.state().uid_validity == log.state().uid_validity
        again.close()


def test_an_expunge_shows_in_state_and_sequence(account: ImapAccount) -> None:
    log = opened(account)
    for name in ("aa", "bb", "cc"):
        log.append(entry(name))
    before = rows_of(log)
    thief = Gateway(account, PASSWORD)
    thief.run(f"SELECT {FOLDER}".encode())
    thief.run(b"UID STORE %d +FLAGS.SILENT (\\Deleted)" % before[0].uid)
    thief.run(b"EXPUNGE")
    thief.close()

    assert log.wait(5) is True
    assert rows_of(log, before[-1].uid) == []
    assert log.state().exists == 2
    assert [(row.uid, row.sequence) for row in rows_of(log)] == [(before[1].uid, 1), (before[2].uid, 2)]
    log.close()


def test_one_taken_and_one_added_is_still_read(account: ImapAccount) -> None:
    """EXISTS is the same as before: only the removal shows that a look is worth while."""
    log = opened(account)
    for name in ("aa", "bb"):
        log.append(entry(name))
    before = rows_of(log)
    thief = Gateway(account, PASSWORD)
    thief.run(f"SELECT {FOLDER}".encode())
    thief.run(b"UID STORE %d +FLAGS.SILENT (\\Deleted)" % before[0].uid)
    thief.run(b"EXPUNGE")
    thief.append(FOLDER, (), entry("cc"))
    thief.close()

    (new,) = rows_of(log, before[-1].uid)

    assert new.headers.endswith(b"cc")
    log.close()


def test_what_arrives_while_a_fetch_runs_is_read_too(account: ImapAccount) -> None:
    """A server tells of it at the end of the FETCH; EXISTS must equal what was read."""
    row = b'* %d FETCH (UID %d INTERNALDATE "22-Nov-2026 10:00:00 +0000" BODY[HEADER.FIELDS (X-SPORTELLO)] {2}\r\n\r\n'
    row += b" BODY[TEXT] {3}\r\nx\r\n)\r\n"

    def busy(tag: bytes, command: bytes) -> bytes:
        done = tag + b" OK done\r\n"
        match command.split(b" ")[:3]:
            case [b"SELECT", *_]:
                return b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n" + done
            case [b"UID", b"FETCH", b"1:*"]:
                return row % (1, 4) + b"* 2 EXISTS\r\n" + done
            case [b"UID", b"FETCH", b"5:*"]:
                return row % (2, 5) + done
        return polite(tag, command)

    with Scripted(busy) as server:
        log = ImapLog(Gateway(replace(account, port=server.port), PASSWORD), FOLDER)

        assert [(one.uid, one.sequence) for one in rows_of(log)] == [(4, 1), (5, 2)]
        assert log.state().exists == 2
        log.close()


def test_after_an_append_of_unknown_end_the_connection_is_not_used(account: ImapAccount) -> None:
    def confused(tag: bytes, command: bytes) -> bytes:
        if command.startswith(b"SELECT"):
            return b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n" + tag + b" OK done\r\n"
        if b"APPEND" in command:
            return b"+ go\r\nhello\r\n"
        return polite(tag, command)

    with Scripted(confused) as server:
        log = ImapLog(Gateway(replace(account, port=server.port), PASSWORD), FOLDER)
        with pytest.raises(AppendUnknown):
            log.append(entry("aa"))
        assert log.gateway.closed
        with pytest.raises(LogLost):
            rows_of(log)


def test_uids_that_do_not_rise_are_no_log(account: ImapAccount) -> None:
    row = b'* %d FETCH (UID %d INTERNALDATE "22-Nov-2026 10:00:00 +0000" BODY[HEADER.FIELDS (X)] "" BODY[TEXT] "x")\r\n'

    def shuffled(tag: bytes, command: bytes) -> bytes:
        if command.startswith(b"SELECT"):
            return b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n" + tag + b" OK done\r\n"
        if command.startswith(b"UID FETCH"):
            return row % (1, 5) + row % (2, 4) + tag + b" OK done\r\n"
        return polite(tag, command)

    with Scripted(shuffled) as server:
        log = ImapLog(Gateway(replace(account, port=server.port), PASSWORD), FOLDER)
        with pytest.raises(LogLost, match="server-misbehaves"):
            rows_of(log)


def test_a_reader_that_leaves_a_long_answer_gives_the_connection_up(dovecot: Dovecot, account: ImapAccount) -> None:
    fill(dovecot, account, BATCH + 50)
    log = opened(account)
    reading = log.read_after(0)

    first = next(reading)
    reading.close()

    assert len(first) == BATCH
    with pytest.raises(LogLost):
        rows_of(log)


def test_a_long_catch_up_comes_in_batches(dovecot: Dovecot, account: ImapAccount) -> None:
    fill(dovecot, account, 2 * BATCH + 50)
    log = opened(account)

    batches = list(log.read_after(0))

    assert [len(batch) for batch in batches] == [BATCH, BATCH, 50]
    rows = [row for batch in batches for row in batch]
    assert [row.sequence for row in rows] == list(range(1, 2 * BATCH + 51))
    assert log.state().exists == len(rows)
    log.close()


def test_a_cable_pulled_while_waiting_is_told(proxied: Callable[[], ImapAccount], proxy: Proxy) -> None:
    log = opened(proxied())
    rows_of(log)
    told: list[str] = []

    def wait() -> None:
        try:
            log.wait(60)
        except LogLost as error:
            told.append(str(error))

    waiter = threading.Thread(target=wait)
    waiter.start()
    proxy.reset()
    waiter.join(10)

    assert told == ["connection-lost"]
    with pytest.raises(LogLost) as caught:
        log.append(entry("aa"))
    assert isinstance(caught.value.__cause__, Offline)


def test_close_from_another_thread_ends_the_waiting(account: ImapAccount) -> None:
    log = opened(account)
    rows_of(log)
    ended = threading.Event()

    def wait() -> None:
        with pytest.raises(LogLost):
            log.wait(60)
        ended.set()

    waiter = threading.Thread(target=wait)
    waiter.start()
    log.close()

    assert ended.wait(10)
    waiter.join(10)


def test_idle_is_left_for_a_noop_again_and_again(
    account: ImapAccount, proxied: Callable[[], ImapAccount], proxy: Proxy
) -> None:
    """Middle boxes swallow pushed lines: a NOOP every 15 s whatever IDLE says (here every 0.05 s)."""
    opened(account).close()
    log = ImapLog(Gateway(proxied(), PASSWORD), FOLDER, poll_seconds=0.05)
    rows_of(log)
    record = proxy.begin()

    assert log.wait(0.3) is False

    sent = record.octets("client")
    assert sent.count(b"IDLE\r\n") >= 3
    assert sent.count(b"NOOP\r\n") >= sent.count(b"IDLE\r\n")
    log.close()


def fill(dovecot: Dovecot, account: ImapAccount, count: int) -> None:
    """That many entries straight into the Maildir, before Dovecot has looked at it."""
    ImapPlace(account, lambda: PASSWORD).create(FOLDER)
    folder = dovecot.mail_of(account.user) / "Maildir" / f".{FOLDER}"
    for number in range(count):
        file = folder / "new" / f"{1_700_000_000 + number}.M1P1.test"
        file.write_bytes(entry(f"e{number:05}").replace(b"\r\n", b"\n"))
        if os.geteuid() == 0:
            owner = pwd.getpwnam("nobody")
            os.chown(file, owner.pw_uid, owner.pw_gid)

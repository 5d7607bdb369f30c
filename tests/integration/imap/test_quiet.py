"""Looking when nothing is new: what it says on the wire, and that it never misses what is. On Dovecot with everything,
on one that offers nothing, and on Courier."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.imap.account import ImapAccount
from desktop.engine.flags import Flagging
from tests.integration.imap.desk import Desk
from tests.integration.imap.test_mailbox import mail
from tests.peers.courier import Courier
from tests.peers.dovecot import CUT_DOWN, PASSWORD, Dovecot, Options
from tests.peers.proxy import Proxy


class Quiet(Desk):
    """Read to the end, its look known to cost as little as it can."""

    def __init__(self, folder: Path, account: ImapAccount, between: Proxy, prefix: str) -> None:
        super().__init__(folder, replace(account, port=between.port), account)
        self.proxy = between
        self.prefix = prefix
        for name in ("Sent", "Privata"):
            self.other.create(prefix + name)
        for number in range(1, 6):
            self.other.append("INBOX", (), mail(number))
        self.other.append(prefix + "Sent", (), mail(9))
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.read()

    def said(self) -> bytes:
        """One look, as it goes over the wire."""
        record = self.proxy.begin()
        assert not self.intake.read(self.address, lambda: True)
        assert record.round_trips == 1
        return record.octets("client")

    def uids(self, folder: str) -> set[int]:
        return set(self.store.messages.uids(self.address, folder))


@pytest.fixture(params=["everything", "nothing", "courier"])
def quiet(request: pytest.FixtureRequest, tmp_path: Path, account: ImapAccount) -> Iterator[Quiet]:
    with ExitStack() as stack:
        prefix = ""
        if request.param == "nothing":
            account = stack.enter_context(Dovecot(Options(capability=CUT_DOWN))).account()
        elif request.param == "courier":
            courier = stack.enter_context(Courier())
            courier.set_password("info", PASSWORD)
            account, prefix = courier.account(), "INBOX."
        proxy = stack.enter_context(Proxy(account.port))
        desk = Quiet(tmp_path, account, proxy, prefix)
        stack.callback(desk.close)
        yield desk


def test_nothing_new_is_one_round_trip_and_what_is_new_is_seen_all_the_same(quiet: Quiet) -> None:
    sent = quiet.prefix + "Sent"
    for _ in range(2):
        commands = [line.split(b" ")[1] for line in quiet.said().splitlines()]
        assert commands == [b"LIST", b"NOOP", b"STATUS"]

    quiet.other.append("INBOX", (), mail(20))
    quiet.other.append(sent, (), mail(21))
    quiet.settle()
    assert (quiet.uids("INBOX"), quiet.uids(sent)) == ({1, 2, 3, 4, 5, 6}, {1, 2})
    quiet.said()

    slot = quiet.found(2)
    quiet.other.select(b"SELECT", "INBOX")
    for uid in (2, 4):
        quiet.other.run(b"UID STORE %d +FLAGS.SILENT (\\Deleted)" % uid)
    quiet.other.run(b"EXPUNGE")
    quiet.settle()
    assert quiet.uids("INBOX") == {1, 3, 5, 6}
    (missing,) = quiet.store.missing.of([slot])
    quiet.said()

    quiet.whereabouts.put_back([missing.slot])
    quiet.settle()
    assert quiet.folders_of(slot) == [("INBOX", 7)]
    quiet.said()

    quiet.other.deselect()
    quiet.other.rename(sent, quiet.prefix + "Posta inviata")
    quiet.settle()
    assert quiet.uids(quiet.prefix + "Posta inviata") == {1, 2}
    assert quiet.uids(sent) == set()
    quiet.said()


def test_what_has_vanished_is_asked_for_and_not_worked_out_where_the_server_knows(quiet: Quiet) -> None:
    quiet.other.select(b"SELECT", "INBOX")
    quiet.other.run(b"UID STORE 3 +FLAGS.SILENT (\\Deleted)")
    quiet.other.run(b"EXPUNGE")
    record = quiet.proxy.begin()
    quiet.settle()
    assert quiet.uids("INBOX") == {1, 2, 4, 5}
    knows = "QRESYNC" in quiet.other.capabilities
    assert (b"VANISHED)" in record.octets("client")) == knows
    assert (b"UID FETCH 1:* (UID)\r\n" in record.octets("client")) != knows


def test_flags_are_read_again_only_when_the_folder_has_changed(quiet: Quiet) -> None:
    slots = [quiet.found(number) for number in (1, 2, 3)]
    flagging = Flagging(quiet.store.messages, quiet.host, quiet.intake.state)
    assert not flagging.of(slots).answered
    quiet.settle()
    record = quiet.proxy.begin()
    assert not flagging.of(slots).answered
    counts = "CONDSTORE" in quiet.other.capabilities
    assert (b"FLAGS" in record.octets("client")) != counts

    quiet.other.select(b"SELECT", "INBOX")
    quiet.other.run(b"UID STORE 2 +FLAGS.SILENT (\\Answered)")
    quiet.settle()
    assert set(flagging.of(slots).answered) == {slots[1]}
    quiet.settle()
    record = quiet.proxy.begin()
    assert set(flagging.of(slots[:2]).answered) == {slots[1]}
    assert (b"FLAGS" in record.octets("client")) != counts
    assert not flagging.of([quiet.found(4)]).answered

    quiet.other.run(b"UID STORE 2 -FLAGS.SILENT (\\Answered)")
    quiet.settle()
    assert not flagging.of(slots).answered

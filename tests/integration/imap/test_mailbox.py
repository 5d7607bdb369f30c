"""A shared mailbox on Dovecot: reading without a trace, finding, marking, filing, lending."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.gateway import Gateway
from desktop.adapters.imap.host import ImapMailboxHost
from desktop.adapters.imap.mailbox import ImapMailbox
from desktop.adapters.imap.names import mail_folders
from desktop.domain.errors import Offline, SportelloError
from tests.fakes.secrets import FakeSecrets
from tests.peers.dovecot import PASSWORD, Dovecot, Options
from tests.peers.proxy import Proxy

TODAY = datetime.now(UTC).date()


def mail(number: int, size: int = 0) -> bytes:
    return (
        f"From: cliente{number}@esempio.it\r\nSubject: Ordine {number}\r\n"
        f"Message-ID: <m{number}@esempio.it>\r\n\r\nBuongiorno\r\n"
    ).encode() + b"x" * size


@pytest.fixture
def gateway(account: ImapAccount) -> Iterator[Gateway]:
    """A second client of the mailbox, for what other people do."""
    opened = Gateway(account, PASSWORD)
    yield opened
    opened.close()


@pytest.fixture
def box(account: ImapAccount) -> Iterator[ImapMailbox]:
    opened = Gateway(account, PASSWORD)
    yield ImapMailbox(opened)
    opened.close()


@pytest.fixture
def fill(gateway: Gateway) -> Callable[..., None]:
    def some(*numbers: int, folder: str = "INBOX", size: int = 0) -> None:
        for number in numbers:
            gateway.append(folder, (), mail(number, size))

    return some


def flags_of(gateway: Gateway, folder: str, uid: int) -> set[bytes]:
    gateway.run(b"EXAMINE " + folder.encode())
    (answer,) = gateway.fetch(b"UID FETCH %d (UID FLAGS)" % uid, (10, 10_000))
    return set(answer.items["FLAGS"].split()) - {b"\\Recent"}


def test_reading_gives_the_mails_and_leaves_no_trace(
    box: ImapMailbox, gateway: Gateway, fill: Callable[..., None]
) -> None:
    fill(1, 2, 3)

    state = box.select("INBOX")
    uids = box.uids_after(0)
    mails = list(box.fetch(uids))

    assert state.exists == 3
    assert state.uid_next == uids[-1] + 1
    assert state.highest_modseq
    assert [one.raw for one in mails] == [mail(1), mail(2), mail(3)]
    assert [one.uid for one in mails] == list(uids)
    assert abs(mails[0].internal_date - datetime.now(UTC).timestamp()) < 60
    assert flags_of(gateway, "INBOX", uids[0]) == set()
    assert box.uids_after(uids[1]) == (uids[2],)
    assert box.uids_after(uids[2]) == ()


def test_mails_that_vanish_are_left_out_and_large_ones_come_in_portions(
    box: ImapMailbox, gateway: Gateway, fill: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.adapters.imap.mailbox._CHUNK_OCTETS", 300_000)
    fill(1, 2, 3, 4, size=200_000)
    box.select("INBOX")
    uids = box.uids_after(0)
    gateway.run(b"SELECT INBOX")
    gateway.run(b"UID STORE %d +FLAGS.SILENT (\\Deleted)" % uids[1])
    gateway.run(b"EXPUNGE")

    mails = list(box.fetch([*uids, 4711]))

    assert [one.raw for one in mails] == [mail(number, 200_000) for number in (1, 3, 4)]


def test_answered_is_seen_and_marking_sets_both_flags(
    box: ImapMailbox, gateway: Gateway, fill: Callable[..., None]
) -> None:
    fill(1, 2)
    state = box.select("INBOX")
    first, second = box.uids_after(0)

    box.mark_answered("INBOX", state.uid_validity, second)
    box.mark_answered("INBOX", state.uid_validity + 1, first)

    assert flags_of(gateway, "INBOX", second) == {b"\\Answered", b"\\Seen"}
    assert flags_of(gateway, "INBOX", first) == set()
    box.select("INBOX")
    assert box.answered((first, second, 4711)) == {second}
    assert box.answered(()) == frozenset()


def test_a_colleague_who_clicks_meanwhile_lends_no_flag_to_another_mail(
    account: ImapAccount, box: ImapMailbox, gateway: Gateway, fill: Callable[..., None]
) -> None:
    """Trap: IMAPClient files an unsolicited update under the sequence number as if it were a UID."""
    fill(*range(1, 31))
    gateway.run(b"SELECT INBOX")
    uids = tuple(one.uid for one in gateway.fetch(b"UID FETCH 1:* (UID)", (10, 100_000)))
    # From here on sequence numbers and UIDs differ.
    gateway.run(b"UID STORE %d +FLAGS.SILENT (\\Deleted)" % uids[0])
    gateway.run(b"EXPUNGE")
    clicked, untouched = set(uids[1::2]), set(uids[2::2])
    done = threading.Event()
    colleague = Gateway(account, PASSWORD)

    def click() -> None:
        colleague.run(b"SELECT INBOX")
        marks = b",".join(b"%d" % uid for uid in clicked)
        while not done.is_set():
            for sign in (b"+", b"-"):
                colleague.run(b"UID STORE %s %sFLAGS.SILENT (\\Answered)" % (marks, sign))

    clicker = threading.Thread(target=click)
    clicker.start()
    try:
        box.select("INBOX")
        wrong = [box.answered(uids) & untouched for _ in range(60)]
    finally:
        done.set()
        clicker.join()
        colleague.close()

    assert not any(wrong)


def test_a_mail_is_found_by_its_whole_message_id(box: ImapMailbox, gateway: Gateway, fill: Callable[..., None]) -> None:
    gateway.create("Sent")
    fill(1, 12, 2, folder="Sent")

    assert box.find("Sent", "<m1@esempio.it>", TODAY) == (1,)
    assert box.find("Sent", "<m2@esempio.it>", TODAY) == (3,)
    assert box.find("Sent", "m2@esempio", TODAY) == ()
    assert box.find("Sent", "<m3@esempio.it>", TODAY) == ()
    assert box.find("Sent", "<però@esempio.it>", TODAY) == ()
    assert box.find("INBOX", "<m1@esempio.it>", TODAY) == ()


def test_a_server_whose_search_finds_nothing_is_looked_through(
    proxied: Callable[[], ImapAccount], proxy: Proxy, fill: Callable[..., None]
) -> None:
    fill(1, 2)
    opened = Gateway(proxied(), PASSWORD)
    proxy.swap(b"SEARCH HEADER Message-ID", b"SEARCH HEADER X-Nowhere")
    box = ImapMailbox(opened)

    assert box.find("INBOX", "<m2@esempio.it>", TODAY) == (2,)
    assert box.find("INBOX", "<m2@esempio.it>", TODAY + timedelta(days=3)) == ()
    assert proxy.record.octets("client").count(b"X-Nowhere") == 2
    opened.close()


def test_a_sent_mail_is_filed_as_read(box: ImapMailbox, gateway: Gateway) -> None:
    gateway.create("Sent")

    box.file_sent("Sent", mail(7))

    assert flags_of(gateway, "Sent", 1) == {b"\\Seen"}
    box.select("Sent")
    (filed,) = box.fetch((1,))
    assert filed.raw == mail(7)
    with pytest.raises(SportelloError, match="folder-missing"):
        box.file_sent("Gesendet", mail(7))


def test_the_sent_folder_is_found_by_its_attribute_or_its_usual_name(box: ImapMailbox, gateway: Gateway) -> None:
    assert box.folders().sent is None
    gateway.create("Posta inviata")
    assert box.folders().sent == "Posta inviata"
    gateway.create("Sent")
    found = box.folders()
    assert (found.inbox, found.sent, found.files_sent_itself) == ("INBOX", "Sent", False)


@pytest.mark.parametrize("name", ["INBOX.Sent", "INBOX.Éléments envoyés", "INBOX.Gesendete Objekte", "INBOX.Enviados"])
def test_usual_names_are_known_below_a_prefix(account: ImapAccount, name: str) -> None:
    listing = [
        (frozenset[str](), ".", "INBOX"),
        (frozenset({"\\noselect"}), ".", "Sent"),
        (frozenset[str](), ".", name),
    ]

    assert mail_folders(account, listing, frozenset()).sent == name


def test_gmail_and_microsoft_file_what_was_sent_themselves(account: ImapAccount) -> None:
    microsoft = ImapAccount("a@esempio.it", "a", "outlook.office365.com", 993)

    assert mail_folders(microsoft, [], frozenset()).files_sent_itself
    assert mail_folders(account, [], frozenset({"X-GM-EXT-1"})).files_sent_itself
    assert not mail_folders(ImapAccount("a@b.it", "a", "notgmail.com", 993), [], frozenset()).files_sent_itself


def test_a_host_lends_within_its_budget_and_reuses_what_came_back(account: ImapAccount) -> None:
    accounts = {account.address: ImapAccount(account.address, account.user, account.host, account.port, "none", 1)}
    host = ImapMailboxHost(accounts, FakeSecrets({account.address: PASSWORD}))
    waiting, got = threading.Event(), threading.Event()

    def second() -> None:
        waiting.set()
        with host.borrow(account.address) as box:
            box.select("INBOX")
            got.set()

    with host.borrow(account.address) as first:
        first.select("INBOX")
        other = threading.Thread(target=second)
        other.start()
        waiting.wait(5)
        assert not got.wait(0.1)
    other.join(5)

    assert got.is_set()
    with host.borrow(account.address) as third:
        assert third._gateway is first._gateway  # type: ignore[attr-defined]
    host.close()
    with host.borrow(account.address) as fourth:
        assert fourth._gateway is not first._gateway  # type: ignore[attr-defined]
    host.close()
    with pytest.raises(SportelloError, match="unknown-mailbox"), host.borrow("altro@esempio.it"):
        pass


def test_a_broken_connection_is_not_lent_again(account: ImapAccount, proxy: Proxy) -> None:
    accounts = {account.address: ImapAccount(account.address, account.user, account.host, proxy.port, "none", 1)}
    host = ImapMailboxHost(accounts, FakeSecrets({account.address: PASSWORD}))

    def cut_while_lent() -> None:
        with host.borrow(account.address) as box:
            proxy.reset()
            box.select("INBOX")

    with pytest.raises(Offline, match="connection-lost"):
        cut_while_lent()
    with host.borrow(account.address) as again:
        assert again.select("INBOX").exists == 0
    host.close()


def test_a_prefix_and_no_condstore_change_nothing() -> None:
    options = Options(prefix="INBOX.", separator=".", capability="IMAP4rev1")
    with Dovecot(options) as server:
        gateway = Gateway(server.account(), PASSWORD)
        gateway.create("INBOX.Sent")
        box = ImapMailbox(gateway)
        box.file_sent("INBOX.Sent", mail(1))

        assert box.folders().sent == "INBOX.Sent"
        assert box.select("INBOX.Sent").uid_next == 2
        assert box.find("INBOX.Sent", "<m1@esempio.it>", TODAY) == (1,)
        gateway.close()


def test_heads_are_the_counted_fields_alone_and_leave_no_trace(
    box: ImapMailbox, gateway: Gateway, fill: Callable[..., None]
) -> None:
    fill(*range(1, 8), size=50_000)
    box.select("INBOX")
    uids = box.uids_after(0)
    found = list(box.heads(uids[2:]))
    assert [one.uid for one in found] == list(uids[2:])
    assert b"Subject: Ordine 3" in found[0].raw
    assert all(len(one.raw) < 500 and b"Buongiorno" not in one.raw for one in found)
    assert found[0].internal_date > 0
    assert flags_of(gateway, "INBOX", uids[2]) == set()
    assert list(box.heads(())) == []

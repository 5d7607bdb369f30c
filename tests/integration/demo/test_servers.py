"""The demo's servers with real clients: the mailbox is filled, mail that leaves is seen, nothing stays behind."""

from __future__ import annotations

import os
import smtplib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from imapclient import IMAPClient

from desktop.domain.errors import SportelloError
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.demo.shop import INBOX, SENT, load_shop
from tests.peers.waiting import until

SHOP = load_shop(datetime.now(UTC))
ANSWER = b"Message-ID: <answer@bottegalume.example>\r\nIn-Reply-To: <question@postaverde.example>\r\n\r\n.Ecco.\r\n"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServers]:
    log = tmp_path_factory.mktemp("demo") / "server.log"
    with DemoServers(SHOP, log=log) as running:
        yield running
    assert log.read_text(encoding="utf-8") == ""


@contextmanager
def imap(servers: DemoServers, folder: str, readonly: bool = True) -> Iterator[IMAPClient]:
    with IMAPClient("127.0.0.1", servers.imap_port, ssl=False, timeout=20) as client:
        client.login(servers.address, servers.password)
        client.select_folder(folder, readonly=readonly)
        yield client


def submit(servers: DemoServers, message: bytes, recipient: str = "chi@postaverde.example") -> None:
    with smtplib.SMTP("127.0.0.1", servers.smtp_port, timeout=20) as client:
        client.login(servers.address, servers.password)
        client.sendmail(servers.address, [recipient], message)


def test_the_mailbox_holds_the_shop_with_its_dates_and_flags(servers: DemoServers) -> None:
    for folder in (INBOX, SENT):
        shop = {mail.raw: mail for mail in SHOP if mail.folder == folder}
        with imap(servers, folder) as client:
            found = client.fetch("1:*", ["INTERNALDATE", "FLAGS", "BODY.PEEK[]"])
        assert {data[b"BODY[]"] for data in found.values()} == set(shop)
        for data in found.values():
            mail = shop[data[b"BODY[]"]]
            assert {flag.decode() for flag in data[b"FLAGS"]} - {"\\Recent"} == mail.flags
            assert data[b"INTERNALDATE"].astimezone(UTC) == mail.when.astimezone(UTC)


def test_a_mail_submitted_is_recorded(servers: DemoServers) -> None:
    before = len(servers.deliveries())
    submit(servers, ANSWER)
    (delivery,) = servers.deliveries()[before:]
    assert delivery.sender == servers.address
    assert delivery.recipients == ("chi@postaverde.example",)
    assert (delivery.message_id, delivery.in_reply_to) == (
        "<answer@bottegalume.example>",
        "<question@postaverde.example>",
    )
    assert delivery.raw == ANSWER


def test_submission_wants_the_password(servers: DemoServers) -> None:
    with smtplib.SMTP("127.0.0.1", servers.smtp_port, timeout=20) as client:
        with pytest.raises(smtplib.SMTPSenderRefused, match="530"):
            client.sendmail(servers.address, ["chi@postaverde.example"], ANSWER)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login(servers.address, "un'altra")


def test_a_lost_reply_is_a_mail_that_was_taken(servers: DemoServers) -> None:
    before = len(servers.deliveries())
    servers.lose_replies(True)
    try:
        with pytest.raises(smtplib.SMTPServerDisconnected):
            submit(servers, ANSWER)
    finally:
        servers.lose_replies(False)
    assert [delivery.raw for delivery in servers.deliveries()[before:]] == [ANSWER]


def test_those_who_are_gathered_go_in_together(servers: DemoServers) -> None:
    servers.gather(2)
    with socket.create_connection(("127.0.0.1", servers.imap_port), timeout=20) as first:
        first.settimeout(0.2)
        with pytest.raises(TimeoutError):
            first.recv(1)
        with socket.create_connection(("127.0.0.1", servers.imap_port), timeout=20) as second:
            first.settimeout(20)
            assert (first.recv(1), second.recv(1)) == (b"*", b"*")
    with imap(servers, INBOX) as third:
        third.noop()


def test_two_connections_see_each_others_appends(servers: DemoServers) -> None:
    with imap(servers, SENT, readonly=False) as one, imap(servers, SENT, readonly=False) as other:
        for number, (writer, reader) in enumerate([(one, other), (other, one)]):
            text = b"Subject: %d\r\n\r\nriga\r\n" % number
            writer.append(SENT, text)
            reader.noop()
            last = max(reader.search(["ALL"]))
            assert reader.fetch([last], ["BODY.PEEK[]"])[last][b"BODY[]"] == text
            reader.delete_messages([last])
            reader.expunge()


def test_a_customer_writes_while_somebody_waits(servers: DemoServers) -> None:
    when = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    with imap(servers, INBOX, readonly=False) as client:
        client.idle()
        servers.arrive(b"Subject: ancora io\r\n\r\nAllora?\r\n", when)
        # Whole lines: idle_check stumbles over one that comes in two pieces.
        with client.socket().makefile("rb") as heard:
            assert any(b"EXISTS" in line for line in heard)
        client.idle_done()
        last = max(client.search(["ALL"]))
        data = client.fetch([last], ["INTERNALDATE"])[last]
        assert data[b"INTERNALDATE"].astimezone(UTC) == when
        client.delete_messages([last])
        client.expunge()


def test_a_cut_line_breaks_for_those_who_hold_it_and_those_who_come(servers: DemoServers) -> None:
    with imap(servers, INBOX) as client:
        servers.cut()
        with pytest.raises((OSError, client.AbortError)):
            client.noop()
        with pytest.raises((OSError, client.AbortError)), imap(servers, INBOX):
            pass
        with pytest.raises((OSError, smtplib.SMTPException)):
            submit(servers, ANSWER)
    servers.mend()
    with imap(servers, INBOX) as client:
        client.noop()


def test_everything_ends_with_a_client_still_connected() -> None:
    threads = set(threading.enumerate())
    with DemoServers(SHOP[:1]) as servers:
        child = servers.imap_process
        client = socket.create_connection(("127.0.0.1", servers.imap_port), timeout=20)
        ports = servers.imap_port, servers.smtp_port
    with client:
        assert client.recv(65536) is not None
    assert set(threading.enumerate()) == threads
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=20)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


KILLED = """
import os, sys
from desktop.runtime.demo.servers import DemoServers
with DemoServers(()) as servers:
    print(servers.imap_process, flush=True)
    os.kill(os.getpid(), 9)
"""


def test_the_imap_server_ends_when_its_parent_is_killed() -> None:
    root = Path(__file__).resolve().parents[3]
    parent = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=root, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False
    )
    assert parent.returncode == -9
    # A zombie that nobody waits for has no program any more.
    program = Path(f"/proc/{int(parent.stdout)}/exe")
    until(lambda: not program.exists(), "the server to end after its parent")


def test_a_server_that_cannot_start_is_an_error_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SportelloError) as failed:
        DemoServers(()).__enter__()
    assert failed.value.code == "demo-servers-failed"

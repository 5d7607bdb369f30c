"""The parser child and its parent, with real processes that hang, crash, print and outlive each other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from desktop.adapters.parsing.child import parse
from desktop.adapters.parsing.parser import ChildParser, child_command
from desktop.adapters.parsing.pool import ParserPool
from desktop.domain.errors import SportelloError
from desktop.journal.slots import slot_of
from desktop.mime.reading import read_mail
from desktop.ports.mailbox import RawMail
from desktop.ports.parser import Parsed
from tests.peers.waiting import until
from tests.unit.mime.samples import ALL, PLAIN

HOSTILE = (sys.executable, str(Path(__file__).with_name("hostile_child.py")))
WHOLE = parse(PLAIN)


@pytest.fixture
def parser() -> Iterator[ChildParser]:
    parser = ChildParser()
    yield parser
    parser.close()


@pytest.fixture
def hostile() -> Iterator[ChildParser]:
    parser = ChildParser(HOSTILE)
    yield parser
    parser.close()


def tell(parser: ChildParser, variable: str = "PATH") -> tuple[int, str]:
    """The child's process id and one of its environment variables."""
    pid, _, value = parser.parse(b"TELL " + variable.encode() + b"\n" + PLAIN).mail.text.partition(" ")
    return int(pid), value


def is_alive(pid: int) -> bool:
    """A zombie that its new parent has not yet collected is dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def test_the_child_reads_as_the_library_does(parser: ChildParser) -> None:
    for raw in (*ALL, b"", b"\0" * 1000):
        parsed = parser.parse(raw)
        assert (replace(parsed.mail, page=parser.page(raw)), parsed.slot) == (read_mail(raw), slot_of(raw))
        assert parsed.original is not None
        assert zlib.decompress(parsed.original.packed) == raw
        assert parsed.original.html or parser.page(raw) is None


def test_the_child_is_light() -> None:
    code = (
        "import sys\n"
        "from desktop.adapters.parsing.child import parse\n"
        "from tests.unit.mime.samples import ALL\n"
        "print([parse(raw).slot for raw in ALL] and sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.replace("'", " ").replace(",", " ").split())
    assert "selectolax" in loaded
    heavy = {"PySide6", "shiboken6", "peewee", "sqlite3", "imapclient", "imaplib", "smtplib", "ssl", "keyring"}
    assert loaded & (heavy | {"nacl", "apscheduler", "multiprocessing", "asyncio"}) == set()


@pytest.mark.parametrize("word", [b"SPIN", b"STALL"])
def test_a_hanging_mail_costs_its_deadline_and_the_next_one_nothing(word: bytes) -> None:
    parser = ChildParser(HOSTILE, deadline=1.5)
    try:
        before = tell(parser)[0]
        stuck = parser.parse(word + b"\n" + PLAIN)
        assert stuck.mail.damage == "time"
        assert (stuck.mail.subject, stuck.slot) == (WHOLE.mail.subject, slot_of(word + b"\n" + PLAIN))
        assert parser.parse(b"\n" + PLAIN).mail == WHOLE.mail
        assert not is_alive(before)
    finally:
        parser.close()


@pytest.mark.parametrize("word", [b"ABORT", b"EXIT", b"RAISE", b"MEMORY"])
def test_a_crash_is_the_mails_and_not_ours(hostile: ChildParser, word: bytes) -> None:
    for _ in range(2):
        broken = hostile.parse(b"%s\nSubject: s\n" % word)
        assert (broken.mail.damage, broken.mail.subject) == ("broken", "s")
        assert hostile.parse(b"\n" + PLAIN).mail == WHOLE.mail


def test_a_mail_is_tried_again_in_a_fresh_child(hostile: ChildParser, tmp_path: Path) -> None:
    assert hostile.parse(b"\n" + PLAIN).mail.damage == ""
    again = hostile.parse(b"ABORT-ONCE " + os.fsencode(tmp_path / "mark") + b"\n" + PLAIN)
    assert (tmp_path / "mark").exists()
    assert again.mail == WHOLE.mail


def test_a_child_that_dies_idle_harms_no_mail(hostile: ChildParser) -> None:
    pid, _ = tell(hostile)
    os.kill(pid, signal.SIGKILL)
    until(lambda: not is_alive(pid), "the child's end")
    assert hostile.parse(b"\n" + PLAIN).mail == WHOLE.mail
    assert tell(hostile)[0] != pid


def test_stray_prints_do_not_come_between_the_frames(hostile: ChildParser) -> None:
    for _ in range(3):
        assert hostile.parse(b"PRINT\n" + PLAIN).mail == WHOLE.mail


@pytest.mark.parametrize("name", ["SPORTELLO_PASSWORD", "SPORTELLO_PASSWORD_INFO_NEGOZIO"])
def test_no_password_reaches_the_child(monkeypatch: pytest.MonkeyPatch, hostile: ChildParser, name: str) -> None:
    monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("SPORTELLO_OTHER", "told")
    assert tell(hostile, name)[1] == "unset"
    assert tell(hostile, "SPORTELLO_OTHER")[1] == "told"


@pytest.mark.parametrize(
    "command",
    [
        ("/nonexistent/sportello",),
        (sys.executable, "-c", "print('hello')"),
        (sys.executable, "-c", "import sys; sys.exit(3)"),
        (sys.executable, "-c", "import os; os.write(1, bytes([255] * 100))"),
        (sys.executable, "-c", "import threading; threading.Event().wait()"),
    ],
)
def test_no_child_is_not_the_mails_fault(command: tuple[str, ...]) -> None:
    parser = ChildParser(command, start=2.0)
    with pytest.raises(SportelloError) as stopped:
        parser.parse(PLAIN)
    assert stopped.value.code == "no-parser"
    parser.close()


def test_close_ends_a_busy_child_at_once(tmp_path: Path) -> None:
    parser = ChildParser(HOSTILE, deadline=100)
    pid, _ = tell(parser)
    with ThreadPoolExecutor(1) as lane:
        stuck = lane.submit(parser.parse, b"STALL " + os.fsencode(tmp_path / "mark") + b"\n" + PLAIN)
        until((tmp_path / "mark").exists, "the mail's turn")
        parser.close()
        with pytest.raises(SportelloError, match="no-parser"):
            stuck.result(10)
    assert not is_alive(pid)
    parser.close()
    with pytest.raises(SportelloError, match="no-parser"):
        parser.parse(PLAIN)


def test_the_child_ends_with_its_parent() -> None:
    code = (
        "import sys\n"
        "from tests.integration.parsing.test_child import ChildParser, HOSTILE, tell\n"
        "parser = ChildParser(HOSTILE)\n"
        "print(tell(parser)[0], flush=True)\n"
        "sys.stdin.read()"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
        parent.wait(10)
    until(lambda: not is_alive(child), "the orphan's end")


def test_a_pool_keeps_the_order_and_hands_over_all_before_a_failure() -> None:
    pool = ParserPool(HOSTILE, children=2)

    def source() -> Iterator[RawMail]:
        for number in range(70):
            word = {5: b"ABORT", 40: b"RAISE"}.get(number, b"")
            raw = word + b"\n" + PLAIN.replace(b"4711", b"%d" % number)
            yield RawMail(number, 0, frozenset(), raw)
        raise SportelloError("connection-lost")

    parsed: list[tuple[RawMail, Parsed]] = []
    coming = pool.parse_all(source())
    with pytest.raises(SportelloError, match="connection-lost"):
        parsed.extend(coming)
    pool.close()
    assert [mail.uid for mail, _ in parsed] == list(range(70))
    assert [mail.uid for mail, one in parsed if one.mail.damage] == [5, 40]
    assert all(one.mail.subject == f"Ordine {mail.uid}" for mail, one in parsed if not one.mail.damage)
    with pytest.raises(SportelloError, match="no-parser"):
        list(pool.parse_all(islice(source(), 3)))


def test_several_lanes_share_one_child(hostile: ChildParser) -> None:
    mails = [PLAIN.replace(b"4711", b"%d" % number) for number in range(60)]
    with ThreadPoolExecutor(4) as lanes:
        parsed = list(lanes.map(hostile.parse, [b"\n" + mail for mail in mails]))
    assert [one.mail.subject for one in parsed] == [f"Ordine {number}" for number in range(60)]
    assert threading.active_count() < 20


def base64_mail(octets: int) -> bytes:
    lines = b"QUJD" * 19 + b"\r\n"
    head = b"From: a@b.it\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n--x\r\n"
    file = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + file + lines * (octets // len(lines)) + b"--x--\r\n"


def test_a_big_mail(parser: ChildParser) -> None:
    raw = base64_mail(30 * 1024 * 1024)
    mail = parser.parse(raw).mail
    assert (mail.damage, mail.text) == ("", "hi")
    assert mail.attachments[0].size == 57 * (30 * 1024 * 1024 // 78)


NEWLINES = b"\n" * 30 * 1024 * 1024
MULTIPART = b"From: a@b.it\nContent-Type: multipart/mixed; boundary=x\n\n"
HTML = b"From: a@b.it\nContent-Type: text/html\n\n"
TRAPS = {
    # Each costs many seconds, a gigabyte or the stack in a reader without limits.
    "empty lines": MULTIPART + b"--x\n\n" + NEWLINES,
    "nested parts": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(9_000)),
    "nested mails": b"Content-Type: message/rfc822\n\n" * 50_000,
    "dashes": MULTIPART.replace(b"=x", b"=-") + b"-" * 30 * 1024 * 1024,
    "comments": b"From: " + b"(" * 60_000 + b"\nTo: " + b"a@b," * 15_000 + b"\n\n",
    "words": b"Subject: " + b"=?utf-8?q?" * 6_000 + b"\nTo: " + b"=?x?b?" * 10_000 + b"\n\n",
    "parameters": MULTIPART + (b"--x\nContent-Type: text/plain" + b';"' * 8_000 + b"\n\nhi\n") * 900,
    "deep html": HTML + b"<div>" * 50_000,
    "formatting": HTML + b"<p>" + b"".join(b"<b a=%d>" % n for n in range(200)) + b"</p>" + b"<p>x</p>" * 30_000,
    "attributes": HTML + b"<a " + b"".join(b"a%d " % n for n in range(100_000)) + b">",
    "many html parts": MULTIPART + (b"--x\nContent-Type: text/html\n\n" + b"<br>" * 80_000 + b"\n") * 90,
}


@pytest.fixture(scope="module")
def patient() -> Iterator[ChildParser]:
    """What takes a second of a processor of its own may take ten beside everything else that tests here."""
    child = ChildParser(deadline=60)
    yield child
    child.close()


@pytest.mark.parametrize("name", TRAPS)
def test_no_trap_needs_the_deadline(patient: ChildParser, name: str) -> None:
    assert patient.parse(TRAPS[name]).mail.damage not in ("time", "broken")


def test_the_command_of_a_frozen_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child_command()[1:] == ("-P", "-m", "desktop.adapters.parsing.child")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command()[1:] == ("--parser-child",)

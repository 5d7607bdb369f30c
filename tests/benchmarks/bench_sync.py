"""A shop's mailbox read for the first time, and looked at when nothing is new, beside ``mbsync`` and a bare socket that
throws everything away; in one run on one server, with the memory of each and where the processor time goes.
``python -m tests.benchmarks.bench_sync [mails] [mails of the quiet mailbox]``. Without mbsync (Debian: isync) its lines
are left out.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.host import ImapMailboxHost
from desktop.adapters.parsing.pool import ParserPool
from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.store.sqlite import SqliteStore
from desktop.engine.intake import Intake
from desktop.engine.precedence import Precedence
from tests.benchmarks.mailboxes import INBOX, SENT, Generator, into_maildir
from tests.benchmarks.raw import RawImap
from tests.benchmarks.stages import measured, parsing
from tests.benchmarks.tables import goal, load
from tests.fakes.forms import NoForms
from tests.fakes.secrets import FakeSecrets
from tests.peers.dovecot import PASSWORD, Dovecot, Options

_RUNS = 5
_SAMPLE = 1_000
_MBSYNC = """\
FSync {fsync}

IMAPAccount shop
Host 127.0.0.1
Port {port}
User info
Pass {password}
SSLType None

IMAPStore far
Account shop

MaildirStore near
Path {near}/
Inbox {near}/INBOX

Channel shop
Far :far:
Near :near:
Patterns INBOX Sent
Sync Pull New
Create Near
SyncState *
"""


def main(mails: int, quiet: int) -> None:
    print(load())
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        with filled(mails, 1_500_000) as server:
            first_reading(server, Path(folder), mails)
        with filled(quiet, 1_500) as server:
            nothing_new(server, Path(folder), quiet)


@contextmanager
def filled(mails: int, most: int) -> Iterator[Dovecot]:
    """A server whose indexes are built: the first reader pays for them, whoever it is."""
    with Dovecot(Options()) as server:
        root = server.mail_of("info") / "Maildir"
        begun = time.perf_counter()
        octets = into_maildir(root, Generator(most=most, until=int(time.time())).mails(mails))
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", "nobody", str(server.mail_of("info"))], check=True)
        print(f"{mails} mails, {octets / 1e6:.0f} MB, made in {time.perf_counter() - begun:.1f} s")
        with RawImap(server.port) as raw:
            for name in (INBOX, SENT):
                raw.run(b"SELECT " + name.encode())
                raw.run(b"UID FETCH 1:* (UID RFC822.SIZE INTERNALDATE FLAGS)")
        yield server


# -- everything -------------------------------------------------------------------------------------------------


def first_reading(server: Dovecot, folder: Path, mails: int) -> None:
    runs = [_apart("--bare", str(server.port)) for _ in range(3)]
    bare = statistics.median(float(run[0][0]) for run in runs)
    print(f"{'':30} {'s':>7} {'mails/s':>8} {'of bare':>8} {'of mbsync':>9} {'MB':>5}")
    synced: float | None = None
    if shutil.which("mbsync"):
        synced, memory = mbsync(server, folder / "fast", "no")
        _line("mbsync, FSync no", synced, mails, bare, synced, memory)
        durable, memory = mbsync(server, folder / "durable", "yes")
        _line("mbsync, FSync yes", durable, mails, bare, synced, memory)
    _line("bare socket, thrown away", bare, mails, bare, synced, float(runs[0][0][1]))
    numbers, *spent = _apart("--read", str(server.port), str(folder / "sportello.db"))
    seconds, first, cpu, own, memory, size = map(float, numbers)
    _line("Sportello: text, index, raw", seconds, mails, bare, synced, memory)
    print(f"  first mails stored after {first:.2f} s, database {size:.0f} MB; {own:.0f} MB are the process without its")
    print(f"  children; {cpu:.1f} s of processor time, {cpu / seconds:.1f} of {os.cpu_count()} processors on average:")
    for used, *kind in spent:
        print(f"    {' '.join(kind):30} {float(used):5.2f} s {float(used) / cpu * 100:4.0f} %", flush=True)
    print("  a mail in a parser child, microseconds of processor, nothing else running there:")
    sample = [made.raw for made in Generator(seed=2).mails(_SAMPLE)]
    print("    " + ", ".join(f"{name} {spent:.0f}" for name, spent in parsing(sample)), flush=True)
    if synced:
        goal(f"first reading of {mails} mails, of mbsync without fsync", seconds / synced, 2)
    goal(f"first reading of {mails} mails, of a bare socket", seconds / bare, 10)
    goal("memory of it with its children, MB", memory, 250)


def _apart(*words: str) -> list[list[str]]:
    """In a process of its own, so that its memory is its own: the words of the lines that it prints."""
    command = [sys.executable, "-m", __spec__.name, *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    return [line.split() for line in done.stdout.splitlines()]


def _line(name: str, seconds: float, mails: int, bare: float, synced: float | None, memory: float) -> None:
    ratio = f"{seconds / synced:9.2f}" if synced else f"{'':9}"
    speed = f"{seconds:7.2f} {mails / seconds:8.0f} {seconds / bare:8.2f}"
    print(f"{name:30} {speed} {ratio} {memory:5.0f}", flush=True)


def bare_here(port: int) -> None:
    print(timed(lambda: read_bare(port)), _peak(os.getpid()))


def read_bare(port: int) -> None:
    with RawImap(port) as raw:
        for name in (INBOX, SENT):
            raw.run(b"SELECT " + name.encode())
            raw.run(b"UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])")


def mbsync(server: Dovecot, near: Path, fsync: str) -> tuple[float, float]:
    """Seconds, and MB of memory at its highest."""
    near.mkdir(exist_ok=True)
    config = near.with_suffix(".rc")
    config.write_text(_MBSYNC.format(fsync=fsync, port=server.port, password=PASSWORD, near=near))
    begun = time.perf_counter()
    child = subprocess.Popen(["mbsync", "-q", "-c", str(config), "shop"], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"mbsync: {child.returncode}")
    return time.perf_counter() - begun, used.ru_maxrss / 1000


@contextmanager
def reading(database: Path, port: int, precedence: Precedence | None = None) -> Iterator[tuple[Intake, SqliteStore]]:
    account = _account(port)
    host = ImapMailboxHost({account.address: account}, FakeSecrets({account.address: PASSWORD}))
    precedence = precedence or Precedence()
    parser, store = ParserPool(give_way=precedence.give_way), SqliteStore(database)
    try:
        yield Intake(store, host, parser, SystemClock(), NoForms(), precedence), store
    finally:
        parser.close()
        host.close()
        store.close()


def read_here(database: Path, port: int) -> None:
    """Prints seconds, seconds to the first mails, seconds of processor, MB of memory without and with children, MB of
    database; then for what the processor was used."""
    begun = time.perf_counter()
    first = 0.0
    with measured() as spent, reading(database, port) as (intake, store):
        address = _account(port).address
        while intake.read(address, lambda: True):
            first = first or (time.perf_counter() - begun if store.reader.counts()["messages"] else 0.0)
        seconds = time.perf_counter() - begun
        own = _peak(os.getpid())
        memory = own + sum(map(_peak, _children()))
        size = store.reader.counts()["bytes"] / 1e6
    here, children = (
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    print(seconds, first or seconds, here + children, own, memory, size)
    print(children, "parser children")
    for kind, used in spent.most_common():
        print(used, kind)
    print(here - spent.total(), "start, threading, handing over")


def _account(port: int) -> ImapAccount:
    return ImapAccount("info@esempio.it", "info", "127.0.0.1", port, "none")


def _children() -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(status.read_text().rpartition(")")[2].split()[1]) == os.getpid():
                found.append(int(status.parent.name))
        except OSError:
            continue
    return found


def _peak(pid: int) -> float:
    """MB of a process at its highest; what several share is counted for each."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000


# -- nothing new ------------------------------------------------------------------------------------------------


def nothing_new(server: Dovecot, folder: Path, mails: int) -> None:
    """Ready connections on both sides: STATUS beside our look. With all that comes before, on both sides too: mbsync,
    whose process starts and logs in, beside a look over a connection that is dialled and logged in for it. In turns."""
    database, address = folder / "quiet.db", _account(server.port).address
    with reading(database, server.port) as (intake, _):
        while intake.read(address, lambda: True):
            pass

    def anew() -> None:
        account = _account(server.port)
        with closing(ImapMailboxHost({address: account}, FakeSecrets({address: PASSWORD}))) as host:
            Intake(store, host, parser, SystemClock(), NoForms()).read(address, lambda: True)

    with (
        RawImap(server.port) as raw,
        reading(database, server.port) as (intake, store),
        closing(ParserPool()) as parser,
    ):

        def status() -> None:
            for name in (INBOX, SENT):
                raw.run(b"STATUS %s (UIDNEXT UIDVALIDITY HIGHESTMODSEQ MESSAGES)" % name.encode())

        works: dict[str, Callable[[], object]] = {
            "STATUS of both folders": status,
            "Sportello": lambda: intake.read(address, lambda: True),
            "Sportello, first look of a new connection": anew,
        }
        if shutil.which("mbsync"):
            works["mbsync, process and login"] = lambda: mbsync(server, folder / "quiet", "no")
        for work in (*works.values(), *works.values()):
            work()
        times: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(_RUNS * 4):
            for name, work in works.items():
                times[name].append(timed(work))
    spent = {name: statistics.median(all_of_them) for name, all_of_them in times.items()}
    floor, ours, first, *peer = spent.values()
    print(f"nothing new in {mails} mails {'':17} {'ms':>9} {'of STATUS':>10}; {load()}")
    for name, seconds in spent.items():
        print(f"{name:41} {seconds * 1000:9.2f} {seconds / floor:10.3f}", flush=True)
    goal(f"nothing new in {mails} mails, of STATUS", ours / floor, 2)
    for seconds in peer:
        goal(f"nothing new in {mails} mails, of mbsync (it logs in anew)", ours / seconds, 1 / 20)
        goal(f"nothing new in {mails} mails, both log in, of mbsync", first / seconds, 1)


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read_here(Path(sys.argv[3]), int(sys.argv[2]))
    elif sys.argv[1:2] == ["--bare"]:
        bare_here(int(sys.argv[2]))
    else:
        sizes = [int(word) for word in sys.argv[1:3]]
        main(*(sizes + [10_000, 50_000][len(sizes) :]))

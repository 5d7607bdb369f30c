"""What set-up tries out on the home mailbox before a team trusts it (WIRE.md section 9).

Everything happens in a scratch folder beside the journal's, which is deleted again whatever happens.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop.adapters.imap.gateway import Gateway, quoted
from desktop.adapters.imap.log import ImapLog
from desktop.adapters.imap.refusals import Refusal, error_of
from desktop.domain.errors import Offline
from desktop.ports.log import AppendRefused, LogRow, Probe

MOST_CONNECTIONS = 6

IDLE_SECONDS = 4.0
"""A server that pushes at all does it in well under a second (Dovecot 0.05 s, Gmail about 1 s)."""

_VISIBLE_SECONDS = 10.0

_RED = frozenset({"order-broken", "appenduid-wrong", "appends-invisible"})
_YELLOW = frozenset({"no-uidplus", "no-idle", "slow-idle", "few-connections", "late-visibility"})
"""The rest (``no-literal-plus``, ``search-unreliable``, ``dates-can-be-set``) is good to know and costs nothing."""

Connect = Callable[[], Gateway]


def probe(connect: Connect) -> Probe:
    """Raises Offline, or SportelloError when the mailbox refuses the scratch folder or the appends."""
    with _scratch(connect) as folder:
        connections = _count(connect)
        with _logs(connect, folder, min(connections, 2)) as logs:
            try:
                findings = _findings(logs, folder)
            except AppendRefused as refused:
                account = logs[0].gateway.account
                raise error_of(Refusal(refused.detail), account, folder) from refused
            capabilities = tuple(sorted(logs[0].gateway.capabilities))
    if connections < 3:
        findings.append("few-connections")
    return Probe(_colour(findings), tuple(findings), connections, capabilities)


def _colour(findings: list[str]) -> str:
    if _RED & set(findings):
        return "red"
    return "yellow" if _YELLOW & set(findings) else "green"


@contextmanager
def _scratch(connect: Connect) -> Iterator[str]:
    gateway = connect()
    try:
        prefix, _ = gateway.namespace()
        folder = f"{prefix}Sportello-Probe-{secrets.token_hex(4)}"
        gateway.create(folder)
    finally:
        gateway.close()
    try:
        yield folder
    finally:
        gateway = connect()
        try:
            gateway.delete(folder)
        finally:
            gateway.close()


def _count(connect: Connect) -> int:
    """Connections at once, until the server refuses one."""
    held: list[Gateway] = []
    try:
        while len(held) < MOST_CONNECTIONS:
            held.append(connect())
            for gateway in held:
                gateway.run(b"NOOP")
    except Offline:
        held = held or [connect()]
    finally:
        for gateway in held:
            gateway.close()
    return len(held)


@contextmanager
def _logs(connect: Connect, folder: str, count: int) -> Iterator[tuple[ImapLog, ImapLog]]:
    """Two logs on the folder; the same one twice where the server grants one connection only."""
    opened = [ImapLog(_patient(connect), folder) for _ in range(count)]
    try:
        yield opened[0], opened[-1]
    finally:
        for log in opened:
            log.close()


def _patient(connect: Connect) -> Gateway:
    """Connections that were just closed may still count for a moment."""
    deadline = time.monotonic() + _VISIBLE_SECONDS
    pause = threading.Event()
    while True:
        try:
            return connect()
        except Offline:
            if time.monotonic() > deadline:
                raise
            pause.wait(0.2)


def _findings(logs: tuple[ImapLog, ImapLog], folder: str) -> list[str]:
    first, second = logs
    capabilities = first.gateway.capabilities
    placed = [log.append(_entry(number)) for number, log in enumerate((first, second) * 3)]
    findings = []
    rows = _rows(first)
    if _numbers(rows) != list(range(6)) or _rows(second) != rows:
        findings.append("order-broken")
    named = [one.uid for one in placed]
    if None in named:
        findings.append("no-uidplus")
    elif named != [row.uid for row in rows]:
        findings.append("appenduid-wrong")
    findings += _visibility(first, second)
    if not capabilities & {"LITERAL+", "LITERAL-", "IMAP4REV2"}:
        findings.append("no-literal-plus")
    if not _search_finds(second):
        findings.append("search-unreliable")
    findings += _idle(first, second) if "IDLE" in capabilities else ["no-idle"]
    if _date_obeyed(first, folder):
        findings.append("dates-can-be-set")
    return findings


def _visibility(writer: ImapLog, reader: ImapLog) -> list[str]:
    writer.append(_entry(6))
    started = time.monotonic()
    looks = 0
    while _numbers(_rows(reader))[-1:] != [6]:
        looks += 1
        if time.monotonic() - started > _VISIBLE_SECONDS:
            return ["appends-invisible"]
    return ["late-visibility"] if looks else []


def _search_finds(log: ImapLog) -> bool:
    log.gateway.run(b"NOOP")
    responses, _ = log.gateway.run(b"UID SEARCH HEADER X-Sportello " + quoted("probe-3"))
    row = _rows(log)[3]
    return any(pieces[0].split()[2:] == [str(row.uid).encode()] for pieces in responses if pieces[0][:8] == b"* SEARCH")


def _idle(writer: ImapLog, reader: ImapLog) -> list[str]:
    """Whether an append reaches a reader that idles, well before the NOOP would have found it."""
    if writer is reader:
        return []
    _rows(reader)
    with reader.gateway.border():
        pushed = reader.gateway.exchange.idle(IDLE_SECONDS, lambda: writer.append(_entry(7)))
    return [] if pushed else ["slow-idle"]


def _date_obeyed(log: ImapLog, folder: str) -> bool:
    """Whether anyone with the password can give an entry the date he likes (JOURNAL contract, section 4)."""
    log.gateway.append(folder, ("\\Seen",), _entry(8), date="01-Jan-2001 00:00:00 +0000")
    return _rows(log)[-1].internal_date < 1_000_000_000


def _rows(log: ImapLog) -> list[LogRow]:
    return [row for batch in log.read_after(0) for row in batch]


def _numbers(rows: list[LogRow]) -> list[int]:
    return [int(row.headers.rpartition(b"-")[2]) for row in rows]


def _entry(number: int) -> bytes:
    return (
        f"Subject: Sportello tries this mailbox out\r\n"
        f"Message-ID: <probe-{number}-{secrets.token_hex(8)}@sportello.invalid>\r\n"
        f"X-Sportello: probe-{number}\r\n\r\nprobe\r\n"
    ).encode("ascii")

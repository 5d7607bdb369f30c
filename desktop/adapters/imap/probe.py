"""What set-up tries out on the home mailbox before a team trusts it (WIRE.md section 9).

Everything happens in a scratch folder beside the journal's, which is deleted again whatever happens.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from desktop.adapters.imap.gateway import Gateway, quoted
from desktop.adapters.imap.log import ImapLog
from desktop.adapters.imap.refusals import Refusal, error_of
from desktop.domain.errors import SportelloError
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
    held = [connect()]
    try:
        prefix, _ = held[0].namespace()
        folder = f"{prefix}Sportello-Probe-{secrets.token_hex(4)}"
        held[0].create(folder)
        try:
            connections = _connect_more(held, connect)
            logs = [ImapLog(gateway, folder) for gateway in held]
            findings = _findings(logs[0], logs[-1], folder)
        except AppendRefused as refused:
            raise error_of(Refusal(refused.detail), held[0].account, folder) from refused
        finally:
            _clean_up(held, connect, folder)
    finally:
        for gateway in held:
            gateway.close()
    if connections < 3:
        findings.append("few-connections")
    return Probe(_colour(findings), tuple(findings), connections, tuple(sorted(held[0].capabilities)))


def _connect_more(held: list[Gateway], connect: Connect) -> int:
    """Connections at once until the server refuses one; two of them are kept in ``held``."""
    extra: list[Gateway] = []
    try:
        while len(held) + len(extra) < MOST_CONNECTIONS:
            extra.append(connect())
            # Some servers accept the login and close the connection with the next command.
            extra[-1].run(b"NOOP")
    except SportelloError:
        # The first one got in with the same password: whatever the server says now, it means "no more".
        pass
    alive = [one for one in extra if not one.closed]
    held += alive[:1]
    for gateway in alive[1:]:
        gateway.close()
    return 1 + len(alive)


def _clean_up(held: list[Gateway], connect: Connect, folder: str) -> None:
    """Delete the scratch folder by a connection that has nothing selected; a new one if all are lost."""
    for gateway in held[1:]:
        gateway.close()
    if held[0].closed:
        held[0] = connect()
    held[0].deselect()
    held[0].delete(folder)


def _colour(findings: list[str]) -> str:
    if _RED & set(findings):
        return "red"
    return "yellow" if _YELLOW & set(findings) else "green"


def _findings(first: ImapLog, second: ImapLog, folder: str) -> list[str]:
    """The same log twice where the server grants one connection only."""
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

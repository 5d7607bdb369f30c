"""journal and doctor: what the log says, and whether everything this workstation stands on is sound."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from desktop.domain.errors import LocksNotAvailable, SportelloError
from desktop.engine.automatic import clock_off
from desktop.engine.restoring import never_heard
from desktop.engine.workstation import Workstation
from desktop.runtime.cli.documents import event
from desktop.runtime.cli.printing import exit_code
from desktop.runtime.cli.session import Session

MANY_ENTRIES = 20_000
"""Entries in one generation above which replaying from the start becomes slow (WIRE.md section 8)."""


@dataclass(frozen=True, slots=True)
class Check:
    """``trouble`` is None when all is well; ``warning`` for what works but should be looked at."""

    name: str
    detail: str = ""
    trouble: SportelloError | None = None
    warning: bool = False


def journal(session: Session) -> None:
    team, store = session.team, session.profile.store
    found = [event(recorded, team) for recorded in store.entries.tail(session.words.tail)]
    document = {"entries": found, "head": session.reading.journal.head.uid, "generation": team.generation}

    def lines() -> list[str]:
        return [
            f"{e['position']:>6}  {e['date']}  {e['agent'] or '?':<16.16} {e['kind'] or '?':<16} "
            f"{'' if e['state'] == 'applied' else e['state'] + ': ' + (e['reason'] or '')}"
            for e in found
        ]

    session.out.answer(document, lines)


def doctor(session: Session) -> int:
    """All checks, whatever fails; the exit code is that of the first trouble."""
    if session.words.move_back:
        _move_back(session)
    checks = list(_checks(session))
    troubles = [check.trouble for check in checks if check.trouble is not None and not check.warning]
    document = {"ok": not troubles, "checks": [_document(session, check) for check in checks]}
    session.out.answer(document, lambda: [_line(session, check) for check in checks])
    return exit_code(troubles[0]) if troubles else 0


def _move_back(session: Session) -> None:
    connection = session.acting.journal.connection
    if connection.move_back() is None:
        raise LocksNotAvailable("journal-missing", folder=session.acting.journal.me.folder)


def _checks(session: Session) -> Iterator[Check]:
    station = session.acting
    yield _tried("signing-key", lambda: station.journal.me.signer.sign(b"doctor")[:8])
    for address in session.team.mailboxes:
        yield _tried(f"imap {address}", partial(_folders, session, address))
        yield _tried(f"smtp {address}", partial(_submission, session, address))
    yield _tried("journal", lambda: _replayed(station))
    yield from _state(session, station)


def _tried(name: str, check: Callable[[], Any]) -> Check:
    try:
        return Check(name, str(check() or ""))
    except SportelloError as error:
        return Check(name, trouble=error)


def _folders(session: Session, address: str) -> str:
    with session.profile.host.borrow(address) as mailbox:
        folders = mailbox.folders()
    return f"{folders.inbox}, {folders.sent or '-'}"


def _submission(session: Session, address: str) -> str:
    session.profile.outgoing.check(address)
    return str(session.profile.mailboxes.settings()[address]["smtp_host"])


def _replayed(station: Workstation) -> str:
    station.journal.catch_up()
    station.journal.flush()
    station.journal.safety.require()
    return f"{station.journal.me.folder} @ {station.journal.head.uid}"


def _state(session: Session, station: Workstation) -> Iterator[Check]:
    store = session.profile.store
    counts, cursor = store.reader.counts(), store.entries.cursor()
    entries = cursor.count if cursor else 0
    too_many = SportelloError("many-entries", entries=entries, limit=MANY_ENTRIES)
    yield Check("entries", str(entries), too_many if entries >= MANY_ENTRIES else None, warning=True)
    off = _clock_is_off(station)
    yield Check("clock", "", clock_off() if off else None, warning=True)
    odd = len(store.entries.quarantined())
    yield Check(
        "quarantined", str(odd), SportelloError("quarantined-entries", count=odd) if odd else None, warning=True
    )
    waiting = len(station.reviewing.items())
    yield Check(
        "review", str(waiting), SportelloError("review-waits", count=waiting) if waiting else None, warning=True
    )
    leads = sum(member.is_lead and member.active for member in session.team.members.values())
    yield Check("leads", str(leads), SportelloError("one-lead") if leads == 1 else None, warning=True)
    silent = never_heard(session.team)
    if silent:
        yield Check("restored", "", SportelloError("not-heard", names=", ".join(silent)), warning=True)
    sizes = store.space.sizes()
    yield Check("space", f"{sizes.file_octets // 1024} kB in {sizes.files} files, {sizes.free // 1024} kB free")
    yield Check("server-only", str(sizes.server_only))
    yield Check("database", f"{counts['bytes'] // 1024} kB, {counts['messages']} mails, {counts['tickets']} tickets")


def _clock_is_off(station: Workstation) -> bool:
    """Either way; without a journal that can be written, only what it shows."""
    with contextlib.suppress(SportelloError):
        station.automatic.ask_time()
    return station.automatic.clock_is_off()


def _document(session: Session, check: Check) -> dict[str, Any]:
    state = "ok" if check.trouble is None else "warning" if check.warning else "error"
    said = session.out.as_document(check.trouble) if check.trouble else {}
    return {"name": check.name, "state": state, "detail": check.detail, **said}


def _line(session: Session, check: Check) -> str:
    if check.trouble is None:
        return f"ok       {check.name}  {check.detail}"
    said = session.out.sentences.of(check.trouble)
    return f"{'warning' if check.warning else 'ERROR':<8} {check.name}  {said.message} {said.remedy}"

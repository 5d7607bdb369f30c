"""sync --once and sync --watch."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from desktop.domain.errors import LocksNotAvailable, Offline, OutcomeUncertain, RefusedByTeam, SportelloError
from desktop.engine.progress import Pace
from desktop.engine.restoring import LOST
from desktop.engine.syncing import Round
from desktop.engine.workstation import Workstation
from desktop.runtime.cli.session import Session
from desktop.runtime.cli.space import keep_up

MAIL_EVERY = 30.0
"""Seconds between looks at the mailboxes while watching."""

PATIENCE = 4
"""Looks at the mail after which a workstation without the duty announces what nobody has."""

RETRY = 15.0
"""Seconds between attempts while offline."""

_SHORTLY, _AGAIN = 60, 5
"""Seconds after a follow-up's time in which it is looked at again, and between two such looks."""

_NOOP = 20.0
"""Seconds after which the journal is looked at whatever IDLE says."""


def sync(session: Session) -> None:
    if session.words.once:
        _once(session)
    else:
        with _until_interrupted(session):
            _watch(session)


@contextlib.contextmanager
def _until_interrupted(session: Session) -> Iterator[None]:
    """Ctrl+C, or the system's wish to end, is how a watch ends well: the duty is given back for others to take. On a
    fresh connection, because the old one stands in the middle of a command. Raises OutcomeUncertain when a reply that
    had waited for the line was just leaving."""
    try:
        yield
    except KeyboardInterrupt:
        told = session.broken_off()
        if told.code == "reading-interrupted":
            said = session.out.sentences.of(told)
            session.out.aside(None, f"{said.message} {said.remedy}")
        session.acting.journal.connection.drop()
        session.acting.duty.release()
        if isinstance(told, OutcomeUncertain):
            raise told from None


def _once(session: Session) -> None:
    """Raises the first trouble after everything else has been done: a mailbox, or the journal's doubt."""
    told = _telling(session)
    done = session.acting.syncing.everything(between=told)
    if done.doubt is not None and done.doubt.code in LOST and session.follow():
        done = session.acting.syncing.everything(between=told)
    station = session.acting
    if done.doubt is not None:
        raise done.doubt
    station.first_looks.tell()
    station.canned.tell()
    keep_up(station)
    if done.troubles:
        raise done.troubles[0]
    document = _document(session, station, done)
    session.out.answer(document, lambda: _lines(session, document))


def _watch(session: Session) -> None:
    """Mail every half minute, the journal as soon as it moves; one document for each round that changed something.
    The holder of the duty announces new mail at once, the others what is still unannounced at their every fourth look:
    the holder may not be able to read every mailbox."""
    next_mail, looks = 0.0, 0
    due = threading.Event()
    last: dict[str, Any] = {}
    while True:
        station = session.acting
        try:
            look = due.is_set() or time.monotonic() >= next_mail
            if look:
                due.clear()
                looks += 1
                announce = _on_duty(station) or looks % PATIENCE == 0
                done = station.syncing.everything(announce=announce, between=_telling(session))
                keep_up(station)
                next_mail = time.monotonic() + MAIL_EVERY
            else:
                done = station.syncing.journal_only()
            station.first_looks.tell()
            station.canned.tell()
            _wake_when_due(session, station, due, looked=look)
            last = _changed(session, _document(session, station, done), last)
            if done.doubt is not None and done.doubt.code in LOST:
                session.follow()
                time.sleep(_NOOP)
                continue
            station.journal.wait(min(_NOOP, max(next_mail - time.monotonic(), 0.1)))
        except Offline as offline:
            error = session.out.as_document(offline)
            last = _changed(session, {"event": "offline", **error}, last)
            time.sleep(RETRY)
        except RefusedByTeam:
            raise  # this workstation was removed: nothing that follows can go better
        except LocksNotAvailable as unsafe:
            last = _changed(session, _document(session, station, Round(doubt=unsafe)), last)
            time.sleep(RETRY)
        except SportelloError as trouble:
            last = _changed(session, _document(session, station, Round((trouble,))), last)
            time.sleep(RETRY)


def _telling(session: Session) -> Callable[[tuple[int, int]], None]:
    """Says how far a first reading has come: to a person on standard error, to a program that watches as a document."""
    pace = Pace()

    def tell(counts: tuple[int, int]) -> None:
        progress = pace.at(time.monotonic(), *counts)
        document = {
            "event": "reading",
            "messages": progress.held,
            "of": progress.total,
            "a_second": round(progress.rate),
            "seconds_left": progress.left,
        }
        facts = {"held": progress.held, "total": progress.total, "rate": round(progress.rate)}
        line = session.out.sentences.line("reading", **facts, left=progress.left if progress.left is not None else "?")
        session.out.aside(None if session.words.once else document, line)

    return tell


def _wake_when_due(session: Session, station: Workstation, due: threading.Event, *, looked: bool) -> None:
    """The next follow-up's time makes a look at everything; what is due then, and whether, the log says. Its clock may
    be a little behind ours, so it is looked at again shortly after; what still waits then waits for the next mail."""
    moment, now = station.following.next_due(), int(time.time())
    if moment is not None and moment > (now - _SHORTLY if looked else now):
        session.profile.schedule.at("follow-up", max(moment, now + _AGAIN), due.set)


def _on_duty(station: Workstation) -> bool:
    """A first look comes before there is a role to hold."""
    return station.duty.mine() if station.journal.head.uid else True


def _document(session: Session, station: Workstation, done: Round) -> dict[str, Any]:
    counts = station.store.reader.counts()
    out = session.out
    return {
        "event": "synced",
        "online": True,
        "head": station.journal.head.uid,
        "tickets": counts["tickets"],
        "messages": counts["messages"],
        "entries": counts["entries"],
        "troubles": [out.as_document(error) for error in done.troubles],
        "stopped": [out.as_document(error) for error in done.stopped],
        "doubt": out.as_document(done.doubt) if done.doubt else None,
    }


def _changed(session: Session, document: dict[str, Any], last: dict[str, Any]) -> dict[str, Any]:
    if document != last:
        session.out.answer(document, lambda: _lines(session, document))
    return document


def _lines(session: Session, document: dict[str, Any]) -> list[str]:
    if document["event"] == "offline":
        return [f"{document['message']} {document['remedy']}"]
    line = session.out.sentences.line
    said = [line("synced", tickets=document["tickets"], messages=document["messages"], head=document["head"])]
    errors = [*document["troubles"], *document["stopped"], *([document["doubt"]] if document["doubt"] else [])]
    return [*said, *(f"{error['message']} {error['remedy']}" for error in errors)]

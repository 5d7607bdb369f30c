"""What the team knows of whoever a ticket is from: their addresses, tickets and notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.domain.commands import Command, CorrectCustomerNote, JoinAddresses, NoteCustomer
from desktop.domain.errors import Offline, UsageError
from desktop.domain.ticket import shown_reference
from desktop.ports.store.reader import Acquaintance
from desktop.runtime.cli.documents import ticket_row
from desktop.runtime.cli.lines import ticket_line
from desktop.runtime.cli.session import Session
from desktop.runtime.files import text_of

_MOST = 50
"""Tickets that are listed."""

_LONGEST = 4000


def show(session: Session) -> None:
    queries = session.reading.queries
    document = _document(session, queries.customer(queries.find(session.words.ref), _MOST))
    session.out.answer(document, lambda: _lines(document))


def note(session: Session) -> None:
    words = session.words
    text = words.text if words.text is not None else text_of(words.text_file)
    if not text.strip():
        raise UsageError("empty-text", path="--text")
    if len(text) > _LONGEST:
        raise UsageError("long-customer-note", most=_LONGEST)
    if words.corrects is None:
        _say(session, lambda address: NoteCustomer(address, text))
    else:
        _correct(session, words.corrects, text)


def unnote(session: Session) -> None:
    _correct(session, session.words.note, "")


def join(session: Session) -> None:
    _say(session, lambda address: JoinAddresses(address, session.words.address))


def part(session: Session) -> None:
    """From whichever of the others it is joined to."""
    station = session.acting
    known = station.queries.customer(station.queries.find(session.words.ref), 1)
    away = session.words.address.lower()
    near = [one if other == away else other for one, other in sorted(known.joints) if away in (one, other)]
    if not near:
        raise UsageError("not-joined", address=away)
    for address in near:
        _act(session, JoinAddresses(address, away, one_person=False))
    _answer(session)


def _say(session: Session, command: Callable[[str], Command]) -> None:
    station = session.acting
    known = station.queries.customer(station.queries.find(session.words.ref), 1)
    if not known.addresses:
        raise UsageError("no-customer", reference=session.words.ref)
    _act(session, command(known.addresses[0]))
    _answer(session)


def _correct(session: Session, note: str, text: str) -> None:
    """On whatever ticket of theirs the note lies."""
    station = session.acting
    known = station.queries.customer(station.queries.find(session.words.ref), 1)
    found = [one for one in known.homes if note and one.startswith(note)]
    if len(found) != 1:
        raise UsageError("no-such-note", note=note)
    _act(session, CorrectCustomerNote(found[0], text), known.homes[found[0]])
    _answer(session)


def _act(session: Session, command: Command, ticket: str = "") -> None:
    """An edit that could not be written yet is kept: exit code 5."""
    station = session.acting
    done = station.acting.act(ticket or station.queries.find(session.words.ref), command)
    if done.pending:
        reason = station.journal.safety.current()
        raise reason or Offline("edit-kept", reference=shown_reference(done.ticket.reference))


def _answer(session: Session) -> None:
    queries = session.acting.queries
    document = _document(session, queries.customer(queries.find(session.words.ref), _MOST))
    session.out.answer(document, lambda: _lines(document))


def _document(session: Session, known: Acquaintance) -> dict[str, Any]:
    team = session.team
    return {
        "addresses": list(known.addresses),
        "first_seen": known.first_seen or None,
        "count": known.count,
        "tickets": [ticket_row(row, team) for row in known.tickets],
        "notes": [
            {
                "id": n.id,
                "address": n.address,
                "agent": team.agent_name(n.agent),
                "date": n.date,
                "text": n.text,
                "corrected": n.corrected or None,
            }
            for n in known.notes
        ],
    }


def _lines(document: dict[str, Any]) -> list[str]:
    notes = [f"* {note['id'][:8]}  {note['agent']}: {note['text']}" for note in document["notes"]]
    return [", ".join(document["addresses"]), *notes, *map(ticket_line, document["tickets"])]

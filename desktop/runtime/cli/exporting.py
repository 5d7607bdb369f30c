"""export, and customer export: what this workstation has, into a new folder."""

from __future__ import annotations

from desktop.domain.errors import UsageError
from desktop.domain.search import Query
from desktop.engine.exporting import Exporting
from desktop.runtime.cli.searching import asked
from desktop.runtime.cli.session import Session
from desktop.runtime.exporting import FORMATS, Exported, write, write_customer


def export(session: Session) -> None:
    words, station = session.words, session.reading
    if words.refs and words.query:
        raise UsageError("query-or-refs")
    exporting = Exporting(station.store, station.queries, station.attachments)
    if words.refs:
        found = exporting.tickets([station.queries.find(ref) for ref in words.refs])
    else:
        query = asked(words.query) if words.query.strip() else Query(())
        found = exporting.found(query, station.journal.me.agent)
    _say(session, write(words.folder, _formats(session), exporting, found, session.team, {}))


def export_customer(session: Session) -> None:
    words = session.words
    _say(session, write_customer(words.folder, _formats(session), session.reading, words.address))


def _formats(session: Session) -> tuple[str, ...]:
    asked_for = session.words.format
    return FORMATS if not asked_for or "all" in asked_for else tuple(dict.fromkeys(asked_for))


def _say(session: Session, done: Exported) -> None:
    folder, line = str(session.words.folder), session.out.sentences.line
    document = {"folder": folder, "tickets": done.tickets, "mails": done.mails, "left_out": done.left_out}

    def lines() -> list[str]:
        said = [line("exported", tickets=done.tickets, mails=done.mails, path=folder)]
        return [*said, line("exported-without", count=done.left_out)] if done.left_out else said

    session.out.answer(document, lines)

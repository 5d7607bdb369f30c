"""search, saved, and show for a mail that belongs to no ticket."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.domain.errors import UsageError
from desktop.domain.search import Query, parsed
from desktop.domain.ticket import number_typed
from desktop.engine.saved import SavedSearches
from desktop.ports.store.messages import Message
from desktop.ports.store.reader import MailRow, TicketRow
from desktop.runtime.cli.arguments import NEWEST
from desktop.runtime.cli.documents import mail_row, plain_message, ticket_row
from desktop.runtime.cli.lines import mail_line, message_lines, ticket_line
from desktop.runtime.cli.session import Session
from desktop.runtime.cli.space import fetch_all

HISTORY = "mail:"
"""Before the number of a mail that belongs to no ticket, where a ticket's reference may stand."""

_PROBLEMS = {
    "unknown-state": "search-unknown-state",
    "unknown-thing": "search-unknown-thing",
    "not-a-date": "search-not-a-date",
    "no-value": "search-no-value",
    "not-a-number": "search-not-a-number",
    "not-a-reference": "search-not-a-reference",
    "only-signs": "search-only-signs",
    "too-many": "search-too-many",
}


def asked(typed: str) -> Query:
    """Raises UsageError for what cannot be understood."""
    query = parsed(typed, datetime.now().astimezone().date())
    if query.problem is not None:
        raise UsageError(_PROBLEMS[query.problem.code], word=query.problem.word)
    return query


def search(session: Session) -> None:
    words, team = session.words, session.team
    typed = _saved(session).typed(words.saved) if words.saved else words.query
    if not typed.strip():
        raise UsageError("nothing-to-search")
    found = session.reading.queries.found(asked(typed), words.limit)
    tickets = [ticket_row(row, team) for row in found if isinstance(row, TicketRow)]
    mails = [mail_row(row) for row in found if isinstance(row, MailRow)]
    line = session.out.sentences.line

    def lines() -> list[str]:
        history = [line("history"), *map(mail_line, mails)] if mails else []
        return [*map(ticket_line, tickets), *history] or [line("nothing-found")]

    session.out.answer({"tickets": tickets, "history": mails}, lines)


def show_history(session: Session) -> None:
    number = number_typed(session.words.ref.removeprefix(HISTORY))
    queries = session.reading.queries
    slot = queries.mail(-1 if number is None else number)
    found = queries.history(slot)
    if session.words.source is not None:
        show_source(session, found.messages, slot, session.words.ref)
        return
    if session.words.fetch and found.server_only:
        fetch_all(session, found.server_only)
        found = queries.history(slot)
    documents = [plain_message(one, server_only=one.slot in found.server_only) for one in found.messages]
    session.out.answer(
        {"messages": documents},
        lambda: [line for one in documents for line in message_lines(one, session.out.sentences, session.words.ref)],
    )


def show_source(session: Session, messages: Sequence[Message], newest: str, reference: str) -> None:
    """One of these as it came, by its number: what nobody could read stays readable. ``newest``: the slot of the one
    that is meant when there is no number."""
    number = session.words.source
    if number > len(messages):
        raise UsageError("no-such-mail", reference=reference, mail=f"{number}")
    meant = messages[number - 1] if number != NEWEST else next(one for one in messages if one.slot == newest)
    text = session.reading.attachments.source(meant)
    session.out.answer({"source": text}, lambda: [text])


def saved_list(session: Session) -> None:
    found = _saved(session).all()
    empty = session.out.sentences.line("no-saved-searches")
    document = {"searches": [{"name": name, "query": typed} for name, typed in found.items()]}
    session.out.answer(document, lambda: [f"{name}: {typed}" for name, typed in found.items()] or [empty])


def saved_add(session: Session) -> None:
    asked(session.words.query)
    _saved(session).save(session.words.name, session.words.query)
    saved_list(session)


def saved_rename(session: Session) -> None:
    _saved(session).rename(session.words.name, session.words.new)
    saved_list(session)


def saved_remove(session: Session) -> None:
    _saved(session).remove(session.words.name)
    saved_list(session)


def _saved(session: Session) -> SavedSearches:
    return SavedSearches(session.profile.store.profile)

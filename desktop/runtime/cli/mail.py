"""reply, compose, review, settle."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.errors import Fact, SportelloError, UsageError
from desktop.domain.ticket import shown_reference
from desktop.engine.reviewing import Item
from desktop.engine.sending import UNDO_WINDOW
from desktop.engine.workstation import Workstation
from desktop.journal.entries import START, Position
from desktop.mime.addresses import apart
from desktop.ports.store.drafts import Draft
from desktop.ports.store.sends import Send
from desktop.runtime.attaching import attached
from desktop.runtime.cli import later
from desktop.runtime.cli.documents import item, ticket_state
from desktop.runtime.cli.session import Session
from desktop.runtime.cli.values import LONGEST_UNDO
from desktop.runtime.files import text_of
from desktop.runtime.sentences import Said


def reply(session: Session) -> None:
    words, station = session.words, session.acting
    text = text_of(words.text_file)
    ticket = station.journal.ticket(station.queries.find(words.ref))
    shown = _shown(words.shown, station) if words.shown else station.queries.shown(ticket.id)
    draft = drafted(session, station, text, ticket=ticket.id, shown=shown, to=addresses(words.to))
    draft = replace(draft, again=words.again, no_cc=words.no_cc)
    if words.at:
        later.plan(session, station, draft, words.at)
    else:
        despatch(session, station, draft)


def compose(session: Session) -> None:
    words, station = session.words, session.acting
    text = text_of(words.text_file)
    mailbox = words.mailbox or station.journal.me.home
    if mailbox not in session.team.mailboxes:
        raise UsageError("unknown-mailbox", address=mailbox)
    draft = drafted(session, station, text, mailbox=mailbox, to=addresses(words.to), subject=words.subject)
    despatch(session, station, draft)


def review(session: Session) -> None:
    items = session.reading.reviewing.items(session.profile.guard.held)
    said = [_why(session, found) for found in items]
    document = [
        {**item(found), "message": why.message, "remedy": why.remedy} for found, why in zip(items, said, strict=True)
    ]
    session.out.answer({"items": document}, lambda: _review_lines(session, items, said))


def _why(session: Session, found: Item) -> Said:
    facts: dict[str, Fact] = {
        "agent": found.agent or "-",
        "reference": found.reference or "-",
        "when": found.when,
        "id": found.id,
        "detail": "-",
        **found.facts,
    }
    return session.out.sentences.of(SportelloError(found.reason, **facts))


def _review_lines(session: Session, items: list[Item], said: list[Said]) -> list[str]:
    lines = []
    for found, why in zip(items, said, strict=True):
        lines += [f"{found.id}  {found.kind}  {found.reference}  {why.message}", f"    {why.remedy}"]
        lines += [f"    | {row}" for row in found.text.splitlines()[:8]]
    return lines or [session.out.sentences.line("nothing-to-review")]


def settle(session: Session) -> None:
    result = session.acting.reviewing.settle(session.words.id, session.words.decision)
    document = {"id": session.words.id, "result": result}
    session.out.answer(document, lambda: [session.out.sentences.line("settled", result=result)])


def despatch(session: Session, station: Workstation, draft: Draft) -> None:
    try:
        send = station.sending.send(draft, lambda: session.words.no_undo or _undo_window(session))
    except KeyboardInterrupt:
        left = _left(station, draft)
        if left is None:
            raise
        send = left
    ticket = station.journal.ticket(send.ticket)
    is_side = bool(ticket.side_of)
    if is_side:
        ticket = station.journal.ticket(ticket.side_of)
    document: dict[str, Any] = {
        **ticket_state(ticket, session.team),
        "outcome": "sent",
        "message_id": send.message_id,
        "recipients": list(send.recipients),
        "answered": 0 if is_side else len(send.slots),
    }
    facts = {"reference": shown_reference(ticket.reference), "address": ", ".join(send.recipients)}
    session.out.answer(document, lambda: [session.out.sentences.line("sent", **facts)])


def _left(station: Workstation, draft: Draft) -> Send | None:
    """The mail, when its author's Ctrl+C came after the server had taken it on: then the answer is that it was sent.
    The copy and what else is owed the next sync makes good."""
    stored = station.store.drafts.get(draft.id)
    send = station.store.sends.get(stored.send) if stored is not None else None
    return send if send is not None and send.state == "sent" else None


def _undo_window(session: Session) -> bool:
    """Ctrl+C within the window takes the mail back; its text stays in the review."""
    chosen = session.team.policy.get("undo", UNDO_WINDOW)
    seconds = min(max(chosen, 0), LONGEST_UNDO) if isinstance(chosen, int) else UNDO_WINDOW
    if not session.words.json:
        session.out.answer({}, lambda: [session.out.sentences.line("undo", seconds=seconds)])
    try:
        time.sleep(seconds)
    except KeyboardInterrupt:
        return False
    return True


def drafted(
    session: Session,
    station: Workstation,
    text: str,
    *,
    ticket: str = "",
    mailbox: str = "",
    to: tuple[str, ...] = (),
    subject: str = "",
    shown: Position = START,
) -> Draft:
    words = session.words
    files = tuple(attached(words.attach))
    return Draft(
        id=station.new_id(),
        ticket=ticket,
        mailbox=mailbox,
        to=to,
        cc=addresses(words.cc),
        bcc=addresses(words.bcc),
        subject=subject,
        text=text,
        resolve=words.resolve,
        again=False,
        shown=shown,
        created=int(time.time()),
        state="sending",
        files=files,
    )


def addresses(typed: Sequence[str]) -> tuple[str, ...]:
    """Each option may name several, with commas between them; one inside quotation marks is part of a name."""
    return tuple(address for words in typed for address in apart(words))


def _shown(typed: tuple[int | None, int], station: Workstation) -> Position:
    """Never beyond what this profile has read: nothing of that can have been shown here."""
    generation, uid = typed
    said = Position(station.journal.me.generation if generation is None else generation, uid)
    return min(said, station.journal.head)

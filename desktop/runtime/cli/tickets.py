"""Reading and editing tickets."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop.domain.commands import (
    AssignTicket,
    BreakClaim,
    ClaimTicket,
    Command,
    MergeTickets,
    ReleaseTicket,
    RevokeGrant,
    SetPriority,
    SetStatus,
    SnoozeTicket,
    SplitTicket,
    TagTicket,
    WakeTicket,
    WriteNote,
)
from desktop.domain.errors import Offline, RefusedByTeam, UsageError
from desktop.domain.ticket import Priority, Status, is_tag, shown_reference
from desktop.engine.correcting import correction, require_correctable
from desktop.journal.claims import LEASE
from desktop.runtime.cli.documents import conversation, ticket_row, ticket_state
from desktop.runtime.cli.lines import conversation_lines, ticket_line
from desktop.runtime.cli.searching import HISTORY, asked, show_history, show_source
from desktop.runtime.cli.session import Session
from desktop.runtime.cli.space import fetch_all
from desktop.runtime.files import text_of


def listed(session: Session) -> None:
    words, team = session.words, session.team
    session.reading.reminding.tell_time()
    found = session.reading.queries.tickets(words.place, asked(words.search), words.limit)
    rows = [ticket_row(row, team) for row in found]
    empty = session.out.sentences.line("no-tickets")
    session.out.answer({"tickets": rows}, lambda: [ticket_line(row) for row in rows] or [empty])


def show(session: Session) -> None:
    queries = session.reading.queries
    if session.words.ref.startswith(HISTORY):
        show_history(session)
        return
    found = queries.conversation(queries.find(session.words.ref))
    if session.words.source is not None:
        show_source(session, found.messages, found.messages[-1].slot, shown_reference(found.ticket.reference))
        return
    if session.words.fetch and found.server_only:
        fetch_all(session, found.server_only)
        found = queries.conversation(found.ticket.id)
    queries.mark_shown(found)
    document = conversation(found, session.team)
    session.out.answer(document, lambda: conversation_lines(document, session.out.sentences))


def put_back(session: Session) -> None:
    """What was dragged out of the inbox, or deleted; said as done when the inbox has it again."""
    station = session.acting
    ticket = station.journal.ticket(station.queries.find(session.words.ref))
    done = station.whereabouts.put_back(list(ticket.slots))
    for address in {missing.mailbox for missing in done}:
        station.looking.one(address)
    said = "put-back" if done else "nothing-missing"
    reference = shown_reference(ticket.reference)
    session.out.answer(
        {"reference": reference, "put_back": [missing.folder for missing in done]},
        lambda: [session.out.sentences.line(said, reference=reference, count=len(done))],
    )


def claim(session: Session) -> None:
    act(session, ClaimTicket(session.words.take_over), "claimed")


def release(session: Session) -> None:
    act(session, ReleaseTicket(), "released")


def break_claim(session: Session) -> None:
    act(session, BreakClaim(), "claim-broken")


def tag(session: Session) -> None:
    add: list[str] = []
    remove: list[str] = []
    for word in session.words.tags:
        name = word[1:]
        if word[0] not in "+-" or not is_tag(name):
            raise UsageError("bad-tag", tag=word)
        (add if word[0] == "+" else remove).append(name)
    act(session, TagTicket(tuple(add), tuple(remove)), "tagged")


def priority(session: Session) -> None:
    act(session, SetPriority(Priority(session.words.priority)), "prioritised")


def assign(session: Session) -> None:
    act(session, AssignTicket(session.acting.queries.agent(session.words.agent)), "assigned")


def status(session: Session) -> None:
    act(session, SetStatus(Status(session.words.status)), "status-set")


def snooze(session: Session) -> None:
    words = session.words
    if words.end:
        act(session, WakeTicket(), "snooze-ended")
    elif words.until_customer:
        act(session, SnoozeTicket(0), "snoozed-for-customer")
    else:
        act(session, SnoozeTicket(words.until), "snoozed", times={"until": words.until})


def note(session: Session) -> None:
    words = session.words
    text = words.text if words.text is not None else text_of(words.text_file)
    if not text.strip():
        raise UsageError("empty-text", path="--text")
    act(session, WriteNote(text), "noted")


def correct(session: Session) -> None:
    """What is not given stays as it is."""
    words, queries = session.words, session.acting.queries
    found = queries.conversation(queries.find(words.ref))
    given = {key: getattr(words, key) for key in ("customer", "name", "order", "reason")}
    message = require_correctable(found)
    command = correction(found, message.slot, **given, own=session.team.mailboxes)
    act(session, command, "corrected", said={"customer": command.customer or "-", "name": command.name or "-"})


def merge(session: Session) -> None:
    absorbed = session.words.ref
    session.words.ref = session.words.into
    act(session, MergeTickets(session.acting.queries.find(absorbed)), "merged")


def split(session: Session) -> None:
    """The answer is about the ticket that the mails have then."""
    queries, words = session.acting.queries, session.words
    slots = queries.mails(queries.find(words.ref), words.mails)
    act(session, SplitTicket(slots), "split", about=slots[0])


def revoke(session: Session) -> None:
    """Frees the ticket's one open grant."""

    station = session.acting
    station.journal.catch_up()
    ticket = station.journal.ticket(station.queries.find(session.words.ref))
    grant = next((g.id for g in ticket.grants.values() if g.unresolved), "")
    if not grant:
        raise RefusedByTeam("nothing-to-revoke", reference=shown_reference(ticket.reference))
    act(session, RevokeGrant(grant), "revoked")


def act(
    session: Session,
    command: Command,
    line: str,
    about: str = "",
    said: Mapping[str, str] = MappingProxyType({}),
    times: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """The command on the ticket named by REF; that ticket, or the one of the slot ``about``, as it then stands, and one
    line about it. An edit that could not be written yet is kept: exit code 5."""
    station = session.acting
    ticket_id = station.queries.find(session.words.ref)
    done = station.acting.act(ticket_id, command)
    if done.pending:
        reason = station.journal.safety.current()
        raise reason or Offline("edit-kept", reference=shown_reference(done.ticket.reference))
    ticket = station.journal.ticket(about) if about else done.ticket
    claim = ticket.claim
    facts: dict[str, str | int] = {
        "reference": shown_reference(ticket.reference),
        "tags": ", ".join(ticket.tags) or "-",
        "priority": ticket.priority.value,
        "status": ticket.status.value,
        "agent": session.team.agent_name(ticket.assignee) if ticket.assignee else "-",
        "until": claim.renewed + LEASE if claim else 0,
        **said,
        **times,
    }
    session.out.answer(ticket_state(ticket, session.team), lambda: [session.out.sentences.line(line, **facts)])

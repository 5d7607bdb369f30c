"""texts: the team's canned responses, as lists and as a file; classify and promise: what they say of a ticket."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop.domain.commands import ClassifyTicket, PromiseAnswer
from desktop.domain.errors import UsageError
from desktop.domain.reasons import choices, shown
from desktop.domain.texts import gaps
from desktop.engine.fields import due_of, fields, language, local_now
from desktop.journal.state import SharedText
from desktop.mime.filling import fill
from desktop.runtime.cli.printing import moment
from desktop.runtime.cli.session import Session
from desktop.runtime.cli.tickets import act
from desktop.runtime.files import new_file
from desktop.runtime.sentences import local_time
from desktop.runtime.texts import taken_in


def listed(session: Session) -> None:
    found = session.reading.canned.all()
    rows = [_row(session, one) for one in found]
    empty = session.out.sentences.line("no-texts")
    session.out.answer({"texts": rows}, lambda: [_line(row) for row in rows] or [empty])


def show(session: Session) -> None:
    """With every version; with --ticket as it would read there."""
    words, station = session.words, session.reading
    found = station.canned.get(words.key)
    document = {**_row(session, found), "versions": [_version(session, one.agent, one.date) for one in found.versions]}
    way = words.language
    if words.ticket is not None:
        conversation = station.queries.conversation(station.queries.find(words.ticket))
        way = way or language(conversation, session.team)
        now = local_now(datetime.now().astimezone().timestamp())
        known = fields(
            conversation, session.team, station.journal.me.agent, way, now, due_of(found.now.text.actions, now)
        )
        text = fill(found.now.text.body(way).text, known, way)
    else:
        way = way or session.out.sentences.language
        text = found.now.text.body(way).text
    document |= {"language": way, "text": text, "gaps": [gap.name for gap in gaps(text)]}
    session.out.answer(document, lambda: [_line(document), "", text])


def take_in(session: Session) -> None:
    """A file, or the set that comes with the program; texts of the same key are replaced, others stay."""
    words = session.words
    count = taken_in(session.acting.canned, "" if words.starter else str(words.file))
    session.out.answer({"imported": count}, lambda: [session.out.sentences.line("texts-in", count=count)])


def export(session: Session) -> None:
    """Into a new file, or to standard output."""
    canned, out = session.reading.canned, session.words.out
    written = canned.exported()
    if out is None:
        session.out.answer({"texts": written}, lambda: [written])
        return
    with new_file(out) as file:
        file.write(written.encode())
    facts: dict[str, str | int] = {"count": len(canned.all()), "path": str(out)}
    session.out.answer(facts, lambda: [session.out.sentences.line("texts-out", **facts)])


def remove(session: Session) -> None:
    session.acting.canned.remove(session.words.key)
    key = session.words.key
    session.out.answer({"removed": key}, lambda: [session.out.sentences.line("text-removed", key=key)])


def classify(session: Session) -> None:
    words = session.words
    known, way = choices(session.team.policy), session.out.sentences.language
    reason = _one_of(words.reason, known.reasons, way) if words.reason is not None else ""
    outcome = _one_of(words.outcome, known.outcomes, way) if words.outcome is not None else ""
    said = {"reason": shown(reason, way) or "-", "outcome": shown(outcome, way) or "-"}
    act(session, ClassifyTicket(reason, outcome), "classified", said=said)


def promise(session: Session) -> None:
    due = session.words.by
    said = {"due": local_time(due)} if due else {}
    act(session, PromiseAnswer(due), "promised" if due else "promise-over", said=said)


def _one_of(typed: str, known: tuple[str, ...], way: str) -> str:
    """By its key or by how it is shown. Raises UsageError ``no-such-reason`` with what there is."""
    wanted = typed.casefold().replace(" › ", "/").replace(" / ", "/")
    for path in known:
        if wanted in (path.casefold(), *(shown(path, one).casefold().replace(" › ", "/") for one in ("en", "it"))):
            return path
    there = ", ".join(f"{path} ({shown(path, way)})" for path in known)
    raise UsageError("no-such-reason", reason=typed, reasons=there)


def _row(session: Session, found: SharedText) -> dict[str, Any]:
    text, now = found.now.text, found.now
    today = datetime.now().astimezone().date().isoformat()
    return {
        "key": text.key,
        "folder": text.folder,
        "titles": {way: body.title for way, body in text.bodies.items()},
        "uses": found.uses,
        "languages": dict(sorted(found.languages.items())),
        "valid_until": text.valid_until or None,
        "valid": text.is_valid(today),
        "removed": found.removed,
        "attachments": [file.filename for file in text.attachments],
        "actions": {
            "tags": list(text.actions.tags),
            "status": text.actions.status or None,
            "promise": text.actions.promise or None,
            "reason": text.actions.reason or None,
            "outcome": text.actions.outcome or None,
        },
        **_version(session, now.agent, now.date),
    }


def _version(session: Session, agent: str, date: int) -> dict[str, Any]:
    return {"saved_by": session.team.agent_name(agent), "saved": moment(date)}


def _line(row: dict[str, Any]) -> str:
    titles = " / ".join(row["titles"].values())
    until = f"  <= {row['valid_until']}" if row["valid_until"] else ""
    files = f"  +{len(row['attachments'])}" if row["attachments"] else ""
    return f"{row['key']:<24} {row['uses']:>4}  {titles}{files}{until}"

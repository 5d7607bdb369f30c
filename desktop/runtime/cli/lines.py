"""The same answers as lines for a person at a terminal."""

from __future__ import annotations

from typing import Any

from desktop.domain.reasons import shown
from desktop.runtime.cli.printing import Document
from desktop.runtime.sentences import Sentences

_RULE = "-" * 72
_REASONS = ("contact", "order", "question", "message")


def ticket_line(row: dict[str, Any]) -> str:
    """One line: number, reference, marks, customer, subject, tags, holder."""
    marks = ("*" if row["unread"] else " ") + {"urgent": "!!", "high": "! ", "low": "- "}.get(row["priority"], "  ")
    tags = f"  [{', '.join(row['tags'])}]" if row["tags"] else ""
    holder = f"  <{row['holder']}>" if row["holder"] else ""
    customer, subject = row["customer"] or "?", row["subject"] or ""
    return f"#{row['number']} {row['reference']} {marks} {customer:<24.24} {subject:<46.46}{tags}{holder}"


def mail_line(row: dict[str, Any]) -> str:
    """Of history: number, date, whom it is from or to, subject."""
    person = f"{'→ ' if row['outgoing'] else ''}{row['person'] or '?'}"
    return f"mail:{row['mail']} {row['date']:<20.20} {person:<24.24} {row['subject']:<46.46}"


def message_lines(message: dict[str, Any], sentences: Sentences, reference: str, number: int = 0) -> list[str]:
    """One mail with its attachments, numbered where they can be saved; ``number`` among those of its ticket.
    ``reference``: by which it is shown."""
    sender = message["from"] or {"name": "", "address": "?"}
    arrow = ">>" if message["outgoing"] else "<<"
    return [
        _RULE,
        f"{arrow} {sender['name'] or sender['address']} · {message['date']}",
        *(_origin(message["via"], sentences) if message["via"] else []),
        *([why_line(message, sentences)] if message["automatic"] and message["why"] else []),
        *([sentences.line("damaged", number=number)] if message["damage"] and number else []),
        "",
        message["text"],
        *([sentences.line("server-only", reference=reference)] if message["server_only"] else []),
        *(f"   + {a.get('number', '-')}  {a['name']} ({a['size']})" for a in message["attachments"]),
    ]


def conversation_lines(document: Document, sentences: Sentences) -> list[str]:
    line = sentences.line
    lines = [
        f"#{document['number']} {document['reference']}  {document['subject']}",
        f"{document['status']} · {document['priority']} · {', '.join(document['tags']) or '-'}",
        line("held", agent=document["holder"]) if document["holder"] else line("free"),
        *_about(document, sentences),
    ]
    for number, message in enumerate(document["messages"], 1):
        lines += message_lines(message, sentences, document["reference"], number)
    for send in document["sends"]:
        if send["came_back"]:
            lines += [
                _RULE,
                line("came-back", address=send["to"]),
                *([why_line(send, sentences)] if send["why"] else []),
            ]
    for gone in document["missing"]:
        said = line("mail-moved", folder=gone["now"]) if gone["now"] else line("mail-deleted")
        lines += [_RULE, f"{gone['noticed']} · {said}"]
    for note in document["notes"]:
        lines += [_RULE, f"## {note['agent']} · {note['date']}", note["text"]]
    return [*lines, _RULE, line("shown", shown=document["shown"])]


def _about(document: Document, sentences: Sentences) -> list[str]:
    """Reason, outcome and promise, when anybody has said them."""
    words = (shown(document[name] or "", sentences.language) for name in ("reason", "outcome"))
    promise = document["promise"]
    kept = {None: "promise-open", True: "promise-kept", False: "promise-broken"}
    said = [sentences.line(kept[promise["kept"]], due=promise["due"])] if promise else []
    return list(filter(None, (" · ".join(filter(None, words)), *said)))


def why_line(document: Document, sentences: Sentences) -> str:
    """Why a mail came back, or until when somebody is away."""
    said = document["said"] or ""
    if document["why"] == "away" and said:
        return sentences.line("away-until", day=said)
    why = sentences.line(f"why-{document['why']}")
    return f"{why}: {said}" if said else why


def _origin(via: Document, sentences: Sentences) -> list[str]:
    """Through what it came, and how far it is to be believed."""
    reason = sentences.line(f"reason-{via['reason']}") if via["reason"] in _REASONS else via["reason"]
    order = sentences.line("order", order=via["order"]) if via["order"] else ""
    facts = (via["title"], via["customer"] or via["name"], reason, order)
    said = "via-corrected" if via["corrected"] else f"via-{via['channel']}"
    doubts = [sentences.line(f"via-{name}") for name in ("doubt", "elsewhere") if via[name]]
    return [" · ".join(filter(None, (sentences.line(said), *facts))), *doubts]

"""The same answers as lines for a person at a terminal."""

from __future__ import annotations

from typing import Any

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


def conversation_lines(document: Document, sentences: Sentences) -> list[str]:
    line = sentences.line
    lines = [
        f"#{document['number']} {document['reference']}  {document['subject']}",
        f"{document['status']} · {document['priority']} · {', '.join(document['tags']) or '-'}",
        line("held", agent=document["holder"]) if document["holder"] else line("free"),
    ]
    for number, message in enumerate(document["messages"], 1):
        sender = message["from"] or {"name": "", "address": "?"}
        arrow = ">>" if message["outgoing"] else "<<"
        lines += [_RULE, f"{arrow} {sender['name'] or sender['address']} · {message['date']}"]
        lines += _origin(message["via"], sentences) if message["via"] else []
        lines += [why_line(message, sentences)] if message["automatic"] and message["why"] else []
        lines += [line("damaged", number=number)] if message["damage"] else []
        lines += ["", message["text"]]
        lines += [line("server-only", reference=document["reference"])] if message["server_only"] else []
        lines += [f"   + {a['number']}  {a['name']} ({a['size']})" for a in message["attachments"]]
    for send in document["sends"]:
        if send["came_back"]:
            lines += [
                _RULE,
                line("came-back", address=send["to"]),
                *([why_line(send, sentences)] if send["why"] else []),
            ]
    for note in document["notes"]:
        lines += [_RULE, f"## {note['agent']} · {note['date']}", note["text"]]
    return [*lines, _RULE, line("shown", shown=document["shown"])]


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
    doubts = [sentences.line(f"via-{name}") for name in ("doubt", "elsewhere") if via[name]]
    return [" · ".join(filter(None, (sentences.line(f"via-{via['channel']}"), *facts))), *doubts]

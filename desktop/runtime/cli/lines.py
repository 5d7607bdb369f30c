"""The same answers as lines for a person at a terminal."""

from __future__ import annotations

from typing import Any

from desktop.runtime.cli.printing import Document
from desktop.runtime.sentences import Sentences

_RULE = "-" * 72


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
    for message in document["messages"]:
        sender = message["from"] or {"name": "", "address": "?"}
        arrow = ">>" if message["outgoing"] else "<<"
        lines += [_RULE, f"{arrow} {sender['name'] or sender['address']} · {message['date']}", "", message["text"]]
        lines += [line("server-only", reference=document["reference"])] if message["server_only"] else []
        lines += [f"   + {a['number']}  {a['name']} ({a['size']})" for a in message["attachments"]]
    for send in document["sends"]:
        lines += [_RULE, line("came-back", address=send["to"])] if send["came_back"] else []
    for note in document["notes"]:
        lines += [_RULE, f"## {note['agent']} · {note['date']}", note["text"]]
    return [*lines, _RULE, line("shown", shown=document["shown"])]

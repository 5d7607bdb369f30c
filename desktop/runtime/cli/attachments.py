"""attachment list and save: files of mails, taken out by a person only."""

from __future__ import annotations

from desktop.domain.ticket import shown_reference
from desktop.engine.attachments import numbered
from desktop.mime.filenames import may_run
from desktop.runtime.cli.session import Session


def listed(session: Session) -> None:
    station, line = session.reading, session.out.sentences.line
    conversation = station.queries.conversation(station.queries.find(session.words.ref))
    files = [
        {
            "number": found.number,
            "name": found.attachment.filename,
            "type": found.attachment.content_type,
            "size": found.attachment.size,
            "here": found.attachment.part in station.attachments.here(found.message),
            "may_run": may_run(found.attachment.filename),
        }
        for found in numbered(conversation.messages)
    ]
    document = {"reference": shown_reference(conversation.ticket.reference), "attachments": files}

    def lines() -> list[str]:
        said = [
            f"{file['number']:>3}  {file['name']} ({file['size']})"
            + (f"  {line('attachment-here')}" if file["here"] else "")
            + (f"  {line('attachment-may-run')}" if file["may_run"] else "")
            for file in files
        ]
        return said or [line("no-attachments")]

    session.out.answer(document, lines)


def save(session: Session) -> None:
    words, station = session.words, session.reading
    conversation = station.queries.conversation(station.queries.find(words.ref))
    found = station.attachments.find(conversation.messages, words.number)
    content = station.attachments.content(found.message, found.attachment.part)
    path = session.profile.downloads.save(words.to, found.attachment.filename, content)
    document = {
        "reference": shown_reference(conversation.ticket.reference),
        "number": found.number,
        "file": str(path),
        "type": found.attachment.content_type,
        "size": len(content),
    }
    session.out.answer(document, lambda: [session.out.sentences.line("attachment-saved", path=str(path))])

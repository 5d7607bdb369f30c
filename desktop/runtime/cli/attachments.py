"""attachment save: a file out of a mail, by a person only."""

from __future__ import annotations

from desktop.domain.ticket import shown_reference
from desktop.runtime.cli.session import Session


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

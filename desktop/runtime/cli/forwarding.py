"""forward, signature."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.errors import UsageError
from desktop.domain.ticket import shown_reference
from desktop.engine.queries import Conversation
from desktop.engine.sides import FORWARD
from desktop.engine.signatures import Signatures
from desktop.ports.store.messages import Message
from desktop.runtime.attaching import as_file
from desktop.runtime.cli.mail import addresses, despatch, drafted
from desktop.runtime.cli.session import Session
from desktop.runtime.files import text_of


def forward(session: Session) -> None:
    """About a ticket, to somebody who is not its customer; or further in the side conversation begun last."""
    words, station = session.words, session.acting
    text = text_of(words.text_file)
    found = station.queries.conversation(station.queries.find(words.ref))
    reference = shown_reference(found.ticket.reference)
    to = addresses(words.to)
    if words.go_on:
        if not found.sides:
            raise UsageError("no-side", reference=reference)
        draft = drafted(session, station, text, ticket=found.ticket.id, to=to, shown=found.shown)
        despatch(session, station, replace(draft, kind=FORWARD, side=found.sides[-1].id))
        return
    if not to:
        raise UsageError("no-recipient")
    mail = _chosen(found, words.mail, reference)
    draft = drafted(
        session,
        station,
        text,
        ticket=found.ticket.id,
        mailbox=mail.mailbox,
        to=to,
        subject=words.subject or mail.mail.subject,
        shown=found.shown,
    )
    draft = replace(draft, kind=FORWARD, quoted="" if words.eml or words.bare else mail.slot)
    if words.eml:
        taken = sum(len(file.content) for file in draft.files)
        draft = replace(draft, files=(*draft.files, as_file(mail, station.attachments, taken)))
    despatch(session, station, draft)


def signature(session: Session) -> None:
    """One's own lines, shown or set."""
    words, mailbox = session.words, session.words.mailbox
    if mailbox and mailbox not in session.team.mailboxes:
        raise UsageError("unknown-mailbox", address=mailbox)
    changes = words.file or words.clear
    known = Signatures((session.acting if changes else session.reading).store.profile)
    if changes:
        known.say(text_of(str(words.file)) if words.file else "", mailbox)
    address = mailbox or session.profile.identity().home
    document = {"own": known.all(), "mailbox": address, "signature": known.under(session.team, address)}
    session.out.answer(document, lambda: str(document["signature"]).split("\n"))


def _chosen(found: Conversation, typed: str, reference: str) -> Message:
    """By Message-ID; else the customer's newest."""
    if typed:
        wanted = typed.strip().strip("<>")
        mail = next((m for m in found.messages if m.mail.message_id.strip("<>") == wanted), None)
        if mail is None:
            raise UsageError("no-such-mail", reference=reference, mail=typed)
        return mail
    sides = {side.id for side in found.sides}
    mails = [m for m in found.messages if m.ticket not in sides]
    asked = [m for m in mails if not m.outgoing and not m.mail.automatic]
    if not mails:
        raise UsageError("no-such-mail", reference=reference, mail="-")
    return (asked or mails)[-1]

"""A draft and its ticket to the bytes of a mail: recipients, reply headers, quote, signature. Built once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop.domain.errors import UsageError
from desktop.journal.state import Team, Ticket
from desktop.mime.addresses import recipient, without
from desktop.mime.composing import OutgoingFile, OutgoingMail, compose
from desktop.mime.lettering import lettered
from desktop.mime.mail import Address
from desktop.mime.message_ids import own_message_id
from desktop.mime.replying import ReplyHeaders, quote, reply_headers, with_signature
from desktop.mime.rich import from_html, is_plain, of_text, pictures_in, to_text
from desktop.ports.store.drafts import Draft
from desktop.ports.store.messages import Message

QUOTE_LIMIT = 20_000
"""Characters of the customer's text that are quoted back."""

_NAMED = 3
"""Addresses of a customer's mail that are named when none of them can be written to."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to be asked for."""

    message_id: str
    message: bytes
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a draft's mail is built from beside the draft itself."""

    ticket: Ticket
    team: Team
    signature: str
    attribution: str
    """The line above the customer's words, with fields {date}, {time}, {name}."""
    now: datetime
    """In the shop's time zone."""
    token: str


def check_recipients(draft: Draft) -> None:
    """Raises UsageError ``bad-address`` for one that a person mistyped, before anything has been asked for."""
    for typed in (*draft.to, *draft.cc, *draft.bcc):
        recipient(typed)


def build(draft: Draft, setting: Setting, asked: Message | None, forwarded: Message | None = None) -> Letter:
    """``asked`` is the mail that is answered, None for a new mail; ``forwarded`` one that stands below a new mail's
    text. Raises UsageError when there is nobody to write to, SportelloError when the mail would change on its way."""
    team, ticket, now = setting.team, setting.ticket, setting.now
    to, cc, bcc = (tuple(map(recipient, typed)) for typed in (draft.to, draft.cc, draft.bcc))
    subject, in_reply_to = draft.subject, ""
    references: tuple[str, ...] = ()
    quoted, above = "", ""
    if asked is not None:
        headers = reply_headers(asked.mail, frozenset(team.mailboxes))
        to, cc = to or _asker(headers, asked), cc if draft.no_cc else (*headers.cc, *cc)
        cc = without(cc, frozenset(address.email.lower() for address in to))
        subject, in_reply_to, references = headers.subject, headers.in_reply_to, headers.references
        quoted, above = asked.mail.text, _attributed(setting.attribution, asked, now)
    elif forwarded is not None:
        quoted, above = forwarded.mail.text, _attributed(setting.attribution, forwarded, now)
    if not to:
        raise UsageError("no-recipient")
    words = from_html(draft.html) if draft.html else of_text(draft.text)
    below = quote(quoted, above, QUOTE_LIMIT) if quoted else ""
    text = with_signature(to_text(words), setting.signature)
    message_id = own_message_id(ticket.reference, setting.token, draft.mailbox.rpartition("@")[2])
    shown = pictures_in(words)
    mail = OutgoingMail(
        sender=Address(str(team.mailboxes.get(draft.mailbox, {}).get("name", "")), draft.mailbox),
        to=to,
        cc=cc,
        subject=subject,
        text=f"{text}\n\n{below}" if asked is not None or below else text,
        message_id=message_id,
        date=int(now.timestamp()),
        utc_offset=int((now.utcoffset() or timedelta()).total_seconds()) // 60,
        in_reply_to=in_reply_to,
        references=references,
        files=tuple(OutgoingFile(f.filename, f.content_type, f.content) for f in draft.attached),
        html="" if is_plain(words) else lettered(words, setting.signature, above, quoted[:QUOTE_LIMIT]),
        pictures=tuple(
            OutgoingFile(f.filename, f.content_type, f.content, f.cid) for f in draft.pictures if f.cid in shown
        ),
    )
    # Whoever gets a blind copy stands in no header, of no copy: only the server is told, and our own store remembers.
    return Letter(message_id, compose(mail), tuple(dict.fromkeys(a.email for a in (*to, *cc, *bcc))))


def _asker(headers: ReplyHeaders, asked: Message) -> tuple[Address, ...]:
    """Whom the customer's mail asks to answer. Raises UsageError when that is nobody mail can be sent to: a person
    who knows better names somebody."""
    if asked.mail.origin is not None and asked.mail.origin.elsewhere:
        raise UsageError("answer-elsewhere", via=asked.mail.origin.title)
    if headers.to or not headers.unusable:
        return headers.to
    shown = ", ".join(address.email for address in headers.unusable[:_NAMED])[:200]
    plain = any(address.email.rpartition("@")[0].isascii() for address in headers.unusable)
    raise UsageError("no-usable-recipient" if plain else "recipient-not-ascii", address=shown)


def notice(text: str, ticket: Ticket, team: Team, asked: Message, now: datetime, token: str) -> Letter:
    """An automatic mail in a customer's thread: only to its sender, marked so that no robot answers it (RFC 3834)."""
    headers = reply_headers(asked.mail, frozenset(team.mailboxes))
    settings = team.mailboxes.get(asked.mailbox, {})
    message_id = own_message_id(ticket.reference, token, asked.mailbox.rpartition("@")[2])
    mail = OutgoingMail(
        sender=Address(str(settings.get("name", "")), asked.mailbox),
        to=headers.to[:1],
        cc=(),
        subject=headers.subject,
        text=with_signature(text, str(settings.get("signature", ""))),
        message_id=message_id,
        date=int(now.timestamp()),
        utc_offset=int((now.utcoffset() or timedelta()).total_seconds()) // 60,
        in_reply_to=headers.in_reply_to,
        references=headers.references,
        headers=(("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")),
    )
    return Letter(message_id, compose(mail), tuple(address.email for address in headers.to[:1]))


def _attributed(attribution: str, asked: Message, now: datetime) -> str:
    when = datetime.fromtimestamp(asked.mail.date or asked.received, UTC).astimezone(now.tzinfo)
    sender = asked.mail.sender
    name = (sender.name or sender.email) if sender else ""
    return attribution.format(date=when.strftime("%d/%m/%Y"), time=when.strftime("%H:%M"), name=name)

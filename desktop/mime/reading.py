"""``read_mail``: any octets to a ParsedMail, within limits, without an exception."""

from __future__ import annotations

from desktop.mime.addresses import safe_addresses
from desktop.mime.authentication import refuted
from desktop.mime.automatic import Automatic, automatic, returned_ids
from desktop.mime.bodies import attachments, body_page, body_text
from desktop.mime.headers import Fields, message_ids, safe_date, split_head
from desktop.mime.mail import Attachment, Page, ParsedMail
from desktop.mime.structure import Part, Structure

_SURFACE = 16 * 1024


def read_page(raw: bytes) -> Page | None:
    """The mail's HTML body as it may be shown, made when somebody wants to see it: twice the work of all the rest."""
    return body_page(raw, Structure(raw).root)


def read_mail(raw: bytes) -> ParsedMail:
    """The mail as values, from the message as stored (RFC 5322; CRLF, LF or CR line ends).

    Beyond the limits (header block 256 kB, one header 64 kB, 1,000 parts, depth 50) ``damage`` says so and
    what lies inside them is here. Aim: under a second for anything; the caller keeps a deadline all the same.
    """
    return _read(raw, page=True)[0]


def read_without_page(raw: bytes) -> tuple[ParsedMail, Part]:
    """As ``read_mail``; and its parts."""
    return _read(raw, page=False)


def _read(raw: bytes, *, page: bool) -> tuple[ParsedMail, Part]:
    if b"\n" not in raw[:_SURFACE] and b"\r" in raw[:_SURFACE]:
        raw = raw.replace(b"\r", b"\n")
    structure = Structure(raw)
    root = structure.root
    machine = automatic(raw, root)
    names = machine.kind == "bounce" or root.fields.has("x-ricevuta")
    returned = returned_ids(raw, root, _returned_fields(raw, root)) if names else ()
    mail = _mail(
        root.fields,
        text=body_text(raw, root),
        files=attachments(raw, root),
        machine=machine,
        returned=returned,
        damage=structure.damage,
        page=body_page(raw, root) if page else None,
    )
    return mail, root


def read_surface(raw: bytes, damage: str) -> ParsedMail:
    """The headers alone from the first 16 kB, for a mail whose reading did not end well (``damage``: time,
    broken). Linear and small enough for any thread; a body it has none."""
    fields, _ = split_head(raw[:_SURFACE], 0, min(len(raw), _SURFACE))
    return _mail(fields, text="", files=(), machine=Automatic(), returned=(), damage=damage)


def _mail(
    fields: Fields,
    *,
    text: str,
    files: tuple[Attachment, ...],
    machine: Automatic,
    returned: tuple[str, ...],
    damage: str,
    page: Page | None = None,
) -> ParsedMail:
    identities = message_ids(fields.first("message-id"))
    senders = safe_addresses(fields.first("from")) or safe_addresses(fields.first("sender"))
    return ParsedMail(
        message_id=identities[0] if identities else "",
        in_reply_to=message_ids(fields.first("in-reply-to")),
        references=message_ids(fields.first("references")),
        sender=senders[0] if senders else None,
        reply_to=safe_addresses(fields.first("reply-to")),
        to=safe_addresses(fields.first("to")),
        cc=safe_addresses(fields.first("cc")),
        subject=fields.text("subject"),
        date=safe_date(fields.first("date")),
        text=text,
        attachments=files,
        automatic=machine.kind,
        returned_ids=returned,
        why=machine.why,
        said=machine.said,
        damage=damage,
        page=page,
        refuted=refuted(fields.first("authentication-results")),
    )


def _returned_fields(raw: bytes, root: Part) -> Fields | None:
    """The header block of the mail that a bounce carries back, if it carries one."""
    for part in root.walk():
        if part.content_type in ("message/rfc822", "text/rfc822-headers", "message/global") and not part.parts:
            return split_head(raw, part.start, part.end)[0]
    return None

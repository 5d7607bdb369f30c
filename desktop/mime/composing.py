"""An outgoing mail to bytes, once: what is stored, hashed, granted and handed to SMTP.

Header lines are written here and not by ``email.policy``: CPython 3.11 encodes a Message-ID of more than 76
characters into an encoded-word (Exchange writes such ids, and the customer's thread falls apart), and a doubly
encoded Subject becomes a real ``Bcc:``. The body is the standard library's (EmailMessage, policy.SMTP, 7 bit).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime

from desktop.domain.errors import SportelloError, UsageError
from desktop.mime.addresses import NAME_LIMIT, display_name, strict_addr_spec, without
from desktop.mime.bodies import TEXT_LIMIT
from desktop.mime.cleaning import clean_line, clean_name, clean_text
from desktop.mime.filenames import safe_filename
from desktop.mime.mail import Address, Attachment, ParsedMail
from desktop.mime.safe_html import safe_page
from desktop.mime.verifying import difference

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Kinds that may stand within a text."""
EXTRA_HEADERS = frozenset({"Auto-Submitted", "Precedence", "X-Auto-Response-Suppress", "X-Loop"})
_SUBJECT_LIMIT = 800
_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_TYPE = re.compile(r"[a-z0-9!#$&^_+-][a-z0-9!#$&^_.+-]{0,79}/[a-z0-9!#$&^_+-][a-z0-9!#$&^_.+-]{0,79}")
_CID = re.compile(r"[A-Za-z0-9._-]{1,60}@[A-Za-z0-9.-]{1,60}")
_BODY_POLICY = policy.SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    filename: str
    content_type: str
    """Anything but type/subtype, and any message/* or multipart/*, leaves as application/octet-stream."""
    content: bytes
    cid: str = ""
    """Of a picture within the text: the Content-ID by which the HTML names it."""


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    message_id: str
    date: int
    """Seconds since 1970 UTC."""
    utc_offset: int
    """Minutes east of UTC, as the Date header shows it."""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    files: tuple[OutgoingFile, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    """Further headers, of EXTRA_HEADERS only."""
    html: str = ""
    """The formatted body beside ``text``, in our own markup; empty for a mail of plain text alone."""
    pictures: tuple[OutgoingFile, ...] = ()
    """That ``html`` names, each with its ``cid``."""


def compose(draft: OutgoingMail) -> bytes:
    """The mail as it leaves: CRLF, 7 bit, lines under 998 octets, no Bcc; the same draft gives the same bytes.

    The bytes are read again before they are handed out. Raises SportelloError ``mail-would-change`` (what) if
    they do not say exactly what was meant, UsageError ``bad-address`` (address), ``no-recipient``; ValueError
    for a malformed Message-ID or a header that is not of EXTRA_HEADERS.
    """
    meant = cleaned(draft)
    lines = list(_header_lines(meant))
    head = "".join(f"{name}: {value}\r\n" for name, value in lines).encode("ascii")
    raw = head + _body(meant)
    if what := difference(raw, [name for name, _ in lines], _as_read(meant)):
        raise SportelloError("mail-would-change", what=what)
    return raw


def cleaned(draft: OutgoingMail) -> OutgoingMail:
    """What ``compose`` will say: controls and ``=?`` gone from everything that goes into a header, addresses in
    their ASCII form, file names safe, text with LF line ends."""
    if not draft.to and not draft.cc:
        raise UsageError("no-recipient")
    for identity in (draft.message_id, *draft.references, *filter(None, (draft.in_reply_to,))):
        if not _ID.fullmatch(identity):
            raise ValueError(f"malformed Message-ID: {identity!r}")
    for name, _ in draft.headers:
        if name not in EXTRA_HEADERS:
            raise ValueError(f"not an extra header: {name!r}")
    return replace(
        draft,
        sender=_address(draft.sender),
        to=without([_address(address) for address in draft.to], frozenset()),
        cc=without([_address(address) for address in draft.cc], frozenset()),
        subject=_line(draft.subject, _SUBJECT_LIMIT),
        text=clean_text(draft.text).strip("\n") + "\n",
        files=tuple(_file(file, number) for number, file in enumerate(draft.files, 2)),
        html=clean_text(draft.html),
        pictures=tuple(_picture(one, number) for number, one in enumerate(draft.pictures, 2)) if draft.html else (),
        references=tuple(dict.fromkeys(draft.references)),
        headers=tuple((name, _line(value, 200)) for name, value in draft.headers),
    )


def _line(text: str, limit: int) -> str:
    line = clean_line(text)
    while "=?" in line:
        line = line.replace("=?", "= ?")
    return line[:limit].strip()


def _address(address: Address) -> Address:
    spec = strict_addr_spec(address.email)
    if spec is None:
        raise UsageError("bad-address", address=clean_name(address.email)[:100])
    return Address(display_name(_line(address.name, NAME_LIMIT)), spec)


def _file(file: OutgoingFile, number: int) -> OutgoingFile:
    kind = file.content_type.lower()
    if not _TYPE.fullmatch(kind) or kind.startswith(("message/", "multipart/")):
        kind = "application/octet-stream"
    return OutgoingFile(safe_filename(_line(file.filename, 1000), kind, str(number)), kind, file.content)


def _picture(picture: OutgoingFile, number: int) -> OutgoingFile:
    if picture.content_type not in PICTURES or not _CID.fullmatch(picture.cid):
        raise ValueError(f"no picture of a text: {picture.content_type!r}, {picture.cid!r}")
    return replace(_file(picture, number), cid=picture.cid)


def _header_lines(meant: OutgoingMail) -> Iterator[tuple[str, str]]:
    """Names and folded values, in the order they are sent in."""
    zone = timezone(timedelta(minutes=meant.utc_offset)) if meant.utc_offset else UTC
    yield "Date", format_datetime(datetime.fromtimestamp(meant.date, zone))
    yield "From", _mailbox(meant.sender)
    if meant.to:
        yield "To", ",\r\n ".join(_mailbox(address) for address in meant.to)
    if meant.cc:
        yield "Cc", ",\r\n ".join(_mailbox(address) for address in meant.cc)
    yield "Subject", _encoded(meant.subject, "Subject: ")
    yield "Message-ID", meant.message_id
    if meant.in_reply_to:
        yield "In-Reply-To", meant.in_reply_to
    if meant.references:
        yield "References", "\r\n ".join(meant.references)
    for name, value in meant.headers:
        yield name, _encoded(value, f"{name}: ")


def _mailbox(address: Address) -> str:
    if not address.name:
        return address.email
    if _PLAIN_WORD.fullmatch(address.name) and len(address.name) < 60:
        return f"{address.name} <{address.email}>"
    if address.name.isascii() and len(address.name) < 60:
        escaped = re.sub(r'([\\"])', r"\\\1", address.name)
        return f'"{escaped}" <{address.email}>'
    return f"{_encoded_words(address.name, 10)}\r\n <{address.email}>"


def _encoded(text: str, before: str) -> str:
    return text if text.isascii() and len(before) + len(text) < 78 else _encoded_words(text, len(before))


def _encoded_words(text: str, used: int) -> str:
    """RFC 2047 words of at most 75 characters, one on a line, whose decoding gives back ``text``."""
    header = Header(text, "utf-8", maxlinelen=75, header_name="x" * max(used - 2, 1))
    return header.encode(linesep="\r\n")


def _body(meant: OutgoingMail) -> bytes:
    """Plain text alone; with formatting multipart/alternative, whose pictures stand beside the HTML
    (multipart/related); files around it all."""
    message = EmailMessage(policy=_BODY_POLICY)
    message.set_content(meant.text)
    if meant.html:
        message.add_alternative(meant.html, subtype="html")
        shown = list(message.iter_parts())[-1]
        for picture in meant.pictures:
            maintype, subtype = picture.content_type.split("/")
            shown.add_related(
                picture.content,
                maintype=maintype,
                subtype=subtype,
                cid=f"<{picture.cid}>",
                filename=picture.filename,
                disposition="inline",
            )
    for file in meant.files:
        maintype, subtype = file.content_type.split("/")
        message.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=file.filename)
    seed = hashlib.sha256(meant.message_id.encode("ascii")).hexdigest()[:40]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number or ''}{seed}")
    return message.as_bytes()


def _as_read(meant: OutgoingMail) -> ParsedMail:
    """What the customer's program must find in the bytes."""
    text = "1." if meant.files else ""
    pictures = (
        Attachment(f"{text}2.{part}", one.filename, one.content_type, len(one.content), one.cid)
        for part, one in enumerate(meant.pictures, 2)
    )
    files = (
        Attachment(str(part), file.filename, file.content_type, len(file.content))
        for part, file in enumerate(meant.files, 2)
    )
    return ParsedMail(
        message_id=meant.message_id,
        in_reply_to=(meant.in_reply_to,) if meant.in_reply_to else (),
        references=meant.references,
        sender=meant.sender,
        reply_to=(),
        to=meant.to,
        cc=meant.cc,
        subject=meant.subject,
        date=meant.date,
        text=meant.text[:TEXT_LIMIT].rstrip(),
        attachments=(*pictures, *files),
        automatic="",
        page=safe_page(meant.html + "\n") if meant.html else None,
    )

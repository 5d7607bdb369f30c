"""A mail as frozen values, as the parser child hands it over (msgspec-encodable plain data)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    """Display name, decoded and cleaned; may be empty."""
    email: str
    """addr-spec, domain lower-cased; never empty."""


@dataclass(frozen=True, slots=True)
class Attachment:
    part: str
    """IMAP section number of the part ("2", "2.1"), to fetch it on demand."""
    filename: str
    """A safe name: no path, no controls, no bidi overrides; made up when the mail gives none."""
    content_type: str
    size: int
    """Decoded octets."""
    content_id: str = ""
    """Without angle brackets; the page's ``cid:`` images name it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML body as it may be shown (``mime.safe_html``)."""

    html: str
    """Images are ``cid:``, ``data:`` or ``remote:N``; it loads nothing by itself."""
    remote: tuple[str, ...] = ()
    """Addresses of the images that lie elsewhere, ``remote:0`` first."""
    left_out: int = 0
    """Elements and images beyond the limits, or of a kind that is not shown."""


@dataclass(frozen=True, slots=True)
class Original:
    """A mail as it came, for whatever is to be made of it later."""

    packed: bytes
    """By zlib."""
    html: bool
    """Whether a page can be made of it."""


@dataclass(frozen=True, slots=True)
class ParsedMail:
    message_id: str
    """Unfolded msg-id with its angle brackets, or empty."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    """Message-IDs oldest first, at most 100 (the first one and the last 99)."""
    sender: Address | None
    """The first From mailbox."""
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    date: int | None
    """Seconds since 1970 UTC; None when unreadable."""
    text: str
    """The body as plain text (text/plain preferred, else the text of the HTML), LF line ends."""
    attachments: tuple[Attachment, ...]
    automatic: str
    """Empty for a person's mail, else why not: bounce, auto-reply, bulk, list."""
    returned_ids: tuple[str, ...] = ()
    """For a bounce: Message-IDs of the mail that came back."""
    damage: str = ""
    """Empty, or why only a part is here: too-large, too-deep, too-many-parts, time, broken, unreadable."""
    page: Page | None = None
    """The HTML body, if there is one. Stored apart: in a mail that comes from the store it is only what
    ``Messages.page`` gives."""

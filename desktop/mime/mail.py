"""A mail as frozen values, as the parser child hands it over (msgspec-encodable plain data)."""

from __future__ import annotations

from dataclasses import dataclass, replace


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
    cut: bool = False
    """Words are missing: all of them would take too long to lay out."""


@dataclass(frozen=True, slots=True)
class Original:
    """A mail as it came, for whatever is to be made of it later."""

    packed: bytes
    """By zlib, if not ``plain``."""
    html: bool
    """Whether a page can be made of it."""
    left_out: tuple[str, ...] = ()
    """Parts (``Attachment.part``) whose octets are not in it; all else is, to the last one."""
    plain: bool = False
    """As it came, unpacked: then nothing is left out."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom a mail really comes from, by a rule of ``forms``: nothing of it is proven."""

    rule: str
    title: str
    """Of the form or marketplace, for a person; may be empty."""
    channel: str
    """form, marketplace or social."""
    reason: str
    """contact, order, question, message, or whatever an own rule says."""
    customer: Address | None
    """Whom an answer goes to; None where there is only a name."""
    name: str
    order: str
    """Number of the order or article, as it is written; may be empty."""
    elsewhere: bool = False
    """Nobody can be answered by mail: only there."""
    doubt: bool = False
    """The mail names two different customers."""
    begins: int = 0
    """Where the customer's words begin in the mail's text."""
    by_hand: bool = False
    """A person said so, in place of what the rule found."""


_NO_RULE = Origin("", "", "form", "", None, "", "")
"""Of a form that no rule knows."""


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
    """For a bounce: Message-IDs of the mail that came back; for a receipt of registered mail: of what it is for."""
    why: str = ""
    """What an automatic mail says of its reason, where it says one (``bounces``, ``absence``): full, unknown, ...;
    away."""
    said: str = ""
    """For a person beside ``why``: the server's own words, or the day when somebody is back (ISO 8601)."""
    damage: str = ""
    """Empty, or why only a part is here: too-large, too-deep, too-many-parts, time, broken, unreadable."""
    page: Page | None = None
    """The HTML body, if there is one. Stored apart: in a mail that comes from the store it is only what
    ``Messages.page`` gives."""
    origin: Origin | None = None
    """When a form or marketplace wrote it for somebody."""
    refuted: bool = False
    """The receiving server says that it does not come from where it claims (``authentication.refuted``)."""

    @property
    def writer(self) -> Address | None:
        """Who is shown as having written it: the real customer where that is known, else From."""
        if self.origin is None:
            return self.sender
        return self.origin.customer or Address(self.origin.name, self.sender.email if self.sender else "-")

    @property
    def own_text(self) -> str:
        """The text from where the customer's words begin: what a form puts above them left out."""
        return self.text[self.origin.begins :] if self.origin is not None else self.text

    def corrected(self, customer: str, name: str, order: str, reason: str) -> ParsedMail:
        """As a person says that it is: written by that customer, through whatever it came. No robot's mail, then."""
        found = self.origin or _NO_RULE
        said = replace(
            found,
            customer=Address(name, customer) if customer else None,
            name=name,
            order=order,
            reason=reason,
            elsewhere=found.elsewhere and not customer,
            doubt=False,
            by_hand=True,
        )
        return replace(self, origin=said, automatic="", why="", said="")

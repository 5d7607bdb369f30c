"""Reading a mail where it can do no harm: in a child process with a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from desktop.mime.mail import Original, Page, ParsedMail
from desktop.ports.mailbox import RawMail

FILES = 512 * 1024
"""Octets of a mail's attachments together up to which it is kept as it came, where nobody has said otherwise: 99 of
100 mails."""


@dataclass(frozen=True, slots=True)
class Parsed:
    mail: ParsedMail
    slot: str
    """The customer message's identity, by ``desktop.journal.slots.slot_of`` on the same bytes."""
    original: Original | None = None
    """None for a mail whose text alone is too big to be kept; its page stands in ``mail`` then."""
    snippet: str | None = None
    """What ``quoting.snippet`` makes of its text; None where nobody has worked it out."""


class MailParser(Protocol):
    def parse(self, raw: bytes, files: int = FILES) -> Parsed:
        """The mail as values. Never raises for what is in the mail: beyond the limits or the deadline the
        result has ``damage`` set and only what could be read safely (the raw view stays possible). ``files``: octets of
        attachments together beyond which the original is without them."""
        ...

    def parse_all(self, mails: Iterable[RawMail], files: int = FILES) -> Iterator[tuple[RawMail, Parsed]]:
        """Each as ``parse`` does, in their order; several at a time where the machine has the processors. A few mails
        are taken ahead. What ``mails`` raises is raised when all that came before has been handed over."""
        ...

    def page(self, raw: bytes) -> Page | None:
        """Of a mail that was kept; None when it has none that can be shown. Never raises for what is in the mail."""
        ...

    def close(self) -> None: ...

"""What a person typed, from the moment it was handed over until it has been answered for. Never thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Protocol

from desktop.domain.errors import Fact
from desktop.domain.texts import After
from desktop.journal.entries import Position
from desktop.mime.rich import from_html, of_text, to_html

ALL_FILES = 18 * 1024 * 1024
"""Octets of a mail's files: with base64 still under the 25 MB that most providers take."""


@dataclass(frozen=True, slots=True)
class DraftFile:
    filename: str
    content_type: str
    content: bytes
    cid: str = ""
    """Of a picture that stands in the text; empty for a file that goes beside it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply, a new mail or an internal note as its author meant it."""

    id: str
    """24 hex characters; a new mail's slot is made of it."""
    ticket: str
    """Empty for a new mail that has no ticket yet."""
    mailbox: str
    to: tuple[str, ...]
    """Empty for most replies: their recipients come from the customer's mail."""
    cc: tuple[str, ...]
    subject: str
    """Empty for a reply."""
    text: str
    """As typed, without quote and signature; of a formatted one the plain text that goes beside it."""
    resolve: bool
    again: bool
    """A deliberate further answer."""
    shown: Position
    created: int
    """Wall clock, seconds since 1970 UTC."""
    state: str
    """writing (in the composer, saved as one types), later (leaves at its time), kept (offline, leaves by itself),
    sending, stopped (To review), sent, dismissed."""
    reason: str = ""
    """Of a stop: a code with a sentence in resources/i18n."""
    agent: str = ""
    date: int = 0
    send: str = ""
    """The intent under which it went last."""
    files: tuple[DraftFile, ...] = ()
    facts: dict[str, Fact] = field(default_factory=dict)
    """What fills the sentence of ``reason``."""
    no_cc: bool = False
    """A reply only to whom it is to, and to ``cc``: none of those whom the customer's mail names beside."""
    kind: str = "reply"
    """Or note, which nobody is sent: its text goes into an entry. Or forward: to somebody who is not the customer, in a
    side conversation of ``ticket``."""
    html: str = ""
    """The text with its formatting, as ``mime.rich`` writes it; empty where there is none."""
    bcc: tuple[str, ...] = ()
    """Get the mail too, and stand nowhere in it."""
    side: str = ""
    """Of a forward: the side conversation that goes on; empty for a new one."""
    quoted: str = ""
    """Of a forward: slot of the mail that stands below the text."""
    after: After = field(default_factory=After)
    """What the texts in it do to the ticket once it has left."""
    leaves: int = 0
    """When it is to leave, seconds since 1970 UTC; 0: at once."""
    plan: str = ""
    """The entry that told the team of it."""
    remind: int = 0
    """Once it is sent the ticket waits for a third party, and is snoozed until then; 0: it does not."""

    @property
    def typed(self) -> tuple[object, ...]:
        """All that its author can change in it: two drafts with the same say the same."""
        return (
            self.text,
            self.html,
            self.files,
            self.to,
            self.cc,
            self.bcc,
            self.subject,
            self.mailbox,
            self.quoted,
            self.after,
        )

    @property
    def strand(self) -> str:
        """Drafts of one strand on one ticket become one text."""
        return f"{self.kind} {self.side}" if self.side else self.kind

    @property
    def attached(self) -> tuple[DraftFile, ...]:
        return tuple(file for file in self.files if not file.cid)

    @property
    def pictures(self) -> tuple[DraftFile, ...]:
        return tuple(file for file in self.files if file.cid)


def joined(drafts: Sequence[Draft]) -> Draft:
    """Several of one kind on one ticket, oldest first, as the newest of them: nothing that was typed hides behind
    another text."""
    if len(drafts) == 1:
        return drafts[0]
    return replace(
        drafts[-1],
        text="\n\n".join(draft.text.strip("\n") for draft in drafts if draft.text.strip()),
        html=_together(drafts) if any(draft.html for draft in drafts) else "",
        files=tuple(dict.fromkeys(file for draft in drafts for file in draft.files)),
        cc=tuple(dict.fromkeys(address for draft in drafts for address in draft.cc)),
        bcc=tuple(dict.fromkeys(address for draft in drafts for address in draft.bcc)),
        again=any(draft.again for draft in drafts),
        shown=min(draft.shown for draft in drafts),
        after=reduce(After.joined, (draft.after for draft in drafts)),
    )


def _together(drafts: Sequence[Draft]) -> str:
    parts = [from_html(one.html) if one.html else of_text(one.text.strip("\n")) for one in drafts if one.text.strip()]
    apart = of_text("")
    return to_html(tuple(paragraph for part in parts for paragraph in (*part, *apart))[: -len(apart)])


class Drafts(Protocol):
    def put(self, draft: Draft) -> None:
        """Insert or replace by id; durable when it returns."""
        ...

    def get(self, draft: str) -> Draft | None: ...
    def move(self, draft: str, out_of: tuple[str, ...], to: str) -> Draft | None:
        """As it stands now, in its new state; None when it has left those states meanwhile: then nothing happens. One
        step, whatever other lanes do."""
        ...

    def in_state(self, *states: str) -> Sequence[Draft]:
        """Oldest first."""
        ...

    def written_on(self) -> frozenset[str]:
        """Tickets, as their drafts name them, on which something is being written."""
        ...

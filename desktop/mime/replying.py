"""An answer: its headers from the mail it answers (RFC 5322 3.6.4), the signature, the customer's words below."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from desktop.mime.addresses import strict_addr_spec, without
from desktop.mime.cleaning import clean_text
from desktop.mime.mail import Address, ParsedMail

_MARKS = re.compile(
    r"(?:(?:re|r|rif|ris|ref|aw|antw|wg|sv|vs|rv|tr|enc|i|fw|fwd)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?:\s*)+",
    re.IGNORECASE,
)
_ID = re.compile(r"<[!-;=?-~]{1,400}>")
_IDS = 20
_CUT = "> [...]"


@dataclass(frozen=True, slots=True)
class ReplyHeaders:
    subject: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    in_reply_to: str
    """The answered mail's Message-ID, or empty when it has none."""
    references: tuple[str, ...]
    """At most 20: the first and the newest."""
    unusable: tuple[Address, ...] = ()
    """Of those who are to be answered: what no mail can be sent to."""


def reply_headers(original: ParsedMail, own: Collection[str]) -> ReplyHeaders:
    """To: Reply-To, else From; Cc: everybody else of To and Cc. ``own`` (addr-specs of the team's mailboxes,
    any case) are left out everywhere, and so is what cannot be written to: nobody typed it, and one such address
    must not keep the answer from the others. From does not stand in for a Reply-To that cannot be written to: what
    a form sends from is often read by nobody. A mail that we wrote ourselves is answered to those it went to."""
    ours = frozenset(address.lower() for address in own)
    named, others = _named(original, ours)
    parent = original.message_id if _ID.fullmatch(original.message_id) else ""
    return ReplyHeaders(
        subject=reply_subject(original.subject),
        to=_usable(named),
        cc=_usable(others),
        in_reply_to=parent,
        references=_references(original, parent),
        unusable=tuple(address for address in named if not strict_addr_spec(address.email)),
    )


def _named(original: ParsedMail, ours: frozenset[str]) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
    """Who is answered, and who else. Of a form's mail nobody but the one customer that it names."""
    if original.origin is not None:
        return without([original.origin.customer] if original.origin.customer else [], ours), ()
    author = (original.sender,) if original.sender is not None else ()
    named = without(original.reply_to, ours) or without(author, ours) or without(original.to, ours)
    return named, without((*original.to, *original.cc), ours | {address.email.lower() for address in named})


def _usable(addresses: tuple[Address, ...]) -> tuple[Address, ...]:
    return tuple(address for address in addresses if strict_addr_spec(address.email))


def reply_subject(subject: str) -> str:
    """``Re: `` once, in place of any run of reply and forward marks (Re, R, RE, AW, Rif, I, Fwd, Re[2] ...)."""
    return f"Re: {bare_subject(subject)}".strip()


def bare_subject(subject: str) -> str:
    bare = subject.strip()
    marks = _MARKS.match(bare)
    return bare[marks.end() :].strip() if marks else bare


def with_signature(text: str, signature: str) -> str:
    """The text, the separator line ``-- `` (RFC 3676 4.3) and the signature; without one, or where the text ends with
    it already, the text alone."""
    signed, written = clean_text(signature).strip("\n"), text.rstrip()
    return f"{written}\n\n-- \n{signed}" if signed and not signs_itself(text, signature) else written


def signs_itself(text: str, signature: str) -> bool:
    """Whether the author has put the signature there already."""
    signed = clean_text(signature).strip()
    return bool(signed) and f"\n{clean_text(text)}".endswith(f"\n{signed}")


def signature_of(own: str, mailbox: str) -> str:
    """The agent's own lines, then the mailbox's, which all agents share."""
    return "\n".join(filter(None, (clean_text(own).strip("\n"), clean_text(mailbox).strip("\n"))))


def quote(text: str, attribution: str, limit: int = 20_000) -> str:
    """The attribution line ("On ... wrote:", made by the caller in the customer's language) and the text with
    ``> `` before each line. Beyond ``limit`` characters it ends with ``> [...]``; empty text gives ""."""
    original = clean_text(text).strip("\n")
    if not original:
        return ""
    kept = original if len(original) <= limit else original[:limit].rpartition("\n")[0] or original[:limit]
    lines = [_quoted(line) for line in kept.split("\n")]
    return "\n".join([attribution, *lines, *([] if kept == original else [_CUT])])


def _references(original: ParsedMail, parent: str) -> tuple[str, ...]:
    before = original.references or (original.in_reply_to if len(original.in_reply_to) == 1 else ())
    chain = dict.fromkeys(identity for identity in before if _ID.fullmatch(identity) and identity != parent)
    ids = [*chain, *([parent] if parent else [])]
    return tuple(ids if len(ids) <= _IDS else [ids[0], *ids[1 - _IDS :]])


def _quoted(line: str) -> str:
    if not line:
        return ">"
    return f">{line}" if line.startswith(">") else f"> {line}"

"""An entry to the bytes of one mail message and back (WIRE.md section 3).

Canonical JSON (sorted keys, no white space), signed as it stands; on the wire it is one line, or base64 lines when
it is longer than 900 octets or not ASCII. Reading never raises: what is malformed, foreign, unsigned or wrongly
signed comes back as ``Invalid`` with its reason, and whether the author may say it is the fold's question.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import accumulate

import msgspec

from desktop.domain.ticket import agent_id
from desktop.journal.entries import (
    KINDS,
    READER_VERSION,
    WIRE_VERSION,
    Author,
    AutomaticClaimed,
    Entry,
    External,
    FollowUpPlanned,
    FollowUpScored,
    Genesis,
    Joined,
    Kind,
    Natural,
    Position,
    Unknown,
)
from desktop.journal.keys import (
    Signer,
    automatic_id,
    external_id,
    joining_statement,
    plan_id,
    score_id,
    verified,
    workstation_id,
)

MAXIMUM = 64 * 1024
"""Octets of a whole entry message."""

_LINE_LIMIT = 900
_DEPTH = 32
"""Far deeper than any entry is nested. A rule of our own, because where a decoder gives up depends on how deep in its
calls the reader stands, and two workstations would not agree."""

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))

_ID = re.compile(r"[0-9a-f]{24}")
_KEY = re.compile(r"[0-9a-f]{64}")
_JOURNAL_ID = re.compile(r"[0-9a-f]{32}")
_IDENTITY = re.compile(rb"x-sportello:[ \t]*(\d{1,4})[ \t]+([0-9a-f]{32})[ \t]+([0-9a-f]{24})[ \t]*", re.IGNORECASE)
_SIGNATURE = re.compile(rb"x-sportello-signature:[ \t]*([0-9a-f]{128})[ \t]*", re.IGNORECASE)


class _Envelope(msgspec.Struct, frozen=True):
    v: Natural
    min: Natural
    journal: str
    gen: Natural
    id: str
    ticket: str
    author: Author
    clock: Natural
    seen: Position
    data: msgspec.Raw


class _Peek(msgspec.Struct, frozen=True):
    kind: str


_decode_envelope = msgspec.json.Decoder(_Envelope).decode
_decode_peek = msgspec.json.Decoder(_Peek).decode
_decoders: Mapping[str, Callable[[bytes | msgspec.Raw], Kind]] = {
    name: msgspec.json.Decoder(kind).decode for name, kind in KINDS.items()
}
_encode = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True)
class Invalid:
    """Quarantined: shown to leads, changes nothing, does not use up its id."""

    position: Position
    reason: str
    """One of: foreign, malformed, too-large, unsigned, unknown-author, bad-signature."""


@dataclass(frozen=True, slots=True)
class Signed:
    """An entry whose signature fits the key it claims; roster and rights are not judged yet."""

    entry: Entry
    journal: str
    statement: bytes
    signature: str

    def by(self, public: str) -> bool:
        """Whether the owner of this hex public key signed it."""
        return verified(public, self.statement, self.signature)


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry about to be written."""

    journal: str
    generation: int
    id: str
    ticket: str
    author: Author
    clock: int
    seen: Position
    body: Kind

    def statement(self) -> bytes:
        """The canonical JSON that is signed and stored."""
        envelope = _Envelope(
            v=WIRE_VERSION,
            min=READER_VERSION,
            journal=self.journal,
            gen=self.generation,
            id=self.id,
            ticket=self.ticket,
            author=self.author,
            clock=self.clock,
            seen=self.seen,
            data=msgspec.Raw(_encode(self.body)),
        )
        return _encode(envelope)

    def entry(self) -> Entry:
        """As it will read once it has a place, for the overlay of what is pending."""
        return Entry(
            self.id,
            kind_name(self.body),
            self.ticket,
            self.author,
            self.clock,
            self.seen,
            READER_VERSION,
            self.body,
        )


def kind_name(body: Kind | Unknown) -> str:
    """The tag under which a body travels."""
    return body.kind if isinstance(body, Unknown) else str(type(body).__struct_config__.tag)


def message(statement: bytes, signer: Signer, headline: str, address: str, attempt: str) -> bytes:
    """The RFC 5322 message of a statement. ``attempt`` must be new for each APPEND: some servers replace a
    message that is appended again under the same Message-ID. ``headline`` is the Subject, for people only."""
    envelope = _decode_envelope(statement)
    when = format_datetime(datetime.fromtimestamp(envelope.clock, UTC))
    plain = len(statement) <= _LINE_LIMIT and statement.isascii()
    body = statement if plain else b"\r\n".join(base64.encodebytes(statement).split())
    headers = (
        f"From: Sportello <{_one_line(address)}>\r\n"
        f"Date: {when}\r\n"
        f"Subject: {_one_line(headline)}\r\n"
        f"Message-ID: <{attempt}.{envelope.id}@sportello.invalid>\r\n"
        f"X-Sportello: {WIRE_VERSION} {envelope.journal} {envelope.id}\r\n"
        f"X-Sportello-Signature: {signer.sign(statement)}\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=us-ascii\r\n"
        f"Content-Transfer-Encoding: {'7bit' if plain else 'base64'}\r\n"
        "\r\n"
    )
    return headers.encode("ascii") + body + b"\r\n"


def read(headers: bytes, body: bytes, position: Position, date: int, journal: str | None) -> Signed | Invalid:
    """One row of the log. ``journal`` is None while the genesis is being looked for."""
    if len(headers) + len(body) > MAXIMUM:
        return Invalid(position, "too-large")
    lines = re.sub(rb"\r?\n[ \t]+", b" ", headers).splitlines()
    identity = next(filter(None, map(_IDENTITY.fullmatch, lines)), None)
    if identity is None or (journal is not None and identity[2].decode() != journal):
        return Invalid(position, "foreign")
    signature = next(filter(None, map(_SIGNATURE.fullmatch, lines)), None)
    if signature is None:
        return Invalid(position, "unsigned")
    statement = _statement(body)
    if statement is None:
        return Invalid(position, "malformed")
    entry = _entry(statement, identity[2].decode(), identity[3].decode(), position, date)
    if entry is None:
        return Invalid(position, "malformed")
    return Signed(entry, identity[2].decode(), statement, signature[1].decode())


def read_statement(statement: bytes, position: Position, date: int) -> Entry | None:
    """An entry from its stored JSON, of whatever generation it was written in; None when it is not one."""
    return _entry(statement, None, None, position, date)


def _statement(body: bytes) -> bytes | None:
    text = body.strip()
    if not text.startswith(b"{"):
        try:
            text = base64.b64decode(b"".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            return None
    return None if too_deep(text) else text


def too_deep(text: bytes) -> bool:
    """Whether JSON is nested deeper than anything that is said here."""
    if text.count(b"[") + text.count(b"{") <= _DEPTH:
        return False
    brackets = _STRING.sub(b"", text).translate(None, _NO_BRACKETS)
    return max(accumulate(1 if bracket in b"[{" else -1 for bracket in brackets), default=0) > _DEPTH


def _entry(statement: bytes, journal: str | None, entry_id: str | None, position: Position, date: int) -> Entry | None:
    try:
        envelope = _decode_envelope(statement)
        kind = _decode_peek(envelope.data).kind
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    named = (journal in (None, envelope.journal)) and (entry_id in (None, envelope.id))
    stored = journal is None
    if not named or not (stored or envelope.gen == position.generation) or not _ID.fullmatch(envelope.id):
        return None
    body = _body(envelope, kind)
    if not _JOURNAL_ID.fullmatch(envelope.journal) or body is None:
        return None
    return Entry(
        envelope.id,
        kind,
        envelope.ticket,
        envelope.author,
        envelope.clock,
        envelope.seen,
        envelope.min,
        body,
        position,
        date,
    )


def _body(envelope: _Envelope, kind: str) -> Kind | Unknown | None:
    """None when it is malformed. What a newer version says in another way is not: it is unknown, so that an old
    reader learns that it has to be updated."""
    decoder = _decoders.get(kind)
    if decoder is None:
        return Unknown(kind)
    try:
        body = decoder(envelope.data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        body = None
    if body is not None and _fits(envelope, body):
        return body
    return Unknown(kind) if envelope.min > READER_VERSION else None


def _fits(envelope: _Envelope, body: Kind) -> bool:
    """Ids that are hashes must be those hashes; keys must be written in the one way and name their workstation."""
    match body:
        case Genesis(founder_key=key, founder_name=name):
            return _is_key_of(envelope.author, key) and agent_id(name) == envelope.author.agent != ""
        case Joined(key=key, name=name, invitation=invitation, proof=proof):
            statement = joining_statement(envelope.journal, key, name)
            return _is_key_of(envelope.author, key) and verified(invitation, statement, proof)
        case External():
            evidence = body.evidence
            return envelope.id == external_id(body.slot, evidence.mailbox, evidence.uid_validity, evidence.uid)
        case AutomaticClaimed():
            return envelope.id == automatic_id(body.purpose, body.occasion)
        case FollowUpPlanned():
            return envelope.id == plan_id(body.occasion)
        case FollowUpScored():
            return envelope.id == score_id(body.slot)
    return True


def _is_key_of(author: Author, key: str) -> bool:
    return bool(_KEY.fullmatch(key)) and workstation_id(key) == author.workstation


def _one_line(text: str) -> str:
    """ASCII for the Subject, so that no server or reader decodes anything."""
    return "".join(c if " " <= c <= "~" else "?" for c in text)[:120]

"""A lost journal is begun anew from one workstation's state (WIRE.md section 10).

A lead writes a genesis that names the lost journal, and the state in parts. Nothing is granted until the last part
is there and for half an hour after it: in that time every workstation carries its own answers over, because the
restorer's state may be older than what they know. The state before and after is the same kind of value, so nothing
else in the fold knows that it happened.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Collection

import msgspec

from desktop.journal import filing
from desktop.journal.codec import too_deep
from desktop.journal.entries import CarriedOver, Entry, SnapshotPart
from desktop.journal.erasing import is_named
from desktop.journal.state import Automatic, Erasure, Grant, GrantState, Piece, SharedText, Team, Ticket
from desktop.journal.working import APPLIED, Verdict, Working

DELAY = 30 * 60
"""Seconds after the snapshot in which nothing is granted."""

PART = 24 * 1024
"""Octets of compressed state in one entry."""

_LARGEST = 512 * 1024 * 1024
_RANK = {
    GrantState.VOID: 0,
    GrantState.GRANTED: 1,
    GrantState.UNCERTAIN: 2,
    GrantState.REFUSED: 3,
    GrantState.ABANDONED: 3,
    GrantState.REVOKED: 3,
    GrantState.NOT_SENT: 3,
    GrantState.SENT: 4,
}


class _State(msgspec.Struct, frozen=True):
    team: Team
    tickets: tuple[Ticket, ...]
    automatic: tuple[Automatic, ...]
    texts: tuple[SharedText, ...] = ()
    pieces: tuple[Piece, ...] = ()


_encode = msgspec.json.Encoder(order="sorted").encode
_decode_state = msgspec.json.Decoder(_State).decode
_decode_carried = msgspec.json.Decoder(tuple[str, Grant]).decode


def packed(
    team: Team,
    tickets: tuple[Ticket, ...],
    automatic: tuple[Automatic, ...],
    texts: tuple[SharedText, ...] = (),
    pieces: tuple[Piece, ...] = (),
) -> tuple[SnapshotPart, ...]:
    """The whole state as entries."""
    data = zlib.compress(_encode(_State(team, tickets, automatic, texts, pieces)), 9)
    digest = hashlib.sha256(data).hexdigest()
    parts = [data[begin : begin + PART] for begin in range(0, len(data), PART)]
    return tuple(
        SnapshotPart(number, len(parts), digest, base64.b64encode(part).decode()) for number, part in enumerate(parts)
    )


def packed_grant(slot: str, grant: Grant) -> str:
    """An own answer with one slot of the ticket it stands on."""
    return _encode((slot, grant)).decode()


def without_names(text: str, erasures: Collection[Erasure]) -> str:
    """What ``packed_grant`` gave, without to whom it went where that is a customer whose data was erased since, as
    ``erasing`` takes it out of the state."""
    slot, grant = _decode_carried(text)
    if not grant.unresolved and any(is_named(one, grant.to.lower()) for one in erasures):
        return packed_grant(slot, msgspec.structs.replace(grant, to="", reply=""))
    return text


def stopped(team: Team, date: int) -> Verdict | None:
    """Why nothing at all is granted now: halted by a lead, or just restored."""
    if team.halted is not None:
        return Verdict(False, "halted")
    if team.restores and (not team.restored or date - team.restored < DELAY):
        return Verdict(False, "restoring", date=team.restored)
    return None


def collected(work: Working, entry: Entry, body: SnapshotPart) -> Verdict:
    """Keeps a part; the last one that was missing brings the whole state back."""
    team = work.team
    if not team.restores or team.restored or not 0 <= body.part < body.of <= 100_000:
        return Verdict(False, "malformed")
    parts = {**team.parts, str(body.part): body.data}
    work.team = msgspec.structs.replace(team, parts=parts)
    if len(parts) < body.of:
        return APPLIED
    state = _unpacked(parts, body)
    if state is None:
        work.team = msgspec.structs.replace(team, parts={})
        return Verdict(False, "malformed")
    _bring_back(work, entry, state)
    return APPLIED


def carried(work: Working, entry: Entry, body: CarriedOver) -> Verdict:
    """A workstation's own answers; what is known of more finally wins, and Sent over everything."""
    workstation = entry.author.workstation
    if not work.team.restored:
        return Verdict(False, "malformed")
    for text in body.grants:
        if too_deep(text.encode()):
            continue
        try:
            slot, grant = _decode_carried(text)
        except msgspec.DecodeError:
            continue
        ticket = work.ticket(slot)
        if ticket is None or grant.workstation != workstation:
            continue
        named = work.ticket(grant.id)
        if named is not None and grant.id in named.slots:
            continue  # a mail's name is no answer's
        known = ticket.grants.get(grant.id)
        if known is None or _RANK[grant.state] > _RANK[known.state]:
            work.put(msgspec.structs.replace(ticket, grants={**ticket.grants, grant.id: grant}))
            work.belongs(grant.id, ticket.id)
            filing.settle_sent(work, ticket.id, grant.id, grant.ended or entry.date)
    heard = tuple(dict.fromkeys((*work.team.heard, workstation)))
    work.team = msgspec.structs.replace(work.team, heard=heard)
    return APPLIED


def _unpacked(parts: dict[str, str], body: SnapshotPart) -> _State | None:
    try:
        data = b"".join(base64.b64decode(parts[str(n)], validate=True) for n in range(body.of))
        if hashlib.sha256(data).hexdigest() != body.sha256:
            return None
        text = zlib.decompressobj().decompress(data, _LARGEST)
        return None if too_deep(text) else _decode_state(text)
    except (KeyError, binascii.Error, ValueError, zlib.error, msgspec.DecodeError):
        return None


def _bring_back(work: Working, entry: Entry, state: _State) -> None:
    """The restored team keeps this journal's identity; its claims are over, its roles are free."""
    team = work.team
    work.team = msgspec.structs.replace(
        state.team,
        journal=team.journal,
        generation=team.generation,
        founder=team.founder,
        restores=team.restores,
        restored=entry.date,
        roles={},
        parts={},
        heard=(),
    )
    for ticket in state.tickets:
        work.put(msgspec.structs.replace(ticket, claim=None))
        for name in (*ticket.slots, *ticket.grants, *ticket.plans, *(one.id for one in ticket.departures)):
            work.belongs(name, ticket.id)
    for automatic in state.automatic:
        work.put_automatic(automatic)
    for text in state.texts:
        work.put_text(text)
    for piece in state.pieces:
        work.put_piece(piece)

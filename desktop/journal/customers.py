"""What the team says of a customer beside a ticket: notes on them, and which addresses are one person's.

Said on a ticket, it stays with it and goes where merges take it. Of two addresses the last word in the log counts,
on whatever ticket it was said. No right and no answer hangs on any of it.
"""

from __future__ import annotations

import msgspec

from desktop.journal.entries import AddressesJoined, AddressesParted, CustomerNoteCorrected, CustomerNoted, Entry
from desktop.journal.state import CustomerNote, Joint, Member, Ticket
from desktop.journal.working import APPLIED, Verdict

MOST = 100
"""Notes on customers, and pairs of addresses, that one ticket carries."""

SAYINGS = (CustomerNoted, CustomerNoteCorrected, AddressesJoined, AddressesParted)
Saying = CustomerNoted | CustomerNoteCorrected | AddressesJoined | AddressesParted
_MALFORMED = Verdict(False, "malformed")
_TOO_MANY = Verdict(False, "too-many-notes")
_NO_NOTE = Verdict(False, "unknown-note")


_UPPER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _folded(address: str) -> str:
    """By ASCII alone: tables of Unicode change, and two workstations must fold alike."""
    return address.translate(_UPPER)


def may_correct(ticket: Ticket, member: Member, note: str) -> Verdict | None:
    """Why the member may not change what the note says: it is somebody else's, and they are no lead."""
    found = next((one for one in ticket.about if one.id == note), None)
    if found is None or member.is_lead or found.agent == member.agent:
        return None
    return Verdict(False, "note-not-yours", found.agent, found.date, found.id)


def said(ticket: Ticket, entry: Entry, body: Saying) -> tuple[Ticket, Verdict]:
    """Whether its author may say it is asked before."""
    if isinstance(body, CustomerNoted):
        return _noted(ticket, entry, body)
    if isinstance(body, CustomerNoteCorrected):
        return _corrected(ticket, entry, body)
    one, other = sorted((_folded(body.address), _folded(body.other)))
    if not one or one == other:
        return ticket, _MALFORMED
    joint = Joint(one, other, isinstance(body, AddressesJoined), entry.author.agent, entry.date, entry.position)
    others = tuple(known for known in ticket.joints if (known.one, known.other) != (one, other))
    if len(others) >= MOST:
        return ticket, _TOO_MANY
    return msgspec.structs.replace(ticket, joints=(*others, joint)), APPLIED


def _noted(ticket: Ticket, entry: Entry, body: CustomerNoted) -> tuple[Ticket, Verdict]:
    if not body.address or not body.text.strip(" \t\r\n"):
        return ticket, _MALFORMED
    if len(ticket.about) >= MOST:
        return ticket, _TOO_MANY
    note = CustomerNote(entry.id, _folded(body.address), entry.author.agent, entry.date, body.text)
    return msgspec.structs.replace(ticket, about=(*ticket.about, note)), APPLIED


def _corrected(ticket: Ticket, entry: Entry, body: CustomerNoteCorrected) -> tuple[Ticket, Verdict]:
    """The last word counts."""
    if body.note not in {note.id for note in ticket.about}:
        return ticket, _NO_NOTE
    new = {"text": body.text, "corrected": entry.date, "corrector": entry.author.agent}
    changed = (msgspec.structs.replace(one, **new) if one.id == body.note else one for one in ticket.about)
    stays = tuple(one for one in changed if one.text.strip(" \t\r\n"))
    return msgspec.structs.replace(ticket, about=stays), APPLIED


def together(into: Ticket, absorbed: Ticket) -> tuple[tuple[CustomerNote, ...], tuple[Joint, ...]]:
    """Of two tickets that become one."""
    notes = sorted((*into.about, *absorbed.about), key=lambda note: (note.date, note.id))
    ordered = sorted((*into.joints, *absorbed.joints), key=lambda joint: joint.position)
    newest = {(joint.one, joint.other): joint for joint in ordered}
    return tuple(notes), tuple(newest.values())

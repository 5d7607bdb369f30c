"""A command to the entry that says it, or the refusal that the log would give anyway.

Deciding here saves a round trip and gives the person an answer with a name and a time; what counts is what the
fold says when the entry has been read back.
"""

from __future__ import annotations

from desktop.domain.commands import (
    AssignTicket,
    BreakClaim,
    ClaimTicket,
    ClassifyTicket,
    Command,
    CorrectCustomer,
    CorrectCustomerNote,
    JoinAddresses,
    MergeTickets,
    NoteCustomer,
    PromiseAnswer,
    ReleaseTicket,
    RevokeGrant,
    SetPriority,
    SetStatus,
    SettleGrant,
    SnoozeTicket,
    SplitTicket,
    TagTicket,
    UndoExternal,
    WakeTicket,
    WriteNote,
)
from desktop.journal.customers import may_correct
from desktop.journal.entries import (
    AddressesJoined,
    AddressesParted,
    Assigned,
    ClaimBroken,
    Claimed,
    Classified,
    Corrected,
    CustomerNoteCorrected,
    CustomerNoted,
    ExternalUndone,
    Kind,
    Merged,
    Noted,
    Prioritised,
    Promised,
    Released,
    Revoked,
    Settled,
    SlotKey,
    Snoozed,
    SnoozeEnded,
    Split,
    StatusChanged,
    Tagged,
)
from desktop.journal.state import Member, Ticket
from desktop.journal.working import Verdict

_FREE = Verdict(False, "not-held")
_LEADS_ONLY = Verdict(False, "leads-only")
_NO_SUCH_GRANT = Verdict(False, "unknown-grant")


def decide(ticket: Ticket, me: Member, command: Command) -> Kind | Verdict:
    """The body to write on this ticket, or why not."""
    match command:
        case ClaimTicket() | ReleaseTicket() | BreakClaim():
            return _on_claim(ticket, me, command)
        case TagTicket(add=add, remove=remove):
            return Tagged(add=add, remove=remove)
        case SetPriority(priority=priority):
            return Prioritised(priority=priority.value)
        case SetStatus(status=status):
            return StatusChanged(status=status.value, saw=ticket.status.value)
        case AssignTicket(assignee=assignee):
            if assignee not in ("", me.agent) and not me.is_lead:
                return _LEADS_ONLY
            return Assigned(assignee=assignee, saw=ticket.assignee)
        case SnoozeTicket(until=until):
            return Snoozed(until=until)
        case WakeTicket():
            return SnoozeEnded()
        case WriteNote(text=text):
            return Noted(text=text)
        case CorrectCustomer(slots=slots, customer=customer, name=name, order=order, reason=reason):
            return Corrected(slots=slots, customer=customer, name=name, order=order, reason=reason)
        case NoteCustomer(address=address, text=text):
            return CustomerNoted(address=address, text=text)
        case CorrectCustomerNote(note=note, text=text):
            return may_correct(ticket, me, note) or CustomerNoteCorrected(note=note, text=text)
        case JoinAddresses(address=address, other=other, one_person=one_person):
            return (AddressesJoined if one_person else AddressesParted)(address=address, other=other)
        case ClassifyTicket(reason=reason, outcome=outcome):
            return Classified(reason=reason, outcome=outcome)
        case PromiseAnswer(due=due):
            return Promised(due=due)
        case MergeTickets(absorbed=absorbed):
            return Merged(absorbed=absorbed)
        case SplitTicket(slots=slots):
            return Split(slots=slots)
        case UndoExternal(external=external):
            return ExternalUndone(external=external)
        case RevokeGrant() | SettleGrant():
            return _on_grant(ticket, command)


def _on_claim(ticket: Ticket, me: Member, command: ClaimTicket | ReleaseTicket | BreakClaim) -> Kind | Verdict:
    claim = ticket.claim
    match command:
        case ClaimTicket(take_over=take_over):
            return Claimed(takes=claim.id if take_over and claim else "")
        case ReleaseTicket():
            if claim is None:
                return _FREE
            if claim.workstation != me.workstation:
                return Verdict(False, "held", claim.agent, claim.since, claim.id)
            return Released(claim=claim.id)
        case BreakClaim():
            if not me.is_lead:
                return _LEADS_ONLY
            return ClaimBroken(claim=claim.id) if claim else _FREE


def _on_grant(ticket: Ticket, command: RevokeGrant | SettleGrant) -> Kind | Verdict:
    grant = ticket.grants.get(command.grant)
    if grant is None:
        return _NO_SUCH_GRANT
    if not grant.unresolved:
        return Verdict(False, grant.state.value, grant.agent, grant.ended, grant.id)
    if isinstance(command, RevokeGrant):
        return Revoked(grant=grant.id, newest=grant.newest)
    if command.sent:
        return Settled(grant=grant.id, outcome="sent")
    return Settled(grant=grant.id, outcome="not-sent", newest=grant.newest)


def slots_to_answer(ticket: Ticket, again: bool) -> tuple[SlotKey, ...] | Verdict:
    """What a reply covers: every customer message without an answer; with ``again`` and none waiting, one answer
    more to the newest message, numbered by the answers it has."""
    waiting = ticket.waiting_slots
    if waiting:
        return tuple(SlotKey(slot, 0) for slot in waiting)
    records = [r for r in ticket.slots.values() if r.unanswered] or list(ticket.slots.values())
    newest = max(records, key=lambda record: (record.position, record.slot))
    if again:
        if newest.answers and not newest.answers[-1].text_known:
            last = newest.answers[-1]
            return Verdict(False, "text-not-visible", last.agent, last.date, last.id)
        return (SlotKey(newest.slot, len(newest.answers)),)
    if newest.answers:
        last = newest.answers[-1]
        return Verdict(False, "answered", last.agent, last.date, last.id)
    return Verdict(False, "nothing-to-answer")

"""The fold: state and one entry give the next state and what became of the entry. Pure and deterministic.

It knows no "me" and no clock. Dates are the server's; they decide two things only, whether a lease has run out and
whether a Revoked comes late enough. An entry whose author may not say it is quarantined and does not use up its
id; one that loses (held, answered, changed) is valid and changes nothing.
"""

from __future__ import annotations

import msgspec

from desktop.journal import (
    claims,
    customers,
    departures,
    edits,
    erasing,
    filing,
    followups,
    grants,
    restoring,
    roster,
    sharing,
    sides,
    snoozing,
)
from desktop.journal.codec import Signed
from desktop.journal.entries import (
    ROLES,
    Abandoned,
    Arrived,
    AutomaticClaimed,
    AutomaticEnded,
    CarriedOver,
    ClaimBroken,
    Claimed,
    CustomerErased,
    CustomerNoteCorrected,
    Entry,
    Evidence,
    External,
    ExternalUndone,
    Filed,
    FollowUpPlanned,
    FollowUpScored,
    FollowUpStopped,
    Forwarded,
    Merged,
    Opened,
    Refused,
    Released,
    Renewed,
    Revoked,
    Seen,
    SendAttempted,
    SendIntended,
    SendPlanEnded,
    SendPlanned,
    Sent,
    Settled,
    SnapshotPart,
    Split,
    TextPiece,
    TextRemoved,
    TextSaved,
    TextsUsed,
    Uncertain,
    Unknown,
)
from desktop.journal.keys import FOLLOW_UP
from desktop.journal.state import Automatic, Grant, GrantState, Team, Ticket
from desktop.journal.working import APPLIED, Verdict, View, Working

_CLAIM_KINDS = (Claimed, Renewed, Released, ClaimBroken)
_HOLDERS_OUTCOMES = {Refused: grants.Event.REFUSED, Uncertain: grants.Event.UNCERTAIN}
_AUTOMATIC_ENDS = ("sent", "refused", "uncertain", "abandoned")
_NOT_YOURS = Verdict(False, "not-yours")
_UNKNOWN_GRANT = Verdict(False, "unknown-grant")


def fold(view: View, signed: Signed) -> tuple[Working, Verdict]:
    """One validated entry on the confirmed state. Dedup by entry id is the caller's, after this validation:
    ask ``quarantine`` first."""
    work = Working(view)
    entry = signed.entry
    verdict = _apply(work, entry)
    if verdict.applied:
        _settle(work, entry)
    author = work.team.member(entry.author.workstation)
    if author is not None and author.active and entry.minimum_reader > work.team.minimum_reader:
        work.team = msgspec.structs.replace(work.team, minimum_reader=entry.minimum_reader)
    return work, verdict


def _settle(work: Working, entry: Entry) -> None:
    """What an entry that was applied ends besides, whatever kind it is of."""
    snoozing.acted(work, entry)
    ticket = work.ticket(entry.ticket)
    if ticket is not None and (after := departures.settled(work.team, ticket, entry)) is not ticket:
        work.put(after)


def quarantine(team: Team, signed: Signed) -> str:
    """Why the entry must be set aside, or empty. Comes before dedup: a forged entry does not use up an id."""
    return roster.unauthorised(team, signed)


def _apply(work: Working, entry: Entry) -> Verdict:
    body = entry.body
    match body:
        case Unknown():
            return Verdict(False, "unknown-kind")
        case Opened():
            return filing.opened(work, entry, body)
        case Arrived():
            return filing.arrived(work, entry, body)
        case Filed():
            return filing.filed(work, entry, body)
        case Merged():
            return filing.merged(work, entry, body)
        case Split():
            return filing.split(work, entry, body)
        case Forwarded():
            return sides.forwarded(work, entry, body)
        case External():
            return filing.external(work, entry, body)
        case ExternalUndone():
            return filing.external_undone(work, entry, body)
        case SnapshotPart():
            return restoring.collected(work, entry, body)
        case CarriedOver():
            return restoring.carried(work, entry, body)
        case AutomaticClaimed():
            return _automatic_claimed(work, entry, body)
        case AutomaticEnded():
            return _automatic_ended(work, entry, body)
        case FollowUpPlanned():
            return followups.planned(work, entry, body)
        case FollowUpStopped():
            return followups.stopped(work, entry, body)
        case FollowUpScored():
            return followups.scored(work, entry, body)
        case Seen():
            return followups.seen(work, entry, body)
        case TextSaved() | TextRemoved() | TextPiece() | TextsUsed():
            return sharing.shared(work, entry, body)
        case CustomerErased():
            return erasing.erased(work, entry, body)
        case SendPlanned():
            return departures.planned(work, entry, body)
        case SendPlanEnded():
            return departures.ended(work, entry, body)
    if isinstance(body, roster.TEAM_KINDS):
        return roster.changed(work, entry)
    if entry.ticket in ROLES and isinstance(body, _CLAIM_KINDS):
        return _on_role(work, entry)
    ticket = work.ticket(entry.ticket)
    return filing.UNKNOWN_TICKET if ticket is None else _on_ticket(work, ticket, entry)


def _on_role(work: Working, entry: Entry) -> Verdict:
    """The duty, or the turn to import."""
    others = {role: claim for role, claim in work.team.roles.items() if role != entry.ticket}
    claim, verdict = claims.judge(work.team.roles.get(entry.ticket), entry)
    roles = others if claim is None else {**others, entry.ticket: claim}
    work.team = msgspec.structs.replace(work.team, roles=roles)
    return verdict


def _on_ticket(work: Working, ticket: Ticket, entry: Entry) -> Verdict:
    body = entry.body
    if isinstance(body, _CLAIM_KINDS):
        return _claimed(work, ticket, entry)
    if isinstance(body, CustomerNoteCorrected):
        barred = customers.may_correct(ticket, work.team.members[entry.author.workstation], body.note)
        if barred is not None:
            return barred
    if isinstance(body, edits.EDITS):
        ticket, verdict = edits.edited(ticket, entry, body)
        work.put(ticket)
        return verdict
    match body:
        case SendIntended():
            return _intended(work, ticket, entry, body)
        case Abandoned():
            return _abandoned(work, ticket, entry, body)
        case SendAttempted(grant=grant) | Refused(grant=grant) | Uncertain(grant=grant) | Sent(grant=grant):
            home = _home_of(work, grant)
            return _UNKNOWN_GRANT if home is None else _outcome(work, home, home.grants[grant], entry)
        case Revoked(grant=grant) | Settled(grant=grant):
            home = _home_of(work, grant)
            return _UNKNOWN_GRANT if home is None else _decided(work, home, home.grants[grant], entry)
    return Verdict(False, "unknown-kind")


def _home_of(work: Working, grant: str) -> Ticket | None:
    """The ticket that keeps the grant now, whichever one its author knew."""
    ticket = work.ticket(grant)
    return ticket if ticket is not None and grant in ticket.grants else None


def _claimed(work: Working, ticket: Ticket, entry: Entry) -> Verdict:
    if isinstance(entry.body, Claimed):
        if (stop := restoring.stopped(work.team, entry.date)) is not None:
            return stop
        if (entry.id, entry.author.workstation) in ticket.voided:
            return Verdict(False, "void")
        grant = ticket.open_grant
        if grant is not None:
            return Verdict(False, "unresolved", grant.agent, grant.date, grant.id)
    claim, verdict = claims.judge(ticket.claim, entry)
    work.put(msgspec.structs.replace(ticket, claim=claim))
    return verdict


def _intended(work: Working, ticket: Ticket, entry: Entry, body: SendIntended) -> Verdict:
    stop = restoring.stopped(work.team, entry.date)
    verdict = stop or grants.judge_intent(ticket, entry, body)
    state = GrantState.GRANTED if verdict.applied else GrantState.VOID
    _put_grant(work, ticket, grants.granted(entry, body, state))
    work.belongs(entry.id, ticket.id)
    return verdict


def _outcome(work: Working, ticket: Ticket, grant: Grant, entry: Entry) -> Verdict:
    """Attempts and outcomes: the holder's key, any run; Sent also from anyone who names evidence."""
    body = entry.body
    holder = entry.author.workstation == grant.workstation
    match body:
        case Sent(evidence=evidence):
            if not (holder or _proves(work, grant, entry, evidence)):
                return _NOT_YOURS
            return _sent(work, ticket, grant, entry, grants.Event.SENT)
        case SendAttempted():
            if (stop := restoring.stopped(work.team, entry.date)) is not None:
                return stop
            event, reply = grants.Event.ATTEMPT, ""
        case Refused(reply=reply) | Uncertain(reply=reply):
            event = _HOLDERS_OUTCOMES[type(body)]
        case _:
            return _UNKNOWN_GRANT
    if not holder:
        return _NOT_YOURS
    return _step(work, ticket, grant, entry, event, reply)


def _proves(work: Working, grant: Grant, entry: Entry, evidence: Evidence | None) -> bool:
    """Anyone in the team may name the mail that shows it; who was removed only speaks of grants of their own."""
    member = work.team.members[entry.author.workstation]
    return member.active and evidence is not None and evidence.message_id == grant.message_id


def _decided(work: Working, ticket: Ticket, grant: Grant, entry: Entry) -> Verdict:
    """What a person decides about a grant whose outcome is not known."""
    member = work.team.members[entry.author.workstation]
    late = entry.date - grant.newest_date
    match entry.body:
        case Settled(outcome="sent"):
            if not (member.is_lead or member.agent == grant.agent):
                return Verdict(False, "not-yours", grant.agent, grant.date, grant.id)
            return _sent(work, ticket, grant, entry, grants.Event.SETTLED_SENT)
        case Settled(outcome="not-sent", newest=newest):
            if not (member.is_lead or member.agent == grant.agent):
                return Verdict(False, "not-yours", grant.agent, grant.date, grant.id)
            if grant.under_way and (newest != grant.newest or late < grants.REVOKE_DELAY):
                return Verdict(False, "too-early", grant.agent, grant.newest_date, grant.id)
            return _step(work, ticket, grant, entry, grants.Event.SETTLED_NOT_SENT)
        case Revoked(newest=newest):
            delay = grants.REVOKE_DELAY if member.is_lead else grants.AGENT_REVOKE_DELAY
            if newest != grant.newest or late < delay:
                return Verdict(False, "too-early", grant.agent, grant.newest_date, grant.id)
            return _step(work, ticket, grant, entry, grants.Event.REVOKED)
    return Verdict(False, "malformed")


_MARKED = {
    grants.Event.UNCERTAIN: "uncertain",
    grants.Event.REVOKED: "revoked",
    grants.Event.SENT: "sent",
    grants.Event.SETTLED_SENT: "settled",
    grants.Event.SETTLED_NOT_SENT: "settled",
}


def _step(work: Working, ticket: Ticket, grant: Grant, entry: Entry, event: grants.Event, reply: str = "") -> Verdict:
    grant, verdict = grants.after(grant, event, entry, reply)
    if verdict.applied:
        if event in _MARKED:
            ticket = filing.mark(ticket, entry, _MARKED[event])
        _put_grant(work, ticket, grant)
    return verdict


def _sent(work: Working, ticket: Ticket, grant: Grant, entry: Entry, event: grants.Event) -> Verdict:
    verdict = _step(work, ticket, grant, entry, event)
    if verdict.applied:
        filing.settle_sent(work, ticket.id, grant.id, entry.date, granted=grant.state is not GrantState.VOID)
    return verdict


def _abandoned(work: Working, ticket: Ticket, entry: Entry, body: Abandoned) -> Verdict:
    """Of a grant, an end; of an id that was never read back, a word that it is void wherever it turns up."""
    workstation = entry.author.workstation
    home = _home_of(work, body.entry)
    if home is not None:
        if home.grants[body.entry].workstation != workstation:
            return _NOT_YOURS
        return _step(work, home, home.grants[body.entry], entry, grants.Event.ABANDONED)
    claim = ticket.claim
    if claim is not None and claim.id == body.entry and claim.workstation == workstation:
        ticket = msgspec.structs.replace(ticket, claim=None)
    work.put(msgspec.structs.replace(ticket, voided=(*ticket.voided, (body.entry, workstation))))
    return APPLIED


def _put_grant(work: Working, ticket: Ticket, grant: Grant) -> None:
    work.put(msgspec.structs.replace(ticket, grants={**ticket.grants, grant.id: grant}))


def _automatic_claimed(work: Working, entry: Entry, body: AutomaticClaimed) -> Verdict:
    """Dedup by entry id has made this the first valid one: its workstation and run are the only sender."""
    if (stop := restoring.stopped(work.team, entry.date)) is not None:
        return stop
    if work.automatic(entry.id) is not None:
        return Verdict(False, "known")
    if body.purpose == FOLLOW_UP:
        verdict = followups.claimed(work, entry, body.message_id)
        if not verdict.applied:
            return verdict
    author = entry.author
    work.put_automatic(
        Automatic(entry.id, body.purpose, body.occasion, author.workstation, author.run, body.message_id)
    )
    return APPLIED


def _automatic_ended(work: Working, entry: Entry, body: AutomaticEnded) -> Verdict:
    automatic = work.automatic(body.send)
    if automatic is None or automatic.workstation != entry.author.workstation:
        return _NOT_YOURS
    if body.outcome not in _AUTOMATIC_ENDS:
        return Verdict(False, "malformed")
    if automatic.outcome and body.outcome != "sent":
        return Verdict(False, automatic.outcome)
    work.put_automatic(msgspec.structs.replace(automatic, outcome=body.outcome))
    followups.ended(work, entry, automatic.id, body.outcome)
    return APPLIED

"""The team: its founder, workstations, one-time invitations, mailboxes, settings; and who may say what."""

from __future__ import annotations

import msgspec

from desktop.domain.ticket import Role, agent_id
from desktop.journal import mailboxes
from desktop.journal.codec import Signed
from desktop.journal.entries import (
    OUTCOMES,
    Assigned,
    ClaimBroken,
    CustomerErased,
    Entry,
    Genesis,
    Halted,
    Invited,
    Joined,
    MailboxAdded,
    PolicySet,
    Removed,
    Resumed,
    SnapshotPart,
    TextPiece,
    TextRemoved,
    TextSaved,
    Withdrawn,
)
from desktop.journal.state import Invitation, Member, Team
from desktop.journal.working import APPLIED, Verdict, Working

LEADS_ONLY = (
    SnapshotPart, Invited, Withdrawn, Removed, MailboxAdded, PolicySet, Halted, Resumed, ClaimBroken,
    TextSaved, TextRemoved, TextPiece, CustomerErased,
)  # fmt: skip
FORGED = ("unknown-author", "bad-signature")
"""Reasons that say that whoever it names has not written it."""

TEAM_KINDS = (Genesis, Invited, Withdrawn, Joined, Removed, MailboxAdded, PolicySet, Halted, Resumed)


def team_of(entry: Entry, journal: str) -> Team:
    """The team value right after its genesis."""
    body = entry.body
    if not isinstance(body, Genesis):
        raise TypeError(f"not a genesis: {entry.kind}")
    agent = agent_id(body.founder_name)
    founder = Member(entry.author.workstation, body.founder_key, agent, body.founder_name, Role.LEAD)
    return Team(
        journal=journal,
        generation=entry.position.generation,
        id=body.team,
        name=body.team_name,
        founder=founder.workstation,
        members={founder.workstation: founder},
        policy=dict(body.policy),
        restores=body.restores,
    )


def unauthorised(team: Team, signed: Signed) -> str:
    """Why this author may not say this, or empty. Checks the signature against the enrolled key."""
    entry = signed.entry
    if isinstance(entry.body, Genesis):
        return "foreign" if signed.by(entry.body.founder_key) else "bad-signature"
    if isinstance(entry.body, Joined):
        return _unwelcome(team, signed, entry.body)
    member = team.member(entry.author.workstation)
    if member is None or member.agent != entry.author.agent:
        return "unknown-author"
    if not signed.by(member.key):
        return "bad-signature"
    if not member.active and not isinstance(entry.body, OUTCOMES):
        return "removed"
    if isinstance(entry.body, LEADS_ONLY) and not member.is_lead:
        return "leads-only"
    if isinstance(entry.body, Assigned) and not member.is_lead and entry.body.assignee not in ("", member.agent):
        return "leads-only"
    return ""


def _unwelcome(team: Team, signed: Signed, body: Joined) -> str:
    """Joining takes an invitation that is there, unused and not withdrawn; the codec has checked the proof that
    its one-time key signed this very key and name."""
    invitation = team.invitations.get(body.invitation)
    if not signed.by(body.key):
        return "bad-signature"
    if invitation is None or invitation.withdrawn or invitation.used_by or not agent_id(body.name):
        return "not-invited"
    fits = signed.entry.author.agent == agent_id(body.name) and signed.entry.author.workstation not in team.members
    return "" if fits else "malformed"


def changed(work: Working, entry: Entry) -> Verdict:
    """A team entry of an authorised author."""
    team = work.team
    match entry.body:
        case Invited(invitation=public, role=role, expires=expires):
            if public in team.invitations or role not in list(Role):
                return Verdict(False, "malformed")
            team = _with_invitation(team, Invitation(public, Role(role), expires))
        case Withdrawn(invitation=public):
            invitation = team.invitations.get(public)
            if invitation is None or invitation.used_by:
                return Verdict(False, "not-invited")
            team = _with_invitation(team, msgspec.structs.replace(invitation, withdrawn=True))
        case Joined():
            team = _joined(team, entry, entry.body)
        case Removed(workstation=workstation):
            member = team.member(workstation)
            if member is None:
                return Verdict(False, "malformed")
            if member.is_lead and member.active and _leads(team) == 1:
                return Verdict(False, "last-lead")
            team = _without(team, member, entry)
        case MailboxAdded(address=address, settings=settings):
            if not mailboxes.sound(address, settings):
                return Verdict(False, "malformed")
            known = team.mailboxes.get(address, {})
            dated = {**settings, "added": known.get("added", entry.date)}
            team = msgspec.structs.replace(team, mailboxes={**team.mailboxes, address: dated})
        case PolicySet(policy=policy):
            team = msgspec.structs.replace(team, policy={**team.policy, **policy})
        case Halted(reason=reason):
            team = msgspec.structs.replace(team, halted=reason)
        case Resumed():
            team = msgspec.structs.replace(team, halted=None)
    work.team = team
    return APPLIED


def _joined(team: Team, entry: Entry, body: Joined) -> Team:
    invitation = team.invitations[body.invitation]
    workstation = entry.author.workstation
    member = Member(workstation, body.key, entry.author.agent, " ".join(body.name.split()), invitation.role)
    team = _with_invitation(team, msgspec.structs.replace(invitation, used_by=workstation))
    return msgspec.structs.replace(team, members={**team.members, workstation: member})


def _without(team: Team, member: Member, entry: Entry) -> Team:
    """The first word on it counts."""
    if not member.active:
        return team
    left = msgspec.structs.replace(member, active=False, removed_by=entry.author.agent, removed_at=entry.date)
    return msgspec.structs.replace(team, members={**team.members, member.workstation: left})


def _with_invitation(team: Team, invitation: Invitation) -> Team:
    return msgspec.structs.replace(team, invitations={**team.invitations, invitation.public: invitation})


def _leads(team: Team) -> int:
    return sum(member.is_lead and member.active for member in team.members.values())

"""A conversation in the order in which it happened, as values that only have to be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.engine.queries import Conversation, History, came_back
from desktop.journal.codec import read_statement
from desktop.journal.entries import (
    Assigned,
    ClaimBroken,
    Claimed,
    Classified,
    Corrected,
    CustomerNoteCorrected,
    External,
    Merged,
    Prioritised,
    Promised,
    Revoked,
    SendPlanEnded,
    SendPlanned,
    Snoozed,
    SnoozeEnded,
    StatusChanged,
    Tagged,
)
from desktop.journal.state import Grant, Team
from desktop.mime.mail import Attachment, Origin
from desktop.mime.quoting import Stretch, stretches
from desktop.ports.store.entries import Recorded
from desktop.ports.store.messages import Message


@dataclass(frozen=True, slots=True)
class MailLine:
    key: str
    when: int
    sender: str
    address: str
    to: str
    subject: str
    outgoing: bool
    automatic: str
    """Empty for a person's mail, else bounce, auto-reply, list or bulk."""
    stretches: tuple[Stretch, ...]
    attachments: tuple[Attachment, ...]
    came_back: bool
    """Ours, and it could not be delivered."""
    why: str
    """What is known of the reason: of an automatic mail, or of ours that came back (ParsedMail)."""
    said: str
    damage: str
    """Why only a part of it could be read (ParsedMail)."""
    origin: Origin | None
    """When a form or marketplace wrote it for the customer."""
    has_page: bool
    """There is an HTML body that may be shown."""
    waits: bool
    """For an answer."""
    filed: bool = False
    """In this ticket by the journal, and so to be corrected."""
    splits: bool = False
    """It can leave the ticket for one of its own: any but the mail that began it."""
    server_only: bool = False
    """Its body is past its time here, and can be fetched."""
    side: str = ""
    """Of a side conversation: its ticket's id."""
    refuted: bool = False
    """The receiving server says that it does not come from where it claims."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    key: str
    when: int
    agent: str
    text: str
    pending: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    """``kind`` is the entry's, or ``mail-moved``, ``mail-deleted``; ``value`` what it set, or where the mail is."""

    key: str
    """The entry's id; of a mail that is missing from its inbox, its slot."""
    when: int
    kind: str
    agent: str
    value: str

    @property
    def missing(self) -> bool:
        """A mail that can be put back into its inbox."""
        return self.kind in ("mail-moved", "mail-deleted")


Line = MailLine | NoteLine | EventLine


def timeline(found: Conversation, team: Team) -> tuple[Line, ...]:
    """Oldest first."""
    tickets = (found.ticket, *found.sides)
    grants = {grant.message_id: grant for ticket in tickets for grant in ticket.grants.values()}
    bounces = came_back(found.messages)
    waiting = found.ticket.waiting_slots
    mails = [_mail(m, grants, bounces, team, found, waits=m.slot in waiting) for m in found.messages]
    notes = [NoteLine(n.id, n.date, team.agent_name(n.agent), n.text, n.pending) for n in found.ticket.notes]
    gone = [
        EventLine(m.slot, m.noticed, "mail-moved" if m.now else "mail-deleted", "", m.now)
        for m in found.missing
        if m.sought
    ]
    lines: list[Line] = [*mails, *notes, *_events(found.events, team), *gone]
    return tuple(sorted(lines, key=lambda line: line.when))


def history(found: History, team: Team) -> tuple[Line, ...]:
    """Mails that belong to no ticket, oldest first."""
    return tuple(_mail(message, {}, {}, team, found, waits=False) for message in found.messages)


def _mail(
    message: Message,
    grants: Mapping[str, Grant],
    bounces: Mapping[str, Message],
    team: Team,
    found: Conversation | History,
    *,
    waits: bool,
) -> MailLine:
    mail, grant = message.mail, grants.get(message.mail.message_id)
    told = bounces.get(mail.message_id, message).mail
    sender = mail.writer
    name = (sender.name or sender.email) if sender else ""
    if message.outgoing and grant is not None:
        name = team.agent_name(grant.agent)
    return MailLine(
        message.slot,
        message.received,
        name,
        sender.email if sender else "",
        ", ".join(address.email for address in (*mail.to, *mail.cc)),
        mail.subject,
        message.outgoing,
        mail.automatic,
        stretches(mail.text.strip("\n")),
        mail.attachments,
        isinstance(found, Conversation) and grant is not None and grant.id in found.returned,
        told.why,
        told.said,
        mail.damage,
        mail.origin,
        message.slot in found.pages,
        waits,
        isinstance(found, Conversation) and message.slot in found.ticket.slots,
        isinstance(found, Conversation) and message.slot in found.ticket.slots.keys() - {found.ticket.id},
        message.slot in found.server_only,
        message.ticket if isinstance(found, Conversation) and _is_beside(found, message) else "",
        mail.refuted and not message.outgoing,
    )


def _is_beside(found: Conversation, message: Message) -> bool:
    return any(side.id == message.ticket for side in found.sides)


def _events(recorded: tuple[Recorded, ...], team: Team) -> Iterator[EventLine]:
    taken = ""
    for one in recorded:
        entry = read_statement(one.statement, one.position, one.date) if one.statement else None
        value = _value(entry.body, team) if entry is not None else None
        if entry is not None and isinstance(entry.body, Claimed) and one.verdict.applied and one.agent != taken:
            value, taken = "", one.agent
        if value is not None:
            yield EventLine(one.id, one.date, one.kind, team.agent_name(one.agent) if one.agent else "", value)


def _value(body: object, team: Team) -> str | None:
    """None for what is no event of its own: mail and notes stand for themselves."""
    match body:
        case StatusChanged(status=status):
            return status
        case Prioritised(priority=priority):
            return priority
        case Assigned(assignee=assignee):
            return team.agent_name(assignee) if assignee else ""
        case Tagged(add=add, remove=remove):
            return " ".join([*(f"+{tag}" for tag in add), *(f"−{tag}" for tag in remove)])
        case Corrected():
            return body.said
        case CustomerNoteCorrected(text=text):
            return text
        case Classified(reason=reason, outcome=outcome):
            return "\n".join((reason, outcome))
        case Promised(due=due):
            return str(due)
        case Snoozed(until=until):
            return str(until)
        case SendPlanned(at=at):
            return str(at)
        case SendPlanEnded(outcome=outcome):
            return outcome
        case ClaimBroken() | SnoozeEnded() | Merged() | External() | Revoked():
            return ""
    return None

"""Values of the engine to the JSON of the command line. Field names are a contract."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from desktop.domain.ticket import shown_reference
from desktop.engine.attachments import numbered
from desktop.engine.queries import Conversation, came_back
from desktop.engine.reviewing import Item
from desktop.journal.claims import LEASE
from desktop.journal.state import Grant, Plan, PlanState, Promise, Team, Ticket
from desktop.mime.mail import Address, Attachment, Origin, ParsedMail
from desktop.ports.store.entries import Recorded
from desktop.ports.store.messages import Message
from desktop.ports.store.reader import NEVER, MailRow, TicketRow
from desktop.runtime.cli.printing import moment


def ticket_row(row: TicketRow, team: Team) -> dict[str, Any]:
    return {
        "reference": shown_reference(row.reference),
        "number": row.number,
        "subject": row.subject,
        "status": row.status,
        "priority": row.priority,
        "tags": list(row.tags),
        "assignee": team.agent_name(row.assignee) if row.assignee else None,
        "holder": team.agent_name(row.holder) if row.holder else None,
        "holder_since": moment(row.holder_since),
        "customer": row.customer,
        "customer_address": row.customer_address,
        "mailbox": row.mailbox,
        "waiting": row.waiting,
        "last": moment(row.last_date),
        "snippet": row.snippet,
        "unread": row.unread,
        "alarms": row.alarms,
        "opened_by": team.agent_name(row.opened_by) if row.opened_by else None,
        "promised": moment(row.promised),
        "snoozed_until": _until(row.until) if row.asleep else None,
        "back": row.back or None,
    }


def mail_row(row: MailRow) -> dict[str, Any]:
    """A mail that belongs to no ticket."""
    return {
        "mail": row.number,
        "slot": row.id,
        "subject": row.subject,
        "person": row.person,
        "mailbox": row.mailbox,
        "outgoing": row.outgoing,
        "date": moment(row.date),
        "snippet": row.snippet,
        "attachments": row.has_files,
    }


def ticket_state(ticket: Ticket, team: Team) -> dict[str, Any]:
    """The part that the journal decides, as an answer to a command."""
    claim = ticket.claim
    return {
        "reference": shown_reference(ticket.reference),
        "number": ticket.number,
        "status": ticket.status.value,
        "priority": ticket.priority.value,
        "tags": list(ticket.tags),
        "assignee": team.agent_name(ticket.assignee) if ticket.assignee else None,
        "holder": team.agent_name(claim.agent) if claim else None,
        "holder_since": moment(claim.since) if claim else None,
        "holder_until": moment(claim.renewed + LEASE) if claim else None,
        "snoozed_until": _until(ticket.snooze.until or NEVER) if ticket.snooze else None,
        "departures": [
            {"agent": team.agent_name(one.agent), "at": moment(one.at), "state": one.state.value}
            for one in ticket.departures
        ],
        "pending": list(ticket.pending),
        "reason": ticket.reason or None,
        "outcome": ticket.outcome or None,
        "promise": _promise(ticket.promises[-1], team) if ticket.promises else None,
    }


def _promise(found: Promise, team: Team) -> dict[str, Any]:
    """``kept``: None while that is not decided."""
    now = int(time.time())
    return {"due": moment(found.due), "agent": team.agent_name(found.agent), "kept": found.kept(now)}


def _until(until: int) -> str | None:
    return "customer" if until == NEVER else moment(until)


def conversation(found: Conversation, team: Team) -> dict[str, Any]:
    ticket = found.ticket
    bounces = came_back(found.messages)
    numbers = {(one.message.slot, one.attachment.part): one.number for one in numbered(found.messages)}
    return {
        **ticket_row(found.row, team),
        **ticket_state(ticket, team),
        "score": ticket.score or None,
        "follow_ups": [
            {"id": p.id, "state": _plan_state(ticket, p), "due": moment(p.due)}
            for p in sorted(ticket.plans.values(), key=lambda p: (p.due, p.id))
        ],
        "opened_first": moment(ticket.seen),
        "shown": found.shown.uid,
        "generation": found.shown.generation,
        "messages": [_message(message, found, numbers) for message in found.messages],
        "notes": [
            {"agent": team.agent_name(n.agent), "date": moment(n.date), "text": n.text, "pending": n.pending}
            for n in ticket.notes
        ],
        "sends": [
            {
                **_grant(grant, team),
                "came_back": grant.id in found.returned,
                **_reason(bounces[grant.message_id].mail if grant.message_id in bounces else None),
            }
            for grant in sorted(ticket.grants.values(), key=lambda g: g.position)
        ],
        "missing": [
            {"folder": m.folder, "now": m.now or None, "noticed": moment(m.noticed)} for m in found.missing if m.sought
        ],
        "events": [event(recorded, team) for recorded in found.events],
    }


def _plan_state(ticket: Ticket, plan: Plan) -> str:
    """``over``: the ticket was opened again before it left."""
    return "over" if plan.state is PlanState.PLANNED and not ticket.asks(plan) else plan.state.value


def _message(message: Message, found: Conversation, numbers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    record = found.ticket.slots.get(message.slot)
    side = next((one for one in found.sides if one.id == message.ticket), None)
    return {
        **plain_message(message, server_only=message.slot in found.server_only),
        "side": shown_reference(side.reference) if side is not None else None,
        "answers": len(record.answers) if record else 0,
        "waiting": record.waits if record else False,
        "attachments": [{"number": numbers[message.slot, a.part], **_attachment(a)} for a in message.mail.attachments],
    }


def plain_message(message: Message, *, server_only: bool) -> dict[str, Any]:
    """What a mail itself says; nothing where its text is kept on the server only."""
    mail = message.mail
    return {
        "message_id": mail.message_id,
        "from": _address(mail.writer) if mail.writer else None,
        "to": [_address(address) for address in mail.to],
        "cc": [_address(address) for address in mail.cc],
        "date": moment(mail.date or message.received),
        "subject": mail.subject,
        "text": mail.text,
        "server_only": server_only,
        "outgoing": message.outgoing,
        "automatic": mail.automatic or None,
        **_reason(mail),
        "via": _origin(mail.origin) if mail.origin else None,
        "attachments": [_attachment(a) for a in mail.attachments],
        "damage": mail.damage or None,
    }


def _reason(mail: ParsedMail | None) -> dict[str, str | None]:
    """Of an automatic mail: full, unknown, domain, blocked, large, unreachable, delayed, delivered, away; and what it
    says, a server's words or the day of somebody's return."""
    return {"why": (mail.why or None) if mail else None, "said": (mail.said or None) if mail else None}


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "rule": origin.rule,
        "title": origin.title or None,
        "channel": origin.channel,
        "reason": origin.reason or None,
        "customer": origin.customer.email if origin.customer else None,
        "name": origin.name or None,
        "order": origin.order or None,
        "elsewhere": origin.elsewhere,
        "doubt": origin.doubt,
        "corrected": origin.by_hand,
    }


def _attachment(found: Attachment) -> dict[str, Any]:
    return {"name": found.filename, "type": found.content_type, "size": found.size, "part": found.part}


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.email}


def _grant(grant: Grant, team: Team) -> dict[str, Any]:
    return {
        "id": grant.id,
        "state": grant.state.value,
        "agent": team.agent_name(grant.agent),
        "date": moment(grant.date),
        "message_id": grant.message_id,
        "to": grant.to,
        "reply": grant.reply,
    }


def event(recorded: Recorded, team: Team) -> dict[str, Any]:
    """One line of the journal."""
    verdict = recorded.verdict
    state = "quarantined" if verdict.quarantined else "applied" if verdict.applied else "refused"
    return {
        "position": recorded.position.uid,
        "date": moment(recorded.date),
        "id": recorded.id,
        "kind": recorded.kind,
        "agent": team.agent_name(recorded.agent) if recorded.agent else None,
        "workstation": recorded.workstation,
        "state": state,
        "reason": verdict.reason or None,
    }


def item(found: Item) -> dict[str, Any]:
    return {
        "id": found.id,
        "kind": found.kind,
        "reference": found.reference or None,
        "reason": found.reason,
        "agent": found.agent or None,
        "when": moment(found.when),
        "text": found.text,
    }

"""*To review*: everything that stopped and waits for a person, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from desktop.domain.commands import SettleGrant, UndoExternal
from desktop.domain.errors import Fact, RefusedByTeam, SportelloError, UsageError
from desktop.domain.ticket import shown_reference
from desktop.engine.acting import Acting
from desktop.engine.journal import Journal
from desktop.engine.laters import Laters
from desktop.engine.patience import Patience
from desktop.engine.sending import Sending
from desktop.engine.sides import about, known
from desktop.journal.codec import read_statement
from desktop.journal.customers import SAYINGS
from desktop.journal.entries import (
    AddressesJoined,
    AddressesParted,
    Assigned,
    Classified,
    Corrected,
    CustomerNoteCorrected,
    CustomerNoted,
    Kind,
    Noted,
    Position,
    Prioritised,
    Promised,
    Snoozed,
    StatusChanged,
    Tagged,
)
from desktop.journal.state import Grant, Team, Ticket
from desktop.ports.store import Store
from desktop.ports.store.drafts import Draft
from desktop.ports.store.outbox import OutboxRow

_DISMISSED = "dismissed:"
_IDENTIFYING = 4
"""Characters of an id that a person has to type at least."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. ``kind``: stopped, kept, uncertain, unresolved, leaving (under way, for as long as
    the rules give it time), edit, flagged, alarm, missed (a colleague's answer that did not leave in time),
    quarantined."""

    id: str
    kind: str
    ticket: str
    reference: str
    reason: str
    agent: str
    """Name of whose doing stands in the way, or who holds the grant."""
    when: int
    text: str
    """What was typed, or what the server said."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """What else fills the sentence of ``reason``."""
    edit: str = ""
    """What a refused edit would have written: tagged, prioritised, status-changed, assigned, noted."""


class Reviewing:
    def __init__(
        self,
        store: Store,
        journal: Journal,
        acting: Acting,
        sending: Sending,
        patience: Patience,
        laters: Laters,
    ) -> None:
        self._store = store
        self._journal = journal
        self._acting = acting
        self._sending = sending
        self._patience = patience
        self._laters = laters

    def items(self, in_use: Callable[[], bool] = lambda: True) -> list[Item]:
        """Oldest first within each kind; needs no connection. ``in_use`` says whether a living process holds the
        profile: a text that was being sent when none does any more has been left behind, and the next command that
        takes the profile will say so too."""
        grants = list(self._grants(in_use))
        told = {item.id for item in grants}
        drafts = [*self._drafts(told), *self._left_behind(told, in_use)]
        found = [*grants, *drafts, *self._edits(), *self._tickets(), *self._missed(), *self._quarantined()]
        dismissed = self._store.profile.items(_DISMISSED)
        return [item for item in found if _DISMISSED + item.id not in dismissed]

    def settle(self, prefix: str, decision: str) -> str:
        """``decision``: sent, not-sent, resend (a grant); not-sent, dismiss (an answer known by its flag only); apply,
        dismiss (a refused edit); dismiss (a stopped reply, an alarm, a quarantined entry). Returns what came of it."""
        item = self._item(prefix)
        match item.kind, decision:
            case "uncertain" | "unresolved" | "leaving", "sent" | "not-sent":
                self._acting.act(item.ticket, SettleGrant(item.id, decision == "sent"))
                self._settle_draft(item.id, decision)
                return decision
            case "uncertain", "resend":
                return self._resend(item)
            case "flagged", "not-sent":
                self._acting.act(item.ticket, UndoExternal(item.id))
                return decision
            case "edit", "apply":
                return self._apply(item)
            case "edit", "dismiss":
                self._store.outbox.settle(item.id)
                return "dismissed"
            case "stopped" | "kept", "dismiss":
                if self._store.drafts.move(item.id, ("stopped", "kept"), "dismissed") is None:
                    raise UsageError("no-such-item", id=prefix)  # it is leaving by now
                return "dismissed"
            case "flagged" | "alarm" | "missed" | "quarantined", "dismiss":
                self._store.profile.put(_DISMISSED + item.id, True)
                return "dismissed"
        raise UsageError("cannot-settle", kind=item.kind, decision=decision)

    def why_refused(self, entry: str) -> SportelloError | None:
        """Of an own edit that the log refused: what stands in the way. None for what is no edit."""
        item = next((item for item in self._edits() if item.id == entry), None)
        if item is None:
            return None
        facts = {"agent": item.agent or "-", "reference": item.reference, "when": item.when, **item.facts}
        return RefusedByTeam(item.reason, **facts)

    # -- what there is ------------------------------------------------------------------------------------------

    def _grants(self, in_use: Callable[[], bool]) -> Iterator[Item]:
        for ticket in map(self._journal.ticket, self._store.entries.unresolved()):
            for grant in ticket.grants.values():
                if grant.unresolved and (kind := self._kind(grant, in_use)):
                    yield self._of_grant(ticket, grant, kind)

    def _kind(self, grant: Grant, in_use: Callable[[], bool]) -> str:
        """Empty for an answer that is being sent here: until it has an outcome there is nothing to decide."""
        own = grant.workstation == self._journal.me.workstation
        send = self._store.sends.get(grant.id) if own else None
        if own and grant.state == "uncertain":
            return "uncertain"
        if send is not None and send.state != "uncertain" and in_use():
            return ""
        return "leaving" if grant.under_way and not self._patience.over(grant) else "unresolved"

    def _of_grant(self, ticket: Ticket, grant: Grant, kind: str) -> Item:
        send = self._store.sends.get(grant.id)
        draft = self._store.drafts.get(send.draft) if send else None
        text = draft.text if draft else grant.reply
        several = len(self._store.messages.by_message_id(grant.message_id)) > 1
        reason = "leaving-now" if kind == "leaving" else "evidence-ambiguous" if several else grant.state.value
        return self._item_on(ticket, grant.id, kind, reason, grant.agent, grant.ended or grant.date, text)

    def _drafts(self, told: Set[str]) -> Iterator[Item]:
        """But for those that their grant tells about."""
        for draft in self._store.drafts.in_state("kept", "stopped"):
            if draft.send in told and draft.state == "stopped":
                continue
            ticket = about(self._journal, draft)
            reference = self._reference(ticket)
            reason, agent, text = self._why_stopped(draft), draft.agent, draft.text
            yield Item(draft.id, draft.state, ticket, reference, reason, agent, draft.date, text, draft.facts)

    def _left_behind(self, told: Set[str], in_use: Callable[[], bool]) -> Iterator[Item]:
        """What ``recovery`` will bring back: neither sent nor told about by its grant."""
        sending = self._store.drafts.in_state("sending")
        if not sending or in_use():
            return
        for draft in sending:
            send = self._store.sends.get(draft.send) if draft.send else None
            if draft.send not in told and (send is None or send.state != "sent"):
                ticket = about(self._journal, draft)
                reference = self._reference(ticket)
                yield Item(draft.id, "stopped", ticket, reference, "interrupted", "", draft.date, draft.text)

    def _why_stopped(self, draft: Draft) -> str:
        """Its reason, or how the log has meanwhile settled what was uncertain."""
        if draft.reason != "send-uncertain" or not known(self._journal, draft.ticket):
            return draft.reason
        grant = self._journal.ticket(draft.ticket).grants.get(draft.send)
        return grant.state.value if grant and not grant.unresolved else draft.reason

    def _edits(self) -> Iterator[Item]:
        for row in self._store.outbox.refused():
            if (body := self._body(row)) is not None:
                name = self._journal.team.agent_name(row.agent) if row.agent else ""
                reason = "changed-since" if row.reason == "changed" and not name else row.reason
                reference, words = self._reference(row.ticket), _words(body, self._journal.team)
                yield Item(row.id, "edit", row.ticket, reference, reason, name, row.date, words, edit=row.kind)

    def _tickets(self) -> Iterator[Item]:
        for ticket in map(self._journal.ticket, self._store.entries.attention()):
            for alarm in ticket.alarms:
                yield self._item_on(ticket, alarm, "alarm", "two-answers", "", 0, "")
            for record in ticket.slots.values():
                for answer in record.answers:
                    if not answer.text_known:
                        yield self._item_on(ticket, answer.id, "flagged", "flag-only", "", answer.date, "")

    def _missed(self) -> Iterator[Item]:
        """For leads: the customer waits, and the text is on that colleague's computer."""
        member = self._journal.team.member(self._journal.me.workstation)
        if member is not None and member.active and member.is_lead:
            for ticket, one in self._laters.overdue():
                gone = self._journal.team.left(one.workstation) is not None
                reason = "later-author-gone" if gone else "later-not-left"
                yield self._item_on(ticket, one.id, "missed", reason, one.agent, one.at, "")

    def _quarantined(self) -> Iterator[Item]:
        member = self._journal.team.member(self._journal.me.workstation)
        for recorded in self._store.entries.quarantined() if member and member.is_lead else ():
            uid = f"{recorded.position.generation}:{recorded.position.uid}"
            yield Item(uid, "quarantined", "", "", recorded.verdict.reason, "", recorded.date, "")

    def _item_on(self, ticket: Ticket, item: str, kind: str, reason: str, agent: str, when: int, text: str) -> Item:
        name = self._journal.team.agent_name(agent) if agent else ""
        shown = self._reference(ticket.side_of) if ticket.side_of else shown_reference(ticket.reference)
        return Item(item, kind, ticket.id, shown, reason, name, when, text)

    def _reference(self, ticket_id: str) -> str:
        try:
            return shown_reference(self._journal.ticket(ticket_id).reference) if ticket_id else ""
        except SportelloError:
            return ""

    def _item(self, prefix: str) -> Item:
        items = self.items()
        whole = [item for item in items if item.id == prefix]
        begun = [item for item in items if item.id.startswith(prefix)] if len(prefix) >= _IDENTIFYING else []
        found = whole or begun
        if len(found) != 1:
            raise UsageError("no-such-item", id=prefix)
        return found[0]

    # -- what is done about it ----------------------------------------------------------------------------------

    def _resend(self, item: Item) -> str:
        send = self._store.sends.get(item.id)
        if send is None:
            raise RefusedByTeam("resend-elsewhere", reference=item.reference)
        self._journal.safety.require()
        self._journal.catch_up()
        self._journal.flush()
        send = self._store.sends.get(item.id) or send
        if send.state != "uncertain":
            raise RefusedByTeam(send.state, reference=item.reference)
        return self._sending.resend(send)

    def _settle_draft(self, grant: str, decision: str) -> None:
        """Sent: its text is done with. Not sent: the text stays for another try, the mail is over."""
        send = self._store.sends.get(grant)
        draft = self._store.drafts.get(send.draft) if send else None
        if draft is not None:
            state = "sent" if decision == "sent" else "stopped"
            self._store.drafts.put(replace(draft, state=state, reason=decision))

    def _apply(self, item: Item) -> str:
        """The edit anew, as seen now."""
        row = self._store.outbox.get(item.id)
        body = self._body(row) if row else None
        ticket = self._journal.ticket(item.ticket)
        match body:
            case StatusChanged():
                body = StatusChanged(status=body.status, saw=ticket.status.value)
            case Assigned():
                body = Assigned(assignee=body.assignee, saw=ticket.assignee)
            case Corrected(slots=slots):
                ticket = self._journal.ticket(slots[0])  # its mails may have been split off
        if body is None:
            raise UsageError("no-such-item", id=item.id)
        self._store.outbox.settle(item.id)
        _, verdict = self._journal.submit(ticket.id, body)
        return "pending" if verdict is None else "applied" if verdict.applied else "refused"

    def _body(self, row: OutboxRow) -> Kind | None:
        """Of an edit; claims and the like that lost are no words of a person."""
        entry = read_statement(row.statement, Position(self._journal.me.generation, 0), row.created)
        body = entry.body if entry else None
        return body if isinstance(body, _CHANGES) else None


_CHANGES = (
    Tagged, Prioritised, StatusChanged, Assigned, Noted, Corrected, *SAYINGS, Classified, Promised, Snoozed,
)  # fmt: skip


def _words(body: Kind, team: Team) -> str:
    match body:
        case Tagged(add=add, remove=remove):
            return " ".join([*(f"+{tag}" for tag in add), *(f"-{tag}" for tag in remove)])
        case Prioritised(priority=priority):
            return priority
        case StatusChanged(status=status):
            return status
        case Assigned(assignee=assignee):
            return team.agent_name(assignee) if assignee else ""
        case Noted(text=text):
            return text
        case Corrected():
            return body.said
        case CustomerNoted(address=address, text=text):
            return f"{address}: {text}"
        case CustomerNoteCorrected(text=text):
            return text
        case AddressesJoined(address=address, other=other):
            return f"{address} = {other}"
        case AddressesParted(address=address, other=other):
            return f"{address} ≠ {other}"
        case Classified(reason=reason, outcome=outcome):
            return "\n".join((reason, outcome))
        case Promised(due=due):
            return str(due)
        case Snoozed(until=until):
            return str(until)
    return ""

"""A person's command on a ticket: decide, write, say what the log said."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.commands import (
    BreakClaim,
    ClaimTicket,
    Command,
    MergeTickets,
    ReleaseTicket,
    RevokeGrant,
    SetStatus,
    SettleGrant,
)
from desktop.domain.errors import RefusedByTeam
from desktop.domain.ticket import Status, shown_reference
from desktop.engine.correspondents import customers, require_one_customer
from desktop.engine.journal import Journal
from desktop.engine.patience import Patience
from desktop.engine.planning import Planning
from desktop.engine.refusals import no_right, refusal
from desktop.journal.customers import MOST, together
from desktop.journal.decide import decide
from desktop.journal.entries import NEVER_QUEUED, Kind
from desktop.journal.overlay import overlaid
from desktop.journal.state import Member, Ticket
from desktop.journal.working import Verdict

_NOW_OR_NEVER = (ClaimTicket, ReleaseTicket, BreakClaim, RevokeGrant, SettleGrant)
"""Judged against the log of this moment; everything else is an edit that may wait for the line."""


@dataclass(frozen=True, slots=True)
class Done:
    """``pending``: kept, and judged when the log can be reached."""

    ticket: Ticket
    pending: bool = False


class Acting:
    def __init__(self, journal: Journal, patience: Patience, planning: Planning) -> None:
        self._journal = journal
        self._patience = patience
        self._planning = planning

    def act(self, ticket_id: str, command: Command) -> Done:
        """Raises RefusedByTeam with name and time, Offline or LocksNotAvailable for what cannot wait."""
        if isinstance(command, _NOW_OR_NEVER):
            self._look(command)
            self._journal.safety.require()
        ticket = self._journal.ticket(ticket_id)
        if isinstance(command, RevokeGrant | SettleGrant) and _may_be_leaving(ticket, command):
            self._patience.require(ticket, command.grant)
        if isinstance(command, MergeTickets):
            self._require_mergeable(ticket, self._journal.ticket(command.absorbed))
        body = decide(ticket, self._member(), command)
        if isinstance(body, Verdict):
            raise self._refusal(ticket, body)
        return self._written(ticket, body, command)

    def keep(self, ticket_id: str, command: Command) -> Ticket:
        """An edit decided on what is shown here, own pending edits included, and stored; the next ``flush`` of the
        journal writes it. Touches no network. The ticket as its author now sees it; raises RefusedByTeam."""
        if isinstance(command, _NOW_OR_NEVER):
            raise ValueError(f"{command} cannot wait")
        seen = self._shown(ticket_id)
        body = decide(seen, self._member(), command)
        if isinstance(body, Verdict):
            raise self._refusal(seen, body)
        self._journal.queue(seen.id, body)
        return self._shown(seen.id)

    def pending(self) -> tuple[Ticket, ...]:
        """The tickets with own edits that wait, as their author sees them."""
        about = {self._journal.store.entries.ticket_of_slot(entry.ticket) for entry in self._journal.pending()}
        shown = (self._shown(ticket) for ticket in sorted(filter(None, about)))
        return tuple(ticket for ticket in shown if ticket.pending)

    def _shown(self, ticket_id: str) -> Ticket:
        ticket = self._journal.ticket(ticket_id)
        mine = [entry for entry in self._journal.pending() if self._journal.same(entry.ticket, ticket.id)]
        return overlaid(ticket, mine)

    def _look(self, command: Command) -> None:
        """First the log: what stopped us when it was last read may be over. Only a plain claim on a line that has
        been read up saves the round trip: what it says hangs on nothing new, and its read-back judges it."""
        plain = isinstance(command, ClaimTicket) and not command.take_over
        if not (plain and self._journal.connection.read_up and self._journal.safety.current() is None):
            self._journal.catch_up()
            self._journal.flush()

    def _written(self, ticket: Ticket, body: Kind, command: Command) -> Done:
        if isinstance(command, _NOW_OR_NEVER) or isinstance(body, NEVER_QUEUED):
            _, verdict = self._journal.write(ticket.id, body)
        else:
            _, kept = self._journal.submit(ticket.id, body)
            if kept is None:
                return Done(ticket, pending=True)
            verdict = kept
        after = self._journal.ticket(ticket.id)
        if not verdict.applied:
            raise self._refusal(after, verdict)
        if isinstance(command, SetStatus) and command.status is Status.RESOLVED:
            self._planning.after_resolving(after.id)
            after = self._journal.ticket(ticket.id)
        return Done(after)

    def _require_mergeable(self, into: Ticket, absorbed: Ticket) -> None:
        """Asked here, not by the fold: an older version, which knows nothing of sides or notes, has to grant the same
        to whoever merges all the same."""
        if into.side_of:
            raise RefusedByTeam("into-side", reference=shown_reference(into.reference))
        if max(map(len, together(into, absorbed))) > MOST:
            raise RefusedByTeam("too-many-notes", reference=shown_reference(into.reference))
        messages, own = self._journal.store.messages, self._journal.team.mailboxes
        require_one_customer(into, *(customers(messages, ticket.slots, own) for ticket in (into, absorbed)))

    def _refusal(self, ticket: Ticket, verdict: Verdict) -> RefusedByTeam:
        if verdict.reason == "leads-only":
            return no_right(verdict.reason)
        return refusal(self._journal.team, ticket, verdict)

    def _member(self) -> Member:
        member = self._journal.team.member(self._journal.me.workstation)
        if member is None or not member.active:
            raise no_right("removed")
        return member


def _may_be_leaving(ticket: Ticket, command: RevokeGrant | SettleGrant) -> bool:
    """What would free the slot of a mail that may be handed over at this moment: a revoke, and a not-sent while an
    intent or attempt has no outcome."""
    if isinstance(command, RevokeGrant):
        return True
    grant = ticket.grants.get(command.grant)
    return not command.sent and grant is not None and grant.under_way

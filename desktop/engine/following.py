"""Follow-ups that leave on time: once, from one workstation, unless the ticket was opened again or a person said stop.

Before one leaves, the time is asked of the log by an entry of our own: due times count from the server's dates, never
from this computer's clock, which only decides when to ask. Then comes a last look, because a customer who has just
written again must not be asked how it went.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from desktop.domain.errors import Offline, RefusedByTeam, SportelloError, UsageError
from desktop.domain.language import spoken
from desktop.domain.ticket import shown_reference
from desktop.engine.automatic import Automatic, clock_off
from desktop.engine.composing import Letter, notice
from desktop.engine.journal import Journal
from desktop.engine.looking import Looking
from desktop.engine.planning import Planning, address_of, text_setting
from desktop.journal.entries import FollowUpStopped
from desktop.journal.keys import FOLLOW_UP
from desktop.journal.restoring import stopped
from desktop.journal.state import Plan, PlanState, Ticket
from desktop.ports.clock import Clock
from desktop.ports.entropy import Entropy
from desktop.ports.store import Store
from desktop.ports.store.messages import Message
from desktop.ports.store.plans import PlanRow

_IDENTIFYING = 4
"""Characters of an id that a person has to type at least."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One that has not left yet."""

    id: str
    ticket: str
    reference: str
    due: int
    """Seconds since 1970 UTC, by the server's dates."""
    to: str
    """Address of the customer; empty when the mail is not here."""
    held: bool
    """Its mailbox no longer asks anybody."""


class Following:
    """``texts``: what customers are asked when their mailbox has no text of its own, by language."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        automatic: Automatic,
        planning: Planning,
        looking: Looking,
        clock: Clock,
        entropy: Entropy,
        texts: Mapping[str, str],
    ) -> None:
        self._store = store
        self._journal = journal
        self._automatic = automatic
        self._planning = planning
        self._looking = looking
        self._clock = clock
        self._entropy = entropy
        self._texts = texts

    def round(self) -> list[SportelloError]:
        """Plan what nobody has planned, send what is due. Returns what a person should hear: a clock that is off, an
        address that cannot be written to. Raises Offline, LocksNotAvailable."""
        self._planning.missing()
        latest = self._latest()
        ripe = takewhile(lambda row: row.due <= latest, self._store.plans.planned())
        waiting = [row for row in ripe if self._may_be_ours(row)]
        if not waiting:
            return []
        self._automatic.ask_time()
        if self._automatic.clock_is_off():
            return [clock_off()]
        now = self._journal.time.now()
        if now is None or stopped(self._journal.team, int(now)) is not None:
            return []  # a claim that is refused now would have used up its id
        due = [row for row in waiting if row.due <= now]
        return [trouble for row in due if (trouble := self._sent(row)) is not None]

    def plan_own(self) -> None:
        """Of tickets that this workstation has resolved, as soon as the log has it. Raises Offline,
        LocksNotAvailable."""
        self._planning.own()

    def next_due(self) -> int | None:
        """When the next one may leave, for whoever wakes us; seconds since 1970 UTC."""
        return next((row.due for row in self._store.plans.planned() if self._may_be_ours(row)), None)

    def listed(self) -> Sequence[FollowUp]:
        """Those that have not left, earliest first."""
        return [self._follow_up(row) for row in self._store.plans.planned()]

    def stop(self, prefix: str) -> FollowUp:
        """By a person. Raises UsageError ``no-such-follow-up``, RefusedByTeam when it has left or is leaving, Offline
        when that cannot be known yet (the stop is kept and judged on arrival)."""
        found = [row for row in self._store.plans.planned() if row.id.startswith(prefix)]
        if len(prefix) < _IDENTIFYING or len(found) != 1:
            raise UsageError("no-such-follow-up", id=prefix)
        row = self._follow_up(found[0])
        _, verdict = self._journal.submit(row.ticket, FollowUpStopped(row.id))
        if verdict is None:
            raise self._journal.safety.current() or Offline("edit-kept", reference=row.reference)
        if not verdict.applied:
            agent = self._journal.team.agent_name(verdict.agent) if verdict.agent else "-"
            raise RefusedByTeam(verdict.reason, reference=row.reference, agent=agent, when=verdict.date)
        return row

    def _follow_up(self, row: PlanRow) -> FollowUp:
        ticket = self._journal.ticket(row.ticket)
        asked = self._planning.asked(ticket)
        to = address_of(asked) if asked is not None else ""
        held = not self._planning.is_on(row.mailbox)
        return FollowUp(row.id, row.ticket, shown_reference(ticket.reference), row.due, to, held)

    def _latest(self) -> float:
        """The latest that the time may be, by this computer's clock or by the log's."""
        return max(self._clock.now().timestamp(), self._journal.time.now() or 0.0)

    def _may_be_ours(self, row: PlanRow) -> bool:
        """Not one that its mailbox no longer wants, that this workstation has tried before, or whose mail is not
        here: the time is not asked for those again and again. Nor one whose time had come before the journal was
        restored: a workstation of the lost one may have sent it, and who restored it need not have known."""
        if not self._planning.is_on(row.mailbox) or self._store.sends.get(row.id) is not None:
            return False
        if row.due <= self._journal.team.restored:
            return False
        return self._planning.asked(self._journal.ticket(row.ticket)) is not None

    def _sent(self, row: PlanRow) -> SportelloError | None:
        """What went wrong with it; the others go on. Raises Offline."""
        try:
            self._send(row)
        except Offline:
            raise
        except SportelloError as error:
            return error
        return None

    def _send(self, row: PlanRow) -> None:
        self._looking.last(self._journal.ticket(row.ticket))
        ticket = self._journal.ticket(row.ticket)
        asked = self._planning.asked(ticket)
        if asked is None or not self._stands(row, PlanState.PLANNED):
            return
        self._automatic.send(
            FOLLOW_UP,
            row.occasion,
            asked.mailbox,
            lambda: self._letter(ticket, asked),
            ticket=ticket.id,
            still=lambda: self._stands(row, PlanState.CLAIMED),
        )

    def _stands(self, row: PlanRow, state: PlanState) -> bool:
        """At the head of the log: its cause is there, and nobody has said stop."""
        ticket = self._journal.ticket(row.ticket)
        plan: Plan | None = ticket.plans.get(row.id)
        return plan is not None and plan.state is state and ticket.asks(plan)

    def _letter(self, ticket: Ticket, asked: Message) -> Letter:
        team = self._journal.team
        language = spoken(asked.mail.text, str(team.policy.get("language", "")))
        settings = team.mailboxes.get(ticket.mailbox, {})
        default = self._texts.get(language) or next(iter(self._texts.values()), "")
        text = str(settings.get(text_setting(language)) or default)
        now, token = self._clock.now().astimezone(), self._entropy.token(8).hex()
        return notice(text, ticket, team, asked, now, token)

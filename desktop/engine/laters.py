"""Answers that leave later: from this workstation only, at their time, through the same door as any other.

The text is a draft in the state ``later`` and stands nowhere else; the team is told that it will leave, and when. At
its time it becomes a draft on its way, in one transaction with that word to the team, and goes as ``Sending`` goes:
claim, last look, grant, from what its author had been shown. So a crash leaves it either planned or interrupted in *To
review*, and nothing can send it twice. It stops as soon as something stands in its way, and does not leave when its
time passed without this program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from desktop.domain.errors import LocksNotAvailable, Offline, RefusedByTeam, SportelloError
from desktop.domain.ticket import shown_reference
from desktop.engine.automatic import Automatic, clock_off
from desktop.engine.journal import Journal
from desktop.engine.sending import Sending
from desktop.engine.timekeeping import TOLERANCE
from desktop.journal.entries import Released, SendPlanEnded, SendPlanned
from desktop.journal.state import Departure, DepartureState, Ticket
from desktop.ports.clock import Clock
from desktop.ports.store import Store
from desktop.ports.store.drafts import Draft

LATER = "later"
"""The state of a draft that waits for its time."""

GRACE = TOLERANCE
"""Seconds after its time in which an answer still leaves by itself: as much as two clocks may differ."""

_WROTE, _MISSED, _GONE = "later-customer-wrote", "later-missed", "later-ticket-gone"
_MATERIAL = ("news", "answered")
"""How the codes begin of what has happened for good. A claim, a halt, an answer under way may be over in time."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One that has not left."""

    id: str
    """Of the draft; of a colleague's, that of its entry."""
    ticket: str
    reference: str
    due: int
    """Seconds since 1970 UTC."""
    to: str
    """The customer, by name or address."""
    agent: str
    """Name of its author."""
    text: str = ""
    """Of our own."""
    own: bool = True


@dataclass(frozen=True, slots=True)
class Left:
    """What became of one whose time had come, or that was stopped before."""

    draft: str
    ticket: str
    stopped: SportelloError | None


class Laters:
    def __init__(self, store: Store, journal: Journal, sending: Sending, automatic: Automatic, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._sending = sending
        self._automatic = automatic
        self._clock = clock

    # -- what a person does: touches no network -----------------------------------------------------------------

    def plan(self, draft: Draft) -> None:
        """To leave at ``draft.leaves``; the ticket is given back until then. What waits is appended with the next
        ``flush`` of the journal."""
        ticket = self._journal.ticket(draft.ticket)
        with self._store.transaction():
            entry = self._journal.queue(ticket.id, SendPlanned(at=draft.leaves))
            self._store.drafts.put(replace(draft, state=LATER, plan=entry))
            claim = ticket.claim
            if claim is not None and claim.workstation == self._journal.me.workstation:
                self._journal.queue(ticket.id, Released(claim=claim.id))

    def take_back(self, draft_id: str) -> str:
        """It is being written again. Its ticket; empty when it is on its way, or gone, by now."""
        draft = self._store.drafts.get(draft_id)
        if draft is None or draft.state != LATER:
            return ""
        return draft.ticket if self._end(draft, replace(draft, state="writing"), "withdrawn") else ""

    def listed(self) -> Sequence[Planned]:
        """Everybody's, earliest first."""
        team, me = self._journal.team, self._journal.me
        own = [self._own(draft, team.agent_name(me.agent)) for draft in self._store.drafts.in_state(LATER)]
        theirs = [
            self._planned(ticket, one.id, one.at, team.agent_name(one.agent))
            for ticket, one in self._departures()
            if one.workstation != me.workstation
            and one.state is DepartureState.PLANNED
            and not team.left(one.workstation)
        ]
        return sorted([*own, *theirs], key=lambda one: (one.due, one.id))

    def overdue(self) -> Iterator[tuple[Ticket, Departure]]:
        """Colleagues' answers that have not left in time, as far as the team knows, or never will: of who has left."""
        latest, team = self._now() - GRACE, self._journal.team
        for ticket, one in self._departures():
            if one.workstation == self._journal.me.workstation or one.state is DepartureState.CANCELLED:
                continue
            if one.state is DepartureState.MISSED or one.at < latest or team.left(one.workstation):
                yield ticket, one

    def next_due(self) -> int | None:
        """When the next of our own leaves, seconds since 1970 UTC."""
        return min((draft.leaves for draft in self._store.drafts.in_state(LATER)), default=None)

    # -- as time goes by ----------------------------------------------------------------------------------------

    def round(self) -> list[Left]:
        """Stops what something stands in the way of, or what was missed; lets go what is due. Call after a replay."""
        if not self._is_read():
            return []
        stopped = [left for draft in self._store.drafts.in_state(LATER) if (left := self._looked_at(draft)) is not None]
        if stopped:
            with suppress(Offline, LocksNotAvailable):
                self._journal.flush()
        latest = max(float(self._now()), self._journal.time.now() or 0.0)
        ripe = [draft for draft in self._store.drafts.in_state(LATER) if draft.leaves <= latest]
        if not ripe or self._journal.safety.current() is not None:
            return stopped
        line = True
        try:
            self._automatic.ask_time()
        except Offline:
            line = False
        except LocksNotAvailable:
            return stopped
        if self._automatic.clock_is_off():
            return [*stopped, *(Left(draft.id, draft.ticket, clock_off()) for draft in ripe)]
        if not line:
            # Each waits for the line, as what is written without one does; what may be missed, for the log's time.
            return [*stopped, *filter(None, (self._leave(draft) for draft in ripe if draft.leaves + GRACE >= latest))]
        now = self._journal.time.now() or 0.0
        return [*stopped, *filter(None, (self._due(draft, now) for draft in ripe if draft.leaves <= now))]

    def _is_read(self) -> bool:
        """Whether the state is whole: of a journal that is being begun anew nothing is known before its last part."""
        team = self._store.entries.team()
        return team is not None and (not team.restores or team.restored > 0)

    def _looked_at(self, draft: Draft) -> Left | None:
        """Stopped, or None while it may still leave."""
        try:
            ticket = self._journal.ticket(draft.ticket)
        except SportelloError:
            return self._stop(draft, RefusedByTeam(_GONE, when=draft.leaves), "withdrawn")
        cancelled = any(one.id == draft.plan and one.state is DepartureState.CANCELLED for one in ticket.departures)
        if cancelled:
            return self._stop(draft, RefusedByTeam(_WROTE, reference=shown_reference(ticket.reference)), "withdrawn")
        why = self._sending.in_the_way(draft)
        if why is not None and why.code.startswith(_MATERIAL):
            code = _WROTE if why.code == "news-arrived" else why.code
            return self._stop(draft, RefusedByTeam(code, **why.facts), "withdrawn")
        return None

    def _due(self, draft: Draft, now: float) -> Left | None:
        """Its time has come, by the log: it leaves, or it was missed."""
        if draft.leaves + GRACE >= now:
            return self._leave(draft)
        reference = shown_reference(self._journal.ticket(draft.ticket).reference)
        return self._stop(draft, RefusedByTeam(_MISSED, reference=reference, when=draft.leaves), "missed")

    def _leave(self, draft: Draft) -> Left | None:
        """On its way like any other from now on; one that waits for the line is as old as this moment."""
        leaving = replace(draft, state="sending", created=self._now())
        if not self._end(draft, leaving, "left"):
            return None
        try:
            self._sending.send(replace(leaving, plan="", leaves=0), lambda: True)
        except SportelloError as error:
            return Left(draft.id, draft.ticket, error)
        return Left(draft.id, draft.ticket, None)

    def _stop(self, draft: Draft, why: SportelloError, outcome: str) -> Left | None:
        agent, when = str(why.facts.get("agent", "")), int(why.facts.get("when", 0))
        after = replace(draft, state="stopped", reason=why.code, agent=agent, date=when, facts=dict(why.facts))
        return Left(draft.id, draft.ticket, why) if self._end(draft, after, outcome) else None

    def _end(self, draft: Draft, after: Draft, outcome: str) -> bool:
        """Both or neither: the text goes on, and the team hears that it is not planned any more. False when it has been
        taken back meanwhile, or gone on: then nothing happens."""
        with self._store.transaction():
            known = self._store.drafts.get(draft.id)
            if known is None or (known.state, known.plan) != (LATER, draft.plan):
                return False
            self._store.drafts.put(replace(after, plan="", leaves=0))
            self._journal.queue(draft.ticket, SendPlanEnded(draft.plan, outcome))
        return True

    # -- inside -------------------------------------------------------------------------------------------------

    def _departures(self) -> Iterator[tuple[Ticket, Departure]]:
        for ticket in map(self._journal.ticket, self._store.entries.attention()):
            for one in ticket.departures:
                yield ticket, one

    def _own(self, draft: Draft, name: str) -> Planned:
        try:
            found = self._planned(self._journal.ticket(draft.ticket), draft.id, draft.leaves, name)
        except SportelloError:  # the next round stops it
            found = Planned(draft.id, draft.ticket, "", draft.leaves, "", name)
        return replace(found, text=draft.text, own=True)

    def _planned(self, ticket: Ticket, name: str, due: int, agent: str) -> Planned:
        row = self._store.reader.row(ticket.id)
        to = row.customer if row is not None else ""
        return Planned(name, ticket.id, shown_reference(ticket.reference), due, to, agent, own=False)

    def _now(self) -> int:
        return int(self._clock.now().timestamp())

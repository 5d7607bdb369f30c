"""The end of a history: faults have stopped, everybody still there reads everything, and people finish their work."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.commands import RevokeGrant
from desktop.domain.errors import SportelloError
from desktop.domain.search import Query
from desktop.engine.workstation import Workstation
from desktop.journal import snapshot
from desktop.journal.entries import Released, Resumed
from tests.simulation.checkers import Told
from tests.simulation.events import BROKEN
from tests.simulation.machine import Machine, Process, attempt
from tests.simulation.persons import Person, note_round
from tests.simulation.world import World

ROUNDS = 7
_HALF_AN_HOUR = 31 * 60.0
_A_DAY = 25 * 3600.0
_BEYOND_HELP = ("journal-gap", "journal-replaced", "journal-foreign", "journal-missing")


class Ending:
    """Leaves behind what the checkers ask: who is still well, and how their stores stand."""

    def __init__(self, world: World, people: list[Person]) -> None:
        self.world = world
        self.people = people
        self.well: list[Machine] = []
        self.left_open: list[str] = []
        """Grants that a living workstation has left open although it has been started anew and read everything."""
        self.digests: dict[str, str] = {}
        self.tried: dict[str, set[str]] = {}
        """Machine to the follow-ups that it has tried to send, and may not try again."""
        self.pending: dict[str, list[str]] = {}
        self.visible: dict[str, str] = {}
        """Machine to everything that its people can see in their review, or marked as pending, as one text."""
        self.applied: set[str] = set()
        """Entries that had an effect, as a well workstation read them."""
        self.repeated: set[int] = set()
        """UIDs of what it took for another copy of an entry that it had read before."""

        self.missed: dict[str, set[str]] = {}
        """Lead's machine to the colleagues' answers of which its review says that they have not left."""
        self.put_off: dict[str, set[str]] = {}
        """Machine to the plans of the answers that still wait on it for their time."""
        self.told_put_off: dict[str, set[str]] = {}
        """Machine to the plans of its own that the team knows of."""
        self.astray: list[str] = []
        """Side conversations that their ticket does not show."""
        self.asked = 0.0
        """When those who are well began the round in which customers are asked how it went; seconds since 1970 UTC."""

    def run(self) -> None:
        self._peace()
        for number in range(ROUNDS):
            self._round(number)
            if number >= 1 and not self._copies and not self._hanging and self._all_answered():
                break
            leads = [p for p in self.people if p in self._present() and p.machine.name in self._leads()]
            self.world.kernel.pass_time(_HALF_AN_HOUR if number < 3 or leads else _A_DAY)
        if self.world.asks:
            self._ask_customers()
        self._last_look()

    def _ask_customers(self) -> None:
        """Clocks are set right, the time of every follow-up comes, and everybody who is well does a round."""
        self.world.kernel.pass_time(_HALF_AN_HOUR)
        self.asked = self.world.kernel.now
        for person in self._present():
            if person.machine in self.well:
                person.machine.clock.wall_error = 0.0
                self._with(person, self._round_of)

    def _round_of(self, process: Process, station: Workstation) -> None:
        note_round(self.world, station.syncing.everything())
        name = process.machine.name
        self.tried[name] = {row.id for row in station.store.plans.planned() if station.store.sends.get(row.id)}

    # -- peace --------------------------------------------------------------------------------------------------

    def _peace(self) -> None:
        world = self.world
        world.faults.calm = True
        world.server.up = True
        world.server.arrive()
        for machine in world.machines:
            machine.place.linked = machine.mail_linked = machine.smtp_linked = True
            machine.asleep_until = 0.0
            machine.clock.wall_error = 0.0 if world.plans else machine.clock.wall_error

    def _present(self) -> list[Person]:
        return [person for person in self.people if not person.machine.gone]

    def _leads(self) -> set[str]:
        """Machines of the team's leads, by what the team says on any of them."""
        return {m.name for m in self.world.machines[:2] if not m.gone and self._role.get(m.name) == "lead"}

    # -- rounds -------------------------------------------------------------------------------------------------

    def _round(self, number: int) -> None:
        self.well = []
        self._role = {}
        self._copies = self._hanging = 0
        for person in self._present():
            self._with(person, lambda process, station, person=person: self._turn(person, process, station, number))
        self.world.kernel.pass_time(30.0)

    def _with(self, person: Person, errand: Callable[[Process, Workstation], object]) -> None:
        process = person.machine.process()
        try:
            if attempt(self.world, "start", process.open) and process.station is not None:
                station = process.station
                attempt(self.world, "ending", lambda: errand(process, station))
        finally:
            process.close()

    def _turn(self, person: Person, process: Process, station: Workstation, number: int) -> None:
        done = station.syncing.everything() if number < 2 else station.syncing.journal_only()
        note_round(self.world, done)
        member = station.journal.team.member(station.journal.me.workstation)
        if member is not None and member.is_lead and station.journal.team.halted is not None:
            station.journal.write("", Resumed())
        if station.journal.safety.is_copy():
            self._copies += 1
            self._new_key(person, process, station)
            return
        if done.doubt is not None and done.doubt.code in _BEYOND_HELP:
            return
        if member is None or not member.active:
            return
        self.well.append(person.machine)
        self._role[person.machine.name] = member.role.value
        if number == 1:
            self._note_left_open(station)
        if number >= 1:
            self._settle(person, station)
            self._answer(person, process, station)
        self._let_go(station)
        self._hanging += len(station.store.entries.unresolved())

    def _new_key(self, person: Person, process: Process, station: Workstation) -> None:
        """From any lead; the only one invites himself, before his old key is put away."""
        name = person.machine.name
        if person.rejoin(process):
            return
        for lead in self._present():
            if self.world.invitations.get(name) is None and lead is not person:
                self._with(lead, lead.invite)
        if self.world.invitations.get(name) is None:
            attempt(self.world, "invite", lambda: person.invite(process, station))

    def _note_left_open(self, station: Workstation) -> None:
        me = station.journal.me.workstation
        for ticket_id in station.store.entries.unresolved():
            for grant in station.journal.ticket(ticket_id).grants.values():
                if grant.workstation == me and grant.state == "granted":
                    self.left_open.append(grant.id)

    def _settle(self, person: Person, station: Workstation) -> None:
        """Everybody does what is due: own uncertain mails by what the customer says; others' when they hang."""
        for item in station.reviewing.items():
            if item.kind in ("uncertain", "unresolved"):
                left = person.has_left(station, item)
                decision = "sent" if left else "not-sent"
                attempt(self.world, "settle", lambda item=item, d=decision: station.reviewing.settle(item.id, d))
                grant = station.journal.ticket(item.ticket).grants.get(item.id)
                if grant is not None and grant.unresolved:
                    attempt(self.world, "revoke", lambda item=item: self._revoke(station, item.ticket, item.id))

    def _revoke(self, station: Workstation, ticket: str, grant: str) -> None:
        station.acting.act(ticket, RevokeGrant(grant))

    def _answer(self, person: Person, process: Process, station: Workstation) -> None:
        for ticket in person.tickets(station):
            ticket = station.journal.ticket(ticket.id)
            if ticket.waiting_slots:
                attempt(self.world, "part", lambda ticket=ticket: person.part(station, ticket))
                station.syncing.journal_only()
                station.queries.mark_shown(station.queries.conversation(ticket.id))
                attempt(self.world, "last reply", lambda ticket=ticket: person.answer(process, station, ticket))

    def _let_go(self, station: Workstation) -> None:
        me = station.journal.me.workstation
        for row in station.store.reader.tickets("all", "", Query(), 100):
            claim = station.journal.ticket(row.id).claim
            if claim is not None and claim.workstation == me:
                attempt(self.world, "let go", lambda row=row, claim=claim: self._released(station, row.id, claim.id))

    def _released(self, station: Workstation, ticket: str, claim: str) -> None:
        station.journal.submit(ticket, Released(claim=claim))

    # -- the last look ------------------------------------------------------------------------------------------

    def _all_answered(self) -> bool:
        return not Told(self.world).unanswered()

    def _last_look(self) -> None:
        for _ in range(2):
            for person in self._present():
                if person.machine in self.well:
                    self._with(person, lambda _, station: station.syncing.journal_only())
        for person in self.people:
            self._with_disk(person)

    def _note_put_off(self, machine: Machine, station: Workstation) -> None:
        if machine not in self.well or not self.world.plans:
            return
        tickets = [snapshot.ticket(data) for data in station.store.entries.slices()]
        me = station.journal.me.workstation
        self.missed[machine.name] = {item.id for item in station.reviewing.items() if item.kind == "missed"}
        self.put_off[machine.name] = {draft.plan for draft in station.store.drafts.in_state("later")}
        self.told_put_off[machine.name] = {
            one.id for ticket in tickets for one in ticket.departures if one.workstation == me and one.state != "missed"
        }
        for side in tickets:
            if side.side_of and not side.merged_into and side.id not in station.journal.ticket(side.side_of).sides:
                self.astray.append(f"{side.id} of {side.side_of}")

    def _with_disk(self, person: Person) -> None:
        """What lies on the disk at the end, also of computers that are gone."""
        machine = person.machine
        gone, machine.gone = machine.gone, False
        process = machine.process()
        try:
            station = process.open()
            items = station.reviewing.items()
            waiting = [row.statement.decode() for row in station.store.outbox.pending()]
            put_off = [draft for draft in station.store.drafts.in_state("writing", "later") if draft.kind != "note"]
            texts = [*(item.text for item in items), *(draft.text for draft in put_off)]
            self.visible[machine.name] = "\n".join([*texts, *waiting])
            self._note_put_off(machine, station)
            if machine in self.well:
                team, store = station.store.entries.team(), station.store.entries
                self.digests[machine.name] = snapshot.digest(snapshot.pack(team), store.slices()) if team else ""
                read = store.tail(100_000)
                self.applied = {r.id for r in read if r.verdict.applied}
                self.repeated = {r.position.uid for r in read if r.verdict.reason == "duplicate"}
                self.world.record.counts["broken client heard"] = sum(r.agent == BROKEN for r in read) - 1
                self.pending[machine.name] = [f"{row.kind} {row.id}" for row in station.store.outbox.pending()]
        except SportelloError as error:
            self.world.record.bugs.append(f"{machine.name} cannot be opened: {error}")
        finally:
            process.close()
            machine.gone = gone

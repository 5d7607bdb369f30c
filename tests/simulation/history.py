"""One history: a team's day drawn from a seed, its end without faults, and what the checkers say of it."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from desktop.journal import codec
from tests.simulation import faults as troubles
from tests.simulation.checkers import Finding, Told, check
from tests.simulation.customers import Customers
from tests.simulation.ending import Ending
from tests.simulation.events import Events
from tests.simulation.followups import follow_ups
from tests.simulation.kernel import Crash
from tests.simulation.machine import Machine, Process, attempt
from tests.simulation.persons import Person
from tests.simulation.putoff import put_off
from tests.simulation.template import STARTED, drawn, scratch
from tests.simulation.world import World

_ASKING = 0.25
"""Of all histories, those in which customers of resolved tickets are asked how it went."""


_PLANNING = 0.25
"""Of all histories, those in which answers are put off and forwarded, and do something once they have left."""


@dataclass
class Outcome:
    seed: int
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    trace: list[str] = field(default_factory=list)


def asks(seed: int) -> bool:
    """Whether follow-ups are sent in that history: drawn apart, so that no other history goes another way."""
    return random.Random(f"{seed}:follow-ups").random() < _ASKING


def plans(seed: int) -> bool:
    """Whether answers leave later in that history: drawn apart, too."""
    return random.Random(f"{seed}:plans").random() < _PLANNING


class History:
    def __init__(self, seed: int, root: Path, tracing: bool) -> None:
        rng = random.Random(f"{seed}:shape")
        self.seed = seed
        chosen = drawn(rng, asks(seed))
        faults = troubles.draw(random.Random(f"{seed}:faults"))
        self.world = World(str(seed), chosen.folder, chosen.name, STARTED + 3600, faults, chosen.addresses)
        self.world.tracing = tracing
        self.world.asks = asks(seed)
        self.world.plans = plans(seed)
        self.world.mail.files_sent_itself = rng.random() < 0.2
        *members, broken = chosen.copied(root)
        for member in members:
            machine = Machine(self.world, member.name, member.agent, member.profile, member.secrets)
            self.world.machines.append(machine)
        self.customers = Customers(self.world)
        self.events = Events(self.world, self.customers, broken.secrets)
        self.people = [Person(machine) for machine in self.world.machines]
        self._errands = rng.choice((4, 8, 14))
        self._questions = rng.choice((1, 2, 3, 5))
        self._rng = rng

    def run(self) -> Outcome:
        world, kernel = self.world, self.world.kernel
        for _ in range(self._questions):
            self.customers.write()
            kernel.pass_time(60.0)
        days = [kernel.spawn(person.machine.name, lambda person=person: self._day(person)) for person in self.people]
        kernel.spawn("events", self.events.go_on)
        kernel.spawn("evening", lambda: self._wait_for(days))
        kernel.run()
        ending = Ending(world, self.people)
        ending.run()
        findings = [*check(world, ending), *(follow_ups(world, ending) if world.asks else ())]
        findings += put_off(world, ending) if world.plans else ()
        world.record.counts["answered"] = len(world.record.mails) - len(Told(world).unanswered())
        world.record.counts["entries"] = len(world.journal.rows)
        world.record.counts["workstations"] = len(world.machines)
        return Outcome(self.seed, findings, world.record.counts, world.record.trace)

    def _wait_for(self, days: list) -> None:
        while not all(day.done for day in days):
            self.world.kernel.sleep(60.0)
        self.world.open = False

    def _day(self, person: Person) -> None:
        """Processes one after another: commands of a moment, or a window that stays open."""
        machine, left = person.machine, self._errands
        while left > 0 and not machine.gone:
            process = machine.process()
            try:
                left -= self._sitting(person, process, min(left, person.rng.choice((1, 2, 5, 12))))
            except Crash:
                left -= 1
            finally:
                process.close()
            self.world.kernel.sleep(person.think())
            self._between(machine)

    def _sitting(self, person: Person, process: Process, errands: int) -> int:
        world = self.world
        if not attempt(world, "start", process.open) or process.station is None:
            return 1
        for _ in range(errands):
            person.act(process, process.station)
            process.wait(person.think())
            if process.station.journal.safety.is_copy() and self._rejoins(person, process):
                break
        return errands

    def _rejoins(self, person: Person, process: Process) -> bool:
        """An old copy asks for a new key, and takes it when a lead has sent the file."""
        return person.rejoin(process)

    def _between(self, machine: Machine) -> None:
        """Two processes: the computer may be started anew, its database be put back, a backup be made."""
        rng = self.world.faults.rng
        if rng.random() < 0.1:
            machine.clock.reboot()
        if "restore" in self.world.faults.events:
            if machine.backups and machine.restored < 2 and rng.random() < 0.3:
                machine.restore(rng.choice(machine.backups))
            elif len(machine.backups) < 3 and rng.random() < 0.2:
                machine.backup_now()


# Every workstation verifies every entry: the same question, the same answer.
codec.verified = cache(codec.verified)


def run(seed: int, tracing: bool = False) -> Outcome:
    """One history in a folder of its own."""
    root = scratch()
    history = History(seed, root, tracing)
    try:
        return history.run()
    finally:
        for machine in history.world.machines:
            machine.switch_off()
        shutil.rmtree(root, ignore_errors=True)

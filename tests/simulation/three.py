"""Three workstations and the follow-ups between them: small histories, many of them.

Everybody resolves, opens again and says stop; customers answer with a number or write again; computers sleep, crash,
lose their line or have their clock set. What is asked of each history: nothing leaves twice, nothing stays while
somebody who could send it is awake, and every end is accounted for.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from desktop.domain.commands import SetStatus
from desktop.domain.search import Query
from desktop.domain.ticket import Status
from desktop.engine.timekeeping import TOLERANCE
from desktop.engine.workstation import Workstation
from tests.fakes.log import Fate
from tests.fakes.outgoing import Course
from tests.simulation.checkers import Entry, Finding, Told
from tests.simulation.customers import Customers
from tests.simulation.events import Events
from tests.simulation.faults import Faults
from tests.simulation.followups import follow_ups
from tests.simulation.kernel import Crash
from tests.simulation.machine import Machine, Process, attempt
from tests.simulation.template import FOLLOW_UP_AFTER, STARTED, scratch, template
from tests.simulation.world import World

_DAY, _AGAIN = 5000.0, 5.0
_SLEEPS = (61.0, 400.0, 1600.0, 5000.0)
_FATES = (Fate.STORED_UNSEEN, Fate.STORED_TWICE, Fate.LOST, Fate.NOT_BEGUN)
_COURSES = (Course.REPLY_LOST, Course.DOT_LOST, Course.REFUSE_DOT, Course.LATER_ENVELOPE)
_EVENTS = ("wall-clock", "link", "server-down", "smtp-link", "night")
_ERRANDS = {"nothing": 5.0, "resolve": 6.0, "reopen": 0.5, "stop": 0.5}

ENDS = (
    "planned",
    "sent once",
    "begun, not accepted",
    "begun by all in vain",
    "opened again",
    "stopped by a person",
    "still waiting",
    "double",
    "unsent while one was awake",
)
"""What became of the resolvings that a follow-up was planned for. A crash or a server that said no ends it for the
workstation that had begun: it is never sent again on suspicion."""


@dataclass
class Evening:
    """Implements ``followups.Ended``."""

    well: list[Machine] = field(default_factory=list)
    tried: dict[str, set[str]] = field(default_factory=dict)
    asked: float = 0.0
    applied: set[str] = field(default_factory=set)


class Trio:
    def __init__(self, seed: int) -> None:
        rng = self._rng = random.Random(f"{seed}:three")
        chosen = template(3, 0, asks=True)
        self.root = scratch()
        self.world = World(
            f"three:{seed}", chosen.copied_folder(), chosen.name, STARTED + 3600, _faults(rng), chosen.addresses
        )
        self.world.asks = True
        *members, broken = chosen.copied(self.root)
        self.machines = [Machine(self.world, one.name, one.agent, one.profile, one.secrets) for one in members]
        self.world.machines.extend(self.machines)
        self.customers = Customers(self.world)
        self.events = Events(self.world, self.customers, broken.secrets)
        self.evening = Evening()
        self.found: list[Finding] = []

    def run(self) -> list[Finding]:
        world, kernel = self.world, self.world.kernel
        for _ in range(self._rng.choice((1, 1, 2, 3))):
            self.customers.write()
        days = [kernel.spawn(one.name, lambda one=one: self._day(one)) for one in self.machines]
        kernel.spawn("events", self.events.go_on)
        kernel.spawn("customers", self._customers)
        kernel.spawn("evening", lambda: self._wait_for(days))
        kernel.run()
        self._end()
        return [*self.found, *follow_ups(world, self.evening)]

    # -- the day ------------------------------------------------------------------------------------------------

    def _day(self, machine: Machine) -> None:
        rng = self.world.rng(f"day:{machine.name}")
        while self._goes_on():
            process = machine.process()
            try:
                if attempt(self.world, "start", process.open) and process.station is not None:
                    self._sit(process, process.station, rng)
            except Crash:
                pass
            finally:
                process.close()
            self.world.kernel.sleep(rng.choice((5.0, 600.0)))

    def _sit(self, process: Process, station: Workstation, rng: random.Random) -> None:
        for _ in range(rng.choice((3, 10))):
            self._round(process, station)
            errand = rng.choices(list(_ERRANDS), list(_ERRANDS.values()))[0]
            attempt(self.world, errand, lambda errand=errand: self._do(errand, station, rng))
            process.wait(self._until_due(process.machine, station, rng.choice((120.0, 600.0, 900.0))))
            if not self._goes_on():
                return

    def _until_due(self, machine: Machine, station: Workstation, seconds: float) -> float:
        """As the timetable does: everybody is woken for the same follow-up in the same second."""
        moment = station.following.next_due()
        left = moment - machine.clock.now().timestamp() if moment is not None else -1.0
        return min(seconds, left + _AGAIN) if left > -_AGAIN else seconds

    def _round(self, process: Process, station: Workstation) -> None:
        """And after it, nothing may be left that this workstation could have sent."""
        began, asked = self.world.server.now, Told(self.world)
        sound = abs(process.machine.clock.wall_error) < TOLERANCE

        def everything() -> None:
            done = station.syncing.everything()
            if sound and not (done.troubles or done.stopped or done.doubt):
                self.found += _late(asked, Told(self.world), began, station)

        attempt(self.world, "round", everything)

    def _do(self, errand: str, station: Workstation, rng: random.Random) -> None:
        rows = station.store.reader.tickets("all", "", Query(), 100)
        match errand:
            case "resolve" if opened := [row.id for row in rows if row.status != "resolved"]:
                station.acting.act(rng.choice(opened), SetStatus(Status.RESOLVED))
            case "reopen" if resolved := [row.id for row in rows if row.status == "resolved"]:
                station.acting.act(rng.choice(resolved), SetStatus(Status.OPEN))
            case "stop" if planned := station.following.listed():
                station.following.stop(rng.choice(planned).id)

    def _customers(self) -> None:
        """They answer what they are asked, most with a number; now and then one writes again."""
        rng, answered = self.world.rng("answers"), 0
        while self._goes_on():
            self.world.kernel.sleep(300.0)
            taken = self.world.smtp.accepted
            if len(taken) > answered and rng.random() < 0.7:
                self.customers.reply(taken[answered].message, rng.choice(("5", "2, peccato", "Grazie mille!")))
                answered += 1
            if rng.random() < 0.03:
                self.customers.write_again()

    def _goes_on(self) -> bool:
        return self.world.true() < self.world.started + _DAY

    def _wait_for(self, days: list) -> None:  # type: ignore[type-arg]
        while not all(day.done for day in days):
            self.world.kernel.sleep(60.0)
        self.world.open = False

    # -- the evening --------------------------------------------------------------------------------------------

    def _end(self) -> None:
        """Faults have stopped and clocks are right: everybody reads up, twice, with all due times past."""
        world = self.world
        world.faults.calm = True
        world.server.up = True
        world.server.arrive()
        for number in range(2):
            self.evening.asked = world.true()
            for machine in self.machines:
                machine.place.linked = machine.mail_linked = machine.smtp_linked = True
                machine.asleep_until = machine.clock.wall_error = 0.0
                self._reads_up(machine, last=number == 1)
            world.kernel.pass_time(FOLLOW_UP_AFTER + TOLERANCE + 60.0)

    def _reads_up(self, machine: Machine, last: bool) -> None:
        process = machine.process()
        try:
            if attempt(self.world, "start", process.open) and process.station is not None:
                self._round(process, process.station)
                if last:
                    store = process.station.store
                    self.evening.well.append(machine)
                    planned = [row.id for row in store.plans.planned()]
                    self.evening.tried[machine.name] = {one for one in planned if store.sends.get(one)}
                    self.evening.applied = {read.id for read in store.entries.tail(10_000) if read.verdict.applied}
        finally:
            process.close()


def _late(asked: Told, now: Told, began: int, station: Workstation) -> Iterator[Finding]:
    """Planned before the round, due for longer than clocks may differ, and neither tried nor called off after it."""
    over = {entry.id for entry in now.by_kind["automatic-claimed"]}
    over |= {entry.data["send"] for entry in now.by_kind["follow-up-stopped"]}
    for plan in asked.by_kind["follow-up-planned"]:
        cause = asked.by_id[plan.data["occasion"]]
        send = _send(cause)
        ripe = cause.date + FOLLOW_UP_AFTER + TOLERANCE < began
        if ripe and send not in over and not _touched(now, cause) and station.store.sends.get(send) is None:
            yield Finding(ENDS[-1], f"{cause.id} was due at {cause.date + FOLLOW_UP_AFTER}, a round began at {began}")


def _send(cause: Entry) -> str:
    return sha256("\n".join(("automatic", "follow-up", cause.id)).encode()).hexdigest()[:24]


def _touched(told: Told, cause: Entry) -> bool:
    """Opened again, resolved anew, or the customer wrote."""
    kinds = ("status-changed", "arrived", "external-undone")
    return any(one.uid > cause.uid and one.ticket == cause.ticket and one.kind in kinds for one in told.entries)


def ends(history: Trio) -> Counter[str]:
    """The table's column of this history, from the log's bytes and the server's record. A mail that left without being
    the one that the log names for its cause is a double."""
    world, tried = history.world, list(history.evening.tried.values())
    told, found = Told(world), Counter[str]()
    accepted = Counter(one.message_id for one in world.record.transactions if one.accepted is not None)
    claims = {claim.id: claim for claim in told.by_kind["automatic-claimed"]}
    found["double"] = sum(times for name, times in accepted.items() if name not in told.automatic)
    stopped = {entry.data["send"] for entry in told.by_kind["follow-up-stopped"]}
    for occasion in {plan.data["occasion"] for plan in told.by_kind["follow-up-planned"]}:
        cause = told.by_id[occasion]
        send = _send(cause)
        times = accepted[claims[send].data["message_id"]] if send in claims else 0
        outcomes = (
            ("double", times > 1),
            ("sent once", times == 1),
            ("begun, not accepted", send in claims),
            ("stopped by a person", send in stopped),
            ("opened again", _touched(told, cause)),
            ("begun by all in vain", all(send in one for one in tried)),
            ("still waiting", True),
        )
        found["planned"] += 1
        found[next(name for name, so in outcomes if so)] += 1
    found["scores"] = len({entry.data["send"] for entry in told.by_kind["follow-up-scored"]})
    return found


def _faults(rng: random.Random) -> Faults:
    faults = Faults(rng, switch=rng.choice((0.05, 0.3)), sleeps=_SLEEPS)
    faults.crash = rng.choice((0.0, 0.001, 0.004))
    faults.sleep = rng.choice((0.0, 0.001, 0.004))
    if rng.random() < 0.4:
        faults.fates = {rng.choice(_FATES): rng.choice((0.02, 0.1))}
    if rng.random() < 0.4:
        faults.courses = {rng.choice(_COURSES): rng.choice((0.1, 0.4))}
    faults.lids = rng.choice((0.0, 0.2))
    faults.events = tuple(rng.sample(_EVENTS, rng.choice((0, 1, 2))))
    faults.focus = rng.choice(("", "", "smtp", "sends"))
    return faults


def sweep(seeds: range, tell: Callable[[int, Finding], None] = lambda *_: None) -> Counter[str]:
    """All of them; ``tell`` hears of what was found."""
    counts: Counter[str] = Counter(histories=len(seeds))
    for seed in seeds:
        history = Trio(seed)
        try:
            for finding in history.run():
                counts[finding.checker] += 1
                tell(seed, finding)
            counts.update(ends(history))
            counts["bugs"] += len(history.world.record.bugs)
            record = history.world.record.counts
            troubles = {name: n for name, n in record.items() if name.split()[0] in ("crash", "sleep", "fault", "smtp")}
            counts.update(troubles)
        finally:
            for machine in history.machines:
                machine.switch_off()
            shutil.rmtree(history.root, ignore_errors=True)
    return counts

"""What goes wrong in one history. Each history draws its own few kinds of trouble, and how often: a world in which
everything fails all the time never gets far enough to fail interestingly (swarm testing, Groce et al. 2012)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TypeVar

from tests.fakes.log import Fate
from tests.fakes.outgoing import Course, Plan

_T = TypeVar("_T")

SLEEPS = (61.0, 61.0, 6 * 60.0, 16 * 60.0, 31 * 60.0, 2 * 3600.0)
"""Past every limit of the contract: 60 s, 5 min, 15 min, 30 min."""

_TENDER = {"smtp": 8.0, "sends": 4.0, "outbox": 3.0, "log": 2.0, "entries": 2.0, "store": 2.0, "mail": 0.3}
"""How much more often trouble comes at these calls: a send has few of them, reading mail many."""

_COURSES = (
    Course.REPLY_LOST, Course.DOT_LOST, Course.LATER_ENVELOPE, Course.REFUSE_ENVELOPE, Course.REFUSE_RECIPIENT,
    Course.LATER_RECIPIENT, Course.CUT_BEFORE_DOT, Course.LATER_DOT, Course.REFUSE_DOT,
)  # fmt: skip
_FATES = (Fate.STORED_UNSEEN, Fate.STORED_TWICE, Fate.LOST, Fate.NOT_BEGUN, Fate.DELAYED, Fate.FULL, Fate.THROTTLED)

_WORLD = (
    "night", "server-clock", "wall-clock", "link", "mail-link", "smtp-link", "server-down", "foreign-answer",
    "foreign-flag", "customer-again", "twin", "restore", "broken-client", "forgery", "stray-mail", "dies",
    "lead-gone", "halt", "removal", "seen-late",
)  # fmt: skip
"""Events of the world outside the processes; a history draws some of them."""

_NOT_BOTH = (
    # Only a lead ends a halt: a team without one, or with one whose order is in doubt, rightly stands still for ever.
    ("halt", "lead-gone"),
    ("halt", "seen-late"),
    # A lead's own program keeps the half hour of first-hand knowledge; who breaks it and steps the dates has won.
    ("server-clock", "broken-client"),
)


@dataclass
class Faults:
    """The rates of one history; ``calm`` switches everything off for its end."""

    rng: random.Random
    switch: float = 0.3
    crash: float = 0.0
    sleep: float = 0.0
    sleeps: tuple[float, ...] = SLEEPS
    copy: float = 0.0
    """Of a backup being taken of a running profile, at a call."""
    twin: float = 0.0
    """Of a second process of the profile being started, at a call."""
    lids: float = 0.0
    """Chance that a computer is closed right as its intent arrives, or as the server takes its mail on."""
    patient: str = ""
    """A machine that never sleeps, and whose person waits for others' answers that hang."""
    focus: str = ""
    """Trouble comes at calls of this kind much more often than at others."""
    fates: dict[Fate, float] = field(default_factory=dict)
    courses: dict[Course, float] = field(default_factory=dict)
    slow: float = 0.0
    events: tuple[str, ...] = ()
    eagerness: float = 1.0
    """How often the events come."""
    calm: bool = False

    def at(self, where: str, machine: str) -> str:
        """What happens at this call: crash, sleep, copy, twin, switch, or nothing."""
        if self.calm:
            return ""
        kind = where.partition(".")[0]
        tender = _TENDER.get(kind, 1.0)
        if self.focus:
            tender *= 5.0 if kind == self.focus else 0.1
        drawn = self.rng.random()
        rates = (("crash", self.crash), ("sleep", self.sleep), ("copy", self.copy), ("twin", self.twin))
        for what, rate in rates:
            drawn -= rate * tender
            if drawn < 0:
                return "" if what == "sleep" and machine == self.patient else what
        return "switch" if drawn < self.switch else ""

    def fate(self) -> Fate:
        return Fate.STORED if self.calm else _drawn(self.rng, self.fates, Fate.STORED)

    def plan(self) -> Plan:
        """Of one SMTP transaction."""
        if self.calm:
            return Plan()
        course = _drawn(self.rng, self.courses, Course.ACCEPT)
        before, after = (self._slowness() for _ in range(2))
        return Plan(course, before, after)

    def _slowness(self) -> float:
        return self.rng.choice((20.0, 70.0, 200.0, 290.0, 400.0)) if self.rng.random() < self.slow else 0.0


def _drawn(rng: random.Random, rates: dict[_T, float], otherwise: _T) -> _T:
    drawn = rng.random()
    for what, rate in rates.items():
        drawn -= rate
        if drawn < 0:
            return what
    return otherwise


def draw(rng: random.Random) -> Faults:
    """A history's troubles."""
    faults = Faults(rng, switch=rng.choice((0.1, 0.3, 0.6)))
    if rng.random() < 0.5:
        faults.crash = rng.choice((0.0005, 0.002, 0.006))
    if rng.random() < 0.5:
        faults.sleep = rng.choice((0.0005, 0.002, 0.006))
        faults.sleeps = SLEEPS if rng.random() < 0.5 else (rng.choice(SLEEPS),)
    if rng.random() < 0.6:
        faults.fates = {fate: rng.choice((0.01, 0.04, 0.1)) for fate in rng.sample(_FATES, rng.randint(1, 3))}
    if rng.random() < 0.6:
        faults.courses = {course: rng.choice((0.05, 0.2, 0.4)) for course in rng.sample(_COURSES, rng.randint(1, 2))}
    if rng.random() < 0.3:
        faults.slow = rng.choice((0.1, 0.5))
    drawn = rng.sample(_WORLD, rng.choice((0, 1, 2, 3, 5)))
    faults.events = tuple(event for event in drawn if not any(event == one and two in drawn for one, two in _NOT_BOTH))
    faults.eagerness = rng.choice((0.3, 1.0, 3.0))
    if "restore" in faults.events:
        faults.copy = rng.choice((0.001, 0.01, 0.03))
    if "twin" in faults.events:
        faults.twin = rng.choice((0.001, 0.005))
    if rng.random() < 0.4:
        faults.focus = rng.choice(("smtp", "sends", "log", "entries", "outbox"))
    if rng.random() < 0.4:
        rng.choice(_THEMES)(rng, faults)
    return faults


def _hanging(rng: random.Random, faults: Faults) -> None:
    """Lids are closed for long in the middle of an answer, and colleagues do not wait for ever."""
    faults.lids, faults.sleep = rng.choice((0.3, 0.6)), 0.0
    faults.patient = "ws0"
    faults.slow = rng.choice((0.0, 0.5))
    faults.crash, faults.twin, faults.courses = 0.0, 0.0, {}
    faults.events = rng.choice(((), ("broken-client",), ("server-clock",)))
    faults.eagerness = rng.choice((0.3, 3.0))


def _leaving(_: random.Random, faults: Faults) -> None:
    """Colleagues are taken off the team in the middle of their work."""
    faults.events = ("removal", "link")


def _forged(_: random.Random, faults: Faults) -> None:
    """Somebody knows what will be said, and says it first."""
    faults.events = ("forgery",)


def _put_back(rng: random.Random, faults: Faults) -> None:
    """Backups of a running profile, a server that wants to be asked again, crashes, and the backup put back."""
    faults.events = (*(event for event in faults.events if event != "restore"), "restore")
    faults.copy, faults.crash = rng.choice((0.01, 0.03)), rng.choice((0.002, 0.006))
    faults.courses = {Course.LATER_DOT: 0.3, Course.LATER_ENVELOPE: 0.2}
    faults.focus = rng.choice(("smtp", "sends"))


def _wrong_clocks(rng: random.Random, faults: Faults) -> None:
    """Computers that wake up with another time."""
    faults.events = ("wall-clock",)
    faults.eagerness = 5.0
    faults.sleep, faults.sleeps = rng.choice((0.002, 0.01)), (61.0, 90.0, 360.0)


def _twins(rng: random.Random, faults: Faults) -> None:
    """A second process is tried again and again."""
    faults.events = ("twin",)
    faults.twin = rng.choice((0.005, 0.02))


_THEMES = (_hanging, _leaving, _forged, _put_back, _wrong_clocks, _twins)
"""Mixes in which several rare things have to come together."""

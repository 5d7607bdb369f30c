"""What must hold of answers that leave later, of what an answer does once it has left, and of side conversations: read
from the log's bytes and the SMTP server's record, and at the end from the stores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from tests.simulation.checkers import Entry, Finding, Told, news_to
from tests.simulation.machine import Machine
from tests.simulation.world import Planned, Transaction, World

_GRACE = 5 * 60
_KEPT = 2 * 3600
"""Seconds for which one whose time came without a line still leaves by itself."""

_SLACK = 20 * 60
"""Seconds that one transaction, with all its attempts, may take."""


class Ended(Protocol):
    """How a history ended."""

    well: list[Machine]
    applied: set[str]
    missed: dict[str, set[str]]
    """Lead's machine to the colleagues' answers of which its review says that they have not left."""
    put_off: dict[str, set[str]]
    """Machine to the plans of the answers that still wait on it for their time."""
    told_put_off: dict[str, set[str]]
    """Machine to the plans of its own that the team knows of."""
    astray: list[str]
    """Side conversations that their ticket does not show."""


def put_off(world: World, ending: Ended) -> Iterator[Finding]:
    told = Told(world)
    left: dict[str, list[Transaction]] = {}
    for transaction in world.record.transactions:
        for token in transaction.words if transaction.accepted is not None else ():
            left.setdefault(token, []).append(transaction)
    for planned in world.record.planned:
        yield from _left(told, planned, left.get(planned.token, []))
    yield from _once(told)
    yield from _seen_by_leads(told, ending)
    yield from _nothing_behind(ending)


def _left(told: Told, planned: Planned, left: list[Transaction]) -> Iterator[Finding]:
    """At most once, from its author's workstation, not before its time nor long after it, and knowing everything."""
    told.world.record.counts["put off"] += 1
    told.world.record.counts["put off and left"] += bool(left)
    if len({transaction.message_id for transaction in left}) > 1:
        yield Finding("put-off", f"{planned.token} left {len(left)} times")
    for transaction in left:
        if transaction.machine != planned.machine:
            yield Finding("put-off", f"{planned.token} of {planned.machine} left from {transaction.machine}")
        intent = told.intents.get(transaction.message_id)
        if intent is None:
            continue
        for e in news_to(told, intent, planned.shown):
            yield Finding("put-off", f"{planned.token} shown {planned.shown} left after {e.kind} at {e.uid}")
        late, wrong = intent.true - planned.due, set(told.world.faults.events)
        if late < -_GRACE and not wrong & {"server-clock", "link", "server-down"}:
            yield Finding("put-off", f"{planned.token} left {-late:.0f} s early")
        if late > _GRACE + _KEPT + _SLACK and not wrong & {"server-clock", "wall-clock"}:
            yield Finding("put-off", f"{planned.token} left {late:.0f} s late")


def _once(told: Told) -> Iterator[Finding]:
    """What an answer does once it has left is said once. Not by a database that was put back: it does not know."""
    copies = {machine.agent for machine in told.world.machines if machine.restored}
    said: dict[str, str] = {}
    for e in told.by_kind["tagged"]:
        for tag in e.data.get("add", ()) if e.agent not in copies else ():
            if tag.startswith("tag-"):
                told.world.record.counts["done after leaving"] += 1
                if tag in said:
                    yield Finding("after", f"{tag} by {said[tag]} and {e.id} at {e.uid}")
                said[tag] = e.id


def _seen_by_leads(told: Told, ending: Ended) -> Iterator[Finding]:
    """One that has not left in time, and of whose end nobody has heard, stands before every lead."""
    over = {e.data["plan"] for e in told.by_kind["send-plan-ended"]}
    moved = {e.ticket for e in told.entries if e.kind in ("merged", "split")}
    moved |= {e.data["absorbed"] for e in told.by_kind["merged"]}
    gone = {e.data["workstation"] for e in told.by_kind["removed"]}
    now = told.world.kernel.now
    for plan in told.by_kind["send-planned"]:
        if plan.id in over or plan.id not in ending.applied or plan.ticket in moved or plan.workstation in gone:
            continue
        if plan.data["at"] + 2 * _GRACE > now or _taken_over(told, plan):
            continue
        for name, missed in ending.missed.items():
            if _leads(told, ending, name) and plan.id not in missed and plan.agent != _agent(ending, name):
                yield Finding("missed", f"{plan.id} at {plan.uid} of {plan.agent} is not seen by {name}")


def _taken_over(told: Told, plan: Entry) -> bool:
    """By a newer plan of its author, or by the customer."""
    later = [e for e in told.entries if e.uid > plan.uid and e.ticket == plan.ticket]
    return any(e.kind == "arrived" or (e.kind == plan.kind and e.workstation == plan.workstation) for e in later)


def _leads(told: Told, ending: Ended, name: str) -> bool:
    return any(e.agent == _agent(ending, name) and e.workstation in told.leads for e in told.entries)


def _agent(ending: Ended, name: str) -> str:
    return next(machine.agent for machine in ending.well if machine.name == name)


def _nothing_behind(ending: Ended) -> Iterator[Finding]:
    """Merged, split or not: what waits on a workstation and what the team knows of it are the same."""
    for side in sorted(set(ending.astray)):
        yield Finding("astray", side)
    for machine in ending.well:
        here, known = ending.put_off[machine.name], ending.told_put_off[machine.name]
        if here != known and not machine.restored:
            yield Finding("left-behind", f"{machine.name} has {sorted(here)}, the team knows {sorted(known)}")

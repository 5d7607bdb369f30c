"""What must hold of follow-ups, read from the log's bytes and the SMTP server's record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Protocol

from tests.simulation.checkers import Entry, Finding, Told
from tests.simulation.machine import Machine
from tests.simulation.template import FOLLOW_UP_AFTER
from tests.simulation.world import World

_PURPOSE = "follow-up"


class Ended(Protocol):
    """How a history ended."""

    well: list[Machine]
    tried: dict[str, set[str]]
    """Machine to the follow-ups that it has tried to send, and may not try again."""
    asked: float
    """When those who are well began the last round in which they could; seconds since 1970 UTC."""
    applied: set[str]
    """Entries that had an effect, as a well workstation read them."""


def follow_ups(world: World, ending: Ended) -> Iterator[Finding]:
    told = Told(world)
    accepted = told.accepted()
    left = [
        claim
        for claim in told.by_kind["automatic-claimed"]
        if claim.data["purpose"] == _PURPOSE and claim.data["message_id"] in accepted
    ]
    world.record.counts["follow-ups"] += len(left)
    yield from _once(told, left)
    for claim in left:
        yield from _stood(told, ending, claim)
    if ending.well and not _halted(told):
        yield from _sent(told, ending)


def _once(told: Told, left: list[Entry]) -> Iterator[Finding]:
    """Never twice for one cause, and each for a cause: an entry that resolved its ticket."""
    for occasion, times in Counter(claim.data["occasion"] for claim in left).items():
        cause = told.by_id.get(occasion)
        if times > 1:
            yield Finding("follow-up", f"{occasion} was asked about {times} times")
        if cause is None or cause.kind != "status-changed" or cause.data["status"] != "resolved":
            yield Finding("follow-up", f"{occasion} is no entry that resolved a ticket")


def _stood(told: Told, ending: Ended, claim: Entry) -> Iterator[Finding]:
    """Nothing before its claim had called it off, and its time had come by the server's dates."""
    cause = told.by_id.get(claim.data["occasion"])
    if cause is None or claim.ticket in _moved(told):
        return
    for entry in told.entries:
        if cause.uid < entry.uid < claim.uid and entry.id in ending.applied and _calls_off(entry, claim):
            yield Finding("follow-up", f"{claim.id} at {claim.uid} after {entry.kind} at {entry.uid}")
    early = cause.date + FOLLOW_UP_AFTER - claim.date
    if early > 1 and "server-clock" not in told.world.faults.events:
        yield Finding("follow-up", f"{claim.id} at {claim.uid} is {early} s early")


def _calls_off(entry: Entry, claim: Entry) -> bool:
    if entry.kind == "follow-up-stopped":
        return bool(entry.data["send"] == claim.id)
    if entry.ticket != claim.ticket:
        return False
    return entry.kind == "arrived" or (entry.kind == "status-changed" and entry.data["status"] != "resolved")


def _sent(told: Told, ending: Ended) -> Iterator[Finding]:
    """Whoever is awake when the time has come sends it: claimed by somebody, unless all who are well have tried."""
    moved, claimed = _moved(told), {entry.id for entry in told.by_kind["automatic-claimed"]}
    stopped = {entry.data["send"] for entry in told.by_kind["follow-up-stopped"]}
    planned = {entry.data["occasion"] for entry in told.by_kind["follow-up-planned"]}
    steady = "server-clock" not in told.world.faults.events
    for cause in told.by_kind["status-changed"]:
        standing = cause.data["status"] == "resolved" != cause.data["saw"] and cause.id in ending.applied
        standing = standing and cause.date + FOLLOW_UP_AFTER < ending.asked
        if not standing or cause.ticket in moved or _touched_since(told, cause) or _without_customer(told, cause):
            continue
        send = sha256("\n".join(("automatic", _PURPOSE, cause.id)).encode()).hexdigest()[:24]
        free = [name for name, tried in ending.tried.items() if send not in tried]
        if cause.id not in planned:
            yield Finding("follow-up", f"nobody planned to ask about {cause.id} at {cause.uid}")
        elif send not in claimed | stopped and free and steady:
            yield Finding("follow-up", f"nobody asked about {cause.id} at {cause.uid}, though {free} could")


def _touched_since(told: Told, cause: Entry) -> bool:
    """Anything that may have opened the ticket again, also by a mail that names it only through a slot."""
    kinds = ("status-changed", "arrived", "external-undone", "opened")
    return any(e.uid > cause.uid and e.kind in kinds and e.ticket in (cause.ticket, "") for e in told.entries)


def _without_customer(told: Told, cause: Entry) -> bool:
    """A ticket that a mail of our own began, or of a mailbox that asks nobody."""
    groups = [group for e in told.by_kind["opened"] for group in e.data["tickets"] if cause.ticket in group["slots"]]
    asked = told.world.addresses[0]
    return not any(group.get("unanswered", True) and group["mailbox"] == asked for group in groups)


def _moved(told: Told) -> set[str]:
    """Tickets that were merged or split: which one asks then is another question."""
    moved = {e.ticket for e in told.entries if e.kind in ("merged", "split")}
    return moved | {e.data["absorbed"] for e in told.by_kind["merged"]}


def _halted(told: Told) -> bool:
    switches = [e for e in told.entries if e.kind in ("halted", "resumed") and e.workstation in told.leads]
    return bool(switches) and switches[-1].kind == "halted"

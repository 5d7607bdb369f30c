"""Every kind said by members about everything that has a name: ids of slots, tickets, grants and entries alike.

The log is written by programs of many versions. Whatever stands in it, reading goes on, and nothing makes the fold
itself fail (a batch would set such an entry aside as ``unfoldable``; here that is a fault).
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from desktop.journal import fold
from desktop.journal.entries import (
    Abandoned,
    Arrived,
    Assigned,
    AutomaticClaimed,
    AutomaticEnded,
    CarriedOver,
    ClaimBroken,
    Claimed,
    Evidence,
    External,
    ExternalUndone,
    Filed,
    Kind,
    MailboxAdded,
    Merged,
    Noted,
    Opened,
    OpenedTicket,
    PolicySet,
    Position,
    Prioritised,
    Refused,
    Released,
    Renewed,
    Resumed,
    Revoked,
    SendAttempted,
    SendIntended,
    SendPlanEnded,
    SendPlanned,
    Sent,
    Settled,
    SlotKey,
    SnapshotPart,
    Snoozed,
    SnoozeEnded,
    Split,
    StatusChanged,
    Tagged,
    Uncertain,
)
from desktop.journal.keys import automatic_id, external_id
from desktop.journal.replay import UNFOLDABLE
from tests.unit.journal.office import ANNA, BRUNO, CLARA, EVA, LAPTOP, PHONE, SERVERS, Office

_PEOPLE = (ANNA, LAPTOP, BRUNO, PHONE, CLARA, EVA)
_HUGE = 2**53 - 1


class Babel:
    """Says whatever comes to mind."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.office = Office().found()
        self.names = ["s1:a", "s1:b", "s1:c", "d1:x", "duty", "f" * 24, ""]
        for slot in self.names[:3]:
            self.office.open(slot)

    def one(self) -> str:
        return self.rng.choice(self.names[-12:] if self.rng.random() < 0.5 else self.names[:3])

    def some(self) -> tuple[str, ...]:
        return tuple(self.one() for _ in range(self.rng.randrange(4)))

    def say(self) -> None:
        rng, office = self.rng, self.office
        body = rng.choice(self.kinds())()
        entry_id = office.new_id() if rng.random() < 0.9 else self.one() or "0" * 24
        if isinstance(body, External):
            entry_id = external_id(body.slot, body.evidence.mailbox, 1, body.evidence.uid)
        if isinstance(body, AutomaticClaimed):
            entry_id = automatic_id(body.purpose, body.occasion)
        office.now += rng.choice((0, 1, 60, 2_000, -2_000))
        said = office.say(rng.choice(_PEOPLE), self.one(), body, entry_id)
        assert said.verdict != UNFOLDABLE, body
        if not isinstance(body, Noted | Tagged | Prioritised | Assigned | PolicySet | Resumed):
            self.names.append(entry_id)

    def kinds(self) -> tuple[Callable[[], Kind], ...]:
        one, some, rng, head = self.one, self.some, self.rng, self.office.head
        office = self.office
        where = rng.choice((head, head, Position(0, 0), Position(2, 1), Position(1, _HUGE)))
        evidence = Evidence("home@shop.example", 1, rng.randrange(3), rng.choice(("", f"<{one()}@shop.example>")))
        keys = tuple(SlotKey(slot, rng.choice((0, 0, 1, _HUGE))) for slot in some())
        return (
            lambda: Opened(tickets=(OpenedTicket(some(), "home@shop.example", rng.random() < 0.8),)),
            lambda: Arrived(slots=some(), not_delivered=one()),
            lambda: Filed(slots=some()),
            lambda: Merged(absorbed=one()),
            lambda: Split(slots=some()),
            lambda: Claimed(takes=one()),
            lambda: Renewed(claim=one()),
            lambda: Released(claim=one()),
            lambda: ClaimBroken(claim=one()),
            lambda: Tagged(add=some(), remove=some()),
            lambda: Prioritised(priority=rng.choice(("urgent", "none"))),
            lambda: StatusChanged(status=rng.choice(("open", "resolved", "none")), saw="open"),
            lambda: Assigned(assignee=rng.choice(("", "anna", "bruno", "nobody")), saw=""),
            lambda: Noted(text=one()),
            lambda: Snoozed(until=rng.choice((0, office.now, office.now + 3_000, _HUGE))),
            SnoozeEnded,
            lambda: SendPlanned(at=rng.choice((0, office.now, _HUGE))),
            lambda: SendPlanEnded(plan=one(), outcome=rng.choice(("left", "withdrawn", "missed", "none"))),
            lambda: SendIntended(keys, where, f"<{one()}@shop.example>", "00" * 32),
            lambda: SendAttempted(grant=one()),
            lambda: Sent(grant=one(), evidence=rng.choice((None, evidence))),
            lambda: Refused(grant=one()),
            lambda: Uncertain(grant=one()),
            lambda: Abandoned(entry=one()),
            lambda: Revoked(grant=one(), newest=one()),
            lambda: Settled(grant=one(), outcome=rng.choice(("sent", "not-sent", "none")), newest=one()),
            lambda: External(slot=one(), evidence=evidence, text_known=rng.random() < 0.5),
            lambda: ExternalUndone(external=one()),
            lambda: AutomaticClaimed(occasion=one(), purpose="survey", message_id="<a@b>", sha256=""),
            lambda: AutomaticEnded(send=one(), outcome=rng.choice(("sent", "none"))),
            lambda: PolicySet(policy={"undo": rng.choice((-1, 5))}),
            lambda: MailboxAdded(address=rng.choice((one(), "a@x")), settings=rng.choice(({}, SERVERS))),
            lambda: CarriedOver(grants=some()),
            lambda: SnapshotPart(0, 1, "", one()),
            Resumed,
        )


def test_nothing_that_a_member_says_makes_the_fold_fail(full_proof: bool) -> None:
    for seed in range(1_000 if full_proof else 40):
        babel = Babel(seed)
        for _ in range(80):
            babel.say()


def test_an_entry_on_which_the_fold_fails_all_the_same_is_set_aside(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.open("s1:a")
    before = office.ticket("s1:a")

    def mistaken(*_: object) -> None:
        raise KeyError("s1:a")

    with monkeypatch.context() as patched:
        patched.setattr(fold, "_apply", mistaken)
        said = office.say(BRUNO, "s1:a", Tagged(add=("reso",)))
    assert (said.verdict.reason, said.verdict.quarantined) == ("unfoldable", True)
    assert office.ticket("s1:a") == before
    assert office.say(BRUNO, "s1:a", Tagged(add=("reso",))).applied

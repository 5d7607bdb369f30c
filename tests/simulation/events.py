"""What the world does by itself while people work: lines break, clocks are set, clients misbehave."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from desktop.journal.codec import Draft, message
from desktop.journal.entries import (
    START,
    Abandoned,
    Author,
    Claimed,
    Evidence,
    Kind,
    Refused,
    Revoked,
    SendAttempted,
    Sent,
    Settled,
    Uncertain,
)
from desktop.journal.keys import Signer
from tests.fakes.secrets import FakeSecrets
from tests.simulation.customers import Customers
from tests.simulation.machine import Machine
from tests.simulation.world import World, decoded, spoiled

BROKEN = "guasto"
"""The broken client's agent."""

_PAUSES = (5.0, 30.0, 120.0, 600.0)
_AT_MOST = 40
"""Events of a history: a long night must not fill the log with strays."""

_NEW_MAILS = 6
_OUTAGES = (20.0, 200.0, 1500.0, 3 * 3600.0)


class Events:
    def __init__(self, world: World, customers: Customers, broken: FakeSecrets) -> None:
        self._world = world
        self._customers = customers
        self._broken = broken
        self._written = 0
        self.rng: random.Random = world.rng("events")
        if "broken-client" in world.faults.events:
            world.on_intent = self._meddle

    def go_on(self) -> None:
        """Until people have gone home."""
        world, left = self._world, _AT_MOST
        while world.open and left:
            left -= 1
            world.kernel.sleep(self.rng.choice(_PAUSES) / world.faults.eagerness)
            if self.rng.random() < 0.3:
                world.server.arrive(1)
            if world.open and world.faults.events:
                event = self.rng.choice(world.faults.events)
                handler: Callable[[], None] = getattr(self, f"_{event.replace('-', '_')}")
                handler()

    # -- lines and clocks ---------------------------------------------------------------------------------------

    def _night(self) -> None:
        if self.rng.random() < 0.3:
            self._world.count("fault quiet night")
            for machine in self._world.machines:
                machine.asleep_until = self._world.true() + 12 * 3600

    def _server_clock(self) -> None:
        self._world.server.error = self.rng.choice((-2400.0, 0.0, 2400.0))
        self._world.count("fault server clock stepped")

    def _wall_clock(self) -> None:
        self._machine().clock.wall_error = self.rng.choice((-86400.0, -2400.0, -90.0, 0.0, 90.0, 2400.0, 86400.0))
        self._world.count("fault wall clock set")

    def _link(self) -> None:
        machine = self._machine()
        machine.place.linked = False
        self._world.count("fault offline")
        self._later(self.rng.choice(_OUTAGES), lambda: setattr(machine.place, "linked", True))

    def _mail_link(self) -> None:
        machine = self._machine()
        machine.mail_linked = False
        self._world.count("fault mailbox unreachable")
        self._later(self.rng.choice(_OUTAGES), lambda: setattr(machine, "mail_linked", True))

    def _smtp_link(self) -> None:
        machine = self._machine()
        machine.smtp_linked = False
        self._world.count("fault SMTP unreachable")
        self._later(self.rng.choice(_OUTAGES), lambda: setattr(machine, "smtp_linked", True))

    def _server_down(self) -> None:
        self._world.server.up = False
        self._world.count("fault server down")
        self._later(self.rng.choice(_OUTAGES[:2]), lambda: setattr(self._world.server, "up", True))

    # -- mail from elsewhere ------------------------------------------------------------------------------------

    def _foreign_answer(self) -> None:
        self._world.count("fault answer from elsewhere")
        self._customers.answer_from_elsewhere()

    def _foreign_flag(self) -> None:
        self._world.count("fault flag from elsewhere")
        self._customers.flag_from_elsewhere()

    def _customer_again(self) -> None:
        if self._written < _NEW_MAILS:
            self._written += 1
            self._customers.write_again()

    # -- machines -----------------------------------------------------------------------------------------------

    def _twin(self) -> None:
        machine = self._machine()
        if not machine.gone and machine.asleep_until <= self._world.true():
            machine.start_twin()

    def _restore(self) -> None:
        """Happens between two processes; see the people's day."""

    def _dies(self) -> None:
        """A computer that never comes back, whatever it was doing."""
        alive = [machine for machine in self._world.machines[1:] if not machine.gone]
        if len(alive) > 1 and self.rng.random() < 0.3:
            self.rng.choice(alive).gone = True
            self._world.count("fault computer lost")

    def _lead_gone(self) -> None:
        lead = self._world.machines[0]
        if self._world.true() - self._world.started > 600 and not lead.gone and len(self._world.machines) > 2:
            lead.gone = True
            self._world.count("fault lead gone")

    def _halt(self) -> None:
        """A lead's doing; see the people."""

    def _removal(self) -> None:
        """A lead's doing; see the people."""

    def _seen_late(self) -> None:
        """The server's doing, at an append."""

    # -- the log ------------------------------------------------------------------------------------------------

    def _stray_mail(self) -> None:
        """Somebody drags a mail into the journal's folder, or such a mail out of it again."""
        journal = self._world.journal
        strays = [uid for uid, _, raw in journal.rows if raw.startswith(b"From: <stray")]
        if strays and self.rng.random() < 0.5:
            self._world.server.expunge(self._world.folder, self.rng.choice(strays))
        else:
            raw = b"From: <stray@example.org>\r\nSubject: finita qui\r\n\r\nciao\r\n"
            journal.forged.add(journal.store(raw, self._world.server.now))
        self._world.count("fault stray mail")

    def _forgery(self) -> None:
        """Whoever has the mailbox's password appends an entry with a signature that is not its author's."""
        journal = self._world.journal
        entries = [raw for _, _, raw in journal.rows if decoded(raw) is not None]
        if entries:
            raw = spoiled(self.rng.choice(entries[-10:]))
            journal.forged.add(journal.store(raw, self._world.server.now))
            self._world.count("fault forged entry")

    def _broken_client(self) -> None:
        """A colleague's program says what it has no right to say."""
        world = self._world
        entries = [entry for entry in (decoded(raw) for _, _, raw in world.journal.rows) if entry is not None]
        intents = [e for e in entries if e["data"]["kind"] in ("send-intended", "claimed") and e["ticket"] != "duty"]
        if not intents:
            return
        self._say_nonsense(self.rng.choice(intents[-6:]))

    def _meddle(self, intent: dict[str, Any]) -> None:
        """It also meddles with answers that are on their way."""
        if self.rng.random() < 0.3:
            self._later(self.rng.choice((0.1, 5.0, 300.0)), lambda: self._say_nonsense(intent))

    def _say_nonsense(self, aim: dict[str, Any]) -> None:
        world = self._world
        signer = Signer(next(iter(self._broken.keys.values())))
        author = Author(BROKEN, signer.workstation, "broken")
        body = self._nonsense(aim)
        entry_id = self.rng.randbytes(12).hex()
        draft = Draft(aim["journal"], 1, entry_id, aim["ticket"], author, int(world.true()), START, body)
        raw = message(draft.statement(), signer, "broken", "info@negozio.example", self.rng.randbytes(8).hex())
        world.journal.store(raw, world.server.now)
        world.count("fault broken client")

    def _nonsense(self, aim: dict[str, Any]) -> Kind:
        target = str(aim["id"])
        message_id = str(aim["data"].get("message_id", ""))
        outcomes: tuple[Kind, ...] = (Refused(grant=target), Uncertain(grant=target), Abandoned(entry=target))
        others: tuple[Kind, ...] = (
            Sent(grant=target),
            Sent(grant=target, evidence=Evidence("info@negozio.example", 1, 1, f"{message_id}x")),
            Settled(grant=target, outcome="not-sent", newest=target),
            Settled(grant=target, outcome="sent"),
            Revoked(grant=target, newest=target),
            SendAttempted(grant=target),
            Claimed(takes=target),
        )
        return self.rng.choice(self.rng.choice((outcomes, others)))

    # -- small things -------------------------------------------------------------------------------------------

    def _machine(self) -> Machine:
        return self.rng.choice(self._world.machines)

    def _later(self, seconds: float, then: Callable[[], None]) -> None:
        def run() -> None:
            self._world.kernel.sleep(seconds)
            then()

        self._world.kernel.spawn("later", run)

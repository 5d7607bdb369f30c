"""A team that writes into a log, entry by entry, through the real codec, keys and fold.

Anna and Clara lead, Bruno and Eva are agents, Dino was removed; Anna and Bruno have a second workstation. Every
``say`` is one signed message appended to the log and folded in a batch of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import msgspec

from desktop.domain.ticket import agent_id
from desktop.journal.codec import Draft, message
from desktop.journal.entries import (
    START,
    Author,
    Genesis,
    Invited,
    Joined,
    Kind,
    Opened,
    OpenedTicket,
    Position,
    Removed,
    SendIntended,
    SlotKey,
)
from desktop.journal.keys import Signer, joining_statement
from desktop.journal.replay import Batch
from desktop.journal.state import Grant, Team, Ticket
from desktop.journal.working import Verdict
from tests.fakes.state import DictState

JOURNAL = "0123456789abcdef" * 2
MINUTE = 60
HOUR = 3600
MORNING = 1_760_000_000
SERVERS: dict[str, str | int] = {"imap_host": "imap.x", "imap_port": 993, "smtp_host": "smtp.x", "smtp_port": 465}
"""The least that a mailbox's settings say."""


@dataclass(frozen=True)
class Row:
    """One message of the folder as the log port gives it."""

    uid: int
    internal_date: int
    headers: bytes
    body: bytes


@dataclass(frozen=True)
class Person:
    """Somebody at a workstation."""

    name: str
    signer: Signer
    run: str = "run-1"

    @property
    def author(self) -> Author:
        return Author(agent_id(self.name), self.signer.workstation, self.run)

    def again(self) -> Person:
        """The same workstation after a restart."""
        return replace(self, run="run-2")


def person(name: str, computer: str = "desk") -> Person:
    return Person(name, Signer(f"{name} {computer}".encode().ljust(32, b".")[:32]))


ANNA = person("Anna")
LAPTOP = person("Anna", "laptop")
BRUNO = person("Bruno")
PHONE = person("Bruno", "phone")
EVA = person("Eva")
CLARA = person("Clara")
DINO = person("Dino")
STRANGER = person("Zeno")


@dataclass(frozen=True)
class Said:
    """An entry and what became of it."""

    id: str
    position: Position
    date: int
    verdict: Verdict

    @property
    def applied(self) -> bool:
        return self.verdict.applied

    @property
    def reason(self) -> str:
        return self.verdict.reason


def row_of(raw: bytes, uid: int, date: int) -> Row:
    headers, _, body = raw.partition(b"\r\n\r\n")
    return Row(uid, date, headers + b"\r\n\r\n", body)


@dataclass
class Office:
    """The log so far and its state. ``now`` is the server's clock."""

    now: int = MORNING
    state: DictState = field(default_factory=DictState)
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    generation: int = 1

    @property
    def team(self) -> Team:
        team = self.state.team()
        assert team is not None
        return team

    @property
    def head(self) -> Position:
        return Position(self.generation, self.rows[-1].uid) if self.rows else START

    def ticket(self, slot: str) -> Ticket:
        """The living ticket that the slot belongs to."""
        found = self.state.ticket(self.state.ticket_of_slot(slot) or "")
        assert found is not None
        return found

    def grant(self, said: Said) -> Grant:
        return next(t.grants[said.id] for t in self.state.all_tickets() if said.id in t.grants)

    def new_id(self) -> str:
        self.count += 1
        return f"{self.count:024x}"

    def draft(self, who: Person, ticket: str, body: Kind, entry_id: str = "") -> Draft:
        return Draft(JOURNAL, self.generation, entry_id or self.new_id(), ticket, who.author, self.now, self.head, body)

    def say(self, who: Person, ticket: str, body: Kind, entry_id: str = "", *, at: int | None = None) -> Said:
        """Append and read back. ``at`` is the server's date of this one entry, in seconds after ``MORNING``."""
        draft = self.draft(who, ticket, body, entry_id)
        return self.append(message(draft.statement(), who.signer, "x", "home@shop.example", draft.id), draft.id, at)

    def say_raw(self, who: Person, fields: dict[str, object], data: object, *, at: int | None = None) -> Said:
        """An entry that this version would not write: envelope fields and data as given."""
        draft = self.draft(who, str(fields.get("ticket", "")), Removed(workstation=""))
        envelope = msgspec.json.decode(draft.statement())
        envelope.update(fields, data=data)
        statement = msgspec.json.encode(envelope, order="sorted")
        return self.append(message(statement, who.signer, "x", "home@shop.example", draft.id), draft.id, at)

    def remove(self, who: Person) -> None:
        assert self.say(ANNA, "", Removed(workstation=who.signer.workstation)).applied

    def append(self, raw: bytes, entry_id: str = "", at: int | None = None) -> Said:
        date = self.now if at is None else MORNING + at
        row = row_of(raw, self.head.uid + 1, date)
        self.rows.append(row)
        batch = Batch(self.state, JOURNAL, self.generation)
        read = batch.read(row)
        self.state.commit(batch, [read])
        return Said(entry_id, Position(self.generation, row.uid), date, read.verdict)

    # -- what every test needs ---------------------------------------------------------------------------------

    def found(self) -> Office:
        """Anna's team. Her clock is the server's; nothing is filed yet."""
        body = Genesis(team="t", team_name="Shop", founder_key=ANNA.signer.public, founder_name=ANNA.name)
        assert self.say(ANNA, "", body).applied
        for who in (LAPTOP, BRUNO, PHONE, EVA, DINO):
            self.join(who)
        self.join(CLARA, "lead")
        self.remove(DINO)
        return self

    def join(self, who: Person, role: str = "agent") -> None:
        one_time = self.invite(role, f"for {who.signer.workstation}")
        assert self.say(who, "", joined(who, one_time)).applied

    def invite(self, role: str = "agent", token: str = "token") -> Signer:
        one_time = Signer(token.encode().ljust(32, b"-")[:32])
        assert self.say(ANNA, "", Invited(invitation=one_time.public, role=role, expires=0)).applied
        return one_time

    def open(self, *slots: str, unanswered: bool = True) -> str:
        body = Opened(tickets=(OpenedTicket(slots, "home@shop.example", unanswered),))
        assert self.say(ANNA, "", body).applied
        return slots[0]

    def intend(
        self,
        who: Person,
        ticket: str,
        *keys: tuple[str, int],
        shown: Position | None = None,
        entry_id: str = "",
        at: int | None = None,
    ) -> Said:
        """An intent that has been shown everything, unless ``shown`` says otherwise."""
        slots = tuple(SlotKey(slot, k) for slot, k in keys) or (SlotKey(ticket, 0),)
        entry_id = entry_id or self.new_id()
        body = SendIntended(slots, self.head if shown is None else shown, f"<{entry_id}@shop.example>", "00" * 32)
        return self.say(who, ticket, body, entry_id, at=at)


def joined(who: Person, one_time: Signer, name: str = "") -> Joined:
    name = name or who.name
    proof = one_time.sign(joining_statement(JOURNAL, who.signer.public, name))
    return Joined(key=who.signer.public, name=name, invitation=one_time.public, proof=proof)

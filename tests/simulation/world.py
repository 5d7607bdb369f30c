"""Everything outside the workstations: servers, true time, and the record that the checkers read afterwards."""

from __future__ import annotations

import json
import random
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.utils import getaddresses
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tests.fakes.log import FakeFolder, FakeServer, Fate
from tests.fakes.mailbox import INBOX, SENT, FakeMailServer, message_id_of
from tests.fakes.outgoing import FakeSmtp, Taken
from tests.fakes.parser import InProcessParser
from tests.simulation.faults import Faults
from tests.simulation.kernel import Kernel

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

SMTP_IDLE = 19 * 60.0
"""Seconds after which the SMTP server drops a silent transaction: the contract assumes under 20 minutes."""

_TOKEN = re.compile(rb"word-[0-9a-f]{10}")
_IDENTITY = re.compile(rb"X-Sportello: 1 [0-9a-f]{32} ([0-9a-f]{24})")


class TimedFolder(FakeFolder):
    """The journal's folder, which remembers when each row was really stored."""

    def __init__(self, folder: FakeFolder, true: Callable[[], float]) -> None:
        super().__init__(folder.uid_validity, folder.next_uid, list(folder.rows))
        self._true = true
        self.times: dict[int, float] = {}
        self.forged: set[int] = set()

    def store(self, message: bytes, internal_date: int) -> int:
        uid = super().store(message, internal_date)
        self.times[uid] = self._true()
        return uid


class SimulatedServer(FakeServer):
    """Its clock is true time, and ``error`` seconds off."""

    def __init__(self, true: Callable[[], float]) -> None:
        self._true = true
        self.error = 0.0
        super().__init__()

    @property
    def now(self) -> int:
        return int(self._true() + self.error)

    @now.setter
    def now(self, seconds: int) -> None:
        """Only virtual time moves it."""


@dataclass
class Transaction:
    """One SMTP transaction as the server saw it; times are true."""

    message_id: str
    machine: str
    begun: float
    looked: float
    """When the workstation last looked at its clock before it began."""
    words: tuple[str, ...] = ()
    """What was typed in it, before what it quotes."""
    recipients: frozenset[str] = frozenset()
    accepted: float | None = None


@dataclass
class Word:
    """Something that a person typed."""

    token: str
    machine: str
    kind: str
    """reply, forward or note"""
    id: str
    again: bool
    kept: float | None = None
    """When the workstation had it on disk."""
    done_with: bool = False
    """A person has put it aside, or the database was put back to a day before it."""


@dataclass(frozen=True)
class Planned:
    """An answer that a person has put off."""

    token: str
    machine: str
    ticket: str
    due: int
    """As the person said it, seconds since 1970 UTC."""
    shown: int
    """UID up to which the log stood on the screen."""


@dataclass
class CustomerMail:
    slot: str
    message_id: str
    customer: str
    mailboxes: tuple[str, ...]
    subject: str
    received: float


@dataclass
class Record:
    """What happened, as nobody in the program could forge it."""

    transactions: list[Transaction] = field(default_factory=list)
    words: dict[str, Word] = field(default_factory=dict)
    mails: list[CustomerMail] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    appends: dict[tuple[str, str], float] = field(default_factory=dict)
    """Machine and entry id to the moment in which its first APPEND was begun."""
    resent: Counter[str] = field(default_factory=Counter)
    """Grant to how often a person had it sent again."""
    counts: Counter[str] = field(default_factory=Counter)
    unlooked: list[str] = field(default_factory=list)
    """Intents that were asked for without a last look."""
    late_dots: list[str] = field(default_factory=list)
    """Final dots that were written without a look at the clock, or after five minutes."""
    bugs: list[str] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)


class World:
    def __init__(
        self, seed: str, folder: FakeFolder, name: str, started: float, faults: Faults, addresses: tuple[str, ...]
    ) -> None:
        self.seed = seed
        self.kernel = Kernel(self.rng("schedule"), started)
        self.faults = faults
        self.record = Record()
        self.tracing = False
        self.asks = False
        """Whether follow-ups are sent in this history."""
        self.plans = False
        """Whether answers are put off, forwarded and followed by what a text does in this history."""
        self.server = SimulatedServer(self.true)
        self.journal = TimedFolder(folder, self.true)
        self.folder = name
        self.addresses = addresses
        self.server.folders[name] = self.journal
        self.server.on_append = self._on_append
        self.mail = FakeMailServer(lambda: self.server.now, *addresses)
        self.mail_parser = InProcessParser()
        self.smtp = FakeSmtp(plan=self._plan, idle_limit=SMTP_IDLE, on_accept=self._accepted)
        self.machines: list[Machine] = []
        self.invitations: dict[str, Any] = {}
        """Machine to a team file for its new key; None while it asks for one."""
        self.on_intent: Callable[[dict[str, Any]], None] = lambda _: None
        """Told of each intent as its APPEND arrives."""
        self.open = True
        """Whether the history's day goes on."""
        self.started = started
        self._late = self.rng("late")

    def true(self) -> float:
        return self.kernel.now

    def rng(self, purpose: str) -> random.Random:
        """A stream of its own, so that a change in one place moves few others."""
        return random.Random(f"{self.seed}:{purpose}")

    def note(self, what: str) -> None:
        if self.tracing:
            self.record.trace.append(f"{self.kernel.now - 1_760_000_000:12.1f} {what}")

    def count(self, what: str) -> None:
        self.record.counts[what] += 1
        self.note(what)

    # -- what the wrapped ports tell ----------------------------------------------------------------------------

    def begun(
        self,
        machine: str,
        message: bytes,
        places: Callable[[str], set[str]],
        looked: dict[tuple[str, str], float],
        since: float,
    ) -> None:
        """An APPEND is about to be started. ``places``: mailboxes in which that machine has found the mail of a slot;
        ``looked``: mailbox and folder to its newest look into it; ``since``: when the answer that it works on was
        handed over."""
        found = _IDENTITY.search(message)
        if found is None or (machine, found[1].decode()) in self.record.appends:
            return
        self.record.appends[machine, found[1].decode()] = self.kernel.now
        entry = decoded(message)
        if entry is not None and entry["data"]["kind"] == "send-intended":
            for box in sorted(set().union(*(places(slot) for slot, *_ in entry["data"]["slots"]))):
                if min(looked.get((box, folder), 0.0) for folder in (INBOX, SENT)) < since:
                    self.record.unlooked.append(f"{entry['id']} of {machine} into {box}")

    def kept(self, value: Any) -> None:
        """A draft or an own entry is durable."""
        for word in self.words_in(value.statement if hasattr(value, "statement") else value.text.encode()):
            if word.kept is None:
                word.kept = self.kernel.now

    def words_in(self, text: bytes) -> list[Word]:
        known = self.record.words
        return [known[token.decode()] for token in _TOKEN.findall(text) if token.decode() in known]

    def put_aside(self, text: str) -> None:
        """A person is done with this text."""
        for word in self.words_in(text.encode()):
            word.done_with = True

    def _typed_in(self, message: bytes) -> tuple[str, ...]:
        """The first words of a mail: what it quotes comes later in it."""
        payloads = [part.get_payload(decode=True) for part in message_from_bytes(message).walk()]
        found = [word for data in payloads if isinstance(data, bytes) for word in self.words_in(data)[:1]]
        return tuple(word.token for word in found[:1])

    def is_forward(self, transaction: Transaction) -> bool:
        """Whether no customer ever had that mail."""
        return any(self.record.words[token].kind == "forward" for token in transaction.words)

    def transaction(self, message: bytes, machine: str, looked: float) -> Transaction:
        found, words = message_id_of(message), self._typed_in(message)
        headers = message_from_bytes(message.partition(b"\r\n\r\n")[0])
        recipients = frozenset(a for _, a in getaddresses([*headers.get_all("To", []), *headers.get_all("Cc", [])]))
        transaction = Transaction(found, machine, self.kernel.now, looked, words, recipients)
        self.record.transactions.append(transaction)
        return transaction

    # -- fate ---------------------------------------------------------------------------------------------------

    def _on_append(self, client: str, _: str, message: bytes) -> Fate:
        if "forgery" in self.faults.events and not self.faults.calm and self._late.random() < 0.15:
            self.journal.forged.add(self.journal.store(spoiled(message), self.server.now))
            self.count("fault forged entry")
        entry = decoded(message)
        if entry is not None and entry["data"]["kind"] == "send-intended" and not self.faults.calm:
            self.on_intent(entry)
            self._close_lid(client)
        fate = self.faults.fate()
        if "seen-late" in self.faults.events and not self.faults.calm and fate is Fate.STORED:
            fate = self._seen_late(client, message)
        if fate is not Fate.STORED:
            self.count(f"append {fate.name.lower()}")
        return fate

    def _seen_late(self, client: str, message: bytes) -> Fate:
        """Only a claim on a ticket that nobody holds: then the intent's read-back shows the gap before harm is done.
        A server that hid other entries for longer would be beyond what any reader could notice."""
        entry = decoded(message)
        machine = next((machine for machine in self.machines if machine.name == client), None)
        if entry is None or machine is None or entry["data"]["kind"] != "claimed" or self._late.random() > 0.3:
            return Fate.STORED
        return Fate.SEEN_LATE if machine.finds_free(entry["ticket"]) else Fate.STORED

    def _close_lid(self, name: str) -> None:
        """That computer sleeps at its next step: what it has just said or sent stands, and it does not know."""
        machine = next((machine for machine in self.machines if machine.name == name), None)
        if machine is not None and name != self.faults.patient and self._late.random() < self.faults.lids:
            machine.asleep_until = self.kernel.now + self._late.choice((70.0, 2400.0, 7200.0))
            self.count("fault lid closed")

    def _plan(self, _: Taken) -> Any:
        plan = self.faults.plan()
        if plan.course.name != "ACCEPT":
            self.count(f"smtp {plan.course.name.lower()}")
        if plan.slow_before or plan.slow_after:
            self.count("smtp slow")
        return plan

    def _accepted(self, mail: Taken) -> None:
        found = message_id_of(mail.message)
        newest = next(t for t in reversed(self.record.transactions) if t.message_id == found)
        newest.accepted = self.kernel.now
        if not self.faults.calm:
            self._close_lid(newest.machine)
        self.count("smtp accepted")
        if self.mail.files_sent_itself:
            self.mail.accounts[mail.mailbox][SENT].add(mail.message, self.server.now, "\\Seen")


@lru_cache(4096)
def decoded(message: bytes) -> dict[str, Any] | None:
    """An entry's JSON from its message, read on its own: no part of the program under test."""
    _, _, body = message.partition(b"\r\n\r\n")
    text = body.strip()
    try:
        if not text.startswith(b"{"):
            text = b64decode(b"".join(text.split()))
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "data" in found else None


def spoiled(message: bytes) -> bytes:
    """The same entry with a signature that does not fit."""
    head, name, rest = message.partition(b"X-Sportello-Signature: ")
    digit = b"1" if rest[:1] == b"0" else b"0"
    return head + name + digit + rest[1:]

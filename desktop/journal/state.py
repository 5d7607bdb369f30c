"""The state that the log adds up to: one team value and one slice per ticket, all frozen.

The fold takes a slice, gives a new one; stores keep them as JSON (``snapshot``). Nothing in here says "me".
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from desktop.domain.texts import Text
from desktop.domain.ticket import Priority, Role, Status
from desktop.journal.entries import DUTY, START, Position, SlotKey


class GrantState(StrEnum):
    VOID = "void"
    """Never granted."""
    GRANTED = "granted"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    REFUSED = "refused"
    ABANDONED = "abandoned"
    REVOKED = "revoked"
    NOT_SENT = "not-sent"


UNRESOLVED = (GrantState.GRANTED, GrantState.UNCERTAIN)


class Member(msgspec.Struct, frozen=True):
    """One workstation of the team."""

    workstation: str
    key: str
    agent: str
    name: str
    role: Role
    active: bool = True
    removed_by: str = ""
    """The agent who removed it, and when by the server's date; empty for who was removed before this was kept."""
    removed_at: int = 0

    @property
    def is_lead(self) -> bool:
        return self.role is Role.LEAD


class Invitation(msgspec.Struct, frozen=True):
    public: str
    role: Role
    expires: int
    used_by: str = ""
    withdrawn: bool = False


class Claim(msgspec.Struct, frozen=True):
    """Who answers. ``renewed`` is the server's date of the newest Claimed or Renewed, seconds."""

    id: str
    agent: str
    workstation: str
    since: int
    renewed: int
    position: Position


class Grant(msgspec.Struct, frozen=True):
    """One permission to hand one mail to SMTP."""

    id: str
    slots: tuple[SlotKey, ...]
    agent: str
    workstation: str
    run: str
    message_id: str
    sha256: str
    to: str
    position: Position
    date: int
    newest: str
    """Id of the intent or of the newest attempt."""
    newest_date: int
    state: GrantState
    under_way: bool = False
    """Whether an SMTP transaction may be running at this moment: from intent or attempt to the next outcome."""
    ended: int = 0
    """Server's date of the entry that brought the state."""
    reply: str = ""

    @property
    def unresolved(self) -> bool:
        return self.state in UNRESOLVED


class Answer(msgspec.Struct, frozen=True):
    """One answer that a customer message got: by a grant, or found as external (id of that entry)."""

    id: str
    agent: str
    date: int
    external: bool = False
    message_id: str = ""
    text_known: bool = True


class Correction(msgspec.Struct, frozen=True):
    """Who wrote a mail and what about, by a person's word in place of a rule's."""

    agent: str
    date: int
    customer: str
    name: str
    order: str
    reason: str


class SlotRecord(msgspec.Struct, frozen=True):
    """One mail of the ticket."""

    slot: str
    position: Position
    """Of the entry that filed it."""
    unanswered: bool = True
    """Whether it calls for an answer at all (a customer's mail: yes; our own or automatic mail: no)."""
    answers: tuple[Answer, ...] = ()
    corrected: Correction | None = None

    @property
    def waits(self) -> bool:
        """Nobody has answered it yet."""
        return self.unanswered and not self.answers


class Mark(msgspec.Struct, frozen=True):
    """Something material that a composer must have shown before its reply may leave."""

    position: Position
    kind: str
    agent: str
    workstation: str
    date: int
    entry: str
    assignee: str = ""


class Note(msgspec.Struct, frozen=True):
    id: str
    agent: str
    date: int
    text: str
    pending: bool = False


class CustomerNote(msgspec.Struct, frozen=True):
    """On whoever writes from the address, in small letters."""

    id: str
    address: str
    agent: str
    date: int
    text: str
    corrected: int = 0
    """Server's date of the last correction, 0 for never."""
    corrector: str = ""
    """Agent id."""


class Joint(msgspec.Struct, frozen=True):
    """The last word on this ticket about two addresses, in small letters and their order: whether one person's."""

    one: str
    other: str
    joined: bool
    agent: str
    date: int
    position: Position


class Resolution(msgspec.Struct, frozen=True):
    """The entry that resolved a ticket, and the server's date of it."""

    entry: str
    date: int


class PlanState(StrEnum):
    PLANNED = "planned"
    STOPPED = "stopped"
    """By a person, before it left."""
    CLAIMED = "claimed"
    """A workstation has the right to send it."""
    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    ABANDONED = "abandoned"


class Plan(msgspec.Struct, frozen=True):
    """One follow-up. Its id is the send id of its mail. A plan whose ticket is no longer resolved by that very entry
    is over without a word: ``Ticket.asks``."""

    id: str
    occasion: str
    """Id of the entry that resolved the ticket."""
    due: int
    """Seconds since 1970 UTC, by the server's date of that entry."""
    state: PlanState = PlanState.PLANNED
    agent: str = ""
    """Who stopped it."""
    date: int = 0
    """Server's date of the entry that brought the state."""
    message_id: str = ""


class Promise(msgspec.Struct, frozen=True):
    """The customer was told that we write again by ``due`` (seconds since 1970 UTC)."""

    due: int
    agent: str
    date: int
    """Server's date of the entry that says so."""
    answered: int = 0
    """And of the answer that ended it; 0 while there is none."""

    @property
    def is_open(self) -> bool:
        return not self.answered

    def kept(self, now: int) -> bool | None:
        """None while that is not decided."""
        if self.answered:
            return self.answered <= self.due
        return False if now > self.due else None


class Snooze(msgspec.Struct, frozen=True):
    """Who put the ticket out of sight, and for how long. Whether it is back by its time every reader says by a clock
    of their own: no entry wakes it."""

    entry: str
    agent: str
    date: int
    until: int
    """Seconds since 1970 UTC; 0: until the customer writes."""
    written: int = 0
    """Server's date of the customer's mail that has woken it."""

    def is_back(self, now: int) -> bool:
        return bool(self.written) or 0 < self.until <= now


class DepartureState(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"
    """The customer has written since."""
    MISSED = "missed"
    """Its workstation did not run when its time came."""


class Departure(msgspec.Struct, frozen=True):
    """An answer that leaves later. Its id is its entry's."""

    id: str
    agent: str
    workstation: str
    at: int
    """Seconds since 1970 UTC."""
    date: int
    """Server's date of the entry that brought the state."""
    state: DepartureState = DepartureState.PLANNED


_ANSWERS = ("not-delivered", "sent", "settled", "external")
"""Kinds of marks that tell of an answer of ours."""


class Ticket(msgspec.Struct, frozen=True):
    """The slice of one ticket. Its id is the first slot that was filed under it."""

    id: str
    reference: str
    number: int
    mailbox: str
    opened: Position
    date: int
    status: Status = Status.OPEN
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    assignee: str = ""
    claim: Claim | None = None
    slots: dict[str, SlotRecord] = {}
    grants: dict[str, Grant] = {}
    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    voided: tuple[tuple[str, str], ...] = ()
    """(entry id, workstation) of claims and intents declared void before they were seen."""
    alarms: tuple[str, ...] = ()
    """Ids of grants or externals that made a second answer."""
    resolved: Resolution | None = None
    """By what it was resolved last; ask ``resolution``."""
    plans: dict[str, Plan] = {}
    """Follow-ups, by the id of their mail."""
    about: tuple[CustomerNote, ...] = ()
    joints: tuple[Joint, ...] = ()
    score: int = 0
    """What the customer said last when asked, 1 to 5; 0 for nothing."""
    seen_by: str = ""
    """The agent who opened it first; empty while nobody has."""
    seen: int = 0
    reason: str = ""
    """Why the customer wrote, in two levels: ``domain.reasons``."""
    outcome: str = ""
    promises: tuple[Promise, ...] = ()
    """In the order in which they were given; only the last one can be open."""
    snooze: Snooze | None = None
    departures: tuple[Departure, ...] = ()
    """Answers that leave later, or were to."""
    merged_into: str = ""
    side_of: str = ""
    """Of a side conversation: the ticket that it is about, by the id that this had then."""
    sides: tuple[str, ...] = ()
    """Ids of its side conversations."""
    pending: tuple[str, ...] = ()
    """Names of fields that show an edit not confirmed yet; only ever set by the overlay."""

    @property
    def open_grant(self) -> Grant | None:
        """The oldest grant whose outcome nobody knows. By its place: dictionaries lose their order in a store."""
        unresolved = (grant for grant in self.grants.values() if grant.unresolved)
        return min(unresolved, key=lambda grant: grant.position, default=None)

    @property
    def last_mark(self) -> Position:
        return self.marks[-1].position if self.marks else START

    @property
    def resolution(self) -> Resolution | None:
        """By what it is resolved, None while it is not. Only a status makes a ticket resolved: whatever opens it
        again need not clear what stands here."""
        return self.resolved if self.status is Status.RESOLVED else None

    def asks(self, plan: Plan) -> bool:
        """Whether the follow-up's cause still stands: not reopened since, nor resolved anew."""
        resolution = self.resolution
        return resolution is not None and resolution.entry == plan.occasion

    @property
    def came_back(self) -> bool:
        """Whether our newest answer was not delivered."""
        told = (mark.kind for mark in reversed(self.marks) if mark.kind in _ANSWERS)
        return next(told, "") == "not-delivered"

    @property
    def promise(self) -> Promise | None:
        """The one that still has to be kept."""
        last = self.promises[-1] if self.promises else None
        return last if last is not None and last.is_open else None

    @property
    def waiting_slots(self) -> tuple[str, ...]:
        """Customer messages without an answer, in the order in which they were filed."""
        waiting = (r for r in self.slots.values() if r.waits)
        return tuple(r.slot for r in sorted(waiting, key=lambda r: (r.position, r.slot)))


class Automatic(msgspec.Struct, frozen=True):
    """An automatic mail: who won the right to send it, and how it ended."""

    id: str
    purpose: str
    occasion: str
    workstation: str
    run: str
    message_id: str
    outcome: str = ""


class TextVersion(msgspec.Struct, frozen=True):
    """A canned response as somebody saved it."""

    entry: str
    agent: str
    date: int
    text: Text


class SharedText(msgspec.Struct, frozen=True):
    """The slice of one canned response."""

    key: str
    versions: tuple[TextVersion, ...]
    """The newest last; never empty."""
    removed: bool = False
    uses: int = 0
    used: int = 0
    """Server's date of the last count, 0 for never."""
    languages: dict[str, int] = {}
    """Of the uses, as far as it was said."""

    @property
    def now(self) -> TextVersion:
        return self.versions[-1]


class Piece(msgspec.Struct, frozen=True):
    """A part of a text's file."""

    sha256: str
    part: int
    data: str
    """Base64."""


class Erasure(msgspec.Struct, frozen=True):
    """That a customer's data was erased, without saying whose: ``CustomerErased``."""

    entry: str
    agent: str
    date: int
    salt: str
    addresses: tuple[str, ...]
    tickets: tuple[str, ...]
    counts: dict[str, int]


class Team(msgspec.Struct, frozen=True):
    """What the whole team shares."""

    journal: str
    generation: int
    id: str
    name: str
    founder: str
    members: dict[str, Member] = {}
    invitations: dict[str, Invitation] = {}
    mailboxes: dict[str, dict[str, str | int]] = {}
    policy: dict[str, str | int] = {}
    roles: dict[str, Claim] = {}
    """Who has the duty, and whose turn it is to import: by role."""
    halted: str | None = None
    next_number: int = 1001
    minimum_reader: int = 1
    restores: str = ""
    """The lost journal that this one replaces."""
    restored: int = 0
    """Server's date of the entry that completed the snapshot, 0 when none was needed."""
    parts: dict[str, str] = {}
    """Snapshot parts read so far, by number, until the last one is there."""
    heard: tuple[str, ...] = ()
    """Workstations that have carried their own answers over since the journal was restored."""
    erasures: tuple[Erasure, ...] = ()
    """Customers whose data is gone, for good: a workstation that has been away erases it when it comes back."""

    def member(self, workstation: str) -> Member | None:
        return self.members.get(workstation)

    @property
    def duty(self) -> Claim | None:
        return self.roles.get(DUTY)

    def left(self, workstation: str) -> Member | None:
        """The member that it was, if it has been removed."""
        member = self.member(workstation)
        return member if member is not None and not member.active else None

    def agent_name(self, agent: str) -> str:
        """How the team writes that agent, else the id itself."""
        return next((m.name for m in self.members.values() if m.agent == agent), agent)

    def agents(self) -> dict[str, str]:
        """Active agents: id to name."""
        return {m.agent: m.name for m in reversed(self.members.values()) if m.active}

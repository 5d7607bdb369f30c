"""What a person asks for, imperative and frozen. The journal decides what may be written for it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.ticket import Priority, Status


@dataclass(frozen=True, slots=True)
class ClaimTicket:
    take_over: bool = False
    """From the same agent's other workstation."""


@dataclass(frozen=True, slots=True)
class ReleaseTicket:
    pass


@dataclass(frozen=True, slots=True)
class BreakClaim:
    pass


@dataclass(frozen=True, slots=True)
class TagTicket:
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPriority:
    priority: Priority


@dataclass(frozen=True, slots=True)
class SetStatus:
    status: Status


@dataclass(frozen=True, slots=True)
class AssignTicket:
    assignee: str
    """Agent id, empty for nobody."""


@dataclass(frozen=True, slots=True)
class SnoozeTicket:
    until: int
    """Seconds since 1970 UTC; 0: until the customer writes."""


@dataclass(frozen=True, slots=True)
class WakeTicket:
    pass


@dataclass(frozen=True, slots=True)
class WriteNote:
    text: str


@dataclass(frozen=True, slots=True)
class CorrectCustomer:
    """Who wrote these mails, and what about: all of it is said anew."""

    slots: tuple[str, ...]
    customer: str
    """Address; empty when there is none."""
    name: str
    order: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoteCustomer:
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class CorrectCustomerNote:
    note: str
    """Its id."""
    text: str = ""
    """Empty takes it back."""


@dataclass(frozen=True, slots=True)
class JoinAddresses:
    """Of one person, or, unless ``one_person``, of two."""

    address: str
    other: str
    one_person: bool = True


@dataclass(frozen=True, slots=True)
class ClassifyTicket:
    """Why the customer wrote and what came of it (``domain.reasons``); what is empty stays."""

    reason: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class PromiseAnswer:
    due: int
    """Seconds since 1970 UTC; 0 takes the promise back."""


@dataclass(frozen=True, slots=True)
class MergeTickets:
    absorbed: str
    """Id of the ticket that goes into this one."""


@dataclass(frozen=True, slots=True)
class SplitTicket:
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RevokeGrant:
    grant: str


@dataclass(frozen=True, slots=True)
class SettleGrant:
    grant: str
    sent: bool


@dataclass(frozen=True, slots=True)
class UndoExternal:
    external: str


Command = (
    ClaimTicket
    | ReleaseTicket
    | BreakClaim
    | TagTicket
    | SetPriority
    | SetStatus
    | AssignTicket
    | SnoozeTicket
    | WakeTicket
    | WriteNote
    | CorrectCustomer
    | NoteCustomer
    | CorrectCustomerNote
    | JoinAddresses
    | ClassifyTicket
    | PromiseAnswer
    | MergeTickets
    | SplitTicket
    | RevokeGrant
    | SettleGrant
    | UndoExternal
)

"""What this window has changed of tickets, so that it can be taken back: by a new edit, and only where nobody has
changed the same thing since."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.domain.commands import (
    AssignTicket,
    Command,
    SetPriority,
    SetStatus,
    SnoozeTicket,
    TagTicket,
    WakeTicket,
)
from desktop.domain.ticket import Priority, Status
from desktop.ports.store.reader import NEVER, Hit, Reader, TicketRow
from desktop.ui.models.seen import Seen

_KEPT = 50
"""Steps: more than anybody takes back."""


@dataclass(frozen=True, slots=True)
class Change:
    """Of one ticket: what was asked for, and what takes it back."""

    ticket: str
    number: int
    command: Command
    back: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One key, on one ticket or on many. ``said``: what was done, as the person was told."""

    said: str
    when: float
    """By a clock that only goes forward."""
    changes: tuple[Change, ...]


class History(QObject):
    """``edit`` asks for a change as a key does."""

    undone = Signal(str)
    """What was taken back, as it was told when it was done."""
    kept = Signal(object)
    """Numbers of the tickets where somebody has changed it since."""

    def __init__(self, lists: Reader, seen: Seen, edit: Callable[[str, Command], None], parent: QObject) -> None:
        super().__init__(parent)
        self._lists = lists
        self._seen = seen
        self._edit = edit
        self._steps: deque[Step] = deque(maxlen=_KEPT)

    @property
    def newest(self) -> float:
        """When the step was done that would be taken back now; 0 when there is none."""
        return self._steps[-1].when if self._steps else 0.0

    def done(self, said: str, command: Command, rows: Iterable[TicketRow]) -> bool:
        """It was asked for of these, as they were. False when it changes nothing of any of them."""
        found = [(row, back) for row in rows if (back := taking_back(command, row))]
        if not found:
            return False
        changes = tuple(Change(row.id, row.number, command, back) for row, back in found)
        self._steps.append(Step(said, time.monotonic(), changes))
        return True

    def take_back(self) -> bool:
        """The newest step. Whether there was one."""
        if not self._steps:
            return False
        step = self._steps.pop()
        rows = self._rows(change.ticket for change in step.changes)
        stands = {one: one.ticket in rows and still(one.command, rows[one.ticket]) for one in step.changes}
        for change in step.changes:
            for command in change.back if stands[change] else ():
                self._edit(change.ticket, command)
        if any(stands.values()):
            self.undone.emit(step.said)
        if not all(stands.values()):
            self.kept.emit([one.number for one in step.changes if not stands[one]])
        return True

    def _rows(self, tickets: Iterable[str]) -> dict[str, TicketRow]:
        """As the person knows them."""
        found: Sequence[object] = self._lists.rows([Hit(ticket) for ticket in tickets])
        return {row.id: self._seen.row(row) for row in found if isinstance(row, TicketRow)}


def taking_back(command: Command, before: TicketRow) -> tuple[Command, ...]:
    """What brings the ticket back to how it was; empty where the command changes nothing."""
    match command:
        case SetStatus(status) if status.value != before.status:
            asleep = (_snoozed(before.until),) if before.asleep else ()
            return SetStatus(Status(before.status)), *asleep
        case SetPriority(priority) if priority.value != before.priority:
            return (SetPriority(Priority(before.priority)),)
        case AssignTicket(assignee) if assignee != before.assignee:
            return (AssignTicket(before.assignee),)
        case TagTicket(add, remove):
            added = tuple(tag for tag in add if tag not in before.tags)
            removed = tuple(tag for tag in remove if tag in before.tags)
            return (TagTicket(add=removed, remove=added),) if added or removed else ()
        case SnoozeTicket():
            return (_snoozed(before.until) if before.asleep else WakeTicket(),)
        case WakeTicket() if before.asleep:
            return (_snoozed(before.until),)
    return ()


def still(command: Command, now: TicketRow) -> bool:
    """Whether what was asked for still holds: nobody has changed it since."""
    match command:
        case SetStatus(status):
            return now.status == status.value
        case SetPriority(priority):
            return now.priority == priority.value
        case AssignTicket(assignee):
            return now.assignee == assignee
        case TagTicket(add, remove):
            return set(add) <= set(now.tags) and not set(remove) & set(now.tags)
        case SnoozeTicket(until):
            return now.asleep and now.until == (until or NEVER)
        case WakeTicket():
            return not now.asleep
    return False


def _snoozed(until: int) -> SnoozeTicket:
    return SnoozeTicket(0 if until == NEVER else until)

"""Tickets as this person knows them: over what the log says lie their own edits, from the key on, and where they have
begun to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.commands import (
    AssignTicket,
    ClassifyTicket,
    Command,
    SetPriority,
    SetStatus,
    SnoozeTicket,
    TagTicket,
    WakeTicket,
)
from desktop.journal.state import Ticket
from desktop.ports.store.reader import NEVER, TicketRow


class Seen(QObject):
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending: dict[str, Ticket] = {}
        """With own edits that wait to be written."""
        self._asked: dict[str, list[Command]] = {}
        """By ticket: edits that are not on the disk yet, oldest first."""
        self._begun: frozenset[str] = frozenset()

    def lay_over(self, tickets: Iterable[Ticket], begun: frozenset[str]) -> None:
        """``begun``: tickets with a text that has not been sent."""
        pending = {ticket.id: ticket for ticket in tickets}
        if (pending, begun) != (self._pending, self._begun):
            self._pending, self._begun = pending, begun
            self.changed.emit()

    def ask(self, ticket: str, command: Command) -> None:
        self._asked.setdefault(ticket, []).append(command)
        self.changed.emit()

    def answered(self, ticket: str) -> None:
        """The oldest that was asked for lies in ``lay_over`` by now, or was refused."""
        asked = self._asked.get(ticket, [])
        del asked[:1]
        if not asked:
            self._asked.pop(ticket, None)
        self.changed.emit()

    def row(self, row: TicketRow) -> TicketRow:
        seen = self._pending.get(row.id)
        if seen is not None:
            status, priority = seen.status.value, seen.priority.value
            row = replace(row, status=status, priority=priority, tags=seen.tags, assignee=seen.assignee)
            promised = seen.promise.due if seen.promise is not None else 0
            row = replace(row, reason=seen.reason, outcome=seen.outcome, promised=promised)
            if "snooze" in seen.pending:
                row = replace(row, until=(seen.snooze.until or NEVER) if seen.snooze is not None else 0, back="")
        for command in self._asked.get(row.id, ()):
            row = _after(row, command)
        return row

    def is_begun(self, ticket: str) -> bool:
        return ticket in self._begun


def _after(row: TicketRow, command: Command) -> TicketRow:
    match command:
        case SetStatus(status):
            return replace(row, status=status.value)
        case SetPriority(priority):
            return replace(row, priority=priority.value)
        case AssignTicket(assignee):
            return replace(row, assignee=assignee)
        case ClassifyTicket(reason, outcome):
            return replace(row, reason=reason or row.reason, outcome=outcome or row.outcome)
        case TagTicket(add, remove):
            tags = dict.fromkeys((*(tag for tag in row.tags if tag not in remove), *add))
            return replace(row, tags=tuple(tags))
        case SnoozeTicket(until):
            return replace(row, until=until or NEVER, back="")
        case WakeTicket():
            return replace(row, until=0, back="")
        case _:
            return row

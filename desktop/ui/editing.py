"""A change that a person makes to tickets: asked for, shown at once, said, and taken back on wish."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.domain.commands import AssignTicket, Command, SetPriority, SetStatus, SnoozeTicket, TagTicket
from desktop.ports.store.reader import TicketRow
from desktop.ui import vocabulary
from desktop.ui.desk import Desk
from desktop.ui.own_keys import own
from desktop.ui.panes import Panes
from desktop.ui.undoing import History


class Editing(QObject):
    advice = Signal(str)
    """A sentence: why something was not taken back."""

    def __init__(self, desk: Desk, panes: Panes, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen = panes.list.seen
        self._toast = panes.toast
        self.history = History(desk.lists, self._seen, self._ask, self)
        self.history.undone.connect(self._say_undone)
        self.history.kept.connect(self._say_kept)

    def edit(self, command: Command, tickets: Sequence[str], rows: Sequence[TicketRow]) -> None:
        """``rows``: the tickets as they were."""
        said = f"{self._words(command)}: {self._named(rows)}"
        if self.history.done(said, command, rows):
            self._toast.say(f"{said} · " + own(self.tr("Ctrl+Z takes it back")), self.history.take_back)
        for ticket in tickets:
            self._ask(ticket, command)

    def _ask(self, ticket: str, command: Command) -> None:
        self._seen.ask(ticket, command)
        self._desk.requests.edit(ticket, command)

    def _words(self, command: Command) -> str:
        """What is said of it, before the ticket's number."""
        match command:
            case SetStatus(status):
                return vocabulary.status(status.value)
            case SetPriority(priority):
                return vocabulary.priority(priority.value)
            case AssignTicket(assignee):
                return "→ " + (self._desk.facts.team.agent_name(assignee) if assignee else self.tr("Nobody"))
            case TagTicket(add, remove):
                return " ".join([*(f"+{tag}" for tag in add), *(f"−{tag}" for tag in remove)])
            case SnoozeTicket(until):
                return self.tr("Snoozed %1").replace("%1", vocabulary.snoozed(until))
        return self.tr("Back in sight")

    def _named(self, rows: Sequence[TicketRow]) -> str:
        return f"#{rows[0].number}" if len(rows) == 1 else self.tr("%1 tickets").replace("%1", str(len(rows)))

    def _say_undone(self, said: str) -> None:
        self._toast.say(self.tr("Undone: %1").replace("%1", said))

    def _say_kept(self, numbers: Sequence[int]) -> None:
        named = ", ".join(f"#{number}" for number in numbers)
        words = self.tr("Not taken back on %1: it has been changed since, and that stays.")
        self.advice.emit(words.replace("%1", named))

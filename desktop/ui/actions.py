"""What a person does to the ticket that they have turned to, or to all that are selected, by key or button:
tags, priority, assignee, status, merging."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal

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
from desktop.domain.ticket import DONE, Priority, Status, is_tag
from desktop.engine.queries import Conversation
from desktop.ports.store.reader import TicketRow
from desktop.ui import vocabulary
from desktop.ui.attention import Attention
from desktop.ui.closing import Closing
from desktop.ui.desk import Desk
from desktop.ui.editing import Editing
from desktop.ui.joining import Joining
from desktop.ui.meant import Meant
from desktop.ui.own_keys import own
from desktop.ui.panes import Panes
from desktop.ui.theme import STEP
from desktop.ui.views.later import BACK_NOW, LaterPicker, for_snooze
from desktop.ui.views.picker import Picker

FAVOURITES = ("pre-sale", "post-sale")


class TicketActions(QObject):
    dealt_with = Signal(object)
    """Ids of tickets from which the person moves on."""
    advice = Signal(str)
    """A sentence: why nothing was done."""

    def __init__(self, desk: Desk, panes: Panes, attention: Attention, meant: Meant) -> None:
        super().__init__(panes)
        self._meant = meant
        self._desk = desk
        self._panes = panes
        self._closing = Closing(desk, panes.ticket.head, panes.ticket.composer)
        self._attention = attention
        self._editing = Editing(desk, panes, self)
        self._editing.advice.connect(self.advice)
        self._tags: dict[str, None] = dict.fromkeys(FAVOURITES)
        """Tags met so far, for the list to choose from."""
        pane, head = panes.ticket, panes.ticket.head
        head.change_status.connect(self.pick_status)
        head.change_priority.connect(self.pick_priority)
        head.change_assignee.connect(self.pick_assignee)
        head.change_tags.connect(self.pick_tag)
        pane.resolve.connect(self.resolve)
        self.joining = Joining(desk, panes, attention, self._pick, self.barred)
        self.joining.advice.connect(self.advice)

    def barred(self) -> bool:
        """Whether this computer has left the team, and so changes nothing; then it is said."""
        facts = self._desk.facts
        if facts.team.left(facts.workstation) is None:
            return False
        self.advice.emit(self.tr("Nothing was done: this computer is no longer in the team."))
        return True

    def met(self, conversation: Conversation) -> None:
        self._tags |= dict.fromkeys(conversation.ticket.tags)

    def pick_tag(self) -> None:
        self._pick(self.tr("Tag"), [(tag, tag) for tag in self._tags], self.toggle_tag, free=True)

    def pick_assignee(self) -> None:
        agents = [(agent, name) for agent, name in self._desk.facts.team.agents().items()]
        self._pick(self.tr("Assign to"), [*agents, ("", self.tr("Nobody"))], self._assign)

    def pick_status(self) -> None:
        self._pick(self.tr("Status"), [(one.value, vocabulary.status(one.value)) for one in Status], self._set_status)

    def pick_priority(self) -> None:
        choices = [(one.value, vocabulary.priority(one.value)) for one in Priority]
        self._pick(self.tr("Priority"), choices, self.prioritise)

    def toggle_tag(self, tag: str) -> None:
        """On when it is off, off when it is on."""
        found = self._meant.rows()
        if found:
            self._tags |= {tag: None}
            has = all(tag in one.tags for one in found)
            self._edit(TagTicket(remove=(tag,)) if has else TagTicket(add=(tag,)))

    def pre_sale(self) -> None:
        self.toggle_tag(FAVOURITES[0])

    def post_sale(self) -> None:
        self.toggle_tag(FAVOURITES[1])

    def prioritise(self, priority: str) -> None:
        self._edit(SetPriority(Priority(priority)))

    def resolve(self) -> None:
        """Without an answer; what is done already is opened again."""
        found = self._meant.rows()
        if found and all(one.status in DONE for one in found):
            self._edit(SetStatus(Status.OPEN))
            self._panes.list.current.let_go()
        elif found:
            self._closing.ask(found, partial(self._resolve, found))

    def say_reason(self) -> None:
        """Anew, whatever stands there."""
        meant = self._meant.ids
        if meant:
            self._closing.reason(partial(self._say_reason, meant))

    def _resolve(self, rows: Sequence[TicketRow], reason: str, outcome: str) -> None:
        """Of several, those of which somebody has said it before keep what was said."""
        for row in rows:
            said = ClassifyTicket("" if row.reason else reason, "" if row.outcome else outcome)
            if said != ClassifyTicket():
                with self._meant.aimed((row.id,)):
                    self._edit(said)
        with self._meant.aimed(tuple(row.id for row in rows)):
            self._done(Status.RESOLVED)

    def _say_reason(self, meant: tuple[str, ...], reason: str, outcome: str) -> None:
        with self._meant.aimed(meant):
            self._edit(ClassifyTicket(reason, outcome))

    def pick_snooze(self) -> None:
        """Then on to the next, but for what is brought back."""
        meant, rows = self._meant.ids, self._meant.rows()
        if not meant:
            return
        if all(row.status in DONE for row in rows):
            self.advice.emit(own(self.tr("What is resolved or spam is not snoozed. E opens it again."), "resolve"))
            return

        def take(until: int) -> None:
            with self._meant.aimed(meant):
                self._edit(WakeTicket() if until == BACK_NOW else SnoozeTicket(until))
            if until != BACK_NOW:
                self.dealt_with.emit(meant)

        picker = LaterPicker(self.tr("Snooze"), for_snooze(asleep=any(row.until for row in rows)), self._panes.window())
        picker.picked.connect(take)
        picker.open_at(self._beside())

    def spam(self) -> None:
        self._done(Status.SPAM)

    @property
    def newest(self) -> float:
        """When what ``undo`` takes back was done, by a clock that only goes forward."""
        return max(self._panes.ticket.merging.when, self._editing.history.newest)

    def undo(self) -> None:
        """The last merge of the ticket that the person has turned to, once it is shown; else the last change of this
        window's, unless that came after it."""
        merging, history = self._panes.ticket.merging, self._editing.history
        shown = self._panes.ticket.shows(self._attention.ticket)
        first = shown and merging.when > history.newest
        if not (first and merging.take_back()) and not history.take_back() and shown:
            merging.take_back()

    def _assign(self, agent: str) -> None:
        self._edit(AssignTicket(agent))

    def _set_status(self, status: str) -> None:
        self._edit(SetStatus(Status(status)))

    def _edit(self, command: Command) -> None:
        self._editing.edit(command, self._meant.ids, self._meant.rows())

    def _done(self, status: Status) -> None:
        """Then on to the next."""
        meant = self._meant.ids
        self._edit(SetStatus(status))
        if meant:
            self.dealt_with.emit(meant)

    def _pick(
        self, title: str, choices: Sequence[tuple[str, str]], picked: Callable[[str], object], *, free: bool = False
    ) -> None:
        meant = self._meant.ids
        if not meant:
            return

        def take(value: str) -> None:
            with self._meant.aimed(meant):
                picked(value)

        window = self._panes.window()
        picker = Picker(title, choices, window, is_tag if free else None)
        picker.picked.connect(take)
        picker.open_at(self._beside())

    def _beside(self) -> QPoint:
        head = self._panes.ticket.head
        beside = head if head.isVisible() else self._panes.window()
        return beside.mapToGlobal(QPoint(2 * STEP, head.height() - STEP))

"""An answer that leaves later, or that leaves now and brings its ticket back: asked for over the composer, seen to in
*About to leave*."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal

from desktop.engine.following import FollowUp
from desktop.engine.laters import Planned
from desktop.ports.store.drafts import Draft
from desktop.ui import vocabulary
from desktop.ui.desk import Desk
from desktop.ui.own_keys import own
from desktop.ui.panes import Panes
from desktop.ui.views.later import Choice, LaterPicker, for_reminding, for_sending


class Postponing(QObject):
    edit = Signal(str, str)
    """A draft and its ticket, to be written on."""

    def __init__(self, desk: Desk, panes: Panes) -> None:
        super().__init__(panes)
        self._desk = desk
        self._panes = panes
        self._planned: dict[str, tuple[str, float]] = {}
        """By draft, the newest last: its ticket, and when it was handed over, by a clock that only goes forward."""
        panes.leaving.ended.connect(self._forget)
        panes.ticket.composer.later_wanted.connect(self.send_later)
        panes.list.leaving.stopped.connect(self._stop)
        panes.list.leaving.edit.connect(self._edit)

    def send_later(self) -> None:
        """What is written leaves at the time that is picked."""
        composer = self._panes.ticket.composer
        self._pick(self.tr("Send later"), for_sending(), lambda when: composer.finish(leaves=when))

    def send_and_wait(self) -> None:
        """What is written leaves now; then the ticket waits for a third party, and is back at the time that is
        picked."""
        composer = self._panes.ticket.composer
        title = self.tr("Send, wait for others, remind me")
        self._pick(title, for_reminding(), lambda when: composer.finish(remind=when))

    def planned(self, draft: Draft) -> None:
        """It has been handed over."""
        self._desk.requests.send(draft, 0)
        self._planned[draft.id] = draft.ticket, time.monotonic()
        words = self.tr("The answer leaves %1 · Ctrl+Z takes it back").replace("%1", vocabulary.leaves(draft.leaves))
        self._panes.toast.say(own(words), partial(self._take_back, draft.id))

    def undo(self, otherwise: float) -> bool:
        """The newest that was handed over is written on. False when there is none, or when what would be taken back
        ``otherwise`` was done after it."""
        newest = next(reversed(self._planned), "")
        if not newest or self._planned[newest][1] < otherwise:
            return False
        self._take_back(newest)
        return True

    def _pick(self, title: str, choices: list[Choice], picked: Callable[[int], None]) -> None:
        composer = self._panes.ticket.composer
        if composer.reply is None or not composer.isVisible():
            if composer.isVisible():
                self._panes.trouble.say(self.tr("Only an answer to the customer can leave later, or remind of itself."))
            return
        picker = LaterPicker(title, choices, self._panes.window())
        picker.picked.connect(picked)
        picker.open_at(composer.mapToGlobal(QPoint(0, 0)), above=True)

    def _take_back(self, draft: str) -> None:
        if draft in self._planned:
            self.edit.emit(draft, self._planned[draft][0])

    def _forget(self, draft: str) -> None:
        self._planned.pop(draft, None)

    def _stop(self, item: object) -> None:
        """What is ours stays a draft on its ticket."""
        if isinstance(item, FollowUp):
            self._desk.requests.stop_follow_up(item.id)
        elif isinstance(item, Planned) and item.own:
            self._forget(item.id)
            self._desk.requests.undo(item.id)

    def _edit(self, item: object) -> None:
        if isinstance(item, Planned) and item.own:
            self.edit.emit(item.id, item.ticket)

"""The outgoing lane: mails leave here, one at a time, and what is owed after them is paid here."""

from __future__ import annotations

import time
from collections.abc import Callable

from desktop.domain.errors import Offline, SportelloError
from desktop.engine import notices
from desktop.engine.laters import GRACE, LATER
from desktop.engine.workstation import Workstation
from desktop.runtime.window.coordination import Tell

_FLOOR = 1
"""Seconds by which the log's whole seconds may be behind a clock that agrees with it."""

_AGAIN, _SHORTLY = 5, GRACE
"""Seconds. The log's clock may be a little behind ours: what was due just now and could not leave is tried again after
the first, until the second is over; then it waits for the next mail."""


class Departures:
    """``wake`` has ``send_automatic``, or for ``later`` ``leave_later``, called at a time in seconds since 1970 UTC."""

    def __init__(self, station: Workstation, tell: Tell, wake: Callable[[str, int], None]) -> None:
        self._station = station
        self._tell = tell
        self._wake = wake
        self._told: set[str] = set()

    def depart(self, draft_id: str) -> None:
        """The undo window is over."""
        draft = self._station.store.drafts.get(draft_id)
        if draft is None or draft.state != "sending":
            return
        stopped: SportelloError | None = None
        try:
            self._station.sending.send(draft, lambda: True)
        except SportelloError as error:
            stopped = error
        self._tell(notices.SendEnded(draft_id, draft.ticket, stopped))

    def go_on(self) -> None:
        """The log can be reached: replies written offline, and debts of mails that have left."""
        drafts = self._station.store.drafts
        kept = {draft.id: draft.ticket for draft in drafts.in_state("kept")}
        self.leave_later()
        self._station.syncing.leave_kept()
        for draft_id, ticket in kept.items():
            draft = drafts.get(draft_id)
            if draft is not None and draft.state != "kept":
                stopped = None if draft.state == "sent" else SportelloError(draft.reason, **draft.facts)
                self._tell(notices.SendEnded(draft_id, ticket, stopped))
        open_before = self._unfinished()
        try:
            self._station.syncing.pay_debts()
        except SportelloError as error:
            self._tell(notices.Trouble(error))
        settled = open_before - self._unfinished()
        if settled:
            self._tell(notices.TicketsChanged(frozenset(ticket for _, ticket in settled)))
        self.be_woken()

    def leave_later(self) -> None:
        """Answers whose time has come, or in whose way something stands; a clock that is off is said once."""
        for left in self._station.syncing.leave_later():
            draft = self._station.store.drafts.get(left.draft)
            if draft is not None and draft.state != LATER:
                self._tell(notices.SendEnded(left.draft, left.ticket, left.stopped))
            elif left.stopped is not None and str(left.stopped) not in self._told:
                self._told.add(str(left.stopped))
                self._tell(notices.Trouble(left.stopped))
        self.be_woken()

    def _unfinished(self) -> set[tuple[str, str]]:
        """Mails with an outcome or a debt still open, and their tickets."""
        return {(send.id, send.ticket) for send in self._station.store.sends.unfinished()}

    def send_automatic(self) -> None:
        """Receipts and follow-ups; of what keeps them from leaving a person hears once."""
        if self._station.journal.safety.current() is not None:
            return
        for trouble in self._station.syncing.send_automatic():
            if not isinstance(trouble, Offline) and str(trouble) not in self._told:
                self._told.add(str(trouble))
                self._tell(notices.Trouble(trouble))
        self.be_woken()

    def be_woken(self) -> None:
        """When the next follow-up, or answer, may leave; what is due then, and whether, the log says."""
        now = int(time.time())
        found = (("follow-up", self._station.following.next_due()), (LATER, self._station.laters.next_due()))
        for what, moment in found:
            if moment is not None and moment > now - _SHORTLY:
                self._wake(what, max(moment + _FLOOR, now + _AGAIN if moment < now - _FLOOR else 0))

    def resend(self, item: str) -> None:
        """An uncertain mail once more, because a person said so."""
        try:
            self._tell(notices.Settled(item, self._station.reviewing.settle(item, "resend")))
        except SportelloError as error:
            self._tell(notices.Settled(item, "", error))

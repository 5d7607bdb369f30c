"""What the desktop is told of: mail that has come in, of the places that a person wishes to hear of, not in their quiet
hours, never of the ticket in front of them."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.engine.notices import MailReading, NoteLost, NotePressed, Notice, TicketsChanged
from desktop.journal.state import Team
from desktop.ports.notifier import Note
from desktop.ports.store.reader import Hit, TicketRow
from desktop.ui import vocabulary
from desktop.ui.attention import Attention
from desktop.ui.desk import Desk
from desktop.ui.instance import to_front
from desktop.ui.preferences import DAY, Preferences

MINE = "mine"

_TOGETHER = 1_500
"""Milliseconds in which what comes is told in one."""

_NAMED = 4
"""Tickets that one note names."""

_MOST = 50
"""Tickets of one change that are looked at: more have not just come in."""

_NOTE = "news"
OPEN, TAKE = "open", "take"


def notifying(team: Team) -> list[tuple[str, str]]:
    """Places of which a person may wish to hear: key and name. What is not theirs belongs to its mailbox."""
    return [(MINE, vocabulary.place(MINE)), *((address, address) for address in team.mailboxes)]


def is_quiet(chosen: Preferences, minute: int) -> bool:
    """At this minute of the day; the hours may go past midnight."""
    since, until = chosen.quiet_from, chosen.quiet_until
    return chosen.quiet_hours and (minute - since) % DAY < (until - since) % DAY


class News(QObject):
    opened = Signal(str)
    """A ticket, from its note."""
    lost = Signal(object)
    """A Note that the desktop does not show."""
    waiting = Signal(int)
    """Tickets that wait for this person: theirs, and nobody's."""

    def __init__(self, desk: Desk, attention: Attention, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._attention = attention
        self._window = window
        self._since = int(time.time())
        self._told: dict[str, int] = {}
        """Date of the newest mail that is known, by ticket."""
        self._reading: set[str] = set()
        """Mailboxes whose old mail is being read."""
        self._fresh: dict[str, TicketRow] = {}
        """To be told, the newest last; until the person comes back."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOGETHER)
        self._timer.timeout.connect(self._tell)

    def told(self, notice: Notice) -> None:
        match notice:
            case TicketsChanged(ids=ids):
                self._look(ids)
                self.count()
            case MailReading(address=address, progress=progress):
                (self._reading.discard if progress is None else self._reading.add)(address)
            case NotePressed(note=note, action=action) if note == _NOTE:
                self.press(action)
            case NoteLost(note=note):
                self.lost.emit(note)

    def count(self) -> None:
        sizes = self._desk.lists.sizes(self._desk.facts.agent)
        self.waiting.emit(sizes.get(MINE, 0) + sizes.get("unassigned", 0))

    def press(self, action: str) -> None:
        """Of the note that is shown; it is about the newest."""
        ticket = next(reversed(self._fresh), "")
        self.seen()
        to_front(self._window)
        if ticket:
            self.opened.emit(ticket)
            if action == TAKE:
                self._desk.requests.claim(ticket)

    def seen(self) -> None:
        """The person is here: what was told is no news."""
        if self._fresh:
            self._fresh.clear()
            self._timer.stop()
            self._desk.notifier.withdraw(_NOTE)

    def _look(self, ids: frozenset[str]) -> None:
        if not 0 < len(ids) <= _MOST:
            return
        for row in self._desk.lists.rows([Hit(ticket) for ticket in ids]):
            if isinstance(row, TicketRow) and row.last_date > self._told.get(row.id, self._since):
                self._told[row.id] = row.last_date
                if self._wants(row):
                    self._fresh.pop(row.id, None)
                    self._fresh[row.id] = row
                    if not self._timer.isActive():
                        self._timer.start()

    def _wants(self, row: TicketRow) -> bool:
        me, chosen = self._desk.facts.agent, self._desk.chosen.now
        if not (row.waits and row.unread) or row.status == "spam" or row.mailbox in self._reading:
            return False
        if {row.assignee, row.holder} - {"", me}:
            return False
        place = MINE if me in (row.assignee, row.holder) else row.mailbox
        now = time.localtime()
        quiet = not chosen.notify or place in chosen.quiet_places or is_quiet(chosen, now.tm_hour * 60 + now.tm_min)
        in_front = self._window.isActiveWindow() and self._attention.ticket == row.id
        return not quiet and not in_front

    def _tell(self) -> None:
        """All that nobody has seen, in one note."""
        rows = list(self._fresh.values())
        if not rows:
            return
        names = [row.customer or row.customer_address for row in rows]
        subjects = [row.subject or self.tr("(no subject)") for row in rows]
        if len(rows) == 1:
            title, body = names[0], "\n".join(filter(None, (subjects[0], rows[0].snippet)))
            actions: tuple[tuple[str, str], ...] = ((OPEN, self.tr("Open")), (TAKE, self.tr("Take it")))
        else:
            title = self.tr("%1 tickets have new mail").replace("%1", str(len(rows)))
            lines = [f"{name}: {subject}" for name, subject in zip(names, subjects, strict=True)]
            body, actions = "\n".join(lines[::-1][:_NAMED]), ((OPEN, self.tr("Open the newest")),)
        self._desk.notifier.show(Note(_NOTE, title, body, actions))

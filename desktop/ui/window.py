"""The main window: three panes, put together. What is told goes to the pane that shows it; what a person does goes to
the desk."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import (
    LocksNotAvailable,
    Offline,
    OutcomeUncertain,
    RefusedByTeam,
    SportelloError,
    UsageError,
)
from desktop.engine import notices
from desktop.engine.reviewing import Item
from desktop.ports.store.drafts import Draft
from desktop.ui import keyboard, keys
from desktop.ui.actions import TicketActions
from desktop.ui.desk import Desk
from desktop.ui.theme import STEP
from desktop.ui.views import parts
from desktop.ui.views.conversation import TicketPane
from desktop.ui.views.list_pane import ListPane
from desktop.ui.views.password import PasswordBar
from desktop.ui.views.places import PlacesPane
from desktop.ui.views.review import ReviewPane
from desktop.ui.views.status import StatusLine
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.undo import Leaving
from desktop.ui.views.widgets import column, label


class MainWindow(QMainWindow):
    moved = Signal()
    """The team goes on elsewhere: everything has to be opened anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted = ""
        """The ticket last asked for: what comes late about another is not shown."""
        team = desk.facts.team
        me = team.agent_name(desk.facts.agent)
        self.setWindowTitle(self.tr("%1 – Sportello").replace("%1", f"{team.name} · {me}"))
        self.places = PlacesPane(team.name)
        self.places.say_team(team.name, me)
        self.list = ListPane(desk)
        self.ticket = TicketPane(desk)
        self.review = ReviewPane(desk.words)
        self.on_ticket = TicketActions(desk, self.ticket)
        self.status = StatusLine()
        self.trouble = TroubleBar()
        self.password = PasswordBar()
        self._nothing = self._blank()
        self._right = QStackedWidget()
        for pane in (self._nothing, self.ticket, self.review):
            self._right.addWidget(pane)
        self.leaving = Leaving()
        self._lay_out()
        self._connect()
        self.places.model.replace_mailboxes(list(team.mailboxes))
        self._count()
        self.places.go("mine" if desk.lists.size("mine", desk.facts.agent, "") else "open")
        self.list.tickets.setFocus()

    def remember(self, settings: QSettings) -> None:
        """Size, place and the widths of the panes."""
        settings.setValue("geometry", self.saveGeometry())
        settings.setValue("panes", self._split.saveState())

    def restore(self, settings: QSettings) -> None:
        for key, put in (("geometry", self.restoreGeometry), ("panes", self._split.restoreState)):
            value = settings.value(key)
            if isinstance(value, QByteArray):
                put(value)

    # -- what is told -------------------------------------------------------------------------------------------

    def told(self, notice: notices.Notice) -> None:
        """Each notice to whom it concerns. Never moves the choice, the focus, or an open text."""
        match notice:
            case notices.TicketsChanged(ids=ids):
                self.list.tickets_changed(ids)
                self._count()
                if not ids or ids & {self.ticket.ticket, self.review.item.ticket if self.review.item else ""}:
                    self._reload()
            case notices.TeamChanged(team=team):
                self.places.model.replace_mailboxes(list(team.mailboxes))
                self._count()
            case notices.LinkChanged():
                self.status.say_link(notice)
                self.ticket.say_link(notice.online, notice.doubt)
                self.password.asks(notice.doubt, self._desk.words)
            case notices.BusyChanged(busy=busy):
                self.status.say_busy(busy)
            case notices.ConversationRead():
                self._show(notice)
            case notices.ClaimAsked(ticket=ticket, refused=refused):
                self.ticket.claim_answered(ticket)
                self._complain(refused, about=ticket)
            case notices.ReviewRead():
                self._show_review(notice)
            case notices.LeavingRead(follow_ups=follow_ups):
                self.list.show_leaving(follow_ups)
                self._count()
            case notices.PageRead(slot=slot, page=page):
                self.ticket.thread_view.show_page(slot, page)
            case notices.ImageRead(slot=slot, place=place, data=data):
                self.ticket.thread_view.show_image(slot, place, data)
            case _:
                self._told_of_ends(notice)

    def _told_of_ends(self, notice: notices.Notice) -> None:
        match notice:
            case notices.EditRefused(why=why):
                self._complain(why)
            case notices.SendEnded(draft=draft, stopped=stopped):
                self.leaving.end(draft)
                self._complain(stopped)
            case notices.FilesRead(draft=draft, files=files, refused=refused):
                self.ticket.composer.add_files(draft, files)
                self._complain(refused)
            case notices.AttachmentSaved(path=path, refused=refused):
                self.status.say_saved("" if refused else path)
                self._complain(refused)
            case notices.AttachmentLent(path=path, refused=refused):
                if path:
                    parts.open_file(path)
                self._complain(refused)
            case notices.SpaceRead(sizes=sizes):
                self.status.say_space(sizes)
            case notices.Settled(refused=refused):
                self._complain(refused)
                self._desk.requests.review()
            case notices.Trouble(why=why):
                self._complain(why)
            case notices.Crashed(report=report, summary=summary):
                said = self.tr("Something went wrong in the program itself (%1). A report was written: %2")
                self.trouble.say(said.replace("%1", summary).replace("%2", report))
            case notices.JournalMoved():
                self.moved.emit()
                self.close()

    # -- what the person does -----------------------------------------------------------------------------------

    def next_ticket(self) -> None:
        self.list.step(1)

    def previous_ticket(self) -> None:
        self.list.step(-1)

    def unread(self) -> None:
        if self.ticket.ticket:
            self._desk.requests.unread(self.ticket.ticket)
            self.next_ticket()

    def fetch(self) -> None:
        self._desk.requests.fetch()

    def show_keys(self) -> None:
        keys.KeySheet(self).show()

    def find(self) -> None:
        self.list.search.setFocus()
        self.list.search.selectAll()

    def _choose(self, ticket: str) -> None:
        self._wanted = ticket
        self._desk.requests.open(ticket)

    def _chose_item(self, item: Item | None) -> None:
        self.review.show_item(item)
        if item is not None and item.ticket:
            self._wanted = item.ticket
            self._desk.requests.reload(item.ticket)

    def _show_place(self, key: str) -> None:
        self.list.show_place(key)
        if self.list.is_review:
            self._right.setCurrentWidget(self.review)
            if not self.list.review.currentIndex().isValid():
                self.list.review.step(0)
            self._chose_item(self.review.item)
        else:
            self._right.setCurrentWidget(self.ticket if self.ticket.ticket else self._nothing)
            self.list.tickets.point_at(self.ticket.ticket)
            if self.list.is_leaving:
                self.list.leaving.choose_one()

    def _send(self, draft: Draft) -> None:
        seconds = self._desk.facts.undo_seconds
        found = self.ticket.conversation
        to = found.row.customer if found is not None else ""
        self.leaving.add(draft.id, draft.ticket, to, seconds)
        self._desk.requests.send(draft, seconds)
        self.list.tickets.setFocus()
        if draft.resolve:
            self.next_ticket()

    def _take_back(self, draft: str, ticket: str) -> None:
        self.leaving.end(draft)
        self._wanted = ticket
        self._right.setCurrentWidget(self.ticket)
        self.ticket.want_draft()
        self._desk.requests.undo(draft)
        self.list.tickets.point_at(ticket)

    def _rewrite(self, draft: str, ticket: str) -> None:
        self.places.go("open")
        self._wanted = ticket
        self._right.setCurrentWidget(self.ticket)
        self.ticket.want_draft()
        self._desk.requests.rewrite(draft)
        self.list.tickets.point_at(ticket)

    def _go_to_ticket(self, ticket: str) -> None:
        self.places.go("open")
        self._choose(ticket)
        self.list.tickets.point_at(ticket)

    # -- inside -------------------------------------------------------------------------------------------------

    def _show(self, read: notices.ConversationRead) -> None:
        if self._wanted not in (read.conversation.ticket.id, *read.conversation.ticket.slots):
            return
        self.on_ticket.met(read.conversation)
        if self.list.is_review:
            self.review.show_conversation(read)
            if read.conversation.ticket.id == self.ticket.ticket:
                self.ticket.show_conversation(read)
            return
        self._right.setCurrentWidget(self.ticket)
        self.ticket.show_conversation(read)

    def _reload(self) -> None:
        """What is before a person's eyes counts as shown, unless they are writing."""
        item = self.review.item
        if self.list.is_review and item is not None and item.ticket:
            self._desk.requests.reload(item.ticket)
        elif not self.ticket.ticket:
            return
        elif self.ticket.composer.draft is not None or not self.isActiveWindow():
            self._desk.requests.reload(self.ticket.ticket)
        else:
            self._desk.requests.open(self.ticket.ticket)

    def _show_review(self, read: notices.ReviewRead) -> None:
        self.list.review_model.show_items(read.items)
        self.list.review_changed()
        self.list.model.lay_over(read.pending)
        self.status.say_waiting(read)
        self._count()
        if self.list.is_review:
            if not self.list.review.currentIndex().isValid():
                self.list.review.step(0)  # what was looked at is settled: on to what is left
            self.review.show_item(self.list.review_model.item(self.list.review.currentIndex().row()))

    def _complain(self, error: SportelloError | None, about: str = "") -> None:
        """Being offline stands in the status line, and a refused claim of another ticket concerns nobody now."""
        if error is None or isinstance(error, Offline) or (about and about != self.ticket.ticket):
            return
        if self.password.asks(error, self._desk.words):
            return
        said = self._desk.words.of(error)
        by_the_team = isinstance(error, RefusedByTeam | UsageError | OutcomeUncertain | LocksNotAvailable)
        # What to do about the team's refusals stands in the banner and in To review.
        self.trouble.say(said.message if by_the_team else f"{said.message} {said.remedy}")

    def _count(self) -> None:
        counts = self._desk.lists.sizes(self._desk.facts.agent)
        self.places.model.count(counts | self.list.counts())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """What came in behind the person's back is read when they come back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.ticket.ticket:
            self._reload()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """What is being typed is saved first."""
        self.ticket.composer.flush()
        super().closeEvent(event)

    # -- making -------------------------------------------------------------------------------------------------

    def _blank(self) -> QWidget:
        blank = QWidget()
        words = label(self.tr("Choose a ticket: J and K go through the list, F1 shows every key"), kind="muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark = QLabel()
        mark.setPixmap(QApplication.windowIcon().pixmap(9 * STEP))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(blank, mark, words, spacing=2 * STEP)
        layout.insertStretch(0, 1)
        layout.addStretch(1)
        return blank

    def _lay_out(self) -> None:
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        right = QWidget()
        stacked = column(right, self._right, self.leaving, margins=0, spacing=0)
        stacked.setStretch(0, 1)
        right.setMinimumWidth(60 * STEP)
        right.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        for number, pane in enumerate((self.places, self.list, right)):
            split.addWidget(pane)
            split.setStretchFactor(number, int(pane is right))
        split.setSizes([24 * STEP, 46 * STEP, 90 * STEP])
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.trouble)
        layout.addWidget(self.password)
        layout.addWidget(split, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(whole)
        self.resize(160 * STEP, 100 * STEP)

    def _connect(self) -> None:
        self.places.chosen.connect(self._show_place)
        self.list.tickets.chosen.connect(self._choose)
        self.list.review.chosen.connect(self._chose_item)
        self.list.leaving.chosen.connect(self._choose)
        self.list.leaving.stopped.connect(self._desk.requests.stop_follow_up)
        self.ticket.sent.connect(self._send)
        self.leaving.undo.connect(self._take_back)
        self.ticket.to_review.connect(self._go_to_review)
        self.on_ticket.resolved.connect(self.next_ticket)
        self.password.given.connect(self._desk.requests.new_password)
        self.review.decided.connect(self._desk.requests.settle)
        self.review.rewrite.connect(self._rewrite)
        self.review.go_to.connect(self._go_to_ticket)
        keys.connect(self, keyboard.actions(self))

    def _go_to_review(self) -> None:
        self.places.go("review")

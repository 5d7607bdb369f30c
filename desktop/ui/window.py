"""The main window: what a person does in it goes to the desk; what is told is heard in ``ui.hearing``."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from desktop.engine.notices import Notice
from desktop.engine.reviewing import Item
from desktop.ports.store.drafts import Draft
from desktop.ui import keyboard
from desktop.ui.actions import TicketActions
from desktop.ui.attention import Attention
from desktop.ui.beside import Beside
from desktop.ui.canned import CannedTexts
from desktop.ui.corrections import Corrections
from desktop.ui.desk import Desk
from desktop.ui.farewell import Farewell
from desktop.ui.forwarding import Forwarding
from desktop.ui.hearing import Hearing
from desktop.ui.meant import Meant
from desktop.ui.notifying import News
from desktop.ui.panes import Panes
from desktop.ui.paper import Paper
from desktop.ui.postponing import Postponing
from desktop.ui.saved import SavedPlaces
from desktop.ui.signing_in import SigningIn
from desktop.ui.taking import Taking
from desktop.ui.theme import STEP


class MainWindow(QMainWindow):
    moved = Signal()
    """The team goes on elsewhere: everything has to be opened anew."""
    rejoining = Signal()
    """It has closed, and a new team file is to be opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        team = desk.facts.team
        me = team.agent_name(desk.facts.agent)
        self.setWindowTitle(self.tr("%1 – Sportello").replace("%1", f"{team.name} · {me}"))
        panes = self._panes = Panes(desk)
        self.places, self.list, self.ticket, self.review = panes.places, panes.list, panes.ticket, panes.review
        self.status, self.trouble, self.password = panes.status, panes.trouble, panes.password
        self.toast = panes.toast
        self.leaving, self.team, self.history = panes.leaving, panes.team, panes.history
        self.mailboxes, self.dialogs = panes.mailboxes, panes.dialogs
        self.rejoin = panes.rejoin
        self.acquainted = panes.acquainted
        self._attention = Attention()
        self.beside = Beside(self, desk)
        self.signing_in = SigningIn(desk, panes)
        self.news = News(desk, self._attention, self)
        self.saved = SavedPlaces(desk, self.list, self.places)
        meant = Meant(desk.lists, self.list.tickets.marks, self.list.seen, self._attention)
        self.on_ticket = TicketActions(desk, panes, self._attention, meant)
        self.taking = Taking(desk, panes, self._attention, meant, self._choose)
        self.forwarding = Forwarding(desk, panes, self._attention)
        self.postponing = Postponing(desk, panes)
        self.corrections = Corrections(desk, self.ticket, self._attention, meant, self._choose)
        self.paper = Paper(self.ticket)
        self.canned = CannedTexts(desk, self.ticket, self.dialogs, self, self.taking.reply)
        self._hearing = Hearing(desk, panes, self.saved, self._attention)
        self._farewell = Farewell(panes)
        self.setCentralWidget(panes)
        self.resize(160 * STEP, 100 * STEP)
        self._connect()
        self.places.say_team(team.name, me)
        self.places.model.replace_mailboxes(list(team.mailboxes))
        self._hearing.count()
        self.places.go("mine" if desk.lists.size("mine", desk.facts.agent) else "open")
        self.list.current.setFocus()

    def remember(self, settings: QSettings) -> None:
        """Size, place and the widths of the panes."""
        settings.setValue("geometry", self.saveGeometry())
        settings.setValue("panes", self._panes.widths())
        self.acquainted.remember(settings)

    def restore(self, settings: QSettings) -> None:
        for key, put in (("geometry", self.restoreGeometry), ("panes", self._panes.restore_widths)):
            value = settings.value(key)
            if isinstance(value, QByteArray):
                put(value)
        self.acquainted.restore(settings)

    def told(self, notice: Notice) -> None:
        self._hearing.told(notice)
        self.beside.told(notice)
        self.signing_in.told(notice)
        self.news.told(notice)

    # -- what the person does -----------------------------------------------------------------------------------

    def next_ticket(self) -> None:
        self.list.step(1)

    def previous_ticket(self) -> None:
        self.list.step(-1)

    def fetch(self) -> None:
        self._desk.requests.fetch()

    def browse(self) -> None:
        """What is shown, or will be in a moment, in the person's own browser."""
        attention = self._attention
        if attention.ticket and not self.ticket.shows(attention.ticket):
            attention.then = self.ticket.thread_view.browse
        elif attention.ticket:
            self.ticket.thread_view.browse()
        elif attention.reading == self.history.slot and not self.list.is_review:
            self.history.thread_view.browse()

    def show_team(self) -> None:
        self.team.bring()

    def next_pane(self) -> None:
        self._panes.folding.bring_next()

    def find(self) -> None:
        self._panes.turn_to_list()
        if not self.list.search.isVisible():
            self.places.go("open")
        self.list.search.setFocus()
        self.list.search.selectAll()

    def look_for(self, words: str) -> None:
        self.find()
        self.list.search.setText(words)

    def go_to_ticket(self, ticket: str) -> None:
        self.places.go("open")
        self._choose(ticket)
        self.list.tickets.point_at(ticket)

    def _choose(self, ticket: str) -> None:
        self._panes.turn_to_conversation()
        self._attention.turn_to(ticket)
        self._desk.requests.reload(ticket)

    def _choose_mail(self, slot: str) -> None:
        self._panes.turn_to_conversation()
        self._attention.only_read(slot)
        self._desk.searches.read(slot)

    def _chose_item(self, item: Item | None) -> None:
        if not self.list.is_review:
            return  # it went from that list by itself, and the person has turned to something else
        self._panes.turn_to_conversation()
        self.review.show_item(item)
        self._attention.only_read(item.ticket if item is not None else "")
        self._hearing.reload()

    def _show_place(self, key: str) -> None:
        self.toast.hide()
        aside = not self._attention.ticket
        if aside and key != "review":
            self._attention.turn_to(self.ticket.ticket)
        self.list.show_place(key)
        if self.list.is_review:
            self._panes.show_review()
            if not self.list.review.currentIndex().isValid():
                self.list.review.step(0)
            self._chose_item(self.list.review_model.item(self.list.review.currentIndex().row()))
        else:
            self._panes.show_ticket()
            if aside:
                self._hearing.reload()
            if self.list.is_leaving:
                self.list.leaving.choose_one()
        self._panes.turn_to_list()

    def _point(self, _: str) -> None:
        """In a list that is shown anew."""
        self.list.current.point_at(self._attention.ticket)

    def _send(self, draft: Draft) -> None:
        if draft.leaves:
            self.postponing.planned(draft)
            self.list.take_focus()
            return
        seconds = self._desk.facts.undo_seconds
        row = self._desk.lists.row(draft.ticket)
        customer = row.customer if row is not None else ""
        to = customer if draft.kind == "reply" else ", ".join(draft.to)
        self.leaving.add(draft.id, draft.ticket, to, seconds)
        self._desk.requests.send(draft, seconds)
        self.list.take_focus()
        if draft.resolve:
            self._move_on((draft.ticket,))

    def _move_on(self, past: Collection[str]) -> None:
        """From tickets that have been dealt with to the next; where there is none, nothing is chosen."""
        self.list.tickets.marks.drop(past)
        if not self.list.move_on(past):
            self._attention.turn_to("")
            self.ticket.clear()
            self._panes.show_ticket()
            self.list.take_focus()

    def _take_back(self, draft: str, ticket: str) -> None:
        self.leaving.end(draft)
        self._write_again(ticket)
        self._desk.requests.undo(draft)
        self.list.tickets.point_at(ticket)

    def _rewrite(self, draft: str, ticket: str) -> None:
        self.places.go("open")
        self._write_again(ticket)
        self._desk.requests.rewrite(draft)
        self.list.tickets.point_at(ticket)

    def _write_again(self, ticket: str) -> None:
        self._attention.turn_to(ticket)
        self._panes.show_ticket()
        self._panes.turn_to_conversation()
        self.ticket.want_draft()

    def _go_to_review(self) -> None:
        self.places.go("review")

    def _move(self) -> None:
        self.moved.emit()
        self.close()

    def _rejoin(self) -> None:
        if self.close():
            self.rejoining.emit()

    # -- inside -------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """What came in behind the person's back is read when they come back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.news.seen()
            self._hearing.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Esc, where nothing nearer wanted it, lets go what is selected."""
        if event.key() != Qt.Key.Key_Escape or not self.list.current.let_go():
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """What is being typed is saved first; what cannot be saved, or does not leave, is so only by a person who has
        been told."""
        self.ticket.composer.flush()
        self._panes.jottings.flush()
        words = self._farewell.hold_back()
        if words:
            self._hearing.say_unsaved(words)
            event.ignore()
            return
        super().closeEvent(event)

    def _connect(self) -> None:
        requests = self._desk.requests
        self._hearing.read.connect(self.on_ticket.met)
        self._hearing.read.connect(self.acquainted.show_conversation)
        self.acquainted.panel.opened.connect(self.go_to_ticket)
        self.acquainted.left.connect(self.list.take_focus)
        self._hearing.moved.connect(self._move)
        self._hearing.mail_begun.connect(self.forwarding.open_mail)
        self.forwarding.stopped.connect(self._hearing.told)
        self._hearing.opened.connect(self.go_to_ticket)
        self.places.chosen.connect(self._show_place)
        self.list.shown.connect(self._point)
        self.list.tickets.chosen.connect(self._choose)
        self.list.found.chosen.connect(self._choose)
        self.list.found.chosen_mail.connect(self._choose_mail)
        self.history.thread_view.ask_of(self._desk.parts)
        self.list.review.chosen.connect(self._chose_item)
        self.list.leaving.chosen.connect(self._choose)
        self.postponing.edit.connect(self._take_back)
        self.status.pause_asked.connect(requests.pause_reading)
        self.ticket.sent.connect(self._send)
        self.ticket.composer.opened.connect(self._panes.turn_to_conversation)
        self.leaving.undo.connect(self._take_back)
        self.ticket.to_review.connect(self._go_to_review)
        self.ticket.composer.left.connect(self.list.take_focus)
        for telling in (self.corrections, self.canned, self.paper):
            telling.advice.connect(self._hearing.advise)
        self.on_ticket.joining.turned.connect(self._choose)
        self.on_ticket.joining.turned.connect(self.list.tickets.point_at)
        for doing in (self.on_ticket, self.taking):
            doing.dealt_with.connect(self._move_on)
            doing.advice.connect(self._hearing.advise)
        self.places.team_wanted.connect(self.show_team)
        self.team.mailboxes_wanted.connect(self.mailboxes.bring)
        self.beside.moving_wanted.connect(self.dialogs.show_moving)
        self.dialogs.waiting_wanted.connect(partial(self.places.go, "promises"))
        self.dialogs.text_wanted.connect(self.canned.show_all)
        self.mailboxes.configured.connect(requests.configure)
        self.mailboxes.signed.connect(self._desk.letters.sign)
        self.team.invite.connect(requests.invite)
        self.team.remove.connect(requests.remove)
        self.rejoin.wanted.connect(self._rejoin)
        self.password.given.connect(requests.new_password)
        self.review.decided.connect(requests.settle)
        self.review.rewrite.connect(self._rewrite)
        self.review.go_to.connect(self.go_to_ticket)
        self.news.opened.connect(self.go_to_ticket)
        self.beside.palette_closed.connect(self.list.search_again)
        keyboard.bring_in(self, self._desk)

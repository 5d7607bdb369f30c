"""What the lanes tell, brought to the panes that show it. Never moves the choice, the focus, or an open text."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import Offline, SportelloError
from desktop.domain.ticket import shown_reference
from desktop.engine import mail_notices, moving_notices, notices
from desktop.engine.enrolling import ServersFound
from desktop.engine.survey import Counted, Counting, NotCounted
from desktop.ui.attention import Attention
from desktop.ui.desk import Desk
from desktop.ui.faults import Faults
from desktop.ui.panes import Panes
from desktop.ui.saved import SavedPlaces
from desktop.ui.views.parts import open_file
from desktop.ui.views.source import SourceDialog

_STAY = 400
"""Milliseconds before a ticket's mails from which on they have been looked at and not passed over."""


class Hearing(QObject):
    read = Signal(object)
    """A conversation that was asked for, as it is shown."""
    mail_begun = Signal(object)
    """A new mail that was asked for: the Draft that was begun before, or None."""
    opened = Signal(str)
    """A ticket that the person wants to see."""
    moved = Signal()
    """The team goes on elsewhere: everything has to be opened anew."""

    def __init__(self, desk: Desk, panes: Panes, saved: SavedPlaces, attention: Attention) -> None:
        """What comes late about something else than the person has turned to is not shown."""
        super().__init__(panes)
        self._desk = desk
        self._panes = panes
        self._saved = saved
        self._unsaved = ""
        remedies = {"again": self._look_again, "restart": self.moved.emit, "review": self._to_review}
        remedies["anew"] = self._restore_anew
        self._faults = Faults(desk, {**remedies, "texts": self._show_texts})
        self._begun: list[str] = []
        """Tickets on which something is being written."""
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.setInterval(_STAY)
        self._stay.timeout.connect(self._stayed)
        self._attention = attention
        self._reference = ""
        """Of the ticket that the person looks at."""

    def told(self, notice: notices.Notice) -> None:
        """Each notice to whom it concerns."""
        panes = self._panes
        match notice:
            case notices.TicketsChanged(ids=ids):
                self._change_tickets(ids)
                if not ids or ids & {self._attention.reading, panes.ticket.ticket, *panes.acquainted.rests_on}:
                    self.reload()
            case notices.TeamChanged(team=team):
                panes.say_team(team)
                panes.mailboxes.show_team(team)
                panes.places.model.replace_mailboxes(list(team.mailboxes))
                self.count()
            case notices.LinkChanged():
                panes.status.say_link(notice)
                panes.ticket.say_link(notice.online, notice.doubt)
                panes.password.asks(notice.doubt, self._desk.words)
                panes.sign_in.asks(notice.doubt, self._desk.words)
                for one in (panes.rejoin, panes.standstill, panes.team.care):
                    one.say_link(notice.online, notice.doubt)
            case Counting() | Counted():
                panes.dialogs.standing.told(notice)
            case ServersFound(proposal=proposal):
                panes.dialogs.mailbox.show_found(proposal)
            case NotCounted(address=address, why=why):
                said = self._desk.words.of(why)
                panes.dialogs.standing.refused(address, f"{said.message} {said.remedy}")
            case notices.MailReading():
                panes.status.say_reading(notice)
            case notices.ConversationRead():
                self._show(notice)
            case notices.DraftKept():
                self._hear_of_draft(notice)
            case notices.ReviewRead():
                self._show_review(notice)
            case notices.LeavingRead(follow_ups=follow_ups, planned=planned):
                panes.list.show_leaving((*follow_ups, *planned))
                self.count()
            case mail_notices.PageRead(slot=slot, page=page, remote=remote):
                for view in (panes.ticket.thread_view, panes.history.thread_view):
                    view.show_page(slot, page, remote)
            case mail_notices.Glimpsed():
                for view in (panes.ticket.thread_view, panes.history.thread_view):
                    view.show_glimpse(notice)
            case mail_notices.ImageRead(slot=slot, place=place, data=data):
                for view in (panes.ticket.thread_view, panes.history.thread_view):
                    view.show_image(slot, place, data)
            case notices.Found():
                panes.list.show_found(notice)
            case notices.HistoryRead(slot=slot) if slot == self._attention.reading and not panes.list.is_review:
                panes.history.show_history(notice)
                panes.show_history()
            case notices.SpellerFound(speller=speller):
                panes.ticket.composer.text.spelling.use(speller)
            case notices.MailBegun(draft=draft):
                self.mail_begun.emit(draft)
            case notices.SearchesSaved(searches=searches):
                self._saved.show_searches(searches)
            case _:
                self._told_of_ends(notice)

    def advise(self, words: str) -> None:
        """About the ticket that the person looks at."""
        self._panes.trouble.say(words, self._reference)

    def count(self) -> None:
        """How much waits at each place."""
        counts = self._desk.lists.sizes(self._desk.facts.agent)
        self._panes.places.model.count(counts | self._panes.list.counts())

    def reload(self) -> None:
        """What is before a person's eyes counts as shown, unless they are writing."""
        panes, requests, reading = self._panes, self._desk.requests, self._attention.reading
        if not reading:
            return
        if panes.list.is_review:
            requests.reload(reading)
        elif not self._attention.ticket:
            self._desk.searches.read(reading)
        elif panes.ticket.composer.reply is not None or not panes.isActiveWindow():
            requests.reload(reading)
        else:
            requests.open(reading)

    def _look_again(self) -> None:
        self._desk.requests.fetch()

    def _restore_anew(self) -> None:
        self._desk.leading.restore(anew=True)

    def _to_review(self) -> None:
        self._panes.places.go("review")

    def _show_texts(self) -> None:
        """One of them; the others are marked in the list. What was on its way is in *To review*."""
        if self._begun:
            self.opened.emit(self._begun[0])
        else:
            self._to_review()

    def _stayed(self) -> None:
        """The person has not passed over what they turned to, and it is there to be read: it counts as shown."""
        attention = self._attention
        if attention.ticket and not attention.looked and self._panes.ticket.shows(attention.ticket):
            attention.looked = True
            self._desk.requests.open(attention.ticket)

    def say_unsaved(self, words: str) -> None:
        """Until it is saved after all."""
        self._unsaved = words
        self._panes.trouble.say(words)

    def _change_tickets(self, ids: frozenset[str]) -> None:
        """Where nothing is selected any more, keys are meant for what is shown: that is what the list points at."""
        panes, marks = self._panes, self._panes.list.tickets.marks
        selected = bool(marks.ids)
        panes.list.tickets_changed(ids)
        if selected and not marks.ids:
            panes.list.current.point_at(self._attention.ticket)
        self.count()

    def _told_of_ends(self, notice: notices.Notice) -> None:
        panes = self._panes
        match notice:
            case notices.ClaimAsked(ticket=ticket, refused=refused):
                panes.ticket.claim_answered(ticket)
                self._complain(refused, about=ticket)
                self._settled(ticket, refused)
            case notices.EditKept(ticket=ticket, refused=refused):
                panes.list.seen.answered(ticket)
                self._complain(refused)
            case notices.EditRefused(why=why) | notices.Trouble(why=why):
                self._complain(why)
            case notices.SendEnded(draft=draft, ticket=ticket, stopped=stopped):
                panes.leaving.end(draft)
                self._complain(stopped)
                self._settled(ticket, stopped)
            case notices.Settled(refused=refused):
                self._complain(refused)
                self._settled(panes.review.item.ticket if panes.review.item else "", refused)
                self._desk.requests.review()
            case notices.MergeAsked():
                panes.ticket.merging.ask(notice)
            case notices.Merged():
                panes.ticket.merging.tell(notice)
            case notices.MailboxTried(address=address, refused=refused):
                if not panes.dialogs.mailbox.told(address, refused) and refused is not None:
                    found = self._desk.words.of(refused)
                    panes.trouble.say(f"{address}: {found.message} {found.remedy}")
            case notices.PasswordWaits(address=address, waits=waits):
                panes.password.say_waiting(address, waits=waits)
            case notices.TextsChanged(done=done, key=key):
                panes.dialogs.texts.told(done, key)
            case notices.Invited():
                panes.team.show_invited(notice)
            case notices.Crashed():
                panes.trouble.tell(self._faults.of_program(notice))
                panes.dialogs.give_up()
            case notices.EndedBadly():
                panes.trouble.tell(self._faults.of_end(notice))
            case notices.JournalMoved():
                self.moved.emit()
            case notices.UpdateFound(offer=offer):
                panes.newer.show_offer(offer)
            case notices.UpdateSaved():
                panes.newer.told(notice)
            case notices.UpdatePublished(version=version):
                panes.team.say_published(version)
            case _:
                self._told_of_files(notice)

    def _told_of_files(self, notice: notices.Notice) -> None:
        panes = self._panes
        match notice:
            case mail_notices.FilesRead(draft=draft, files=files, refused=refused):
                panes.ticket.composer.add_files(draft, files)
                self._complain(refused)
            case mail_notices.SourceRead(text=text, refused=refused):
                self._complain(refused)
                if text:
                    SourceDialog(text, panes.window()).show()
            case mail_notices.AttachmentSaved(path=path, refused=refused):
                panes.status.say_saved("" if refused else path)
                self._complain(refused)
            case mail_notices.MailLent(refused=refused):
                for view in (panes.ticket.thread_view, panes.history.thread_view):
                    view.lend(notice)
                self._complain(refused)
            case mail_notices.FileLent(path=path, refused=refused):
                self._complain(refused)
                open_file("" if refused else path)
            case notices.CustomerGoing() | notices.CustomerErasedHere():
                panes.acquainted.data.told(notice)
            case notices.CustomerExported(why=why):
                panes.acquainted.data.told(notice)
                self._complain(why)
            case moving_notices.Exported() | moving_notices.TakenIn() | moving_notices.BackedUp():
                panes.dialogs.moving.told(notice)
                self._complain(notice.why)
            case moving_notices.BroughtBack(why=why):
                panes.dialogs.moving.told(notice)
                self._complain(why)
                if why is None:
                    self._desk.chosen.read_again()
            case notices.FiguresRead(promises=promises):
                panes.dialogs.figures.show_promises(promises)
            case mail_notices.SpaceRead(sizes=sizes):
                panes.mailboxes.say_space(panes.status.say_space(sizes))

    def _show(self, read: notices.ConversationRead) -> None:
        panes, ticket, attention = self._panes, read.conversation.ticket, self._attention
        if attention.reading not in (ticket.id, *ticket.slots, *ticket.sides):
            return
        if attention.reading != ticket.id:  # it has become part of this one
            attention.move_to(ticket.id)
            panes.list.tickets.point_at(ticket.id)
        self.read.emit(read.conversation)
        panes.list.know_tags(ticket.tags)
        if self._reference != shown_reference(ticket.reference):
            self._reference = shown_reference(ticket.reference)
            panes.trouble.move_on(self._reference)
        if panes.list.is_review:
            panes.review.show_conversation(read)
            if ticket.id == panes.ticket.ticket:
                panes.ticket.show_conversation(read)
            return
        panes.ticket.show_conversation(read)
        panes.show_ticket()
        attention.do_then()
        if not attention.looked:
            self._stay.start()

    def _hear_of_draft(self, kept: notices.DraftKept) -> None:
        """What was to go its way and could not be stored comes back, unless the person is writing elsewhere: then it
        waits on its ticket."""
        panes, draft = self._panes, kept.draft
        known = panes.ticket.drawer.refused
        panes.ticket.draft_kept(kept)
        if kept.refused is not None and (draft.id not in known or draft.state != "writing"):
            said = self._desk.words.of(kept.refused)
            self.say_unsaved(f"{said.message} {said.remedy}")
        if known and not panes.ticket.drawer.refused and panes.trouble.text == self._unsaved:
            panes.trouble.hide()
        if kept.refused is None or draft.state in ("writing", "dismissed"):
            return
        panes.leaving.end(draft.id)
        if not panes.ticket.composer.is_open or panes.ticket.ticket == draft.ticket:
            self._attention.turn_to(draft.ticket)
            panes.show_ticket()
            panes.ticket.want_draft(draft.kind)
            panes.list.tickets.point_at(draft.ticket)
            self._desk.requests.reload(draft.ticket)

    def _show_review(self, read: notices.ReviewRead) -> None:
        panes = self._panes
        panes.list.review_model.show_items(read.items)
        panes.list.review_changed()
        panes.list.seen.lay_over(read.pending, read.begun)
        self._begun = sorted(read.begun)
        panes.status.say_waiting(read)
        self.count()
        if panes.list.is_review:
            if not panes.list.review.currentIndex().isValid():
                panes.list.review.step(0)  # what was looked at is settled: on to what is left
            panes.review.show_item(panes.list.review_model.item(panes.list.review.currentIndex().row()))

    def _settled(self, ticket: str, refused: SportelloError | None) -> None:
        """What was said of this ticket, if it is the one looked at, holds no more."""
        if refused is None and ticket in (self._attention.reading, self._panes.ticket.ticket):
            self._panes.trouble.settle(self._reference)

    def _complain(self, error: SportelloError | None, about: str = "") -> None:
        """Being offline stands in the status line, and a refused claim of another ticket concerns nobody now."""
        panes = self._panes
        concerns = about in ("", self._attention.ticket, *panes.list.tickets.marks.ids)
        if error is None or isinstance(error, Offline) or not concerns:
            return
        if not about:
            panes.team.care.settle()
        panes.acquainted.data.settle()
        words = self._desk.words
        if panes.password.asks(error, words) or panes.sign_in.asks(error, words) or panes.rejoin.asks(error):
            return
        dialogs = (panes.mailboxes, panes.team, panes.acquainted.data)
        always = next((dialog.trouble for dialog in dialogs if dialog.isVisible()), panes.trouble)
        in_front = panes.dialogs.trouble() or always
        in_front.tell(self._faults.of(error), str(error.facts.get("reference", "")))

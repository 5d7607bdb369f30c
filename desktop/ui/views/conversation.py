"""The right pane: one ticket, its banner, its thread, and the composer below."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import DONE
from desktop.engine.notices import ConversationRead, DraftKept
from desktop.engine.queries import Conversation
from desktop.journal.claims import RENEWAL
from desktop.journal.entries import START
from desktop.journal.state import Team
from desktop.ports.store.drafts import Draft
from desktop.ports.store.reader import TicketRow
from desktop.ui.begun import Begun, fresh, language_of, leaves_from
from desktop.ui.cautious import Cautious
from desktop.ui.desk import Desk
from desktop.ui.drawer import Drawer
from desktop.ui.theme import STEP
from desktop.ui.tongue import Tongue
from desktop.ui.views.banner import TAKEABLE, ClaimBanner, Situation, Standing, situation
from desktop.ui.views.composer import Composer
from desktop.ui.views.head import TicketHead
from desktop.ui.views.merging import MergeBar
from desktop.ui.views.news import NewsBar
from desktop.ui.views.thread import Thread
from desktop.ui.views.undelivered import UndeliveredBar
from desktop.ui.views.widgets import button, row

_CLOCK = 30_000
"""Milliseconds between two looks at the clock: the banner's times go stale."""


class TicketPane(QWidget):
    """Shows what it is told. While a composer is open nothing that arrives counts as read, and the text stays."""

    sent = Signal(object)
    """A Draft, to leave after its undo window."""
    resolve = Signal()
    to_reply = Signal()
    to_note = Signal()
    to_forward = Signal()
    to_review = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._conversation: Conversation | None = None
        self.drawer = Drawer(desk.requests, self)
        self._wanted = ""
        """The kind of draft that comes back to be written on."""
        self._merged = False
        """The ticket has become part of another while the person was writing."""
        self._asked = ""
        """A ticket whose claim is on its way."""
        self._online = False
        self._doubt: SportelloError | None = None
        self.head = TicketHead()
        self.banner = ClaimBanner()
        self.thread_view = Thread()
        self.composer = Composer(desk.people)
        self._tongue = Tongue(self.composer.text)
        self._tongue.turned.connect(desk.letters.spell)
        self.composer.signature = desk.facts.signature
        self.composer.cautions = Cautious(desk, lambda: self._conversation).of
        self._begun = Begun(self.drawer, self.composer)
        self.news = NewsBar()
        self.merging = MergeBar()
        self.undelivered = UndeliveredBar()
        self._resolve = button("", self.resolve.emit, does="resolve")
        self._actions = self._action_bar()
        self._renewal, self._clock = QTimer(self), QTimer(self)
        self._renewal.setInterval(RENEWAL * 1000)
        self._clock.setInterval(_CLOCK)
        self._lay_out()
        self._connect()
        self._clock.start()

    @property
    def ticket(self) -> str:
        """Of what is shown; empty when nothing is."""
        return self._conversation.ticket.id if self._conversation is not None else ""

    @property
    def conversation(self) -> Conversation | None:
        return self._conversation

    def shows(self, ticket: str) -> bool:
        """The ticket, or the one that it has become part of."""
        found = self._conversation
        return found is not None and ticket in (found.ticket.id, *found.ticket.slots)

    # -- what is told -------------------------------------------------------------------------------------------

    def show_conversation(self, read: ConversationRead) -> None:
        found, draft = read.conversation, self.composer.draft
        names = (found.ticket.id, *found.ticket.slots)
        another = self.ticket not in names
        ahead = another and draft is not None and draft.ticket in names
        if another and not ahead:
            self.composer.close_draft()
            self._merged = False
        elif draft is not None and draft.ticket != found.ticket.id:
            self.composer.becomes(ticket=found.ticket.id)
            self._merged = not ahead
        self._conversation = found
        self._show_top(shown=True)
        self.head.show_ticket(found, self._desk.facts.team)
        self.merging.show_ticket(found.ticket)
        self.undelivered.show_conversation(read)
        self.thread_view.show_lines(read.lines, another=another)
        self._begun.take_up(self.drawer.laid_over(read.drafts, found.ticket))
        if ahead:
            self.composer.becomes(shown=found.shown)
        self._open_begun(another=another and not ahead)
        self._say()

    def clear(self) -> None:
        """Nothing is chosen, or what is has not been read yet; what was being written stays a draft."""
        self.composer.close_draft()
        self._conversation = None
        self._merged = False
        self._show_top(shown=False)
        self.thread_view.show_lines((), another=True)

    def want_draft(self, kind: str = "reply") -> None:
        """A text comes back that is to be written on: taken back in time, taken up again, or not taken by the disk."""
        self._wanted = kind

    def draft_kept(self, kept: DraftKept) -> None:
        self.drawer.told(kept)
        self.composer.kept(kept.draft, refused=kept.refused is not None)

    def say_link(self, online: bool, doubt: SportelloError | None) -> None:
        self._online, self._doubt = online, doubt if online else None
        self._say()

    def say_team(self, team: Team) -> None:
        """Who has left it writes nothing into it any more."""
        member = team.left(self._desk.facts.workstation) is None
        self.head.allow(changing=member)
        self._actions.setEnabled(member)
        self.composer.allow(finishing=member)
        self._say()

    def claim_answered(self, ticket: str) -> None:
        if ticket == self._asked:
            self._asked = ""
            self._say()

    # -- what the person does -----------------------------------------------------------------------------------

    def claim(self) -> None:
        found = self._situation()
        if found is not None and found.standing in TAKEABLE:
            self.ask_for(self.ticket, take_over=found.standing is Standing.OTHER_OWN)
            self._say()

    def ask_for(self, ticket: str, *, take_over: bool = False) -> None:
        """Also one that is still on its way here."""
        self._asked = ticket
        self._desk.requests.claim(ticket, take_over)

    def write_ahead(self, row: TicketRow, kind: str) -> None:
        """On a ticket that is still on its way here: what is typed from the key on goes into the text. What was begun
        before joins it when it comes."""
        now = self.composer.draft
        if now is not None and (now.ticket, now.kind) == (row.id, kind):
            self.composer.text.setFocus()
            return
        self.clear()
        new = fresh(self._desk.facts.new_id(), row.id, kind, again=not row.waits, shown=START)
        self._write(new, row.customer, row.mailbox)
        self.composer.begin()

    def write(
        self, kind: str, *, side: str = "", to: tuple[str, ...] = (), subject: str = "", quoted: str = ""
    ) -> None:
        """What was begun before, or anew; for a reply, what is free is claimed. All else is of a forward."""
        found, now = self._conversation, self.composer.draft
        if found is None:
            return
        again, shown = not found.ticket.waiting_slots, found.shown
        new = fresh(self._desk.facts.new_id(), found.ticket.id, kind, again=again, shown=shown)
        new = replace(new, side=side, to=to, subject=subject, quoted=quoted)
        if kind == "reply":
            self.claim()
        if now is not None and now.strand == new.strand:
            self.composer.text.setFocus()
            return
        self.composer.close_draft()
        begun = self._begun.get(new.strand)
        self._write(replace(begun, shown=found.shown) if begun is not None else new, found.row.customer)
        self.composer.begin()

    # -- inside -------------------------------------------------------------------------------------------------

    def _open_begun(self, *, another: bool) -> None:
        """What was begun here before, when the person comes to the ticket: they may be passing it, so that keys stay
        theirs. What comes back, at any time, is to be written on."""
        now, first = self.composer.draft, self._begun.first()
        back = self._begun.get(self._wanted) or (first if self._wanted else None)
        if self._conversation is None:
            return
        to = self._conversation.row.customer
        if back is not None:
            self._wanted = ""
            if now is None or now.strand != back.strand:
                self.composer.close_draft()
                self._write(back, to)
            self.composer.text.setFocus()
        elif another and first is not None:
            self._write(replace(first, shown=self._conversation.shown), to)

    def _write(self, draft: Draft, to: str, mailbox: str = "") -> None:
        self.composer.write(draft, to, (mailbox or leaves_from(self._conversation),))
        self._tongue.begin(language_of(self._conversation))
        refused = draft.id in self.drawer.refused
        if refused or not self.drawer.holds(draft.id):
            self.composer.kept(draft, refused=refused)
        self._renewal.start()
        self._say()

    def _finish(self, draft: Draft) -> None:
        self._begun.let_go(draft)
        if draft.kind == "note":
            self._desk.requests.note(draft)
        else:
            self.sent.emit(draft)
        self._say()

    def _opened(self, opened: bool) -> None:
        self._actions.setHidden(opened)
        if not opened:
            self._merged = False
            self._renewal.stop()
            self._say()

    def _renew(self) -> None:
        """While somebody writes, the claim stays fresh."""
        found = self._situation()
        if self.composer.reply is not None and found is not None and found.standing is Standing.MINE:
            self._desk.requests.claim(self.ticket)

    def _show_top(self, *, shown: bool) -> None:
        self.head.setVisible(shown)
        self.banner.setVisible(shown)
        self._actions.setVisible(shown and not self.composer.is_open)
        if not shown:
            self.news.hide()
            self.undelivered.hide()

    def _release(self) -> None:
        self._desk.requests.release(self.ticket)

    def _end_claim(self) -> None:
        self._desk.requests.break_claim(self.ticket)

    def _read_on(self) -> None:
        """The person has looked at what came in while they were writing."""
        if self._conversation is not None:
            self.composer.becomes(shown=self._conversation.shown)
            self._desk.requests.open(self.ticket)
        self._merged = False
        self.news.hide()

    def _situation(self) -> Situation | None:
        if self._conversation is None:
            return None
        facts, draft = self._desk.facts, self.composer.reply
        return situation(
            self._conversation.ticket,
            facts.team,
            facts.workstation,
            agent=facts.agent,
            online=self._online,
            doubt=self._doubt,
            asked=self._asked == self.ticket,
            writing_since=draft.created if draft is not None and not draft.again else 0,
        )

    def _say(self) -> None:
        """The banner, and whether something new has to be read."""
        found, shown = self._situation(), self._conversation
        if found is None or shown is None:
            return
        done = shown.ticket.status in DONE
        self._resolve.setText(self.tr("Open again") if done else self.tr("Resolve"))
        self._resolve.setAccessibleName(self._resolve.text())
        facts, draft = self._desk.facts, self.composer.reply
        member = facts.team.member(facts.workstation)
        said = self._desk.words.of(self._doubt) if self._doubt is not None else None
        self.banner.say(
            found,
            said.message if said is not None else "",
            lead=member is not None and member.is_lead and member.active,
            remedy=said.remedy if said is not None else "",
        )
        marks = (mark for mark in shown.ticket.marks if mark.workstation != facts.workstation)
        news = draft is not None and any(mark.position > draft.shown for mark in marks)
        part_of = shown.ticket.number if self._merged and self.composer.is_open else 0
        self.news.say(news=news and found.standing is not Standing.LOST, part_of=part_of)

    # -- making -------------------------------------------------------------------------------------------------

    def _action_bar(self) -> QFrame:
        """What to do with the ticket, while nothing is being written."""
        bar = QFrame()
        bar.setObjectName("composer")
        layout = row(
            button(self.tr("Reply"), self.to_reply.emit, kind="primary", does="reply"),
            button(self.tr("Note"), self.to_note.emit, does="note", name=self.tr("Internal note")),
            button(self.tr("Forward …"), self.to_forward.emit, kind="quiet", does="forward"),
            None,
            self._resolve,
        )
        layout.setContentsMargins(2 * STEP, STEP + STEP // 2, 2 * STEP, STEP + STEP // 2)
        bar.setLayout(layout)
        return bar

    def _lay_out(self) -> None:
        bars = QVBoxLayout()
        bars.setContentsMargins(2 * STEP, STEP + STEP // 2, 2 * STEP, 0)
        bars.setSpacing(STEP)
        bars.addWidget(self.banner)
        bars.addWidget(self.undelivered)
        bars.addWidget(self.news)
        bars.addWidget(self.merging)
        upper = QWidget()
        inner = QVBoxLayout(upper)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.head)
        inner.addLayout(bars)
        inner.addWidget(self.thread_view, 1)
        inner.addWidget(self._actions)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(upper)
        split.addWidget(self.composer)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([60 * STEP, 32 * STEP])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _connect(self) -> None:
        self._renewal.timeout.connect(self._renew)
        self._clock.timeout.connect(self._say)
        self.banner.claim.connect(self.claim)
        self.banner.take_over.connect(self.claim)
        self.banner.release.connect(self._release)
        self.banner.end_claim.connect(self._end_claim)
        self.banner.see_answer.connect(self.thread_view.show_newest_answer)
        self.banner.review.connect(self.to_review)
        self.banner.again.connect(self._desk.requests.fetch)
        self.news.read.connect(self._read_on)
        self.undelivered.show_it.connect(self.thread_view.show_mail)
        self.undelivered.again.connect(self.to_reply)
        self.undelivered.again_beside.connect(self.thread_view.side_wanted)
        self.composer.finished.connect(self._finish)
        self.composer.attach.connect(self._desk.parts.attach)
        self.thread_view.ask_of(self._desk.parts)
        self.thread_view.put_back_wanted.connect(self._desk.parts.put_back)
        self.composer.opened.connect(self._opened)

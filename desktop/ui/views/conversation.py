"""The right pane: one ticket, its banner, its thread, and the composer below."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from desktop.domain.commands import WriteNote
from desktop.domain.errors import SportelloError
from desktop.domain.ticket import DONE
from desktop.engine.notices import ConversationRead
from desktop.engine.queries import Conversation
from desktop.journal.claims import RENEWAL
from desktop.ports.store.drafts import Draft
from desktop.ui.desk import Desk
from desktop.ui.theme import STEP
from desktop.ui.views.banner import ClaimBanner, Situation, Standing, situation
from desktop.ui.views.composer import Composer
from desktop.ui.views.head import TicketHead
from desktop.ui.views.thread import Thread
from desktop.ui.views.widgets import button, label, row

_CLOCK = 30_000
"""Milliseconds between two looks at the clock: the banner's times go stale."""


class TicketPane(QWidget):
    """Shows what it is told. While a composer is open nothing that arrives counts as read, and the text stays."""

    sent = Signal(object)
    """A Draft, to leave after its undo window."""
    resolve = Signal()
    to_review = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._conversation: Conversation | None = None
        self._draft: Draft | None = None
        """What is, or was, being written on this ticket."""
        self._wants_draft = False
        self._asked = False
        self._online = False
        self._doubt: SportelloError | None = None
        self.head = TicketHead()
        self.banner = ClaimBanner()
        self.thread_view = Thread()
        self.composer = Composer()
        self._news = self._news_bar()
        self._resolve = button("", self.resolve.emit, tip="E")
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

    # -- what is told -------------------------------------------------------------------------------------------

    def show_conversation(self, read: ConversationRead) -> None:
        found, another = read.conversation, read.conversation.ticket.id != self.ticket
        if another:
            self.composer.close_draft()
            self._asked = False
        self._conversation = found
        self.head.show_ticket(found, self._desk.facts.team)
        self.thread_view.show_lines(read.lines, another=another)
        if not self.composer.is_open:
            self._draft = read.draft
            if read.draft is not None and (another or self._wants_draft):
                self._write(read.draft if self._wants_draft else replace(read.draft, shown=found.shown))
        self._say()

    def want_draft(self) -> None:
        """A text comes back that is to be written on: taken back in time, or taken up again."""
        self._wants_draft = True

    def say_link(self, online: bool, doubt: SportelloError | None) -> None:
        self._online, self._doubt = online, doubt if online else None
        self._say()

    def claim_answered(self, ticket: str) -> None:
        if ticket == self.ticket:
            self._asked = False
            self._say()

    # -- what the person does -----------------------------------------------------------------------------------

    def claim(self) -> None:
        found = self._situation()
        if found is not None and found.standing in (Standing.FREE, Standing.RUN_OUT, Standing.OTHER_OWN):
            self._asked = True
            self._desk.requests.claim(self.ticket, found.standing is Standing.OTHER_OWN)
            self._say()

    def release(self) -> None:
        if self._conversation is not None:
            self._desk.requests.release(self.ticket)

    def reply(self) -> None:
        """Claim what is free, and write: what was begun before, or anew."""
        found = self._conversation
        if found is None:
            return
        if self.composer.draft is not None:
            self.composer.text.setFocus()
            return
        self.composer.close_draft()
        self.claim()
        self._write(replace(self._draft, shown=found.shown) if self._draft is not None else self._fresh(found))

    def write_note(self) -> None:
        if self._conversation is not None:
            self.composer.close_draft()
            self.composer.write_note()

    # -- inside -------------------------------------------------------------------------------------------------

    def _fresh(self, found: Conversation) -> Draft:
        return Draft(
            id=self._desk.facts.new_id(),
            ticket=found.ticket.id,
            mailbox="",
            to=(),
            cc=(),
            subject="",
            text="",
            resolve=False,
            again=not found.ticket.waiting_slots,
            shown=found.shown,
            created=int(time.time()),
            state="writing",
        )

    def _write(self, draft: Draft) -> None:
        assert self._conversation is not None
        self._wants_draft = False
        self.composer.write(draft, self._conversation.row.customer)
        self._renewal.start()
        self._say()

    def _saved(self, draft: Draft) -> None:
        self._draft = draft
        self._desk.requests.keep_draft(draft)

    def _dropped(self, draft: str) -> None:
        self._draft = None
        self._desk.requests.drop_draft(draft)

    def _send(self, draft: Draft) -> None:
        self._draft = None
        self.sent.emit(draft)
        self._say()

    def _note(self, text: str) -> None:
        self._desk.requests.edit(self.ticket, WriteNote(text))

    def _opened(self, opened: bool) -> None:
        self._actions.setHidden(opened)
        if not opened:
            self._renewal.stop()
            self._say()

    def _renew(self) -> None:
        """While somebody writes, the claim stays fresh."""
        found = self._situation()
        if self.composer.draft is not None and found is not None and found.standing is Standing.MINE:
            self._desk.requests.claim(self.ticket)

    def _end_claim(self) -> None:
        self._desk.requests.break_claim(self.ticket)

    def _read_on(self) -> None:
        """The person has looked at what came in while they were writing."""
        if self._conversation is not None:
            self.composer.seen(self._conversation.shown)
            self._desk.requests.open(self.ticket)
        self._news.hide()

    def _situation(self) -> Situation | None:
        if self._conversation is None:
            return None
        facts, draft = self._desk.facts, self.composer.draft
        return situation(
            self._conversation.ticket,
            facts.team,
            facts.workstation,
            agent=facts.agent,
            online=self._online,
            doubt=self._doubt,
            asked=self._asked,
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
        facts, draft = self._desk.facts, self.composer.draft
        member = facts.team.member(facts.workstation)
        said = self._desk.words.of(self._doubt) if self._doubt is not None else None
        self.banner.say(
            found,
            f"{said.message} {said.remedy}" if said is not None else "",
            lead=member is not None and member.is_lead,
        )
        marks = (mark for mark in shown.ticket.marks if mark.workstation != facts.workstation)
        news = draft is not None and any(mark.position > draft.shown for mark in marks)
        self._news.setVisible(news and found.standing is not Standing.LOST)

    # -- making -------------------------------------------------------------------------------------------------

    def _news_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "banner-held")
        words = label(self.tr("Something new came in while you were writing: read it before you send"), wraps=True)
        layout = row(words, button(self.tr("I have read it"), self._read_on))
        layout.setStretch(0, 1)
        layout.setContentsMargins(STEP + STEP // 2, STEP // 2, STEP // 2, STEP // 2)
        bar.setLayout(layout)
        bar.hide()
        return bar

    def _action_bar(self) -> QFrame:
        """What to do with the ticket, while nothing is being written."""
        bar = QFrame()
        bar.setObjectName("composer")
        layout = row(
            button(self.tr("Reply"), self.reply, kind="primary", tip="R"),
            button(self.tr("Internal note"), self.write_note, tip="N"),
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
        bars.addWidget(self._news)
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
        self.banner.release.connect(self.release)
        self.banner.end_claim.connect(self._end_claim)
        self.banner.see_answer.connect(self.thread_view.show_newest_answer)
        self.banner.review.connect(self.to_review)
        self.composer.save.connect(self._saved)
        self.composer.closed.connect(self._dropped)
        self.composer.send.connect(self._send)
        self.composer.note.connect(self._note)
        self.composer.attach.connect(self._desk.requests.files.attach)
        self.thread_view.page_wanted.connect(self._desk.requests.files.page)
        self.thread_view.remote_wanted.connect(self._desk.requests.files.pictures)
        self.thread_view.save_wanted.connect(self._desk.requests.files.save)
        self.thread_view.look_wanted.connect(self._desk.requests.files.look_at)
        self.thread_view.body_wanted.connect(self._desk.requests.files.fetch_body)
        self.composer.opened.connect(self._opened)

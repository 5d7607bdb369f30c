"""The thread: cards in their order, the one that a person has to read unfolded and in sight.

Whatever arrives, a card stays the widget that it was: what is selected in it, the focus on its buttons and the place
where a person reads survive.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.engine.mail_notices import Glimpsed, MailLent, Remote
from desktop.engine.timeline import EventLine, Line, MailLine, NoteLine
from desktop.mime.filenames import mail_name, may_run
from desktop.mime.mail import Attachment, Page
from desktop.ui.desk import Parts
from desktop.ui.pictures import Pictures
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.cards import EventRow, MailCard, NoteCard
from desktop.ui.views.files import OpeningQuestion, SavingDialog
from desktop.ui.views.widgets import discard, empty, tab_through

_WIDEST = 112 * STEP

Card = MailCard | NoteCard | EventRow


class Thread(QScrollArea):
    page_wanted = Signal(str)
    """A mail's slot."""
    remote_wanted = Signal(str, object)
    """A mail's slot, and the places of its pictures with their addresses."""
    trust_wanted = Signal(str, bool)
    """A mail's slot, and whether the pictures of its sender are wanted without asking."""
    browser_wanted = Signal(str)
    source_wanted = Signal(str)
    save_wanted = Signal(str, str, str)
    """A mail's slot, the part, and the file that it shall become."""
    look_wanted = Signal(str, str)
    """A mail's slot, and the part to be opened; where it may run something, the person has been asked."""
    split_wanted = Signal(str)
    """The slot of a mail that goes on as a ticket of its own."""
    lend_wanted = Signal(str)
    """The slot of a mail that is dragged out of the window."""
    glimpse_wanted = Signal(str)
    """The slot of a mail whose attachments are in sight."""
    body_wanted = Signal(str)
    """The slot of a mail that is kept on the server only."""
    put_back_wanted = Signal(object)
    """Slots of mails that are missing from their inbox."""

    forward_wanted = Signal(str)
    """The slot of a mail that goes on to somebody else."""
    side_wanted = Signal(str)
    """The side conversation that goes on."""
    correct_wanted = Signal(str)
    """The slot of a mail that a form has written for somebody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversation")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        self._lines: tuple[Line, ...] = ()
        self._to_read = ""
        self._pages: dict[str, tuple[Page, Pictures, Remote]] = {}
        """What the person has asked for on this ticket, with the pictures that have come, and whether those from
        elsewhere come unasked."""
        inner = QWidget()
        inner.setObjectName("thread")
        self._cards = QVBoxLayout(inner)
        self._cards.setContentsMargins(2 * STEP, STEP + STEP // 2, 2 * STEP, 2 * STEP)
        self._cards.setSpacing(STEP + STEP // 2)
        self.setWidget(inner)
        self._cards.addStretch(1)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._settle)
        self._jumping = QTimer(self)
        self._jumping.setSingleShot(True)
        self._jumping.timeout.connect(self._jump)
        self._jumped: MailCard | None = None
        """The customer's mail that was last brought to the top; none on another ticket."""
        self._jumped_to: int | None = None
        """How far down that was, until the person scrolls on."""
        self.verticalScrollBar().rangeChanged.connect(self._follow_jump)
        self._read_at: tuple[Card, int] | None = None
        """The card that a person reads, and how far they have read in it; None for the newest."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def show_lines(self, lines: tuple[Line, ...], *, another: bool) -> None:
        """Only what is new is made; what the person has unfolded stays open."""
        if lines == self._lines and not another:
            return
        if another:
            self._pages.clear()
            self._jumped = self._jumped_to = None
            empty(self._cards)
            self._cards.addStretch(1)
        self._read_at = None if another else self._reading()
        before, self._to_read = self._to_read, _to_read(lines)
        self._lines = lines
        there = {card.key: card for card in self._all()}
        for place, line in enumerate(lines):
            card = there.pop(line.key, None)
            if card is not None and not card.renew(line):
                there[line.key], card = card, None
            self._put(place, card or self._card(line, there.get(line.key)))
            if line.key == self._to_read != before and isinstance(card, MailCard):
                card.fold(False)
        for card in there.values():
            if card is self._jumped:
                self._jumped = self._jumped_to = None
            self._cards.removeWidget(card)
            discard(card)
        tab_through(self, self._all())
        self._settling.start(0)

    def show_newest_answer(self) -> None:
        """Unfolds the newest mail of ours and brings it into sight."""
        ours = [card for card in self.mails() if card.outgoing]
        if ours:
            ours[-1].fold(False)
            self.ensureWidgetVisible(ours[-1])

    def show_mail(self, slot: str) -> None:
        """Unfolds it and brings it into sight."""
        for card in self.mails():
            if card.key == slot:
                card.fold(False)
                self.ensureWidgetVisible(card)

    def ask_of(self, parts: Parts) -> None:
        """Whatever a person wants of a mail's parts."""
        self.page_wanted.connect(parts.page)
        self.remote_wanted.connect(parts.pictures)
        self.trust_wanted.connect(parts.trust)
        self.browser_wanted.connect(parts.browse)
        self.source_wanted.connect(parts.source)
        self.save_wanted.connect(parts.save)
        self.look_wanted.connect(parts.look_at)
        self.glimpse_wanted.connect(parts.glimpse)
        self.lend_wanted.connect(parts.lend_mail)
        self.body_wanted.connect(parts.fetch_body)

    def show_page(self, slot: str, page: Page, remote: Remote) -> None:
        """As its sender wrote it; images may come later."""
        self._pages[slot] = page, Pictures(), remote
        for card in self.mails():
            if card.key == slot:
                self._show_page(card)
        tab_through(self, self._all())

    def show_next_of_customer(self) -> None:
        """Unfolds the next mail that a person sent us, after the one at the top; after the last one the first."""
        theirs = [card for card in self.mails() if card.is_customers]
        if not theirs:
            return
        before = next((place for place, card in enumerate(theirs) if card is self._jumped), -1)
        card = self._jumped = theirs[(before + 1) % len(theirs)]
        card.fold(False)
        self._jumping.start(0)

    def ask_for_source(self) -> None:
        for card in self._meant():
            self.source_wanted.emit(card.key)

    def ask_to_split(self) -> bool:
        """The newest mail that is open and may leave the ticket. Whether there is one."""
        opened = [card for card in self.mails() if card.splits and not card.folded]
        for card in opened[-1:]:
            self.split_wanted.emit(card.key)
        return bool(opened)

    def save_mail(self) -> None:
        """As it came, as a file."""
        for card in self._meant():
            name = mail_name(card.subject)
            self._ask_where(card.key, Attachment("", name, "message/rfc822", 0))

    def browse(self) -> None:
        """The newest mail that is open and has a layout, in the person's own browser."""
        opened = [card for card in self.mails() if card.has_page and not card.folded]
        if opened:
            self.browser_wanted.emit(opened[-1].key)

    def show_image(self, slot: str, place: str, data: bytes) -> None:
        for card in self.mails():
            if card.key == slot:
                card.parts.provide(place, data)

    def show_glimpse(self, found: Glimpsed) -> None:
        for card in self.mails():
            if card.key == found.slot:
                card.parts.show_glimpse(found)

    def lend(self, lent: MailLent) -> None:
        for card in self.mails():
            if card.key == lent.slot:
                card.drag.carry(lent.path)

    def mails(self) -> Iterator[MailCard]:
        return (card for card in self._all() if isinstance(card, MailCard))

    def _all(self) -> Iterator[Card]:
        for place in range(self._cards.count()):
            item = self._cards.itemAt(place)
            card = item.widget() if item is not None else None
            if isinstance(card, Card):
                yield card

    def _meant(self) -> list[MailCard]:
        """The newest mail that is open, else the newest; none where there is none."""
        mails = list(self.mails())
        return ([card for card in mails if not card.folded] or mails)[-1:]

    def _put(self, place: int, card: Card) -> None:
        item = self._cards.itemAt(place)
        if item is None or item.widget() is not card:
            self._cards.removeWidget(card)
            self._cards.insertWidget(place, card)

    def _reading(self) -> tuple[Card, int] | None:
        """None at the end of the thread, unless the focus is in it: who selects or presses something there shall
        find it where it was."""
        bar, focus = self.verticalScrollBar(), self.window().focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        if bar.value() >= bar.maximum() - STEP and not inside:
            return None
        card = next((card for card in self._all() if card.geometry().bottom() > bar.value()), None)
        return None if card is None else (card, bar.value() - card.y())

    def _settle(self) -> None:
        """To where the person was reading; else to the end of the thread, but never past the beginning of what is to
        be read."""
        bar, self._jumped_to = self.verticalScrollBar(), None
        if self._read_at is not None:
            card, depth = self._read_at
            bar.setValue(card.y() + depth)
            return
        bar.setValue(bar.maximum())
        for card in self.mails():
            if card.key == self._to_read and card.y() < bar.value():
                bar.setValue(card.y() - STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """In a wide window the lines stay as long as one reads with ease."""
        super().resizeEvent(event)
        beside = max(2 * STEP, (self.viewport().width() - scaled(_WIDEST)) // 2)
        self._cards.setContentsMargins(beside, STEP + STEP // 2, beside, 2 * STEP)

    def _jump(self) -> None:
        bar = self.verticalScrollBar()
        if self._jumped is not None:
            bar.setValue(self._jumped.y() - STEP)
            self._jumped_to = bar.value()

    def _follow_jump(self) -> None:
        """What was unfolded takes its height bit by bit, and until then the page may end too early for the jump."""
        if self._jumped_to == self.verticalScrollBar().value():
            self._jump()

    def _ask_where(self, slot: str, attachment: Attachment) -> None:
        dialog = SavingDialog(self.window(), slot, attachment)
        dialog.save_wanted.connect(self.save_wanted)
        dialog.open()

    def _look(self, slot: str, attachment: Attachment) -> None:
        if not may_run(attachment.filename):
            self.look_wanted.emit(slot, attachment.part)
            return
        question = OpeningQuestion(self.window(), slot, attachment)
        question.look_wanted.connect(self.look_wanted)
        question.open()

    def _show_page(self, card: MailCard) -> None:
        page, pictures, remote = self._pages[card.key]
        card.parts.show_page(page, pictures, remote)

    def _card(self, line: Line, former: Card | None) -> Card:
        """``former``: the card that it comes in place of."""
        match line:
            case MailLine():
                opened = isinstance(former, MailCard) and not former.folded
                card = MailCard(line, folded=line.key != self._to_read and not opened)
                card.parts.page_wanted.connect(self.page_wanted)
                card.parts.remote_wanted.connect(self.remote_wanted)
                card.parts.look_wanted.connect(self._look)
                card.parts.body_wanted.connect(self.body_wanted)
                card.parts.glimpse_wanted.connect(self.glimpse_wanted)
                card.parts.file_wanted.connect(self._ask_where)
                card.parts.trust_wanted.connect(self.trust_wanted)
                card.parts.browser_wanted.connect(self.browser_wanted)
                card.parts.source_wanted.connect(self.source_wanted)
                card.split_wanted.connect(self.split_wanted)
                card.lend_wanted.connect(self.lend_wanted)
                card.correct_wanted.connect(self.correct_wanted)
                card.forward_wanted.connect(self.forward_wanted)
                card.side_wanted.connect(self.side_wanted)
                if line.key in self._pages:
                    self._show_page(card)
                return card
            case NoteLine():
                return NoteCard(line)
            case EventLine():
                row = EventRow(line)
                row.put_back_wanted.connect(self.put_back_wanted)
                return row


def _to_read(lines: tuple[Line, ...]) -> str:
    """Key of the newest mail of a person that waits for an answer; else of the newest of a person, else the newest."""
    mails = [line for line in reversed(lines) if isinstance(line, MailLine)]
    people = [line for line in mails if not line.automatic]
    waiting = [line for line in people if line.waits]
    return next((line.key for line in (*waiting, *people, *mails)), "")

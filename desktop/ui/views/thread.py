"""The thread: cards in their order, the one that a person has to read unfolded and in sight."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.engine.timeline import EventLine, Line, MailLine, NoteLine
from desktop.mime.mail import Page
from desktop.ui.theme import STEP
from desktop.ui.views.cards import EventRow, MailCard, NoteCard
from desktop.ui.views.widgets import empty


class Thread(QScrollArea):
    page_wanted = Signal(str)
    """A mail's slot."""
    remote_wanted = Signal(str, object)
    """A mail's slot, and the places of its pictures with their addresses."""
    save_wanted = Signal(str, str, str)
    """A mail's slot, the part, and the file that it shall become."""

    look_wanted = Signal(str, str)
    """A mail's slot, and the part to be opened."""
    body_wanted = Signal(str)
    """The slot of a mail that is kept on the server only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversation")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        self._lines: tuple[Line, ...] = ()
        self._to_read = ""
        self._pages: dict[str, tuple[Page, dict[str, bytes]]] = {}
        """What the person has asked for on this ticket, with the images that have come."""
        inner = QWidget()
        inner.setObjectName("thread")
        self._cards = QVBoxLayout(inner)
        self._cards.setContentsMargins(2 * STEP, STEP + STEP // 2, 2 * STEP, 2 * STEP)
        self._cards.setSpacing(STEP + STEP // 2)
        self.setWidget(inner)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._to_newest)

    def show_lines(self, lines: tuple[Line, ...], *, another: bool) -> None:
        """Drawn anew only when something in it is new; what the person has unfolded stays open."""
        if lines == self._lines and not another:
            return
        opened = set() if another else {card.key for card in self.mails() if not card.folded}
        bar = self.verticalScrollBar()
        if another:
            self._pages.clear()
        at_end = another or bar.value() >= bar.maximum() - STEP
        self._lines = lines
        empty(self._cards)
        self._to_read = _to_read(lines)
        for line in lines:
            self._cards.addWidget(self._card(line, folded=line.key != self._to_read and line.key not in opened))
        self._cards.addStretch(1)
        if at_end:
            self._settling.start(0)

    def show_newest_answer(self) -> None:
        """Unfolds the newest mail of ours and brings it into sight."""
        ours = [card for card in self.mails() if card.outgoing]
        if ours:
            ours[-1].fold(False)
            self.ensureWidgetVisible(ours[-1])

    def show_page(self, slot: str, page: Page) -> None:
        """As its sender wrote it; images may come later."""
        self._pages[slot] = page, {}
        for card in self.mails():
            if card.key == slot:
                card.parts.show_page(page, {})

    def show_image(self, slot: str, place: str, data: bytes) -> None:
        if slot in self._pages:
            self._pages[slot][1][place] = data
        for card in self.mails():
            if card.key == slot:
                card.parts.provide(place, data)

    def mails(self) -> Iterator[MailCard]:
        for place in range(self._cards.count()):
            item = self._cards.itemAt(place)
            card = item.widget() if item is not None else None
            if isinstance(card, MailCard):
                yield card

    def _to_newest(self) -> None:
        """The end of the thread, but never past the beginning of what is to be read."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        for card in self.mails():
            if card.key == self._to_read and card.y() < bar.value():
                bar.setValue(card.y() - STEP)

    def _card(self, line: Line, *, folded: bool) -> QWidget:
        match line:
            case MailLine():
                card = MailCard(line, folded=folded)
                card.parts.page_wanted.connect(self.page_wanted)
                card.parts.remote_wanted.connect(self.remote_wanted)
                card.parts.save_wanted.connect(self.save_wanted)
                card.parts.look_wanted.connect(self.look_wanted)
                card.parts.body_wanted.connect(self.body_wanted)
                if line.key in self._pages:
                    card.parts.show_page(*self._pages[line.key])
                return card
            case NoteLine():
                return NoteCard(line)
            case EventLine():
                return EventRow(line)


def _to_read(lines: tuple[Line, ...]) -> str:
    """Key of the newest mail of a person that waits for an answer; else of the newest of a person, else the newest."""
    mails = [line for line in reversed(lines) if isinstance(line, MailLine)]
    people = [line for line in mails if not line.automatic]
    waiting = [line for line in people if line.waits]
    return next((line.key for line in (*waiting, *people, *mails)), "")

"""The thread: cards in their order, the newest in sight."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.engine.timeline import EventLine, Line, MailLine, NoteLine
from desktop.ui.theme import STEP
from desktop.ui.views.cards import EventRow, MailCard, NoteCard
from desktop.ui.views.widgets import empty


class Thread(QScrollArea):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversation")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        self._lines: tuple[Line, ...] = ()
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
        at_end = another or bar.value() >= bar.maximum() - STEP
        self._lines = lines
        empty(self._cards)
        newest = next((line.key for line in reversed(lines) if isinstance(line, MailLine)), "")
        for line in lines:
            self._cards.addWidget(_card(line, folded=line.key != newest and line.key not in opened))
        self._cards.addStretch(1)
        if at_end:
            self._settling.start(0)

    def show_newest_answer(self) -> None:
        """Unfolds the newest mail of ours and brings it into sight."""
        ours = [card for card in self.mails() if card.outgoing]
        if ours:
            ours[-1].fold(False)
            self.ensureWidgetVisible(ours[-1])

    def mails(self) -> Iterator[MailCard]:
        for place in range(self._cards.count()):
            item = self._cards.itemAt(place)
            card = item.widget() if item is not None else None
            if isinstance(card, MailCard):
                yield card

    def _to_newest(self) -> None:
        """The newest mail from its beginning, or as much of the end as there is."""
        cards = list(self.mails())
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        if cards and cards[-1].height() > self.viewport().height():
            bar.setValue(cards[-1].y() - STEP)


def _card(line: Line, *, folded: bool) -> QWidget:
    match line:
        case MailLine():
            return MailCard(line, folded=folded)
        case NoteLine():
            return NoteCard(line)
        case EventLine():
            return EventRow(line)

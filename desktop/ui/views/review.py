"""*To review*: what stopped and why, the text that was kept, beside what stands on the ticket now."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import Fact, SportelloError
from desktop.engine.notices import ConversationRead
from desktop.engine.reviewing import Item
from desktop.engine.timeline import MailLine
from desktop.ui import vocabulary
from desktop.ui.decisions import decisions, kind
from desktop.ui.desk import Said, Words
from desktop.ui.models.review import ITEM, ReviewModel
from desktop.ui.own_keys import name_keys
from desktop.ui.theme import STEP
from desktop.ui.views.cards import MailCard, Text
from desktop.ui.views.lines import LinesDelegate
from desktop.ui.views.widgets import button, column, empty, label, row
from desktop.ui.views.wrapping import Wrapping


class ReviewList(QListView):
    chosen = Signal(object)
    """An Item, or None when there is nothing."""

    def __init__(self, model: ReviewModel, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("list")
        self._items = model
        self.setModel(model)
        self.setItemDelegate(_ItemDelegate(words, self))
        self.setAccessibleName(self.tr("To review"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def step(self, by: int) -> None:
        if self._items.rowCount():
            row = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
            self.setCurrentIndex(self._items.index(max(0, min(row, self._items.rowCount() - 1))))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: N802 - Qt's own name
        super().currentChanged(current, previous)
        # A list that gets the focus points at its first row without selecting it.
        self.selectionModel().select(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.chosen.emit(current.data(ITEM) if current.isValid() else None)


class ReviewPane(QWidget):
    """One item. ``decided``: its id and a word of ``Reviewing.settle``."""

    decided = Signal(str, str)
    rewrite = Signal(str, str)
    """A stopped reply's draft and ticket, to be written anew."""
    go_to = Signal(str)
    """A ticket."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._item: Item | None = None
        self._read = ""
        """The ticket of which the newest answer has been looked for."""
        self._title = label(kind="title", wraps=True)
        self._why = label(wraps=True)
        self._kept_title = label(kind="strong", wraps=True)
        self._now_title = label(self.tr("The newest answer on the ticket"), kind="strong", wraps=True)
        self._kept, self._now = QVBoxLayout(), QVBoxLayout()
        self._buttons = Wrapping()
        layout = column(self, self._title, self._why, margins=3 * STEP, spacing=STEP + STEP // 2)
        layout.addLayout(self._buttons)
        layout.addSpacing(STEP)
        sides = row(self._side(self._kept_title, self._kept), self._side(self._now_title, self._now), spacing=2 * STEP)
        layout.addLayout(sides, 1)
        self._show(None)

    @property
    def item(self) -> Item | None:
        return self._item

    @property
    def why(self) -> str:
        return self._why.text()

    @property
    def complete(self) -> bool:
        """What stands on its ticket has been read."""
        return self._item is None or not self._item.ticket or self._read == self._item.ticket

    def show_item(self, item: Item | None) -> None:
        if item != self._item:
            self._show(item)

    def _show(self, item: Item | None) -> None:
        self._item, self._read = item, ""
        empty(self._kept)
        empty(self._now)
        empty(self._buttons)
        if item is None:
            self._title.setText(self.tr("Nothing waits for you here"))
            self._why.setText(self.tr("What stops on its way is kept and shown here, with what to do about it."))
        else:
            self._title.setText(f"{kind(item)} · {item.reference}" if item.reference else kind(item))
            said = _said(item, self._words)
            self._why.setText(f"{said.message} {said.remedy}")
            self._say_buttons(item)
            changed = item.edit not in ("", "noted")
            self._kept_title.setText(self.tr("What you changed") if changed else self.tr("What you wrote"))
            if item.text:
                self._kept.addWidget(_paper(vocabulary.changed(item.edit, item.text)))
                self._kept.addStretch(1)
        self._kept_title.setVisible(item is not None and bool(item.text))
        self._now_title.hide()

    def show_conversation(self, read: ConversationRead) -> None:
        """Beside the kept text: the newest answer that left, whoever gave it."""
        if self._item is None or read.conversation.ticket.id != self._item.ticket:
            return
        self._read = self._item.ticket
        ours = [line for line in read.lines if isinstance(line, MailLine) and line.outgoing]
        empty(self._now)
        self._now_title.setVisible(bool(ours))
        if ours:
            card = MailCard(ours[-1], folded=False)
            card.parts.only_name()
            self._now.addWidget(card)
            self._now.addStretch(1)

    def decide(self, key: str) -> None:
        """By the letter on the button."""
        for letter, _, decision in decisions(self._item) if self._item is not None else ():
            if letter == key:
                self._do(decision)

    def _do(self, decision: str) -> None:
        if self._item is None:
            return
        if decision == "rewrite":
            self.rewrite.emit(self._item.id, self._item.ticket)
        elif decision == "open":
            self.go_to.emit(self._item.ticket)
        else:
            self.decided.emit(self._item.id, decision)

    def _pressed(self) -> None:
        self._do(str(self.sender().property("decision")))

    def _say_buttons(self, item: Item) -> None:
        for number, (letter, text, decision) in enumerate(decisions(item)):
            made = button("", self._pressed, kind="primary" if number == 0 else "", name=text)
            name_keys(made, "setText", f"{text}  ({letter})", f"review-{letter.lower()}")
            made.setProperty("decision", decision)
            self._buttons.addWidget(made)

    def _side(self, title: QWidget, inner: QVBoxLayout) -> QWidget:
        inside = QWidget()
        column(inside, inner, margins=0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        side = QWidget()
        layout = column(side, title, margins=0)
        layout.addWidget(area, 1)
        return side


def _said(item: Item, words: Words) -> Said:
    """Why it is here, and what to do."""
    facts: dict[str, Fact] = {
        "agent": item.agent or "-",
        "reference": item.reference or "-",
        "when": item.when,
        "id": item.id,
        "detail": "-",
        "kept": "",  # it stands below
        "kept_change": "",
        **item.facts,
    }
    return words.of(SportelloError(item.reason, **facts))


def _paper(text: str) -> QFrame:
    paper = QFrame()
    paper.setProperty("kind", "card")
    column(paper, Text(text), margins=STEP + STEP // 2)
    return paper


class _ItemDelegate(LinesDelegate):
    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def said(self, item: Item) -> tuple[str, str, str]:
        text = vocabulary.changed(item.edit, item.text) or item.reference
        return kind(item), _said(item, self._words).message, " ".join(text.split())

"""The customer beside the conversation: known or new, what they wait for, their tickets before. It changes with what is
read and never takes the focus: who goes into it comes by its key."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from desktop.domain.language import spoken
from desktop.engine.queries import Conversation
from desktop.journal.state import CustomerNote
from desktop.mime.mail import ParsedMail
from desktop.ports.store.reader import Acquaintance, TicketRow
from desktop.ui import theme, vocabulary
from desktop.ui.jottings import Jottings
from desktop.ui.moments import moment, since
from desktop.ui.theme import STEP
from desktop.ui.views.note_correction import LONGEST, NoteCorrection
from desktop.ui.views.widgets import Elided, Initials, Rule, button, column, empty, label, row

WIDTH = 30 * STEP

MOST = 30
"""Tickets that are listed."""

_ABOUT = "customer:"
_NOTES = 5
_ADDRESS = 320
_WHOLE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class CustomerPanel(QFrame):
    opened = Signal(str)
    """A ticket's id."""
    noted = Signal(str, str, str)
    """The ticket, the customer's address, and what the person wrote of them."""
    corrected = Signal(str, str, str)
    """The ticket on which a note lies, the note's id, and what it says now; nothing: it is taken back."""
    joined = Signal(str, str, str, bool)
    """The ticket, the customer's address, another one, and whether both are one person's."""
    data_wanted = Signal(str, str)
    """All that there is of the customer: name and address."""
    left = Signal()
    """The person goes back to where they were."""

    def __init__(
        self,
        name_of: Callable[[str], str],
        may_correct: Callable[[CustomerNote], bool],
        jottings: Jottings,
        parent: QWidget | None = None,
    ) -> None:
        """``name_of`` an agent's id. What is being written about a customer waits for them."""
        super().__init__(parent)
        self._name_of = name_of
        self._jottings = jottings
        self._correcting = NoteCorrection(may_correct, jottings)
        self._correcting.done.connect(self._correct)
        self.setObjectName("customer")
        self.setFixedWidth(theme.scaled(WIDTH))
        self.setAccessibleName(self.tr("Customer"))
        self._shown: tuple[Conversation, Acquaintance] | None = None
        self._top = row()
        facts = QWidget()
        self._facts = column(facts, margins=0, spacing=STEP // 2)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Note on the customer …"))
        self.note.setAccessibleName(self.tr("Note on the customer"))
        self.note.setMaxLength(LONGEST)
        self.note.returnPressed.connect(self._write)
        self.other = QLineEdit()
        self.other.setPlaceholderText(self.tr("Another address …"))
        self.other.setAccessibleName(self.tr("Another address of this customer"))
        self.other.setMaxLength(_ADDRESS)
        self.other.returnPressed.connect(self._join)
        for field in (self.note, self.other):
            field.installEventFilter(self)
            field.textEdited.connect(self._jot)
        notes, addresses = QWidget(), QWidget()
        self._notes = column(notes, margins=0, spacing=STEP // 2)
        self._addresses = column(addresses, margins=0, spacing=0)
        self._earlier = label(kind="strong", wraps=True)
        self.tickets = QListWidget()
        self.tickets.setObjectName("earlier")
        self.tickets.setAccessibleName(self.tr("Other tickets of this customer"))
        self.tickets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tickets.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tickets.setWordWrap(True)
        self.tickets.setItemDelegate(_Folded(self.tickets))
        self.tickets.itemActivated.connect(self._open)
        self.tickets.installEventFilter(self)
        data = button(self.tr("Data …"), self.ask_for_data, kind="link", does="customer-data")
        data.setAccessibleName(self.tr("All data of this customer"))
        head = row(Elided(self.tr("Customer"), kind="large"), data)
        rows = (head, self._top, facts, addresses, self.other, Rule(), notes, self.note, Rule(), self._earlier)
        layout = column(self, *rows, self.tickets, spacing=STEP)
        layout.setContentsMargins(2 * STEP, STEP + STEP // 2, 2 * STEP, STEP)
        layout.setStretch(layout.count() - 1, 1)

    @property
    def facts(self) -> list[str]:
        """What it says, line by line."""
        items = (self._facts.itemAt(place) for place in range(self._facts.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget.text() for widget in widgets if isinstance(widget, QLabel)]

    @property
    def rests_on(self) -> frozenset[str]:
        """Tickets whose news may change what is shown: those that are listed, and those on which the notes lie."""
        if self._shown is None:
            return frozenset()
        known = self._shown[1]
        return frozenset(known.homes.values()) | {line.id for line in known.tickets}

    def show_customer(self, found: Conversation, known: Acquaintance) -> None:
        """Nothing moves while it stays as it is."""
        if self._shown is not None and self._shown == (found, known):
            return
        self._shown = found, known
        line = found.row
        begun = self._jottings.get(_ABOUT + line.customer_address) or ("", "")
        for field, words in zip((self.note, self.other), begun, strict=True):
            if field.text() != words:
                field.setText(words)
        empty(self._top)
        self._top.addWidget(Initials(line.customer or "?"))
        names = QWidget()
        lines = column(names, Elided(line.customer or self.tr("Unknown"), "strong"), margins=0, spacing=0)
        if line.customer != line.customer_address:
            lines.addWidget(Elided(line.customer_address, "small"))
        self._top.addWidget(names, 1)
        empty(self._facts)
        for said, kind in self._say(found, known):
            self._facts.addWidget(label(said, kind=kind, wraps=True))
        empty(self._addresses)
        for address in known.addresses[1:]:
            self._addresses.addWidget(self._also(address))
        self._correcting.before(self.window().focusWidget())
        empty(self._notes)
        elsewhere = [note for note in known.notes if known.homes.get(note.id) != found.ticket.id]
        told = [note for note in (*found.ticket.about, *elsewhere) if note.address in known.addresses]
        for note in sorted(told, key=lambda note: note.date, reverse=True)[:_NOTES]:
            self._notes.addWidget(self._noted(note, waits=note not in known.notes))
        self._correcting.after()
        self._list([other for other in known.tickets if other.id != found.ticket.id], known.count - 1)

    def ask_for_data(self) -> None:
        if self._shown is not None and self._shown[0].row.customer_address:
            line = self._shown[0].row
            self.data_wanted.emit(line.customer or line.customer_address, line.customer_address)

    def take_focus(self) -> None:
        self.tickets.setFocus()
        if self.tickets.currentRow() < 0:
            self.tickets.setCurrentRow(0)

    def has_focus(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Enter opens, also where the desktop opens by a double click; Esc goes back."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        pointed = self.tickets.currentItem() if watched is self.tickets else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and pointed is not None:
            self._open(pointed)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False

    def _noted(self, note: CustomerNote, *, waits: bool) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "note")
        facts = [self._name_of(note.agent), moment(note.date)]
        if note.corrected:
            who = self._name_of(note.corrector)
            facts.append(self.tr("corrected by %1").replace("%1", who) if who != facts[0] else self.tr("corrected"))
        facts += [self.tr("waits to be written")] if waits else []
        words = label(note.text, wraps=True, selectable=True)
        inner = column(card, words, Elided(" · ".join(facts), "small"), margins=STEP, spacing=2)
        if not waits:
            self._correcting.offer(note, words, inner)
        return card

    def _correct(self, note: str, text: str) -> None:
        if self._shown is not None:
            found, known = self._shown
            self.corrected.emit(known.homes.get(note, found.ticket.id), note, text)
            self.note.setFocus()

    def _also(self, address: str) -> QWidget:
        line = QWidget()
        part = button("×", self._part, kind="link", tip=self.tr("Not the same person"))
        part.setAccessibleName(self.tr("%1 is not the same person").replace("%1", address))
        part.setProperty("address", address)
        inner = row(Elided(self.tr("also %1").replace("%1", address), "small"), part)
        inner.setStretch(0, 1)
        line.setLayout(inner)
        return line

    def _jot(self) -> None:
        if self._shown is not None:
            begun = [self.note.text(), self.other.text()]
            self._jottings.keep(_ABOUT + self._shown[0].row.customer_address, begun if any(begun) else None)

    def _write(self) -> None:
        text = self.note.text().strip()
        if self._shown is not None and text and self._shown[0].row.customer_address:
            found = self._shown[0]
            self.note.clear()
            self._jot()
            self.noted.emit(found.ticket.id, found.row.customer_address, text)

    def _join(self) -> None:
        other = self.other.text().strip()
        if self._shown is None or not other:
            return
        found = self._shown[0]
        if not _WHOLE.fullmatch(other) or other.lower() in self._shown[1].addresses:
            self.other.selectAll()
            self.other.setToolTip(self.tr("Type a whole address, like maria@example.com, that is not there yet"))
            QToolTip.showText(self.other.mapToGlobal(self.other.rect().bottomLeft()), self.other.toolTip())
            return
        self.other.clear()
        self._jot()
        self.joined.emit(found.ticket.id, found.row.customer_address, other, True)

    def _part(self) -> None:
        """From whichever of the others the log has joined it to."""
        if self._shown is not None:
            found, known = self._shown
            address = str(self.sender().property("address"))
            for other in known.addresses:
                if other != address and (other, address) in known.joints | {(b, a) for a, b in known.joints}:
                    self.joined.emit(found.ticket.id, other, address, False)

    def _say(self, found: Conversation, known: Acquaintance) -> list[tuple[str, str]]:
        """Sentence and kind of label, what counts first."""
        said: list[tuple[str, str]] = []
        if known.count > 1:
            open_ones = sum(other.status in ("open", "waiting", "on-hold") for other in known.tickets)
            words = self.tr("Known: %1 tickets, %2 not yet done")
            said.append((words.replace("%1", str(known.count)).replace("%2", str(open_ones)), ""))
        else:
            said.append((self.tr("Writes for the first time"), "good"))
        if found.row.waits:
            waits = self.tr("Waits for an answer %1").replace("%1", since(found.row.waits_from))
            chased = found.row.waiting - 1
            if chased:
                waits += " · " + self.tr("chased %1 ×").replace("%1", str(chased))
            said.append((waits, "warn"))
        said += [(topic, "small") for topic in self._topics(found)]
        if known.first_seen:
            said.append((self.tr("First mail: %1").replace("%1", moment(known.first_seen)), "small"))
        language = _language(found)
        if language:
            names = {"it": self.tr("Writes in Italian"), "en": self.tr("Writes in English")}
            said.append((names[language], "small"))
        return said

    def _topics(self, found: Conversation) -> list[str]:
        """What a form said of the reason and the order, each once."""
        origins = [message.mail.origin for message in found.messages]
        reasons = dict.fromkeys(vocabulary.reason(one.reason) for one in origins if one is not None and one.reason)
        orders = dict.fromkeys(one.order for one in origins if one is not None and one.order)
        said = [self.tr("About: %1").replace("%1", ", ".join(reasons))] if reasons else []
        return said + ([self.tr("Order: %1").replace("%1", ", ".join(orders))] if orders else [])

    def _list(self, others: list[TicketRow], count: int) -> None:
        """The one that was pointed at stays so."""
        now = self.tickets.currentItem()
        pointed = now.data(Qt.ItemDataRole.UserRole) if now is not None else ""
        self.tickets.clear()
        untitled = self.tr("(no subject)")
        for other in others:
            about = " · ".join(filter(None, (vocabulary.status(other.status), moment(other.last_date), *other.tags)))
            why = vocabulary.classified(f"{other.reason}\n{other.outcome}")
            item = QListWidgetItem("\n".join(filter(None, (other.subject or untitled, about, why))))
            item.setData(Qt.ItemDataRole.UserRole, other.id)
            item.setToolTip(f"#{other.number}")
            self.tickets.addItem(item)
            if other.id == pointed:
                self.tickets.setCurrentItem(item)
        if len(others) < count:
            said = self.tr("Other tickets: the newest %1 of %2")
            self._earlier.setText(said.replace("%1", str(len(others))).replace("%2", str(count)))
        else:
            self._earlier.setText(self.tr("Other tickets") if others else self.tr("No other tickets"))

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))


class _Folded(QStyledItemDelegate):
    """As high as the words need within the padding that the theme gives an item, which Qt forgets as it folds."""

    def sizeHint(  # noqa: N802 - Qt's own name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        within, room = QStyleOptionViewItem(option), option.rect
        room.setWidth(room.width() - 2 * STEP)
        within.rect = room
        return super().sizeHint(within, index)


def _language(found: Conversation) -> str:
    """Of the customer's newest words; empty where they do not tell."""
    theirs = [message.mail for message in found.messages if not message.outgoing and not message.mail.automatic]
    return next((told for mail in reversed(theirs) if (told := spoken(_own(mail), ""))), "")


def _own(mail: ParsedMail) -> str:
    return f"{mail.subject}\n{mail.own_text}"

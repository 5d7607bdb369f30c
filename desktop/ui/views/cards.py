"""What a conversation is made of: mails, internal notes, events.

A mail is shown as plain text, folded to one line unless it is what a person has to read; what it quotes is folded,
never left out.
"""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from desktop.engine.timeline import EventLine, Line, MailLine, NoteLine
from desktop.mime.layout_cost import portion
from desktop.mime.mail import Origin
from desktop.ui import vocabulary
from desktop.ui.moments import moment
from desktop.ui.own_keys import own
from desktop.ui.theme import STEP
from desktop.ui.views.dragging import DragOut
from desktop.ui.views.parts import MailParts
from desktop.ui.views.widgets import Elided, Initials, Rule, button, column, label, row

_ROOM = 80_000
"""What is shown of a text at once, in ``layout_cost``'s microseconds: the window lays a text out more than once."""

_STRETCH = 1_500
"""What a stretch costs beside its words: widgets of its own."""

_PREVIEW = 160

_ONE_LINE = 80
"""Characters of an event that fit between two rules in the narrowest pane."""


class MailCard(QFrame):
    correct_wanted = Signal(str)
    """The slot of a mail that a form has written for somebody."""
    forward_wanted = Signal(str)
    """Its slot: it goes on to somebody else."""
    side_wanted = Signal(str)
    """The side conversation that it stands in, which goes on."""

    split_wanted = Signal(str)
    """Its slot: it goes on as a ticket of its own."""
    lend_wanted = Signal(str)
    """Its slot: it is dragged out of the window."""

    def __init__(self, line: MailLine, *, folded: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.drag = DragOut(self)
        self.drag.wanted.connect(self._lend)
        self.parts = MailParts(line)
        self.setProperty("kind", "side" if line.side else "ours" if line.outgoing else "card")
        named = self.tr("Mail from a supplier, %1") if line.side and not line.outgoing else self.tr("Mail from %1")
        self.setAccessibleName(named.replace("%1", line.sender))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._preview = Elided(_first_words(line), "muted")
        self._body = QWidget()
        body = column(self._body, margins=0, spacing=STEP)
        body.setContentsMargins(5 * STEP, 0, 0, STEP // 2)
        self._text = self._plain()
        body.addWidget(self._text)
        body.addWidget(self.parts)
        body.addLayout(self._onwards())
        self.parts.laid_out.connect(self._text.setHidden)
        self._fold = button("", self.toggle, kind="link")
        through = [self._through(line.origin)] if line.origin is not None else []
        column(self, self._head(), *through, self._body, margins=STEP + STEP // 2, spacing=STEP)
        self.fold(folded)

    def fold(self, folded: bool) -> None:
        self._folded = folded
        self._body.setVisible(not folded)
        self._preview.setVisible(folded)
        self._address.setVisible(not folded)
        self._fold.setText(self.tr("Unfold") if folded else self.tr("Fold"))
        self._fold.setAccessibleName(f"{self._fold.text()}: {self.accessibleName()}")

    def toggle(self) -> None:
        self.fold(not self._folded)

    def renew(self, line: Line) -> bool:
        """Whether this card can show it as it is now, and does."""
        if (
            not isinstance(line, MailLine)
            or replace(line, waits=self._line.waits, came_back=self._line.came_back) != self._line
        ):
            return False
        self._line = line
        self._came_back.setVisible(line.came_back)
        return True

    @property
    def key(self) -> str:
        return self._line.key

    @property
    def subject(self) -> str:
        return self._line.subject

    @property
    def splits(self) -> bool:
        return self._line.splits

    @property
    def outgoing(self) -> bool:
        return self._line.outgoing

    @property
    def is_customers(self) -> bool:
        """A person's, not ours."""
        return not (self._line.outgoing or self._line.automatic)

    @property
    def has_page(self) -> bool:
        return self._line.has_page

    @property
    def folded(self) -> bool:
        return self._folded

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        if self._folded and event.button() == Qt.MouseButton.LeftButton:
            self.fold(False)
        else:
            super().mousePressEvent(event)

    def _head(self) -> QHBoxLayout:
        line = self._line
        beside = self.tr("%1 to a supplier") if line.outgoing else self.tr("Supplier: %1")
        name = Elided(beside.replace("%1", line.sender) if line.side else line.sender, "strong", hugs=True)
        self._address = Elided(self._to(line), "small")
        head = row(Initials(line.sender), name)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self._address)
        words.addWidget(self._preview)
        head.addLayout(words, 1)
        why = vocabulary.why(line.why, line.said)
        if line.automatic:
            named = (vocabulary.automatic(line.automatic), why)
            head.addWidget(Elided(": ".join(filter(None, named)), "small", hugs=True, tip=line.said))
        came_back = ": ".join(filter(None, (self.tr("not delivered"), why)))
        self._came_back = Elided(came_back, "bad", hugs=True, tip=line.said)
        if not line.came_back:
            self._came_back.hide()
        head.addWidget(self._came_back)
        head.addWidget(label(moment(line.when), kind="small"))
        head.addWidget(self._fold)
        return head

    def _to(self, line: MailLine) -> str:
        if not line.outgoing:
            return line.address
        words = self.tr("to %1, not to the customer") if line.side else self.tr("to %1")
        return words.replace("%1", line.to)

    def _through(self, origin: Origin) -> QHBoxLayout:
        """What a rule found, and a way to correct it."""
        told = label(vocabulary.origin(origin), kind="small", wraps=True)
        name = self.tr("Correct who wrote it")
        correct = [button(self.tr("Correct …"), self._correct, kind="link", does="correct", name=name)]
        made = row(told, *(correct if self._line.filed else ()))
        made.setStretch(0, 1)
        made.setContentsMargins(5 * STEP, 0, 0, 0)
        return made

    def _onwards(self) -> QHBoxLayout:
        """What can be done with this very mail beside an answer to the customer."""
        if self._line.side:
            go_on = self.tr("Write to this supplier …")
            return row(button(go_on, self._go_on, kind="link", does="forward"), None)
        forward = self.tr("Forward to a supplier …")
        split = self.tr("A ticket of its own …")
        ways = [] if self._line.outgoing else [button(forward, self._forward, kind="link", does="forward")]
        ways += [button(split, self._split, kind="link", does="split")] if self._line.splits else []
        return row(*ways, None)

    def _go_on(self) -> None:
        self.side_wanted.emit(self._line.side)

    def _forward(self) -> None:
        self.forward_wanted.emit(self._line.key)

    def _split(self) -> None:
        self.split_wanted.emit(self._line.key)

    def _lend(self) -> None:
        self.lend_wanted.emit(self._line.key)

    def _correct(self) -> None:
        self.correct_wanted.emit(self._line.key)

    def _plain(self) -> QWidget:
        plain = QWidget()
        body = column(plain, margins=0, spacing=STEP)
        room, rest = float(_ROOM), list(self._line.stretches)
        while rest and room > 0:
            stretch = rest.pop(0)
            text, room = stretch.text.strip("\n"), room - _STRETCH
            if text and stretch.quoted:
                body.addWidget(Quoted(text))
            elif text:
                shown = Text(text, room=room)
                room -= shown.cost
                body.addWidget(shown)
        if rest:
            body.addWidget(Text("\n".join(stretch.text for stretch in rest), room=0))
        return plain


class NoteCard(QFrame):
    def __init__(self, line: NoteLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "note")
        self.setAccessibleName(self.tr("Internal note by %1").replace("%1", line.agent))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._line = line
        self._waits = label(self.tr("waits to be written"), kind="small")
        if not line.pending:
            self._waits.hide()
        head = row(
            label(line.agent, kind="strong"),
            label(self.tr("internal note"), kind="small"),
            None,
            self._waits,
            label(moment(line.when), kind="small"),
        )
        column(self, head, Text(line.text), margins=STEP + STEP // 2, spacing=STEP // 2)

    @property
    def key(self) -> str:
        return self._line.key

    def renew(self, line: Line) -> bool:
        if not isinstance(line, NoteLine) or replace(line, pending=self._line.pending) != self._line:
            return False
        self._line = line
        self._waits.setVisible(line.pending)
        return True


class EventRow(QWidget):
    """A thin line with a few words in it, and what can be done about it."""

    put_back_wanted = Signal(object)
    """Slots of mails that are missing from their inbox."""

    def __init__(self, line: EventLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        said = f"{vocabulary.event(line)} · {moment(line.when)}"
        name = self.tr("Put it back into the inbox")
        if line.missing:
            layout = row(
                label(said, kind="small", wraps=True),
                button(own(self.tr("Put it back (W)"), "put-back"), self._put_back, name=name),
            )
            layout.setStretch(0, 1)
        elif len(said) > _ONE_LINE:
            layout = row(label(said, kind="small", wraps=True))
        else:
            layout = row(Rule(), label(said, kind="small"), Rule(), spacing=STEP + STEP // 2)
            layout.setStretch(0, 1)
            layout.setStretch(2, 1)
        layout.setContentsMargins(2 * STEP, 0, 2 * STEP, 0)
        self.setLayout(layout)

    @property
    def key(self) -> str:
        return self._line.key

    def renew(self, line: Line) -> bool:
        return line == self._line

    def _put_back(self) -> None:
        self.put_back_wanted.emit((self._line.key,))


class Words(QTextEdit):
    """Plain text, to be selected and copied, as high as it is long. A word longer than the line is broken: a label
    would grow as wide as the longest address in the mail."""

    def __init__(self, text: str, *, muted: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "muted" if muted else "plain")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.setPlainText(text)
        self._measured = self.document().clone(self)
        self._heights: dict[int, int] = {}
        """By width: a layout asks many times."""
        self.setAccessibleName(self.tr("Text of the mail"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's own name
        if self._measured.defaultFont() != self.font():
            self._measured.setDefaultFont(self.font())
            self._heights.clear()
        if width not in self._heights:
            # Not in what is drawn: in a pane narrower than what was asked for last, the last line was cut.
            self._measured.setTextWidth(width)
            self._heights[width] = math.ceil(self._measured.size().height()) + 1
        return self._heights[width]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        return QSize(40 * STEP, self.heightForWidth(max(self.width(), 40 * STEP)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        return QSize(10 * STEP, 2 * STEP)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's own name
        """Scrolls the conversation."""
        event.ignore()


class Text(QWidget):
    """A person's words; a long text is shown in part at first, and part by part: laying all of it out at once would
    hold the window."""

    def __init__(self, text: str, *, muted: bool = False, room: float = _ROOM) -> None:
        super().__init__()
        self._rest = text
        self._muted = muted
        self._parts = column(self, margins=0, spacing=0)
        self._more = button(self.tr("Show more"), self._show_more, kind="link")
        self._parts.addWidget(self._more)
        self.cost = self._show(room)

    def _show_more(self) -> None:
        self._show(_ROOM)

    def _show(self, room: float) -> float:
        """What it costs."""
        end, cost = portion(self._rest, room)
        if end:
            words = Words(
                self._rest[:end].removesuffix("\n") if end < len(self._rest) else self._rest, muted=self._muted
            )
            self._parts.insertWidget(self._parts.count() - 1, words)
        self._rest = self._rest[end:]
        self._more.setHidden(not self._rest)
        return cost


class Quoted(QWidget):
    """Words of an earlier mail, folded behind a button."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._inner = Text(text, muted=True)
        self._inner.hide()
        self._button = button("···", self._toggle, kind="pill", tip=self.tr("Quoted text and signature"))
        self._button.setAccessibleName(self.tr("Show quoted text"))
        column(self, row(self._button, None), self._inner, margins=0, spacing=STEP // 2)

    def _toggle(self) -> None:
        self._inner.setVisible(self._inner.isHidden())


def _first_words(line: MailLine) -> str:
    own = " ".join(stretch.text for stretch in line.stretches if not stretch.quoted)
    return " ".join(own.split())[:_PREVIEW]

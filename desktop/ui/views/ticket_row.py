"""One line of a list, painted: a page turn paints a dozen, and half of its time goes into them. So what a whole paint
shares is looked up once, rows come from the model by number, and places are plain numbers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.search import OVERDUE
from desktop.domain.ticket import DONE
from desktop.ports.store.reader import MailRow, TicketRow
from desktop.ui import icons, theme, vocabulary
from desktop.ui.letters import Face, face
from desktop.ui.marks import Marks
from desktop.ui.models.found import FoundModel
from desktop.ui.models.tickets import TicketsModel
from desktop.ui.moments import moment, since, waited
from desktop.ui.theme import STEP, Colours, colour
from desktop.ui.views.widgets import chip_width, paint_chip

HEIGHT, COMPACT = 10 * STEP, 6 * STEP
_CHIP = 19
_SIGN = 14
"""Of the attachment, pixels."""

_SUBJECT, _NAME = 0.7, 0.5
"""Of a compact row's width, at most; of its first line's where states follow the name."""

_SMOOTH = QPainter.RenderHint.Antialiasing
Chip = tuple[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Look:
    """Of all rows of one paint."""

    colours: Colours
    small: Face
    small_bold: Face
    body: Face
    body_bold: Face


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a row begins, and its lines: three, or two of a compact one."""

    top: int
    height: int
    left: int
    right: int
    margin: int
    each: int

    def line(self, number: int) -> float:
        """Its middle."""
        return self.top + self.margin + (number + 0.5) * self.each


class TicketDelegate(QStyledItemDelegate):
    """Customer, attachment and wait, subject, then how it stands, tags, and the first new words; a compact row says how
    it stands behind the customer, and of the words as much as there is room for."""

    def __init__(
        self,
        model: TicketsModel | FoundModel,
        me: str,
        name_of: Callable[[str], str],
        marks: Marks,
        view: QAbstractItemView,
    ) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._me = me
        self._marks = marks
        self._name_of = name_of
        self.compact = False
        self.begin()

    def begin(self) -> None:
        """A paint begins."""
        small, bold = face(theme.SMALL), face(theme.SMALL, bold=True)
        self._look = _Look(theme.colours(), small, bold, face(), face(bold=True))
        self._chosen = {index.row() for index in self._view.selectedIndexes()}

    def sizeHint(self, _: QStyleOptionViewItem, __: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(0, self.height)

    @property
    def height(self) -> int:
        """Of each row, in pixels."""
        return theme.scaled(COMPACT if self.compact else HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._model.row(index.row())
        if row is None:
            return
        found = self._look.colours
        place: QRect = option.rect
        left, top, width, height = place.left(), place.top(), place.width(), place.height()
        if index.row() in self._chosen or row.id in self._marks:  # else the list's own ground is there already
            ground = found.chosen if index.row() in self._chosen else found.raised
            painter.fillRect(left, top, width, height - 1, colour(ground))
        painter.fillRect(left, top + height - 1, width, 1, colour(found.line))
        margin, lines = (STEP // 2, 2) if self.compact else (STEP, 3)
        each = (height - 2 * margin - 1) // lines
        box = _Box(top, height, left + 3 * STEP, left + width - 2 * STEP, margin, each)
        if isinstance(row, TicketRow):
            self._ticket(painter, box, row)
        else:
            self._mail(painter, box, row)

    def _ticket(self, painter: QPainter, box: _Box, row: TicketRow) -> None:
        look, edge, middle = self._look, box.left - 3 * STEP, int(box.line(0))
        found = look.colours
        bar = found.bad if row.priority == "urgent" else found.warn if row.priority == "high" else ""
        if bar:
            painter.fillRect(edge, box.top, 3, box.height - 1, colour(bar))
        if row.id in self._marks:
            _tick(painter, edge + STEP, middle, colour(found.accent))
        elif row.unread:
            _dot(painter, QRectF(edge + STEP + 2, middle - 3, 7, 7), colour(found.accent))
        late = row.waits and time.time() - row.waits_from > OVERDUE
        clock = waited(row.waits_from) if row.waits else moment(row.last_date)
        said = found.bad if late else found.text if row.waits else found.muted
        used = _right(painter, look.small_bold if row.waits else look.small, box, clock, said)
        if row.has_files:
            used = _sign(painter, box, used, found.muted)
        letters = look.body_bold if row.unread else look.body
        painter.setPen(colour(found.text if row.unread else found.muted))
        states = self._states(row)
        if self.compact and states:
            room = box.right - box.left - used
            name = letters.cut(row.customer, room * _NAME)
            letters.draw(painter, box.left, box.line(0), name)
            begin = box.left + int(letters.width(name)) + STEP
            _paint_chips(painter, begin, box.left + int(room), box.line(0), states)
            states = []
        else:
            _write(painter, letters, box, 0, row.customer, used)
        tags = [(tag, theme.chip(tag)) for tag in row.tags]
        self._rest(painter, box, letters, row.subject, [*states, *tags], row.snippet)

    def _mail(self, painter: QPainter, box: _Box, row: MailRow) -> None:
        """History: nothing of it asks for anything."""
        look, found = self._look, self._look.colours
        used = _right(painter, look.small, box, moment(row.date), found.muted)
        if row.has_files:
            used = _sign(painter, box, used, found.muted)
        _write(painter, look.body, box, 0, f"→ {row.person}" if row.outgoing else row.person, used)
        chips: list[Chip] = [(self.tr("History"), (found.raised, found.muted))]
        self._rest(painter, box, look.body, row.subject, chips, row.snippet)

    def _rest(
        self, painter: QPainter, box: _Box, letters: Face, subject: str, chips: Iterable[Chip], snippet: str
    ) -> None:
        """All below the first line."""
        found = self._look.colours
        painter.setPen(colour(found.text))
        if not self.compact:
            _write(painter, letters, box, 1, subject)
            self._last(painter, box, box.left, 2, chips, snippet)
            return
        words = letters.cut(subject, (box.right - box.left) * _SUBJECT)
        letters.draw(painter, box.left, box.line(1), words)
        self._last(painter, box, box.left + int(letters.width(words)) + STEP, 1, chips, snippet)

    def _last(self, painter: QPainter, box: _Box, left: int, line: int, chips: Iterable[Chip], snippet: str) -> None:
        begin, middle = left, box.line(line)
        left = _paint_chips(painter, left, box.right, middle, chips)
        gap = STEP // 2 if left > begin else 0
        letters = self._look.small
        painter.setPen(colour(self._look.colours.muted))
        letters.draw(painter, left + gap, middle, letters.cut(snippet, box.right - left - STEP))

    def _states(self, row: TicketRow) -> list[Chip]:
        """How things stand with it, what matters most first."""
        found = self._look.colours
        chips: list[Chip] = []
        if self._model.seen.is_begun(row.id):
            chips.append((vocabulary.draft(), (found.surface, found.accent)))
        if row.returned:
            chips.append((_capital(vocabulary.returned()), (found.bad_soft, found.bad)))
        if row.alarms:
            chips.append((self.tr("Two answers"), (found.bad_soft, found.bad)))
        if row.holder == self._me:
            yours = self.tr("Yours %1").replace("%1", since(row.holder_since))
            chips.append((yours, (found.good_soft, found.good)))
        elif row.holder:
            held = found.warn_soft, found.warn
            chips.append((f"{self._name_of(row.holder)} {since(row.holder_since)}", held))
        elif row.assignee:
            chips.append((f"→ {self._name_of(row.assignee)}", (found.raised, found.text)))
        if row.promised and row.status not in DONE:
            late = row.promised < time.time()
            colours = (found.bad_soft, found.bad) if late else (found.raised, found.text)
            chips.append((_capital(vocabulary.promise(row.promised, kept=None)), colours))
        if row.waiting > 1:
            chips.append((vocabulary.chase_ups(row.waiting - 1), (found.warn_soft, found.warn)))
        if row.back:
            chips.insert(0, (vocabulary.back(row), (found.accent_soft, found.accent)))
        elif row.until:
            chips.append((vocabulary.snoozed(row.until), (found.raised, found.muted)))
        if row.status in ("waiting", "on-hold"):
            chips.append((vocabulary.status(row.status), (found.raised, found.muted)))
        return chips


def _write(painter: QPainter, letters: Face, box: _Box, line: int, text: str, used: float = 0) -> None:
    """``used``: of the line's width, for something else."""
    letters.draw(painter, box.left, box.line(line), letters.cut(text, box.right - box.left - used))


def _right(painter: QPainter, letters: Face, box: _Box, text: str, said: str) -> float:
    """At the first line's end, and how much of it that takes."""
    width = letters.width(text)
    painter.setPen(colour(said))
    letters.draw(painter, box.right - width, box.line(0), text)
    return width + STEP


def _sign(painter: QPainter, box: _Box, used: float, ink: str) -> float:
    """Files lie in it: left of what stands at the first line's end; and how much of the line all of it takes."""
    size = theme.scaled(_SIGN)
    icons.draw(painter, box.right - used - size, box.line(0), "attachment", ink, size)
    return used + size + STEP // 2


def _paint_chips(painter: QPainter, left: int, right: int, middle: float, chips: Iterable[Chip]) -> int:
    """As many as there is room for, and where they end."""
    height = theme.scaled(_CHIP)
    for text, colours in chips:
        width = chip_width(text)
        if left + width >= right:
            break
        paint_chip(painter, QRectF(left, int(middle) - height / 2 + 0.5, width, height), text, colours)
        left += width + STEP // 2
    return left


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _dot(painter: QPainter, place: QRectF, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.setRenderHint(_SMOOTH)
    painter.drawEllipse(place)
    painter.setRenderHint(_SMOOTH, False)


def _tick(painter: QPainter, left: int, middle: int, ink: QColor) -> None:
    painter.setPen(QPen(ink, 2.5))
    painter.setRenderHint(_SMOOTH)
    painter.drawPolyline([QPointF(left, middle), QPointF(left + 4, middle + 4), QPointF(left + 11, middle - 5)])
    painter.setRenderHint(_SMOOTH, False)

"""A later time: one letter takes what is offered, anything else is typed and read as it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.later import Offer, in_days, offered, seconds, typed
from desktop.ui import moments, theme
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.widgets import column, label

_WIDTH, _LINE = 44 * STEP, 4 * STEP
_LETTER = Qt.ItemDataRole.UserRole + 1

_DAYS = (1, 2, 3, 5, 7)
"""After which one is reminded, most often."""

UNTIL_CUSTOMER = 0
"""What is picked for "until the customer writes"."""

BACK_NOW = -1
"""What is picked to bring a snoozed ticket back."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``when``: seconds since 1970 UTC, or one of the words above."""

    letter: str
    words: str
    when: int


class LaterPicker(QFrame):
    """Closes after a choice, with Esc, or when something else is clicked. Letters choose while nothing is typed; digits
    begin to type, as does the letter of the last line."""

    picked = Signal(object)
    """Seconds since 1970 UTC, UNTIL_CUSTOMER or BACK_NOW: no C integer."""

    def __init__(self, title: str, choices: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._choices = {choice.letter.upper(): choice for choice in choices}
        self._type = self.tr("O", "the letter that begins to type a date and time")
        self._list = QListWidget()
        self._list.setItemDelegate(_ChoiceDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(title)
        self._list.installEventFilter(self)
        for choice in choices:
            self._add(choice.letter, choice.words, choice.when)
        self._add(self._type, self.tr("Other: type a date or a time"), None)
        self._list.setCurrentRow(0)
        self._list.setFixedHeight(self._list.count() * scaled(_LINE) + STEP)
        self._list.itemClicked.connect(self._take)
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(self.tr("17:30, 3d, friday 9:00, 24/11"))
        self._typed.setAccessibleName(self.tr("Date and time"))
        self._typed.textChanged.connect(self._read)
        self._typed.returnPressed.connect(self._take_typed)
        self._heard = label(kind="small")
        column(self, label(title, kind="small"), self._list, self._typed, self._heard, margins=STEP, spacing=STEP // 2)
        self.setFixedWidth(scaled(_WIDTH))

    def open_at(self, place: QPoint, *, above: bool = False) -> None:
        self.adjustSize()
        self.move(place - QPoint(0, self.height()) if above else place)
        self.show()
        self._list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if watched is self._list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter = event.text().upper()
            if letter in self._choices:
                self._done(self._choices[letter].when)
                return True
            if letter == self._type.upper() or (letter.isdigit() and letter.isascii()):
                self._typed.setFocus()
                self._typed.insert(event.text() if letter.isdigit() else "")
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _add(self, letter: str, words: str, when: int | None) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, when)
        item.setData(_LETTER, letter)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words} ({letter})")
        self._list.addItem(item)

    def _take(self, item: QListWidgetItem) -> None:
        when = item.data(Qt.ItemDataRole.UserRole)
        if when is None:
            self._typed.setFocus()
        else:
            self._done(when)

    def _read(self) -> None:
        """As it is understood, while it is typed."""
        found = typed(self._typed.text(), _now())
        words = moments.weekday_moment(seconds(found)) if found is not None else self.tr("Not a time to come")
        self._heard.setText(words if self._typed.text().strip() else "")

    def _take_typed(self) -> None:
        found = typed(self._typed.text(), _now())
        if found is not None:
            self._done(seconds(found))

    def _done(self, when: int) -> None:
        self.close()
        self.picked.emit(when)


class _ChoiceDelegate(QStyledItemDelegate):
    """The letter in a column of its own, then the words."""

    def sizeHint(self, _: QStyleOptionViewItem, __: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(0, theme.scaled(_LINE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found, box, state = theme.colours(), QRect(option.rect), QStyle.StateFlag(option.state)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(found.chosen))
            painter.drawRoundedRect(box, 4, 4)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font(theme.BODY, bold=True))
        painter.setPen(QColor(found.accent))
        painter.drawText(box.adjusted(STEP, 0, 0, 0), middle, str(index.data(_LETTER)))
        painter.setFont(theme.font(theme.BODY))
        painter.setPen(QColor(found.text))
        room = box.adjusted(STEP + theme.scaled(3 * STEP), 0, -STEP, 0)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, words)
        painter.restore()


def for_snooze(*, asleep: bool) -> list[Choice]:
    translate = QCoreApplication.translate
    letter = translate("later", "C", "letter: until the customer writes")
    customer = Choice(letter, translate("later", "Until the customer writes"), UNTIL_CUSTOMER)
    letter = translate("later", "B", "letter: bring it back now")
    back = Choice(letter, translate("later", "Bring it back now"), BACK_NOW)
    return [*for_sending(), customer, *([back] if asleep else [])]


def for_sending() -> list[Choice]:
    translate = QCoreApplication.translate
    named = {
        Offer.AFTERNOON: (translate("later", "A", "letter: this afternoon"), translate("later", "This afternoon")),
        Offer.SOON: (translate("later", "A", "letter: this afternoon"), translate("later", "In two hours")),
        Offer.TOMORROW: (translate("later", "T", "letter: tomorrow"), translate("later", "Tomorrow morning")),
        Offer.MONDAY: (translate("later", "M", "letter: Monday"), translate("later", "Monday")),
        Offer.WEEK: (translate("later", "W", "letter: next week"), translate("later", "Next week")),
    }
    return [
        Choice(named[one][0], f"{named[one][1]} · {moments.weekday_moment(seconds(when))}", seconds(when))
        for one, when in offered(_now()).items()
    ]


def for_reminding() -> list[Choice]:
    """In so many days, in the morning: the digit says how many."""
    found = [(days, seconds(in_days(_now(), days))) for days in _DAYS]
    words = {days: QCoreApplication.translate("later", "In %1 days") for days in _DAYS}
    words[1] = QCoreApplication.translate("later", "Tomorrow morning")
    return [
        Choice(str(days), f"{words[days].replace('%1', str(days))} · {moments.weekday_moment(when)}", when)
        for days, when in found
    ]


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005 - by the wall clock here

"""The texts that the letters behind ``::`` mean, beside where one writes. It never has the focus: the keys reach it
from the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.widgets import Elided, column, label, row

_FEWEST, _MOST = 5, 7
"""Lines shown at once: where a text is shown beside them, it has room to be read."""
_LINE, _WIDTH, _PREVIEW = 6 * STEP, 40 * STEP, 44 * STEP
SECOND = Qt.ItemDataRole.UserRole + 1


class CannedPopup(QFrame):
    taken = Signal(str)
    """A text's key: clicked."""

    def __init__(self, parent: QWidget, preview: Callable[[str], str]) -> None:
        """``preview``: how a text would read here, by its key."""
        super().__init__(parent)
        self.setObjectName("picker")
        self.setAccessibleName(self.tr("Canned responses"))
        self._preview_of = preview
        self._around = parent
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self.tr("Canned responses"))
        self._list.setItemDelegate(Lines(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._clicked)
        self._list.currentItemChanged.connect(self._show_preview)
        self._preview = label(kind="muted", wraps=True)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._preview.setContentsMargins(STEP, STEP // 2, STEP, STEP // 2)
        self._hint = Elided(kind="small")
        both = row(self._list, self._preview, spacing=STEP // 2)
        column(self, both, self._hint, margins=STEP, spacing=STEP // 2)
        self.hide()

    def offer(self, choices: Sequence[tuple[str, str, str]], hint: str, beside: QRect) -> None:
        """``choices``: key, title, second line. ``beside``: the place of the letters, in the parent's coordinates."""
        self._list.clear()
        for key, title, second in choices:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setData(SECOND, second)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {second}" if second else title)
            self._list.addItem(item)
        self._list.setVisible(bool(choices))
        self._list.setCurrentRow(0)
        self._hint.say(hint)
        self._place(beside)
        self.show()
        self.raise_()

    @property
    def chosen(self) -> str:
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def step(self, by: int) -> None:
        count = self._list.count()
        if count:
            self._list.setCurrentRow((self._list.currentRow() + by) % count)

    def _clicked(self, item: QListWidgetItem) -> None:
        self.taken.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def _show_preview(self) -> None:
        chosen = self.chosen
        self._preview.setText(self._preview_of(chosen) if chosen else "")

    def _place(self, beside: QRect) -> None:
        """Above the letters, else below: never on them, and inside the window."""
        room = self._around.rect()
        wide = room.width() >= scaled(_WIDTH + _PREVIEW) + 4 * STEP
        self._preview.setVisible(wide and self._list.count() > 0)
        alone = max(scaled(_WIDTH), self._hint.sizeHint().width())
        self._list.setFixedWidth(min(scaled(_WIDTH) if wide else alone, room.width() - 6 * STEP))
        self._preview.setFixedWidth(scaled(_PREVIEW))
        rows = max(_FEWEST if wide else 1, min(_MOST, self._list.count()))
        self._list.setFixedHeight(rows * scaled(_LINE))
        self._preview.setFixedHeight(rows * scaled(_LINE))
        size = self.sizeHint()
        left = max(STEP, min(beside.left(), room.width() - size.width() - STEP))
        above = beside.top() - size.height() - STEP
        top = above if above >= STEP else min(beside.bottom() + STEP, room.height() - size.height() - STEP)
        self.setGeometry(QRect(QPoint(left, max(0, top)), size))


class Lines(QStyledItemDelegate):
    """Title, and below it where it is kept and what it does."""

    def sizeHint(self, _: QStyleOptionViewItem, __: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(10 * STEP, scaled(_LINE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours, place = theme.colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.colour(colours.chosen))
        inside = place.adjusted(STEP, STEP // 2, -STEP, -STEP // 2)
        upper, lower = inside.adjusted(0, 0, 0, -inside.height() // 2), inside.adjusted(0, inside.height() // 2, 0, 0)
        lines = ((upper, index.data(), theme.font(bold=True), colours.text),
                 (lower, index.data(SECOND), theme.font(theme.SMALL), colours.muted))  # fmt: skip
        for area, words, letters, ink in lines:
            painter.setFont(letters)
            painter.setPen(theme.colour(ink))
            shown = QFontMetrics(letters).elidedText(str(words), Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

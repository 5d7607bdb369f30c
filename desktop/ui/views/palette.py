"""The palette: everything there is by a few letters of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter
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

from desktop.ui import theme
from desktop.ui.letters import face
from desktop.ui.offers import Offer, PaletteSource
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.widgets import column, label

_MOST = 12
"""Lines in sight."""

_OFFERED = 60
"""Nobody reads further: another letter finds it sooner."""

_OFFER = Qt.ItemDataRole.UserRole

_TYPING = 80
"""Milliseconds after the last letter before something is searched for."""


class Palette(QFrame):
    """Closes after a choice, with Esc, or when something else is clicked."""

    asked = Signal(str)
    """What is typed, when nothing more has been for a moment: sources that look for it may do so now."""
    closed = Signal()

    def __init__(self, sources: Sequence[PaletteSource], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Palette"))
        self._sources = sources
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(self.tr("A command, a place, a ticket, a customer, a text …"))
        self._typed.setAccessibleName(self._typed.placeholderText())
        self._typed.textChanged.connect(self._type)
        self._typed.returnPressed.connect(self._take)
        self._typed.installEventFilter(self)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self.tr("What fits"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_OfferDelegate(self._list))
        self._list.itemClicked.connect(self._take_item)
        self._nothing = label(self.tr("Nothing is called so."), kind="muted")
        column(self, self._typed, self._list, self._nothing, margins=STEP, spacing=STEP // 2)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        self._timer.timeout.connect(self._ask)
        self.setFixedWidth(scaled(76 * STEP))
        self.refresh()

    def open_over(self, window: QWidget) -> None:
        self.adjustSize()
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 8 * STEP)))
        self.show()
        self._typed.setFocus()

    def refresh(self) -> None:
        """A source has more to offer; what is chosen stays chosen."""
        typed = self._typed.text().strip()
        before = self._list.currentItem()
        chosen = before.text() if before is not None and self._list.currentRow() > 0 else ""
        found = [offer for source in self._sources for offer in source.offers(typed)]
        found.sort(key=lambda offer: -offer.rank)
        self._list.clear()
        for offer in found[:_OFFERED]:
            item = QListWidgetItem(", ".join(filter(None, (offer.name, offer.detail))))
            item.setData(_OFFER, offer)
            self._list.addItem(item)
        again = self._list.findItems(chosen, Qt.MatchFlag.MatchExactly) if chosen else []
        self._list.setCurrentRow(self._list.row(again[0]) if again else 0)
        self._list.setFixedHeight(min(_MOST, max(1, self._list.count())) * scaled(4 * STEP) + 2)
        self._list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if self.isVisible():
            self.adjustSize()

    @property
    def lines(self) -> list[str]:
        return [self._list.item(n).text() for n in range(self._list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if watched is self._typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if by and self._list.count():
                self._list.setCurrentRow((self._list.currentRow() + by) % self._list.count())
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        super().hideEvent(event)
        self.closed.emit()

    def _type(self) -> None:
        self._list.setCurrentRow(0)
        self.refresh()
        self._timer.start()

    def _ask(self) -> None:
        if self._typed.text().strip():
            self.asked.emit(self._typed.text().strip())

    def _take(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._take_item(item)

    def _take_item(self, item: QListWidgetItem) -> None:
        offer: Offer = item.data(_OFFER)
        self.close()
        offer.do()


class _OfferDelegate(QStyledItemDelegate):
    """The name, and at the end of the line its keys or what it is."""

    def sizeHint(self, _: QStyleOptionViewItem, __: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(0, scaled(4 * STEP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        offer: Offer = index.data(_OFFER)
        found, box = theme.colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(found.chosen))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        inner, middle = box.adjusted(STEP, 0, -STEP, 0), box.center().y() + 1
        small, body = face(theme.SMALL), face()
        detail = small.cut(offer.detail, inner.width() * 0.45)
        width = small.width(detail)
        painter.setPen(theme.colour(found.muted))
        small.draw(painter, inner.right() - width, middle, detail)
        painter.setPen(theme.colour(found.text))
        body.draw(painter, inner.left(), middle, body.cut(offer.name, inner.width() - width - 2 * STEP))
        painter.restore()

"""The left pane: places with their counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import theme, vocabulary
from desktop.ui.models.places import PLACE, Place, PlacesModel
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Elided, button, label, row


class PlacesPane(QWidget):
    chosen = Signal(str)
    """A place's key."""
    team_wanted = Signal()

    def __init__(self, team: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(168)
        brand = label("Sportello")
        brand.setObjectName("brand")
        self._team = Elided(team)
        self._team.setObjectName("team")
        self.model = PlacesModel(self._places(), self)
        self._list = QListView()
        self._list.setObjectName("places")
        self._list.setModel(self.model)
        self._list.setItemDelegate(_PlaceDelegate(self._list))
        self._list.setAccessibleName(self.tr("Places"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.selectionModel().currentChanged.connect(self._moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * STEP, 0, 0)
        layout.setSpacing(2)
        names = QVBoxLayout()
        names.setContentsMargins(2 * STEP, 0, STEP, 0)
        names.setSpacing(0)
        team_line = row(self._team, button(self.tr("Team"), self.team_wanted.emit, kind="link", tip="G T"), spacing=0)
        team_line.setStretch(0, 1)
        names.addWidget(brand)
        names.addLayout(team_line)
        layout.addLayout(names)
        layout.addSpacing(STEP)
        layout.addWidget(self._list, 1)

    def go(self, key: str) -> None:
        row = self.model.row_of(key)
        if row >= 0:
            self._list.setCurrentIndex(self.model.index(row))

    def say_team(self, name: str, me: str) -> None:
        self._team.say(f"{name} · {me}")

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        place = current.data(PLACE)
        if isinstance(place, Place) and not place.is_heading:
            self.chosen.emit(place.key)

    def _places(self) -> list[Place]:
        def named(*keys: str) -> list[Place]:
            return [Place(key, vocabulary.place(key)) for key in keys]

        return [
            *named("mine", "unassigned", "open", "waiting", "on-hold"),
            Place("", self.tr("To look at")),
            *named("never-opened", "leaving", "review"),
            Place("", self.tr("Done")),
            *named("resolved", "spam"),
            Place("", self.tr("Mailboxes")),
        ]


class _PlaceDelegate(QStyledItemDelegate):
    def sizeHint(self, _: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        place = index.data(PLACE)
        return QSize(0, 5 * STEP if place.is_heading else 4 * STEP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place: Place = index.data(PLACE)
        found = theme.colours()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = box.adjusted(2 * STEP, 0, -2 * STEP, 0)
        if place.is_heading:
            painter.setFont(theme.font(theme.SMALL, bold=True))
            painter.setPen(QColor(found.muted))
            bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(inner.adjusted(0, 0, 0, -6), bottom, place.title)
            painter.restore()
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(found.chosen if chosen else found.raised))
            painter.drawRoundedRect(box.adjusted(STEP, 1, -STEP, -1), 6, 6)
        centre = Qt.AlignmentFlag.AlignVCenter
        calls = place.key == "review" and place.count
        painter.setFont(theme.font(theme.SMALL, bold=bool(calls)))
        count = str(place.count) if place.count else ""
        painter.setPen(QColor(found.warn if calls and not chosen else found.muted))
        painter.drawText(inner, centre | Qt.AlignmentFlag.AlignRight, count)
        used = painter.fontMetrics().horizontalAdvance(count) + STEP
        painter.setFont(theme.font(theme.BODY, bold=chosen))
        painter.setPen(QColor(found.text))
        room = inner.adjusted(0, 0, -used, 0)
        title = painter.fontMetrics().elidedText(place.title, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, centre | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()

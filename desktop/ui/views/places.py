"""The left pane: places with their counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons, theme, vocabulary
from desktop.ui.models.places import PLACE, SAVED, Place, PlacesModel
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Elided, button, label, row


class PlacesPane(QWidget):
    chosen = Signal(str)
    """A place's key."""
    rename = Signal(str)
    """A saved search's name, as the next."""
    remove = Signal(str)
    team_wanted = Signal()

    def __init__(self, team: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.scaled(21 * STEP))
        brand = label("Sportello")
        brand.setObjectName("brand")
        self._team = Elided(team)
        self._team.setObjectName("team")
        self.model = PlacesModel(self._places(), self)
        self._telling = True
        self._list = _PlacesList()
        self.setFocusProxy(self._list)
        self._list.pressed_on.connect(self._key_on)
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
        team_line = row(self._team, button(self.tr("Team"), self.team_wanted.emit, kind="link", does="team"), spacing=0)
        team_line.setStretch(0, 1)
        names.addWidget(brand)
        names.addLayout(team_line)
        layout.addLayout(names)
        layout.addSpacing(STEP)
        layout.addWidget(self._list, 1)

    def go(self, key: str) -> None:
        """Also from what was searched for in it."""
        row = self.model.row_of(key)
        if key == self.current and self._telling:
            self.chosen.emit(key)
        elif row >= 0:
            self._list.setCurrentIndex(self.model.index(row))

    def show_searches(self, names: list[str]) -> None:
        """The choice stays on its place, if that is still there."""
        chosen = self.current
        self._telling = False
        self.model.replace_searches(self.tr("Saved searches"), names)
        self.go(chosen)
        self._telling = True

    @property
    def current(self) -> str:
        """The chosen place's key, empty when none is."""
        place = self._list.currentIndex().data(PLACE)
        return place.key if isinstance(place, Place) else ""

    def say_team(self, name: str, me: str) -> None:
        self._team.say(f"{name} · {me}")

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        place = current.data(PLACE)
        if isinstance(place, Place) and not place.is_heading and self._telling:
            self.chosen.emit(place.key)

    def _key_on(self, key: int) -> None:
        if self.current.startswith(SAVED):
            (self.rename if key == Qt.Key.Key_F2 else self.remove).emit(self.current.removeprefix(SAVED))

    def _places(self) -> list[Place]:
        def named(*keys: str) -> list[Place]:
            return [Place(key, vocabulary.place(key)) for key in keys]

        return [
            *named("mine", "unassigned", "open", "promises", "waiting", "on-hold", "snoozed"),
            Place("", self.tr("To look at")),
            *named("never-opened", "leaving", "review"),
            Place("", self.tr("Done")),
            *named("resolved", "spam"),
            Place("", self.tr("Mailboxes")),
        ]


class _PlacesList(QListView):
    pressed_on = Signal(int)
    """F2 or Delete, on the chosen place."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
            self.pressed_on.emit(event.key())
        else:
            super().keyPressEvent(event)


class _PlaceDelegate(QStyledItemDelegate):
    def sizeHint(self, _: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        place = index.data(PLACE)
        return QSize(0, theme.scaled(5 * STEP if place.is_heading else 4 * STEP))

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
        used = painter.fontMetrics().horizontalAdvance(count) + STEP // 2 if count else 0
        ink = found.accent if chosen else found.warn if calls else found.muted
        icons.draw(
            painter, inner.left(), box.center().y() + 0.5, icons.of_place(place.key), ink, theme.scaled(icons.SIZE)
        )
        painter.setFont(theme.font(theme.BODY, bold=chosen))
        painter.setPen(QColor(found.text))
        room = inner.adjusted(theme.scaled(icons.SIZE) + STEP + STEP // 4, 0, -used, 0)
        title = painter.fontMetrics().elidedText(place.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, centre | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()

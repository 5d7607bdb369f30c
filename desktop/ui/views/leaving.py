"""*About to leave*: what customers will be asked, when, and a word that stops it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.engine.following import FollowUp
from desktop.ui.models.leaving import LeavingModel
from desktop.ui.models.rows import ITEM
from desktop.ui.moments import moment
from desktop.ui.theme import STEP
from desktop.ui.views.lines import LinesDelegate
from desktop.ui.views.widgets import button, column, label, row


class LeavingList(QWidget):
    chosen = Signal(str)
    """A ticket's id."""
    stopped = Signal(str)
    """A follow-up's id."""

    def __init__(self, model: LeavingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self.list = _FollowUps()
        self.list.setObjectName("list")
        self.list.setModel(model)
        self.list.setItemDelegate(_FollowUpDelegate(self.list))
        self.list.setAccessibleName(self.tr("About to leave"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self._stop = button(self.tr("Do not send it  (D)"), self.stop, name=self.tr("Do not send it"))
        words = label(self.tr("One question for each resolved ticket. It is not sent if the ticket is opened again."))
        words.setProperty("kind", "small")
        words.setWordWrap(True)
        foot = QWidget()
        column(foot, words, row(self._stop, None), margins=2 * STEP)
        layout = column(self, self.list, foot, margins=0, spacing=0)
        layout.setStretch(0, 1)
        self.setFocusProxy(self.list)

    def step(self, by: int) -> None:
        if self._items.rowCount():
            current = self.list.currentIndex()
            place = current.row() + by if current.isValid() else 0
            self.list.setCurrentIndex(self._items.index(max(0, min(place, self._items.rowCount() - 1))))

    def choose_one(self) -> None:
        """The one that was looked at, else the first."""
        self.step(0)
        self._moved(self.list.currentIndex(), QModelIndex())

    def stop(self) -> None:
        """The chosen one: its customer is not asked."""
        item = self.list.currentIndex().data(ITEM)
        if isinstance(item, FollowUp):
            self.list.stopped = item.id
            self.stopped.emit(item.id)

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        item = current.data(ITEM)
        self._stop.setEnabled(isinstance(item, FollowUp))
        if isinstance(item, FollowUp):
            self.chosen.emit(item.ticket)


class _FollowUps(QListView):
    def __init__(self) -> None:
        super().__init__()
        self.stopped = ""
        """By the person's doing: when it goes the choice goes on to its neighbour, as Qt has it."""

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's own name
        """Heard before Qt's own selection hears of it."""
        if model is not None:
            model.rowsAboutToBeRemoved.connect(self._going)
        super().setModel(model)

    def _going(self, _: QModelIndex, start: int, end: int) -> None:
        item = self.currentIndex().data(ITEM)
        if start <= self.currentIndex().row() <= end and item.id != self.stopped:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()


class _FollowUpDelegate(LinesDelegate):
    def said(self, item: FollowUp) -> tuple[str, str, str]:
        when = self.tr("Leaves: %1").replace("%1", moment(item.due))
        if item.held:
            when = self.tr("Held: its mailbox no longer asks")
        return when, self.tr("to %1").replace("%1", item.to or "–"), item.reference

"""*About to leave*: what customers will be asked, when, and a word that stops it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.engine.following import FollowUp
from desktop.engine.laters import Planned
from desktop.ui.models.leaving import LeavingModel, planned_words
from desktop.ui.models.rows import ITEM
from desktop.ui.moments import moment
from desktop.ui.own_keys import name_keys
from desktop.ui.theme import STEP
from desktop.ui.views.lines import LinesDelegate
from desktop.ui.views.widgets import button, column, label, row


class LeavingList(QWidget):
    chosen = Signal(str)
    """A ticket's id."""
    stopped = Signal(object)
    """A FollowUp, or a Planned of our own."""
    edit = Signal(object)
    """A Planned of our own, to be written on."""

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
        self._stop = button("", self.stop, name=self.tr("Do not send it"))
        name_keys(self._stop, "setText", self.tr("Do not send it  (D)"), "stop")
        self._write = button("", self.write_on, name=self.tr("Write on"))
        name_keys(self._write, "setText", self.tr("Write on  (A)"), "write-on")
        words = label(
            self.tr(
                "Answers leave from their author's computer, and not if the customer writes first; questions how it"
                " went leave unless the ticket is opened again."
            )
        )
        words.setProperty("kind", "small")
        words.setWordWrap(True)
        foot = QWidget()
        column(foot, words, row(self._stop, self._write, None), margins=2 * STEP)
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
        """The chosen one does not leave: its customer is not asked, or its text is a draft again."""
        item = self.list.currentIndex().data(ITEM)
        if _may_stop(item):
            self.list.stopped = item.id
            self.stopped.emit(item)

    def write_on(self) -> None:
        """The chosen one, if it is an answer of one's own."""
        item = self.list.currentIndex().data(ITEM)
        if isinstance(item, Planned) and item.own and self.isVisible():
            self.edit.emit(item)

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        item = current.data(ITEM)
        self._stop.setEnabled(_may_stop(item))
        self._write.setVisible(isinstance(item, Planned) and item.own)
        if isinstance(item, FollowUp | Planned):
            self.chosen.emit(item.ticket)


def _may_stop(item: object) -> bool:
    """A colleague's text is on their computer."""
    return isinstance(item, FollowUp) or (isinstance(item, Planned) and item.own)


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
    def said(self, item: FollowUp | Planned) -> tuple[str, str, str]:
        if isinstance(item, Planned):
            return planned_words(item), self.tr("to %1").replace("%1", item.to or "–"), item.text or item.reference
        when = self.tr("Leaves: %1").replace("%1", moment(item.due))
        if item.held:
            when = self.tr("Held: its mailbox no longer asks")
        return when, self.tr("to %1").replace("%1", item.to or "–"), item.reference

"""How the team does: the share of promises kept, and which canned responses are sent, in which language."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from desktop.engine.figures import DAYS, Promises, Share
from desktop.ui import vocabulary
from desktop.ui.desk import Desk
from desktop.ui.moments import at
from desktop.ui.own_keys import name_keys
from desktop.ui.theme import STEP
from desktop.ui.views.canned_popup import SECOND, Lines
from desktop.ui.views.tile import tile
from desktop.ui.views.widgets import button, column, empty, label, row


class FiguresDialog(QDialog):
    waiting_wanted = Signal()
    text_wanted = Signal(str)
    """Its key."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("Figures"))
        self._tiles = QHBoxLayout()
        self._tiles.setSpacing(STEP + STEP // 2)
        self._how = label(kind="small", wraps=True)
        self.show_waiting = button(self.tr("Show what waits"), self._show_waiting, kind="link", does="go-promises")
        self._texts = QListWidget()
        self._texts.setAccessibleName(self.tr("Canned responses by how often they were sent"))
        self._texts.setItemDelegate(Lines(self._texts))
        self._texts.setUniformItemSizes(True)
        self._texts.setFrameShape(QListWidget.Shape.NoFrame)
        self._texts.itemActivated.connect(self._open)
        self._nothing = label(kind="muted")
        name_keys(self._nothing, "setText", self.tr("None has been sent yet: Q in a ticket offers them."), "canned")
        close = button(self.tr("Close"), self.accept, kind="primary", tip="Esc")
        layout = column(
            self,
            label(self.tr("Promises"), kind="large"),
            self._tiles,
            row(self._how, self.show_waiting),
            label(self.tr("Canned responses"), kind="large"),
            self._nothing,
            self._texts,
            row(None, close),
            margins=3 * STEP,
        )
        layout.insertSpacing(3, STEP)
        layout.insertStretch(layout.count() - 1)
        layout.setStretch(layout.indexOf(self._texts), 1000)
        self.resize(96 * STEP, 72 * STEP)

    def bring(self) -> None:
        """What is counted of the tickets comes a moment later."""
        self._desk.searches.figures()
        self._show_texts()
        self.show()
        self.raise_()
        self.activateWindow()
        (self.show_waiting if self._texts.isHidden() else self._texts).setFocus()

    def show_promises(self, found: Promises) -> None:
        empty(self._tiles)
        days = self.tr("in the last %1 days").replace("%1", str(DAYS))
        before = self.tr("in the %1 days before").replace("%1", str(DAYS))
        number = QLocale().toString
        late = self.tr("late: %1").replace("%1", number(found.late)) if found.late else self.tr("none is late")
        for one in (
            tile(_percent(found.now), self.tr("of the promises kept"), f"{days} · {self._of(found.now)}"),
            tile(_percent(found.before), self.tr("of the promises kept"), f"{before} · {self._of(found.before)}"),
            tile(number(found.waiting), self.tr("still to be kept"), late if found.waiting else ""),
        ):
            self._tiles.addWidget(one, 1)
        self._how.setText(self.tr("Kept: somebody of the team wrote again before the time that the customer was told."))
        self.show_waiting.setVisible(bool(found.waiting))

    def _of(self, share: Share) -> str:
        if not share.of:
            return self.tr("none")
        number = QLocale().toString
        return self.tr("%1 of %2").replace("%1", number(share.kept)).replace("%2", number(share.of))

    def _show_texts(self) -> None:
        own = QLocale().name()[:2]
        there = [one for one in self._desk.lists.texts() if one.uses or not one.removed]
        there.sort(key=lambda one: (-one.uses, one.now.text.body(own).title.casefold()))
        self._texts.clear()
        for one in there:
            title = one.now.text.body(own).title
            last = self.tr("last %1").replace("%1", at(one.used)) if one.used else self.tr("never sent")
            gone = self.tr("removed since") if one.removed else ""
            second = "  ·  ".join(filter(None, (vocabulary.uses(one), last, gone)))
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, "" if one.removed else one.key)
            item.setData(SECOND, second)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {second}")
            self._texts.addItem(item)
        self._texts.setCurrentRow(0 if there else -1)
        sent = any(one.uses for one in there)
        self._texts.setVisible(sent)
        self._nothing.setVisible(not sent)

    def _open(self, item: QListWidgetItem) -> None:
        key = str(item.data(Qt.ItemDataRole.UserRole))
        if key:
            self.accept()
            self.text_wanted.emit(key)

    def _show_waiting(self) -> None:
        self.accept()
        self.waiting_wanted.emit()


def _percent(share: Share) -> str:
    return "–" if share.percent is None else f"{share.percent} %"

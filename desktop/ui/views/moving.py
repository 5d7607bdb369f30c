"""Files that leave or come in: tickets handed out, old mail taken in, one's own settings and drafts backed up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QStandardPaths, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget

from desktop.domain.search import Query
from desktop.engine.moving_notices import BackedUp, BroughtBack, Exported, MovingNotice, TakenIn
from desktop.ui import vocabulary
from desktop.ui.desk import Moving
from desktop.ui.theme import STEP
from desktop.ui.views.list_pane import ListPane
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.widgets import Rule, button, column, label, row

_NAMED = 5
"""Places of mails that could not be read, that are told."""


class MovingDialog(QDialog):
    def __init__(self, parent: QWidget, moving: Moving, lists: ListPane) -> None:
        """``lists``: of which what is selected, listed or found is exported."""
        super().__init__(parent)
        self._moving, self._lists = moving, lists
        self.setWindowTitle(self.tr("Export and back-up"))
        self.trouble = TroubleBar()
        self.what = QComboBox()
        self.what.setAccessibleName(self.tr("What is exported"))
        self.export = button(self.tr("Export …"), self._export)
        self.take_in = button(self.tr("Choose files …"), self._take_in)
        self.back_up = button(self.tr("Save …"), self._back_up)
        self.bring_back = button(self.tr("Bring back …"), self._bring_back)
        self._doing = (self.export, self.take_in, self.back_up, self.bring_back)
        self._said = label(wraps=True, selectable=True)
        self.stop = button(self.tr("Stop"), self._moving.stop)
        self.stop.hide()
        told = row(self._said, self.stop)
        told.setStretch(0, 1)
        close = row(None, button(self.tr("Close"), self.accept, kind="primary", tip="Esc"))
        handed = self.tr("Into a new folder: mail as mbox and as single files, tickets as a table and as JSON.")
        old = self.tr(
            "mbox and .eml files of another program: to be found and read here. Nobody is asked to answer them."
        )
        own = self.tr(
            "Preferences, keys, signatures, saved searches and drafts, in one file, for another computer. No password "
            "is in it."
        )
        layout = column(
            self,
            self.trouble,
            *_part(self.tr("Tickets"), handed, self.what, self.export),
            Rule(),
            *_part(self.tr("Old mail"), old, self.take_in),
            Rule(),
            *_part(self.tr("Own settings and drafts"), own, self.back_up, self.bring_back),
            Rule(),
            told,
            close,
            margins=3 * STEP,
        )
        layout.insertStretch(layout.count() - 1)
        self.resize(84 * STEP, 54 * STEP)

    @property
    def said(self) -> str:
        return self._said.text()

    def bring(self) -> None:
        """With what is selected, or listed, at this moment."""
        self.what.clear()
        lists = self._lists
        elsewhere = lists.is_review or lists.is_leaving
        if (marked := lists.tickets.marks.ids) and not elsewhere:
            chosen = self.tr("Selected tickets: %1").replace("%1", _number(len(marked)))
            self.what.addItem(chosen, partial(self._moving.export_tickets, sorted(marked)))
        if lists.is_searching:
            found = partial(self._moving.export_found, lists.search.query)
            self.what.addItem(self.tr("All that the search finds"), found)
        elif not elsewhere:
            self.what.addItem(vocabulary.place(lists.place), partial(self._moving.export_place, lists.place))
        everything = partial(self._moving.export_found, Query(()))
        self.what.addItem(self.tr("Everything on this computer"), everything)
        self.trouble.hide()
        self.show()
        self.raise_()
        self.activateWindow()
        self.what.setFocus()

    def told(self, notice: MovingNotice) -> None:
        for one in self._doing:
            one.setEnabled(True)
        self.stop.hide()
        self._said.setText("" if notice.why is not None else self._words(notice))

    def _words(self, notice: MovingNotice) -> str:
        match notice:
            case Exported():
                words = self.tr("In %1 – tickets: %2, mails: %3.")
                said = [words.replace("%2", _number(notice.tickets)).replace("%3", _number(notice.mails))]
                if notice.left_out:
                    left = self.tr("Mails that could not be had as they came, but only as text: %1.")
                    said.append(left.replace("%1", _number(notice.left_out)))
                return " ".join(said).replace("%1", notice.path)
            case TakenIn():
                return self._taken_in(notice)
            case BackedUp():
                words = self.tr("Saved in %1, with drafts: %2.").replace("%2", _number(notice.drafts))
                return words.replace("%1", notice.path)
            case BroughtBack():
                words = self.tr("Your settings hold now. Drafts in To review: %1.")
                said = [words.replace("%1", _number(notice.drafts))]
                if notice.passed_over:
                    passed = self.tr("Drafts that were here already, or of a customer who was erased: %1.")
                    said.append(passed.replace("%1", _number(notice.passed_over)))
                return " ".join(said)

    def _taken_in(self, notice: TakenIn) -> str:
        words = self.tr("New mails: %1, already here: %2.")
        said = [words.replace("%1", _number(notice.new)).replace("%2", _number(notice.known))]
        if notice.erased:
            erased = self.tr("Of customers who were erased, and left out: %1.")
            said.append(erased.replace("%1", _number(notice.erased)))
        if notice.unreadable:
            unread = self.tr("Not to be read as mail: %1.").replace("%1", _number(len(notice.unreadable)))
            said += [unread, ", ".join(notice.unreadable[:_NAMED])]
        return " ".join(said)

    def _export(self) -> None:
        wanted: Callable[[str], None] = self.what.currentData()
        suggested = self._in_documents(f"sportello-{_today()}")
        only = QFileDialog.Option.ShowDirsOnly
        path, _ = QFileDialog.getSaveFileName(self, self.tr("A new folder for it"), suggested, options=only)
        if path:
            self._begin(self.tr("Being written …"))
            wanted(path)

    def _take_in(self) -> None:
        kinds = self.tr("Mail (%1);;All files (*)").replace("%1", "*.mbox *.mbx *.eml")
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Old mail"), self._in_documents(""), kinds)
        if paths:
            self._begin(self.tr("Being read …"))
            self._moving.take_in(paths)

    def _back_up(self) -> None:
        suggested = self._in_documents(f"sportello-{_today()}.json")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("A new file for it"), suggested)
        if path:
            self._begin(self.tr("Being written …"))
            self._moving.back_up(path)

    def _bring_back(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("A back-up"), self._in_documents(""))
        if path:
            self._begin(self.tr("Being read …"))
            self._moving.bring_back(path)

    def _begin(self, words: str) -> None:
        """One thing at a time; an answer that is still awaited would be taken for another's."""
        self.trouble.hide()
        self._said.setText(words)
        self.stop.show()
        self.stop.setFocus()
        for one in self._doing:
            one.setEnabled(False)

    def _in_documents(self, name: str) -> str:
        return str(Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / name)


def _part(title: str, words: str, *controls: QWidget) -> tuple[QWidget, QWidget]:
    frame = QWidget()
    line = row(label(words, kind="muted", wraps=True), *controls)
    line.setStretch(0, 1)
    for one in controls:
        line.setAlignment(one, Qt.AlignmentFlag.AlignTop)
    frame.setLayout(line)
    return label(title, kind="large"), frame


def _today() -> str:
    return QDate.currentDate().toString(Qt.DateFormat.ISODate)


def _number(count: int) -> str:
    return QLocale().toString(count)

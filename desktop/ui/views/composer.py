"""The composer: a reply or an internal note, saved as one types."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.journal.entries import Position
from desktop.ports.store.drafts import Draft, DraftFile
from desktop.ui.theme import STEP
from desktop.ui.views.files import FilesRow, dropped
from desktop.ui.views.widgets import Elided, button, column, label, restyle, row

_SAVE_AFTER = 400
"""Milliseconds after the last key: a crash costs less than a word."""


class Composer(QFrame):
    """Knows one draft at a time. Files that are dropped on it, or chosen, leave with the reply."""

    save = Signal(object)
    """A Draft, as one types."""
    send = Signal(object)
    """A Draft, finished."""
    attach = Signal(str, object, int)
    """A draft's id, paths of files, and how many octets it has already."""
    note = Signal(str)
    closed = Signal(str)
    """A draft's id: given up with nothing in it."""
    opened = Signal(bool)
    """Or closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._draft: Draft | None = None
        self._is_note = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER)
        self._timer.timeout.connect(self._save)
        self._title = Elided(kind="strong")
        self._saved = label(kind="small")
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)  # a file is no text: the composer takes it
        self.setAcceptDrops(True)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._typed)
        self._send = button(self.tr("Send"), self._send_now, kind="primary", tip="Ctrl+Enter")
        self._resolve = button(self.tr("Send and resolve"), self._send_resolved, tip="Ctrl+Shift+Enter")
        self._keep = button(self.tr("Save the note"), self._keep_note, kind="primary", tip="Ctrl+Enter")
        self._close = button(self.tr("Close"), self.close_draft, kind="quiet", tip="Esc")
        self._attach = button(self.tr("Attach …"), self.ask_for_files, kind="quiet", tip="Ctrl+Shift+A")
        self.files = FilesRow()
        self.files.wanted.connect(self._want_files)
        self.files.changed.connect(self._typed)
        head = row(self._title, self._saved)
        head.setStretch(0, 1)
        foot = row(self._send, self._resolve, self._keep, self._attach, None, self._close)
        layout = column(self, head, self.text, self.files, foot, margins=2 * STEP)
        layout.setContentsMargins(2 * STEP, STEP + STEP // 2, 2 * STEP, STEP + STEP // 2)
        layout.setStretch(1, 1)
        self.setMinimumHeight(22 * STEP)
        self.hide()

    # -- opening and closing ------------------------------------------------------------------------------------

    def write(self, draft: Draft, to: str) -> None:
        """A reply; what is in the draft stands there already."""
        self._begin(draft.text, note=False)
        self._draft = draft
        self.files.show_files(draft.files)
        self._title.say(self.tr("Reply to %1").replace("%1", to))
        self.text.setAccessibleName(self._title.text())
        self._saved.setText(self.tr("saved") if draft.text else "")

    def write_note(self) -> None:
        self._begin("", note=True)
        self._title.say(self.tr("Internal note: the customer never sees it"))
        self.text.setAccessibleName(self._title.text())

    def close_draft(self) -> None:
        """What is written stays a draft of this ticket; an empty one goes."""
        if not self.is_open:
            return
        self.flush()
        if self._draft is not None and not self.text.toPlainText().strip() and not self.files.files:
            self.closed.emit(self._draft.id)
        self.put_away()

    def put_away(self) -> None:
        self._timer.stop()
        self._draft = None
        self.hide()
        self.opened.emit(False)

    def flush(self) -> None:
        """What has been typed is saved now."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()

    @property
    def draft(self) -> Draft | None:
        """With the text as it stands; None without a reply."""
        if self._draft is None:
            return None
        return replace(self._draft, text=self.text.toPlainText(), files=self.files.files)

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def seen(self, shown: Position) -> None:
        """The person has read on: what they send now has seen it."""
        if self._draft is not None:
            self._draft = replace(self._draft, shown=shown)

    def ask_for_files(self) -> None:
        if self._draft is not None:
            self.files.ask()

    def add_files(self, draft: str, files: tuple[DraftFile, ...]) -> None:
        """Read for a draft; nothing happens when another is open by now."""
        if self._draft is not None and self._draft.id == draft:
            self.files.add(files)

    # -- keys ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._finish(resolve=bool(shifted))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_draft()
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own name
        if self._draft is not None and dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own name
        self._want_files(dropped(event.mimeData()))
        event.acceptProposedAction()

    def _want_files(self, paths: object) -> None:
        if self._draft is not None:
            self.attach.emit(self._draft.id, paths, self.files.octets)

    def _begin(self, text: str, *, note: bool) -> None:
        self.flush()
        self._draft = None
        self._is_note = note
        restyle(self, "note" if note else "reply", "mode")
        self._send.setVisible(not note)
        self._resolve.setVisible(not note)
        self._attach.setVisible(not note)
        self.files.show_files(())
        self._keep.setVisible(note)
        self.text.setPlainText(text)
        self._timer.stop()
        self._saved.clear()
        self.show()
        self.opened.emit(True)
        self.text.setFocus()
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    def _typed(self) -> None:
        if self._draft is not None:
            self._saved.clear()
            self._timer.start()

    def _save(self) -> None:
        if self._draft is not None:
            self.save.emit(self.draft)
            self._saved.setText(self.tr("saved"))

    def _send_now(self) -> None:
        self._finish(resolve=False)

    def _send_resolved(self) -> None:
        self._finish(resolve=True)

    def _keep_note(self) -> None:
        self._finish(resolve=False)

    def _finish(self, *, resolve: bool) -> None:
        text = self.text.toPlainText()
        if not text.strip():
            return
        self._timer.stop()
        if self._is_note:
            self.put_away()
            self.note.emit(text)
        elif self._draft is not None:
            files = self.files.files
            finished = replace(self._draft, text=text, files=files, resolve=resolve, created=int(time.time()))
            self.put_away()
            self.send.emit(finished)

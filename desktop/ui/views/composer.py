"""The composer: a reply or an internal note, saved as one types."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.domain.texts import After
from desktop.journal.entries import START, Position
from desktop.ports.store.drafts import Draft, DraftFile, joined
from desktop.ui.theme import STEP
from desktop.ui.views.after import AfterLine
from desktop.ui.views.files import FilesRow, dropped
from desktop.ui.views.widgets import Elided, button, column, label, restyle, row

_SAVE_AFTER = 400
"""Milliseconds after the first key that is not saved yet: a crash costs less than a word, however steadily the person
types."""


class Composer(QFrame):
    """Knows one draft at a time, reply or note. Files that are dropped on it, or chosen, leave with the reply."""

    save = Signal(object)
    """A Draft, as one types."""
    finished = Signal(object)
    """A Draft, to go its way."""
    attach = Signal(str, object, int)
    """A draft's id, paths of files, and how many octets it has already."""
    later_wanted = Signal()
    """To leave at a time that is still to be picked."""
    closed = Signal(object)
    """A Draft: given up with nothing in it."""
    opened = Signal(bool)
    """Or closed."""
    left = Signal()
    """Closed while the focus was in it, which goes elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.gaps: Callable[[str], Sequence[str]] = _nothing
        """What a text leaves to be filled in, each as it stands there."""
        self.asks: Callable[[Draft], bool] = _nothing_asked
        """Before an answer resolves its ticket: whether something is asked first; ``send_resolved`` then goes on."""
        self._draft: Draft | None = None
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
        self._resolve = button(self.tr("Send and resolve"), self.send_resolved, tip="Ctrl+Shift+Enter")
        self._keep = button(self.tr("Save the note"), self._send_now, kind="primary", tip="Ctrl+Enter")
        self._close = button(self.tr("Close"), self.close_draft, kind="quiet", tip="Esc")
        self._attach = button(self.tr("Attach …"), self.ask_for_files, kind="quiet", tip="Ctrl+Shift+A")
        self._later = button(self.tr("Send later …"), self.later_wanted.emit, kind="quiet", tip="Ctrl+Shift+L")
        self.files = FilesRow()
        self.files.wanted.connect(self._want_files)
        self.files.changed.connect(self._typed)
        self.after = AfterLine()
        self.after.dropped.connect(self._drop_actions)
        head = row(self._title, self._saved)
        head.setStretch(0, 1)
        foot = row(self._send, self._resolve, self._keep, self._attach, self._later, None, self._close)
        layout = column(self, head, self.text, self.files, self.after, foot, margins=2 * STEP)
        layout.setContentsMargins(2 * STEP, STEP + STEP // 2, 2 * STEP, STEP + STEP // 2)
        layout.setStretch(1, 1)
        self.setMinimumHeight(22 * STEP)
        self.hide()

    # -- opening and closing ------------------------------------------------------------------------------------

    def write(self, draft: Draft, to: str) -> None:
        """What is in the draft stands there already. The focus stays where it is: keys may be meant for the list."""
        self.flush()
        self._draft = None  # what is set up now has not been typed
        is_note = draft.kind == "note"
        restyle(self, "note" if is_note else "reply", "mode")
        for control in (self._send, self._resolve, self._attach, self._later):
            control.setVisible(not is_note)
        self._keep.setVisible(is_note)
        self.files.show_files(draft.files)
        self.after.say(draft.after)
        self.text.setPlainText(draft.text)
        self._draft = draft
        note = self.tr("Internal note: the customer never sees it")
        self._title.say(note if is_note else self.tr("Reply to %1").replace("%1", to))
        self.text.setAccessibleName(self._title.text())
        self._say("")
        self.show()
        self.opened.emit(True)
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def allow(self, *, finishing: bool) -> None:
        """Whether what is written may go its way; it is saved all the same."""
        for control in (self._send, self._resolve, self._keep, self._later):
            control.setEnabled(finishing)

    def take_in(self, other: Draft) -> None:
        """Another text for the same customer comes to stand above this one; the cursor stays in its words."""
        below = "\n\n" if self.text.toPlainText().strip() else ""
        QTextCursor(self.text.document()).insertText(other.text.strip("\n") + below)
        self.files.add(other.files)
        if self._draft is not None:
            self._draft = joined([other, self._draft])

    def finish(self, *, leaves: int = 0, remind: int = 0) -> None:
        """As Ctrl+Enter does, but to leave at that time, or with a reminder then. Held back, it is an answer like any
        other again as soon as something is typed."""
        if self._draft is not None:
            self._draft = replace(self._draft, leaves=leaves, remind=remind)
            self._finish(resolve=False)

    def close_draft(self) -> None:
        """What is written stays a draft of this ticket; an empty one goes."""
        if not self.is_open:
            return
        self.flush()
        if self._draft is not None and not self._has_words and not self.files.files:
            self.closed.emit(self.draft)
        self.put_away()

    def put_away(self) -> None:
        self._timer.stop()
        self._draft = None
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.left.emit()
        self.hide()
        self.opened.emit(False)

    def flush(self) -> None:
        """What has been typed is saved now."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()

    @property
    def draft(self) -> Draft | None:
        """With the text as it stands; None when nothing is being written."""
        if self._draft is None:
            return None
        return replace(self._draft, text=self.text.toPlainText(), files=self.files.files)

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    @property
    def reply(self) -> Draft | None:
        """``draft``, if it is one to be sent."""
        return self.draft if self._takes_files else None

    def seen(self, shown: Position) -> None:
        """The person has read on: what they send now has seen it."""
        if self._draft is not None:
            self._draft = replace(self._draft, shown=shown)

    def move_to(self, ticket: str) -> None:
        """That the draft's own has become part of."""
        if self._draft is not None:
            self._draft = replace(self._draft, ticket=ticket)

    def act(self, after: After) -> None:
        """What shall be done to the ticket once this has left."""
        if self._draft is not None:
            self._draft = replace(self._draft, after=after)
            self.after.say(after)
            self._typed()

    def kept(self, version: Draft, *, refused: bool) -> None:
        """What became of a version that was to be saved."""
        now = self.draft
        if now is None or now.id != version.id:
            return
        if refused:
            self._say(self.tr("NOT saved: leave this window open"), bad=True)
        elif (now.text, now.files) == (version.text, version.files):
            self._say(self.tr("saved") if self._has_words or now.files else "")

    def ask_for_files(self) -> None:
        if self._takes_files and self.isVisible():
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
        if self._takes_files and dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own name
        self._want_files(dropped(event.mimeData()))
        event.acceptProposedAction()

    def _want_files(self, paths: object) -> None:
        if self._draft is not None and self._takes_files:
            self.attach.emit(self._draft.id, paths, self.files.octets)

    @property
    def _takes_files(self) -> bool:
        return self._draft is not None and self._draft.kind == "reply"

    @property
    def _has_words(self) -> bool:
        return bool(self.text.toPlainText().strip())

    def _say(self, words: str, *, bad: bool = False) -> None:
        self._saved.setText(words)
        restyle(self._saved, "bad" if bad else "small")

    def _typed(self) -> None:
        if self._draft is not None:
            self._draft = replace(self._draft, leaves=0, remind=0)
            self._say("")
            if not self._timer.isActive():
                self._timer.start()

    def _save(self) -> None:
        if self._draft is not None:
            self.save.emit(self.draft)

    def _send_now(self) -> None:
        self._finish(resolve=False)

    def send_resolved(self) -> None:
        self._finish(resolve=True)

    def _drop_actions(self) -> None:
        if self._draft is not None:
            self.act(After(texts=self._draft.after.texts))
            self.text.setFocus()

    def _finish(self, *, resolve: bool) -> None:
        draft = self.draft
        if draft is None:
            return
        if not self._send.isEnabled():
            self._say(self.tr("This computer is no longer in the team. What you wrote stays here"), bad=True)
            return
        if not self._has_words:
            alone = self.tr("Files do not leave alone: write a line to go with them")
            self._say(alone if draft.files else self.tr("Nothing is written yet"), bad=True)
            return
        gaps = self.gaps(draft.text) if draft.kind == "reply" else ()
        if gaps:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(gaps[0])
            self._say(self.tr("Not sent: fill in %1 first").replace("%1", ", ".join(gaps[:3])), bad=True)
            return
        if draft.kind == "reply" and draft.shown == START:
            self._say(self.tr("The conversation is not here yet: send when you have seen it"), bad=True)
            return
        if self.files.too_many:
            self._say(self.tr("Not sent: the files are too large"), bad=True)
            return
        if draft.kind == "reply" and resolve and self.asks(draft):
            return
        self.put_away()
        self.finished.emit(replace(draft, resolve=resolve, created=int(time.time())))


def _nothing(_: str) -> Sequence[str]:
    return ()


def _nothing_asked(_: Draft) -> bool:
    return False

"""The composer: a reply or an internal note, saved as one types."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.texts import After
from desktop.ports.store.drafts import Draft, DraftFile, joined
from desktop.ports.store.people import People
from desktop.ui.picturing import shown_in_text
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.after import AfterLine
from desktop.ui.views.carried import CarriedLine, SignatureLine
from desktop.ui.views.editor import Editor
from desktop.ui.views.files import FilesRow, dropped
from desktop.ui.views.formatting import FormattingBar, LinkLine
from desktop.ui.views.held_back import held_back
from desktop.ui.views.question import CautionBar
from desktop.ui.views.recipients import Recipients, said
from desktop.ui.views.widgets import Elided, button, column, label, restyle, row
from desktop.ui.views.wishes import Wishes

translate = QCoreApplication.translate

_TEXT_HEIGHT = 12 * STEP
"""Of the text, whatever stands around it."""

_SAVE_AFTER = 400
"""Milliseconds after the first key that is not saved yet: a crash costs less than a word, however steadily the person
types."""


class Composer(QFrame):
    """Knows one draft at a time: reply, forward, new mail or note. Pictures that are dropped on the text stand in it;
    other files that are dropped, or chosen, leave beside it."""

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

    def __init__(self, people: People | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.gaps: Callable[[str], Sequence[str]] = _nothing
        """What a text leaves to be filled in, each as it stands there."""
        self.cautions: Callable[[Draft], Sequence[str]] = _nothing
        """What its author may have overlooked, in words."""
        self.signature: Callable[[str], str] = _no_signature
        """What will stand under a mail from a mailbox."""
        self.asks: Callable[[Draft, Callable[[], None]], bool] = _nothing_asked
        self._draft: Draft | None = None
        self._from = ""
        """The mailbox that it leaves from, as far as that is known."""
        self._asked: bool | None = None
        """A question waits for its answer; whether to resolve then."""
        self._inline: set[str] = set()
        """Names of pictures that are being read, to stand in the text."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER)
        self._timer.timeout.connect(self._save)
        self._title = Elided(kind="strong")
        self._saved = label(kind="small")
        self.text = Editor()
        self.setAcceptDrops(True)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._typed)
        self.text.told.connect(self._say)
        self.link = LinkLine(self.text)
        self.tools = FormattingBar(self.text, self.link)
        self.tools.copies_wanted.connect(self.ask_for_copies)
        self.recipients = Recipients(people)
        self.recipients.changed.connect(self._typed)
        self.carried = CarriedLine()
        self.carried.changed.connect(self._typed)
        self.question = CautionBar()
        self.question.agreed.connect(lambda: self._finish(resolve=bool(self._asked)))
        self.question.declined.connect(self._decline)
        self.under = SignatureLine()
        now = lambda: self._finish(resolve=False)  # noqa: E731 - of two buttons
        self._send = button(self.tr("Send"), now, kind="primary", does="send")
        self._resolve = button(self.tr("Send and resolve"), lambda: self._finish(resolve=True), does="send-resolve")
        self._keep = button(self.tr("Save the note"), now, kind="primary", does="send")
        self._close = button(self.tr("Close"), self.close_draft, kind="quiet", does="close")
        self._attach = button(self.tr("Attach …"), self.ask_for_files, kind="quiet", does="attach")
        self._later = button(self.tr("Send later …"), self.later_wanted.emit, kind="quiet", does="send-later")
        self.files = FilesRow()
        self.files.wanted.connect(self._want_files)
        self.files.changed.connect(self._typed)
        self.after = AfterLine(lambda: self.act(After(texts=self._draft.after.texts if self._draft else ())))
        self._wishes = Wishes(self.text.document())
        head = row(self._title, self._saved, self.tools)
        head.setStretch(0, 1)
        foot = row(self._send, self._resolve, self._keep, self._attach, self._later, None, self._close)
        below = (self.link, self.carried, self.under, self.files, self.after, self.question)
        layout = column(self, head, self.recipients, self.text, *below, foot, margins=2 * STEP)
        layout.setContentsMargins(2 * STEP, STEP + STEP // 2, 2 * STEP, STEP + STEP // 2)
        layout.setStretch(2, 1)
        self.text.setMinimumHeight(scaled(_TEXT_HEIGHT))
        self.hide()

    # -- opening and closing ------------------------------------------------------------------------------------

    def write(self, draft: Draft, to: str, mailboxes: tuple[str, ...] = ()) -> None:
        """What is in the draft stands there already. ``mailboxes``: the one that it leaves from, or a choice. The focus
        stays where it is: keys may be meant for the list."""
        self.flush()
        self._draft = None  # what is set up now has not been typed
        is_note = draft.kind == "note"
        restyle(self, "note" if is_note else "reply", "mode")
        for control in (self._send, self._attach, self.tools):
            control.setVisible(not is_note)
        for control in (self._resolve, self._later):
            control.setVisible(draft.kind == "reply")
        self._keep.setVisible(is_note)
        self.link.hide()
        self._decline()
        self._inline.clear()
        self.files.show_files(draft.attached)
        self.after.say(draft.after)
        self.recipients.show_draft(draft, mailboxes)
        self.carried.show_draft(draft)
        self.text.open(draft.text, draft.html, draft.pictures, formats=not is_note)
        self._wishes.begin(draft.after)
        self._from = mailboxes[0] if mailboxes else draft.mailbox
        self._draft = replace(draft, leaves=0, remind=0)  # how it is to go is said anew
        self._count()
        self._title.say(_named(draft, to))
        self.text.setAccessibleName(self._title.text())
        self._say("")
        self.show()
        self.opened.emit(True)
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def begin(self) -> None:
        """Where something has to be said first."""
        (self.recipients.first() or self.text).setFocus()

    def allow(self, *, finishing: bool) -> None:
        """Whether what is written may go its way; it is saved all the same."""
        for control in (self._send, self._resolve, self._keep, self._later):
            control.setEnabled(finishing)

    def take_in(self, other: Draft) -> None:
        """Another text for the same customer comes to stand above this one; the cursor stays in its words."""
        self.text.put_above(other.text, other.html, other.pictures)
        self.files.add(other.attached)
        if self._draft is not None:
            self._draft = joined([other, self._draft])
            self._wishes.begin(self._draft.after)

    def finish(self, *, leaves: int = 0, remind: int = 0) -> None:
        """As Ctrl+Enter does, but to leave at that time, or with a reminder then. Held back, it is an answer like any
        other again as soon as something is typed."""
        self.becomes(leaves=leaves, remind=remind)
        self._finish(resolve=False)

    def close_draft(self) -> None:
        """What is written stays a draft of this ticket; an empty one goes."""
        if not self.is_open:
            return
        self.flush()
        draft = self.draft
        if draft is not None and not self.text.toPlainText().strip() and not self.files.files and not said(draft):
            self.closed.emit(draft)
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
        files = (*self.files.files, *self.text.pictures)
        written = replace(self._draft, text=self.text.text, html=self.text.html, files=files)
        return self.carried.on(self.recipients.on(written))

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    @property
    def reply(self) -> Draft | None:
        """``draft``, if it is an answer to the customer."""
        return self.draft if self._draft is not None and self._draft.kind == "reply" else None

    def becomes(self, **facts: Any) -> None:
        """Of the draft, by the names of its fields: that the person has read on, so that what they send has seen it
        (``shown``), or that its ticket has become part of another (``ticket``)."""
        if self._draft is not None:
            self._draft = replace(self._draft, **facts)

    def act(self, after: After, *, of_text: bool = False) -> None:
        """What shall be done to the ticket once this has left. ``of_text``: because of what has just been put in, and
        no longer than that stands there."""
        if self._draft is not None:
            (self._wishes.add if of_text else self._wishes.begin)(after)
            self._typed(words=False)

    def kept(self, version: Draft, *, refused: bool) -> None:
        """What became of a version that was to be saved."""
        now = self.draft
        if now is None or now.id != version.id:
            return
        if refused:
            self._say(self.tr("NOT saved: leave this window open"), bad=True)
        elif now.typed == version.typed:
            self._say(self.tr("saved") if self.text.toPlainText().strip() or now.files else "")

    def ask_for_files(self) -> None:
        if self._takes_files and self.isVisible():
            self.files.ask()

    def add_files(self, draft: str, files: tuple[DraftFile, ...]) -> None:
        """Read for a draft; nothing happens when another is open by now."""
        if self._draft is None or self._draft.id != draft:
            return
        for file in files:
            wanted = file.filename in self._inline
            self._inline.discard(file.filename)
            if not wanted or not self.text.add_picture(file.filename, file.content):
                self.files.add((file,))

    def ask_for_copies(self) -> None:
        if self._takes_files and self.isVisible():
            self.recipients.ask_for_copies()

    # -- keys ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                if not event.isAutoRepeat():
                    self._finish(resolve=bool(shifted) or bool(self._asked))
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self._asked is not None:
                    self._decline()
                else:
                    self.close_draft()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """On one of the lines around the text they mean the same as in it."""
        if not self.eventFilter(self.text, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own name
        if self._takes_files and (dropped(event.mimeData()) or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own name
        paths = dropped(event.mimeData())
        if self.text.geometry().contains(event.position().toPoint()):
            self._inline |= {Path(path).name for path in paths if shown_in_text(path)}
        if paths:
            self._want_files(paths)
        else:
            self.text.insertFromMimeData(event.mimeData())
        event.acceptProposedAction()

    def _want_files(self, paths: object) -> None:
        if self._draft is not None and self._takes_files:
            self.attach.emit(self._draft.id, paths, self.files.octets)

    @property
    def _takes_files(self) -> bool:
        return self._draft is not None and self._draft.kind != "note"

    def _count(self) -> None:
        """What depends on all that stands here."""
        if self._draft is None:
            return
        self.files.count(sum(len(one.content) for one in self.text.pictures))
        box = self.recipients.mailbox.currentText() if self._draft.kind == "mail" else self._from
        self.under.say("" if self._draft.kind == "note" else self.signature(box))

    def _say(self, words: str, *, bad: bool = False) -> None:
        self._saved.setText(words)
        restyle(self._saved, "bad" if bad else "small")

    def _typed(self, *, words: bool = True) -> None:
        """``words``: or only what is to become of the ticket, for which no question is asked anew."""
        if self._draft is None:
            return
        if words:
            self.becomes(leaves=0, remind=0)
            self._decline()
        after = self._wishes.now
        self.becomes(after=after)
        self.after.say(after)
        self._say("")
        self._count()
        if not self._timer.isActive():
            self._timer.start()

    def _save(self) -> None:
        if self._draft is not None:
            self.save.emit(self.draft)

    def _decline(self) -> None:
        """The question is put away: the text has changed, or is to be."""
        if self._asked is not None and self._draft is not None:
            self._draft = replace(self._draft, leaves=0, remind=0)
        self._asked = None
        self.question.hide()

    def _finish(self, *, resolve: bool) -> None:
        draft = self.draft
        if draft is None:
            return
        resolve = resolve and draft.kind == "reply"
        gaps = self.gaps(draft.text) if draft.kind != "note" else ()
        why = held_back(draft, gaps, member=self._send.isEnabled(), too_large=self.files.too_many)
        if gaps:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(gaps[0])
        if why or (draft.kind != "note" and self.recipients.wrong(draft)):
            self._say(why, bad=True)
            self.becomes(leaves=0, remind=0)
            return
        cautions = self.cautions(draft) if draft.kind != "note" and self._asked is None else ()
        if cautions:
            self._asked = resolve
            self.question.ask(cautions)
            return
        if resolve and self.asks(draft, lambda: self._finish(resolve=True)):
            return
        self._asked = None
        self.put_away()
        self.finished.emit(replace(draft, resolve=resolve, created=int(time.time())))


def _nothing_asked(_: Draft, __: Callable[[], None]) -> bool:
    """Before an answer resolves its ticket: whether something is asked first, which then goes on with the other."""
    return False


def _named(draft: Draft, to: str) -> str:
    match draft.kind:
        case "note":
            return translate("Composer", "Internal note: the customer never sees it")
        case "forward" if draft.side:
            return translate("Composer", "To %1, who is not the customer").replace("%1", ", ".join(draft.to) or to)
        case "forward":
            return translate("Composer", "To a supplier, not to the customer")
        case "mail":
            return translate("Composer", "New mail")
    return translate("Composer", "Reply to %1").replace("%1", to)


def _nothing(_: object) -> Sequence[str]:
    return ()


def _no_signature(_: str) -> str:
    return ""

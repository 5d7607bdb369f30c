"""Canned responses while one writes: ``::`` and letters offer them, Enter puts one in with what it does to the ticket,
Tab goes to the next gap."""

from __future__ import annotations

import re
import time
from base64 import b64decode
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QLocale, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.domain.texts import Actions, Text, gaps, matching, with_language
from desktop.engine.canned import usable
from desktop.engine.fields import after, due_of, fields, language, local_now
from desktop.engine.queries import Conversation
from desktop.mime.filling import NotAllowed, fill
from desktop.ports.store.drafts import DraftFile
from desktop.ui.desk import Desk
from desktop.ui.dialogs import Dialogs
from desktop.ui.own_keys import own
from desktop.ui.views.after import described
from desktop.ui.views.canned_popup import CannedPopup
from desktop.ui.views.conversation import TicketPane

_TYPED = re.compile(r"(?:^|(?<=[\s(]))::([^\n:]{0,40})$")
_OFFERED = 40
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
_NEXT_GAP = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_G)
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CannedTexts(QObject):
    """Watches the composer's text. Texts are read when they are asked for: what a colleague has just saved is there."""

    advice = Signal(str)
    """A sentence: why something was not done."""

    def __init__(
        self, desk: Desk, pane: TicketPane, dialogs: Dialogs, window: QWidget, reply: Callable[[], object]
    ) -> None:
        """``dialogs``: where texts are written; ``reply`` opens an answer to what the person has turned to."""
        super().__init__(pane)
        self._desk = desk
        self._pane = pane
        self._dialogs = dialogs
        self._reply = reply
        self._window = window
        self._composer = pane.composer
        self._words = pane.composer.text
        self._texts: dict[str, Text] = {}
        self._refused = ""
        """Letters that the person has sent away with Esc."""
        self.popup = CannedPopup(window, self._preview)
        self.popup.taken.connect(self._take)
        self._words.installEventFilter(self)
        self._words.textChanged.connect(self._look)
        self._words.cursorPositionChanged.connect(self._look)
        self._composer.opened.connect(self._put_away)
        self._composer.gaps = _gaps_of

    def answer(self) -> None:
        """Open a reply as if ``::`` had been typed in it."""
        self._reply()
        if self._composer.reply is not None:
            self._words.setFocus()
            before = self._line_before()
            self._words.textCursor().insertText("::" if not before or before[-1].isspace() else " ::")

    def put_in(self, key: str) -> None:
        """By its name, into the answer that is being written, else into one that is begun now; without a ticket it is
        shown where texts are written."""
        if self._composer.reply is None:
            self._reply()
        if self._composer.reply is None:
            self.show_all(key)
            return
        self._words.setFocus()
        self._read()
        self._take(key)

    def show_all(self, key: str = "") -> None:
        """Where they are written, with what is known of the ticket in front; that one, if it is there."""
        found, team = self._pane.conversation, self._desk.facts.team
        if found is not None:
            now = local_now(time.time())
            self._dialogs.texts.fields = fields(found, team, self._desk.facts.agent, language(found, team), now, now)
        self._dialogs.texts.bring(key)

    # -- keys ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if watched is self._words and event.type() == QEvent.Type.FocusOut:
            self.popup.hide()
        if watched is self._words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            meant = self._offers if self.popup.isVisible() else self._goes_on
            return meant(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _offers(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        if key in _STEPS:
            self.popup.step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self._refused = self._line_before()
            self.popup.hide()
        elif key in (*_TAKES, Qt.Key.Key_Tab) and self.popup.chosen:
            self._take(self.popup.chosen, acts=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        else:
            return False
        return True

    def _goes_on(self, event: QKeyEvent) -> bool:
        wanted = event.key() == Qt.Key.Key_Tab or event.keyCombination() == _NEXT_GAP
        return wanted and self.next_gap()

    def next_gap(self) -> bool:
        """Selects the next gap behind the cursor, else the first one. Whether there is one."""
        found = gaps(self._words.toPlainText())
        if not found:
            return False
        here = self._words.textCursor().selectionEnd()
        gap = next((one for one in found if one.start >= here), found[0])
        self._select(gap.start, gap.end)
        return True

    # -- what is offered ----------------------------------------------------------------------------------------

    def _look(self) -> None:
        """At what stands before the cursor."""
        before = self._line_before()
        typed = _TYPED.search(before)
        if typed is None or self._composer.reply is None or not self._words.hasFocus():
            self._refused = ""
            self.popup.hide()
            return
        if self._refused and before.startswith(self._refused):
            return
        if not self.popup.isVisible():
            self._read()
        found = matching(list(self._texts.values()), typed[1], self._language)[:_OFFERED]
        if not found and typed[1].endswith(" "):
            self.popup.hide()
            return
        self.popup.offer([self._line_of(text) for text in found], self._hint(found), self._beside(len(typed[1]) + 2))

    def _read(self) -> None:
        today = time.strftime("%Y-%m-%d")
        self._texts = {text.key: text for text in usable(self._desk.lists.texts(), today)}

    def _hint(self, found: list[Text]) -> str:
        if found:
            return self.tr("Enter puts it in · Shift+Enter only its text · Esc goes on writing")
        if not self._texts:
            return own(self.tr("The team has no canned responses yet: G X is where they are written"))
        return self.tr("No text has these letters")

    def _line_of(self, text: Text) -> tuple[str, str, str]:
        own = QLocale().name()[:2]
        does = described(after(text.key, text.actions, due_of(text.actions, local_now(time.time()))))
        return text.key, text.body(own).title, "  ·  ".join(filter(None, (text.folder, does)))

    def _preview(self, key: str) -> str:
        text = self._texts.get(key)
        try:
            return self._filled(text)[0] if text is not None else ""
        except NotAllowed:
            return ""

    @property
    def _shown(self) -> Conversation | None:
        """Of the ticket that is written on, when it is here."""
        found, draft = self._pane.conversation, self._composer.reply
        return found if found is not None and draft is not None and draft.ticket == found.ticket.id else None

    @property
    def _language(self) -> str:
        found, team = self._shown, self._desk.facts.team
        return language(found, team) if found is not None else str(team.policy.get("language", "it"))

    def _way(self, text: Text) -> str:
        """The language that it is put in: the customer's, if it has that."""
        return self._language if self._language in text.bodies else next(iter(text.bodies))

    def _filled(self, text: Text) -> tuple[str, int]:
        """As it reads for this customer, and what it promises, seconds since 1970 UTC."""
        found, way = self._shown, self._way(text)
        now = local_now(time.time())
        due = due_of(text.actions, now)
        known = fields(found, self._desk.facts.team, self._desk.facts.agent, way, now, due) if found else {}
        return fill(text.body(way).text, known, way), int(due.timestamp()) if due is not None else 0

    # -- putting it in ------------------------------------------------------------------------------------------

    def _take(self, key: str, *, acts: bool = True) -> None:
        text = self._texts.get(key)
        self.popup.hide()
        draft = self._composer.reply
        if text is None or draft is None:
            return
        try:
            words, _ = self._filled(text)
        except NotAllowed as error:
            self.advice.emit(self.tr("This text cannot be used: %1").replace("%1", str(error)))
            return
        typed = _TYPED.search(self._line_before())
        cursor = self._words.textCursor()
        cursor.beginEditBlock()
        for _ in range(len(typed[0]) if typed is not None else 0):
            cursor.deletePreviousChar()
        start = cursor.position()
        cursor.insertText(words)
        cursor.endEditBlock()
        self._words.setTextCursor(cursor)
        due = due_of(text.actions, local_now(time.time()))
        used = with_language(text.key, self._way(text))
        does = after(used, text.actions if acts else Actions(), due if acts else None)
        self._composer.act(draft.after.joined(does), of_text=True)
        self._add_files(text, draft.id)
        first = next((gap for gap in gaps(self._words.toPlainText()) if gap.start >= start), None)
        if first is not None:
            self._select(first.start, first.end)

    def _add_files(self, text: Text, draft: str) -> None:
        files, missing = [], []
        for file in text.attachments:
            content = b"".join(b64decode(piece.data) for piece in self._desk.lists.pieces(file.sha256))
            if len(content) == file.size:
                files.append(DraftFile(file.filename, file.content_type, content))
            else:
                missing.append(file.filename)
        if files:
            self._composer.add_files(draft, tuple(files))
        if missing:
            said = self.tr("Not attached, for it has not arrived here yet: %1")
            self.advice.emit(said.replace("%1", ", ".join(missing)))

    # -- the text -----------------------------------------------------------------------------------------------

    def _line_before(self) -> str:
        cursor = self._words.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()] if not cursor.hasSelection() else ""

    def _select(self, start: int, end: int) -> None:
        cursor = self._words.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._words.setTextCursor(cursor)

    def _beside(self, letters: int) -> QRect:
        cursor = self._words.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, letters)
        place = self._words.cursorRect(cursor)
        corner = self._words.viewport().mapTo(self._window, QPoint(place.left(), place.top()))
        return QRect(corner, place.size())

    def _put_away(self) -> None:
        self._refused = ""
        self.popup.hide()


def _gaps_of(text: str) -> list[str]:
    return [text[gap.start : gap.end] for gap in gaps(text)]

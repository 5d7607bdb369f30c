"""A note on a customer, said anew or taken back by its author or a lead, in its place and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.journal.state import CustomerNote
from desktop.ui.jottings import Jottings
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, row

LONGEST = 4000
_ABOUT = "customer-note:"


class NoteCorrection(QObject):
    """What is being typed waits for its note, and is there again when the notes are shown anew."""

    done = Signal(str, str)
    """The note's id and what it says now; nothing: it is taken back."""

    def __init__(self, may: Callable[[CustomerNote], bool], jottings: Jottings) -> None:
        super().__init__()
        self._may = may
        self._jottings = jottings
        self._focused = ""
        self._lines: dict[str, QLineEdit] = {}
        """By note: those that are shown."""
        self._left: dict[str, str] = {}
        """By note: what was typed and left by Esc, until the window closes."""

    def before(self, focus: QWidget | None) -> None:
        """The notes are about to be shown anew."""
        self._focused = next((note for note, line in self._lines.items() if line is focus), "")
        self._lines.clear()

    def after(self) -> None:
        """They have been: who was writing goes on."""
        if self._focused in self._lines:
            self._lines[self._focused].setFocus()

    def offer(self, note: CustomerNote, words: QLabel, inner: QVBoxLayout) -> None:
        """Under the note, to who may change it."""
        if not self._may(note):
            return
        typed = self._jottings.get(_ABOUT + note.id)
        offer = _Offer(note, words, self)
        inner.addWidget(offer)
        self._lines[note.id] = offer.line
        if isinstance(typed, str):
            offer.write(typed)

    def type(self, note: str, text: str | None) -> None:
        self._jottings.keep(_ABOUT + note, text)

    def leave(self, note: str, text: str) -> None:
        """It is there again for who goes on."""
        self._left[note] = text
        self.type(note, None)

    def begun(self, note: CustomerNote) -> str:
        return self._left.pop(note.id, note.text)


class _Offer(QWidget):
    """Two buttons, else the line in which the note is said anew."""

    def __init__(self, note: CustomerNote, words: QLabel, correction: NoteCorrection) -> None:
        super().__init__()
        self._note, self._words, self._correction = note, words, correction
        self._sure = False
        about = f"“{note.text}”"
        self.correct = button(self.tr("Correct"), self._begin, kind="link")
        self.correct.setAccessibleName(self.tr("Correct the note %1").replace("%1", about))
        self.back = button(self.tr("Take back"), self._take_back, kind="link")
        self.back.setAccessibleName(self.tr("Take back the note %1").replace("%1", about))
        self.line = _Line(self._leave)
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(self.tr("What the note says: Enter keeps it, Esc leaves it"))
        self.line.setToolTip(self.line.accessibleName())
        self.line.returnPressed.connect(self._keep)
        self.line.textEdited.connect(self._type)
        self.line.hide()
        layout = row(self.correct, self.back, self.line, None, spacing=STEP)
        layout.setStretch(2, 1000)  # the line takes what there is
        self.setLayout(layout)

    def write(self, text: str) -> None:
        self.line.setText(text)
        self._turn(writing=True)

    def _begin(self) -> None:
        self.write(self._correction.begun(self._note))
        self.line.setFocus()
        self._type()

    def _type(self) -> None:
        self._correction.type(self._note.id, self.line.text())

    def _leave(self) -> None:
        self._correction.leave(self._note.id, self.line.text())
        self._end()

    def _end(self) -> None:
        self._turn(writing=False)
        self.correct.setFocus()

    def _turn(self, *, writing: bool) -> None:
        for one in (self.correct, self.back, self._words):
            one.setVisible(not writing)
        self.line.setVisible(writing)

    def _keep(self) -> None:
        text = self.line.text().strip()
        self._correction.type(self._note.id, None)
        self._end()
        if text and text != self._note.text:
            self._correction.done.emit(self._note.id, text)

    def _take_back(self) -> None:
        """At the second press: nobody in the team sees it any more."""
        if self._sure:
            self._correction.done.emit(self._note.id, "")
            return
        self._sure = True
        self.back.setText(self.tr("Really take it back?"))
        self.back.setAccessibleName(self.back.text())


class _Line(QLineEdit):
    def __init__(self, leave: Callable[[], object]) -> None:
        super().__init__()
        self._away = leave

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        if event.key() == Qt.Key.Key_Escape:
            self._away()
        else:
            super().keyPressEvent(event)

"""Two tickets made one: asked first where a colleague is at one of them, and taken back as long as that can be."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.engine.notices import MergeAsked, Merged
from desktop.journal.state import Ticket
from desktop.ui.moments import since
from desktop.ui.views.editor import Editor
from desktop.ui.views.widgets import Asking, button, label, restyle


class MergeBar(Asking):
    """Of the ticket that is shown: a question, else the merges of this window's life that still stand."""

    agreed = Signal(str, str)
    """The ticket that stays and the one that goes into it."""
    undone = Signal(str, object)
    """The ticket that stayed, and the slots that leave it again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticket: Ticket | None = None
        self._questions: list[MergeAsked] = []
        """Of this ticket, one after the other."""
        self._before: QWidget | None = None
        """Had the focus when the question came, and gets it back."""
        self._merged: dict[str, list[Merged]] = {}
        """By the ticket that stayed; the newest last."""
        self.when = 0.0
        """Of the newest merge, by a clock that only goes forward."""
        self._undoing: Merged | None = None
        """Asked for, and not answered yet."""
        self._words = label(wraps=True)
        self.agree = button(self.tr("Merge all the same"), self._agree)
        self.keep = button(self.tr("Leave them apart"), self._put_away)
        self.undo = button(self.tr("Undo"), self.take_back, does="undo", name=self.tr("Undo the merge"))
        self._hide = button(self.tr("Put away"), self._put_away, kind="quiet")
        self.lay(self._words, self.agree, self.keep, self.undo, self._hide)
        self.hide()

    def ask(self, question: MergeAsked) -> None:
        """Of the person who has just asked for it, and only while they look at it."""
        if self._ticket is not None and self._ticket.id == question.into:
            self._questions.append(question)
            if len(self._questions) == 1:
                self._before = self.window().focusWidget()
            self._say()
            if not isinstance(self._before, Editor | QLineEdit):  # who writes by now is not interrupted
                self.keep.setFocus()

    def tell(self, merged: Merged) -> None:
        self._merged.setdefault(merged.into, []).append(merged)
        self.when = time.monotonic()

    def show_ticket(self, ticket: Ticket) -> None:
        if self._ticket is None or self._ticket.id != ticket.id:
            self._questions.clear()
        self._ticket = ticket
        self._undoing = None
        self._say()

    def take_back(self) -> bool:
        """Once, and only what the person has before their eyes. Whether there was something."""
        merged = self._standing()
        if merged is None or merged is self._undoing or not self.undo.isVisible():
            return False
        self._undoing = merged
        self.undone.emit(merged.into, merged.slots)
        return True

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def _standing(self) -> Merged | None:
        """The last merge into this ticket, if its mails are still here."""
        ticket = self._ticket
        if ticket is None or self._questions:
            return None
        every = reversed(self._merged.get(ticket.id, []))
        return next((one for one in every if set(one.slots) & ticket.slots.keys()), None)

    def _agree(self) -> None:
        question = self._answered()
        if question is not None:
            self.agreed.emit(question.into, question.absorbed)

    def _put_away(self) -> None:
        if self._answered() is None and self._ticket is not None:
            self._merged.pop(self._ticket.id, None)
            self._say()

    def _answered(self) -> MergeAsked | None:
        question = self._questions.pop(0) if self._questions else None
        if not self._questions:
            if question is not None and self._before is not None:
                self._before.setFocus()
            self._before = None
        self._say()
        return question

    def _say(self) -> None:
        question, merged = next(iter(self._questions), None), self._standing()
        words = self._asking(question) if question is not None else ""
        if merged is not None:
            words = self.tr("#%1 has become part of this ticket").replace("%1", str(merged.number))
        self._words.setText(words)
        self.setAccessibleName(words)
        restyle(self, "banner-held" if question is not None else "banner-free")
        for control in (self.agree, self.keep):
            control.setVisible(question is not None)
        # While an answer's fate is open nothing leaves the ticket.
        free = self._ticket is not None and self._ticket.open_grant is None
        self.undo.setVisible(merged is not None and free)
        self._hide.setVisible(merged is not None)
        self.setVisible(bool(words))

    def _asking(self, question: MergeAsked) -> str:
        said = []
        for one in question.busy:
            words = self.tr("%1 is answering #%2 %3.")
            if one.sending:
                words = self.tr("%1 may be sending an answer to #%2 now, or has perhaps sent one.")
            said.append(words.replace("%1", one.who).replace("%2", str(one.number)).replace("%3", since(one.since)))
        said.append(
            self.tr(
                "As one ticket it stays with who took it first; the other keeps what they wrote, and is asked to read "
                "on before sending."
            )
        )
        return " ".join(said)

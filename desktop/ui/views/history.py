"""A mail that belongs to no ticket, with the others of its thread: to be read, and nothing more."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from desktop.engine.notices import HistoryRead
from desktop.engine.timeline import MailLine
from desktop.ui.theme import STEP
from desktop.ui.views.thread import Thread
from desktop.ui.views.widgets import Elided, column, label


class HistoryPane(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot = ""
        head = QFrame()
        head.setObjectName("head")
        self._subject = Elided(kind="title")
        said = self.tr("History: this mail belongs to no ticket. It can be read here.")
        words = label(said, kind="muted", wraps=True)
        column(head, self._subject, words, margins=2 * STEP, spacing=STEP // 2)
        self.thread_view = Thread()
        column(self, head, self.thread_view, margins=0, spacing=0).setStretch(1, 1)

    @property
    def slot(self) -> str:
        """Of the mail that is shown; empty when none is."""
        return self._slot

    @property
    def subject(self) -> str:
        return self._subject.text()

    def show_history(self, read: HistoryRead) -> None:
        another = read.slot != self._slot
        self._slot = read.slot
        mails = [line for line in read.lines if isinstance(line, MailLine)]
        subject = next((line.subject for line in mails if line.key == read.slot), "")
        self._subject.say(subject or self.tr("(no subject)"))
        self.thread_view.show_lines(read.lines, another=another)

"""An answer that came back: said above the conversation until another one has left, with the way to its mail and on."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.engine.notices import ConversationRead
from desktop.engine.timeline import MailLine
from desktop.ui import vocabulary
from desktop.ui.moments import at
from desktop.ui.views.widgets import Asking, button, label


class UndeliveredBar(Asking):
    show_it = Signal(str)
    """The slot of the mail that did not arrive."""
    again = Signal()
    """To the customer, at another address perhaps."""
    again_beside = Signal(str)
    """To whom that side conversation goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner-bad")
        self._slot = self._side = ""
        self._words = label(wraps=True, selectable=True)
        self._show = button(self.tr("Show it"), self._show_it, name=self.tr("Show the mail that was not delivered"))
        self._again = button(self.tr("Write again"), self.again.emit, does="reply")
        self._beside = button(self.tr("Write to them again"), self._write_beside, does="forward")
        self.lay(self._words, self._show, self._again, self._beside)
        self.hide()

    def show_conversation(self, read: ConversationRead) -> None:
        lines = list(_standing(read))
        self.setVisible(bool(lines))
        self._slot = lines[-1].key if lines else ""
        self._side = next((line.side for line in lines if line.side), "")
        words = " ".join(self._said(line) for line in lines)
        self._words.setText(words)
        self.setAccessibleName(words)
        self._again.setVisible(any(not line.side for line in lines))
        self._beside.setVisible(bool(self._side))

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def _said(self, line: MailLine) -> str:
        if line.side:
            said = self.tr("Not delivered: what went to %1 %2 came back%3. They know nothing of it.")
        else:
            said = self.tr("Not delivered: the answer to %1 %2 came back%3. The customer has not got it.")
        why = vocabulary.why(line.why, "")
        return said.replace("%1", line.to).replace("%2", at(line.when)).replace("%3", f" ({why})" if why else "")

    def _write_beside(self) -> None:
        self.again_beside.emit(self._side)

    def _show_it(self) -> None:
        self.show_it.emit(self._slot)


def _standing(read: ConversationRead) -> Iterator[MailLine]:
    """The last that came back, of the ticket and of each side, where nothing has left since."""
    found = read.conversation
    mails = [line for line in read.lines if isinstance(line, MailLine) and line.came_back]
    for ticket in (*found.sides, found.ticket):
        beside = ticket.id if ticket.id != found.ticket.id else ""
        if ticket.came_back:
            yield from [line for line in mails if line.side == beside][-1:]

"""What a person should read, until they put it away: what it is, a sentence, a button where one helps, and details for
support. About a ticket: until that is settled or they have moved on to another one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QWidget

from desktop.ui.faults import Fault
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.widgets import Asking, button, column, label

_NARROWEST = 20 * STEP
"""A sentence is folded before it makes the window wider."""


class TroubleBar(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self._about = ""
        self._do: Callable[[], object] | None = None
        self._title = label(kind="strong", wraps=True)
        self._words = label(wraps=True, selectable=True)
        self._remedy = button("", self._mend, kind="primary")
        self._more = button(self.tr("Details"), self.unfold, kind="quiet")
        self._copy = button(self.tr("Copy"), self._take_copy, kind="quiet", name=self.tr("Copy the details"))
        self._away = button(self.tr("Put away"), self.hide, kind="quiet")
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(self.tr("Details for support, without passwords"))
        self._details.setFixedHeight(scaled(20 * STEP))
        said = QWidget()
        column(said, self._title, self._words, margins=0, spacing=2)
        for words in (self._title, self._words):
            words.setMinimumWidth(scaled(_NARROWEST))
        line = Asking()
        line.lay(said, self._remedy, self._more, self._copy, self._away)
        column(self, line, self._details, margins=STEP // 2)
        self.hide()

    def say(self, words: str, about: str = "") -> None:
        """A word of advice. ``about``: a ticket's reference, empty for what concerns none."""
        self.tell(Fault("", words), about)

    def tell(self, fault: Fault, about: str = "") -> None:
        self._about, self._do = about, fault.do
        self._title.setText(fault.title)
        self._title.setVisible(bool(fault.title))
        self._words.setText(fault.words)
        self._remedy.setText(fault.remedy)
        self._remedy.setAccessibleName(fault.remedy)
        self._remedy.setVisible(bool(fault.remedy))
        self._details.setPlainText(fault.details)
        self._more.setVisible(bool(fault.details))
        self._show_details(shown=False)
        self.setAccessibleName(". ".join(filter(None, (fault.title, fault.words))))
        self.show()

    def settle(self, reference: str) -> None:
        """What stood in this ticket's way does so no more."""
        if reference and self._about == reference:
            self.hide()

    def move_on(self, reference: str) -> None:
        """The person looks at this ticket now."""
        if self._about and self._about != reference:
            self.hide()

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def _mend(self) -> None:
        do = self._do
        self.hide()
        if do is not None:
            do()

    def unfold(self) -> None:
        self._show_details(shown=self._details.isHidden())

    def _show_details(self, *, shown: bool) -> None:
        self._details.setVisible(shown)
        self._copy.setVisible(shown)

    def _take_copy(self) -> None:
        QApplication.clipboard().setText(self._details.toPlainText())

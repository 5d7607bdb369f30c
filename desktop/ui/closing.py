"""Before a ticket is closed: why the customer wrote and what came of it, asked only where nobody has said it yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QLocale, QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain import reasons
from desktop.domain.texts import After
from desktop.ports.store.drafts import Draft
from desktop.ports.store.reader import TicketRow
from desktop.ui.desk import Desk
from desktop.ui.theme import STEP
from desktop.ui.views.composer import Composer
from desktop.ui.views.picker import Picker

Classified = Callable[[str, str], object]
"""Is told reason and outcome; what was known already is empty."""


class Closing(QObject):
    def __init__(self, desk: Desk, beside: QWidget, composer: Composer) -> None:
        """``beside``: where the lists open."""
        super().__init__(composer)
        self._desk = desk
        self._beside = beside
        self._composer = composer
        composer.asks = self._asks

    def ask(self, rows: Sequence[TicketRow], then: Classified) -> None:
        """Once for all of them; ``then`` is called at once when there is nothing to ask, and never after Esc."""
        wanted = self._choices.asks
        self._ask(wanted and any(not row.reason for row in rows), wanted and any(not row.outcome for row in rows), then)

    def reason(self, then: Classified) -> None:
        """Asked for by a person: whatever stands there already."""
        self._ask(True, True, then)

    @property
    def _choices(self) -> reasons.Choices:
        return reasons.choices(self._desk.facts.team.policy)

    def _asks(self, draft: Draft, then: Callable[[], None]) -> bool:
        """Of an answer that resolves its ticket; its texts may have said it."""
        row, after = self._desk.lists.row(draft.ticket), draft.after
        reason = not (after.reason or (row is not None and row.reason))
        outcome = not (after.outcome or (row is not None and row.outcome))
        if not self._choices.asks or not (reason or outcome):
            return False
        self._ask(reason, outcome, partial(self._go_on, draft.id, then))
        return True

    def _go_on(self, draft_id: str, then: Callable[[], None], reason: str, outcome: str) -> None:
        draft = self._composer.draft
        if draft is not None and draft.id == draft_id:
            self._composer.act(draft.after.joined(After(reason=reason, outcome=outcome)))
            then()

    def _ask(self, reason: bool, outcome: bool, then: Classified) -> None:
        """Without a question it goes on at once."""
        questions = []
        if reason:
            questions.append((self.tr("Why did the customer write?"), self._choices.reasons))
        if outcome:
            questions.append((self.tr("What came of it?"), self._choices.outcomes))
        if not questions:
            then("", "")
            return
        asking = _Asking(questions, self._beside.window())
        asking.answered.connect(lambda said: then(said[0] if reason else "", said[-1] if outcome else ""))
        place = self._beside if self._beside.isVisible() else self._beside.window()
        asking.open_at(place.mapToGlobal(QPoint(2 * STEP, place.height() - STEP)))


class _Asking(Picker):
    """One question after the other, in one list: no key falls between two."""

    answered = Signal(list)
    """What was chosen, in the order of the questions."""

    def __init__(self, questions: Sequence[tuple[str, Sequence[str]]], parent: QWidget) -> None:
        way = QLocale().name()[:2]
        self._left = [(title, [(path, reasons.shown(path, way)) for path in paths]) for title, paths in questions]
        self._said: list[str] = []
        super().__init__(*self._left.pop(0), parent)

    def _done(self, value: str) -> None:
        self._said.append(value)
        if self._left:
            self.offer(*self._left.pop(0))
        else:
            self.close()
            self.answered.emit(self._said)

"""What the canned responses in a text want done once it has left: for as long as they stand in it."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

from desktop.domain.texts import After


class Wishes:
    """Goes by the document's own steps: what Ctrl+Z takes out wants nothing any more, and does so again when it is
    brought back; nor does anything in a text that has been emptied."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._steps: list[tuple[int, After]] = [(0, After())]
        """Of undoing: from which on what is wanted."""

    def begin(self, after: After) -> None:
        """Whatever is undone: it came with the text, or the person has said so."""
        self._steps = [(0, after)]

    def add(self, after: After) -> None:
        """By what has just been put in."""
        self._steps.append((self._document.availableUndoSteps(), after))

    @property
    def now(self) -> After:
        document, here = self._document, self._document.availableUndoSteps()
        if not document.isRedoAvailable():
            self._steps = [one for one in self._steps if one[0] <= here]
        after = [after for step, after in self._steps if step <= here][-1]
        if after and not document.toPlainText().strip():
            after = After()
            self._steps.append((here, after))
        return after

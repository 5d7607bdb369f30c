"""Gaps of a text that is being written, for all to see."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop.domain.texts import gaps
from desktop.ui.theme import colour, colours


class GapMarks(QSyntaxHighlighter):
    """A document has one highlighter: of two each wipes out what the other has marked."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's own name
        found = gaps(text)
        if not found:
            return
        manner = QTextCharFormat()
        manner.setBackground(colour(colours().warn_soft))
        manner.setForeground(colour(colours().warn))
        manner.setFontWeight(QFont.Weight.DemiBold)
        for gap in found:
            self.setFormat(gap.start, gap.end - gap.start, manner)

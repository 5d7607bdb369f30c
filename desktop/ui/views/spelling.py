"""What is marked while one writes: gaps, and words that no dictionary knows; others in their place by F7 or the context
menu. It marks both because a document keeps the marks of one highlighter only."""

from __future__ import annotations

import re

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from desktop.ports.spelling import Speller
from desktop.ui import theme
from desktop.ui.views.gap_marks import GapMarks

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_WORDS = re.compile(r"\S+@\S+|\w+://\S+|www\.\S+|\S*[\d_/\\]\S*|\[\[.*?\]\]|\[[^\]]*\?\]|\{\{.*?\}\}")
"""Addresses, numbers, paths, and what is to be filled in."""


class Spelling(GapMarks):
    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor.document())
        self._editor = editor
        self._speller: Speller | None = None

    def use(self, speller: Speller | None) -> None:
        """Nothing is underlined without one. Marking is no typing: nobody is told of it."""
        if speller is not self._speller:
            self._speller = speller
            with QSignalBlocker(self._editor):
                self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's own name
        super().highlightBlock(text)
        wavy = QTextCharFormat()
        wavy.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        wavy.setUnderlineColor(theme.colour(theme.colours().bad))
        for begin, end in self._unknown(text):
            self.setFormat(begin, end - begin, wavy)

    def next_unknown(self) -> bool:
        """Selects the word at the cursor that no dictionary knows, else the next one, at the end from the start."""
        cursor = self._editor.textCursor()
        block, at = cursor.block(), cursor.selectionStart() - cursor.block().position()
        for _ in range(self._editor.document().blockCount() + 1):
            for begin, end in self._unknown(block.text()):
                if end >= at:
                    cursor.setPosition(block.position() + begin)
                    cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                    self._editor.setTextCursor(cursor)
                    return True
            block, at = block.next(), 0
            if not block.isValid():
                block = self._editor.document().begin()
        return False

    def offer(self) -> None:
        """By key: the next unknown word, and what it may have been meant to be."""
        if self.next_unknown():
            menu = QMenu(self._editor)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.add_to(menu)
            menu.popup(self._editor.viewport().mapToGlobal(self._editor.cursorRect().bottomLeft()))
            if menu.actions():
                menu.setActiveAction(menu.actions()[0])

    def add_to(self, menu: QMenu) -> None:
        """Suggestions for the selected word, before what the menu has already."""
        cursor = self._editor.textCursor()
        word = cursor.selectedText()
        if self._speller is None or not _WORD.fullmatch(word) or self._speller.knows(word):
            return
        offered = self._speller.suggest(word)
        first = menu.actions()[0] if menu.actions() else None
        for other in offered:
            action = menu.addAction(other)
            action.triggered.connect(lambda _=False, other=other: self._put(cursor, other))
            if first is not None:
                menu.insertAction(first, action)
        if not offered:
            menu.addAction(self.tr("No suggestion")).setEnabled(False)
        if first is not None:
            menu.insertSeparator(first)

    def _put(self, cursor: QTextCursor, word: str) -> None:
        cursor.insertText(word)
        self._editor.setFocus()

    def _unknown(self, text: str) -> list[tuple[int, int]]:
        if self._speller is None:
            return []
        passed = [found.span() for found in _NO_WORDS.finditer(text)]
        words = (found for found in _WORD.finditer(text) if not found.group().isupper())
        return [
            found.span()
            for found in words
            if not any(begin <= found.start() < end for begin, end in passed)
            and not self._speller.knows(found.group().replace("’", "'"))
        ]

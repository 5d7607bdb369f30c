"""A mail as it came, headers first, with a field to find words in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from desktop.ui import theme
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, column, label, row


class SourceDialog(QDialog):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The mail as it came"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.windowTitle())
        letters = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        letters.setPixelSize(theme.scaled(theme.BODY))
        self.text.setFont(letters)
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText(self.tr("Find in the mail"))
        self.wanted.setAccessibleName(self.wanted.placeholderText())
        self.wanted.setClearButtonEnabled(True)
        self.wanted.textEdited.connect(self._find_anew)
        self.wanted.returnPressed.connect(self.find_next)
        self.told = label(kind="small")
        forth = button(self.tr("Next"), self.find_next, tip="F3")
        back = button(self.tr("Previous"), self.find_previous, tip="Shift+F3")
        for one in (forth, back):
            one.setAutoDefault(False)
        line = row(self.wanted, self.told, back, forth)
        line.setStretch(0, 1)
        column(self, line, self.text, spacing=STEP).setStretch(1, 1)
        for keys, act in (
            (QKeySequence("Ctrl+F"), self._to_find),
            (QKeySequence("F3"), self.find_next),
            (QKeySequence("Shift+F3"), self.find_previous),
        ):
            QShortcut(keys, self, act)
        self.resize(theme.scaled(100 * STEP), theme.scaled(75 * STEP))
        self.wanted.setFocus()

    def find_next(self) -> None:
        self._find(QTextDocument.FindFlag(0))

    def find_previous(self) -> None:
        self._find(QTextDocument.FindFlag.FindBackward)

    def _to_find(self) -> None:
        self.wanted.setFocus()
        self.wanted.selectAll()

    def _find_anew(self) -> None:
        """From where the words that were found begin: one letter more finds the same place as long as it fits."""
        cursor = self.text.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.text.setTextCursor(cursor)
        self.find_next()

    def _find(self, way: QTextDocument.FindFlag) -> None:
        words = self.wanted.text()
        found = bool(words) and (self.text.find(words, way) or self._from_the_other_end(words, way))
        self.told.setText("" if found or not words else self.tr("Not in this mail"))

    def _from_the_other_end(self, words: str, way: QTextDocument.FindFlag) -> bool:
        before = self.text.textCursor()
        backward = way == QTextDocument.FindFlag.FindBackward
        self.text.moveCursor(QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start)
        if self.text.find(words, way):
            return True
        before.clearSelection()
        self.text.setTextCursor(before)
        return False

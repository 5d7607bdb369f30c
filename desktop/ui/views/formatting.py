"""The few buttons that format what is being written, and the line in which a link's address is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from desktop.mime.rich import good_link
from desktop.ui.own_keys import first
from desktop.ui.theme import STEP
from desktop.ui.views.editor import Editor
from desktop.ui.views.widgets import button, label, row


class LinkLine(QFrame):
    """Enter sets the link, Esc leaves everything as it was."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._words = label(kind="small")
        self.address = QLineEdit()
        self.address.setAccessibleName(self.tr("Address of the link"))
        self.address.setPlaceholderText(self.tr("www.… or an e-mail address"))
        self.address.returnPressed.connect(self._set)
        self.address.installEventFilter(self)
        self._wrong = label(kind="bad")
        layout = row(
            self._words,
            self.address,
            self._wrong,
            button(self.tr("Set the link"), self._set, tip="Enter"),
            button(self.tr("Remove the link"), self._remove, kind="quiet"),
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    def ask(self) -> None:
        words, address = self._editor.linked
        self._words.setText(self.tr("Link:") if not words else self.tr("“%1” leads to").replace("%1", words[:40]))
        self.address.setText(address)
        self.address.selectAll()
        self._wrong.setText("")
        self.show()
        self.address.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if watched is self.address and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self._away()
            return event.type() != QEvent.Type.ShortcutOverride
        return super().eventFilter(watched, event)

    def _set(self) -> None:
        link = good_link(self.address.text())
        if not link:
            self._wrong.setText(self.tr("That is no address"))
            return
        self._editor.link(link)
        self._away()

    def _remove(self) -> None:
        self._editor.link("")
        self._away()

    def _away(self) -> None:
        self.hide()
        self._editor.setFocus()


class FormattingBar(QWidget):
    copies_wanted = Signal()
    """Cc and Bcc."""

    def __init__(self, editor: Editor, link: LinkLine) -> None:
        super().__init__()
        self._editor, self._link = editor, link
        self._bold = self._tool(self.tr("B"), editor.embolden, "bold", self.tr("Bold"))
        self._italic = self._tool(self.tr("I"), editor.italicise, "italic", self.tr("Italic"))
        self._bullets = self._tool("•", editor.bullets, "bullets", self.tr("List"))
        self._numbers = self._tool("1.", editor.numbers, "numbers", self.tr("Numbered list"))
        self._to = self._tool(self.tr("Link"), link.ask, "link", self.tr("Link"))
        self._copies = self._tool(self.tr("Cc"), self.copies_wanted.emit, "copies", self.tr("Cc and Bcc"))
        letters = self._bold.font()
        letters.setBold(True)
        self._bold.setFont(letters)
        letters = self._italic.font()
        letters.setItalic(True)
        self._italic.setFont(letters)
        layout = row(self._bold, self._italic, self._bullets, self._numbers, self._to, self._copies, spacing=0)
        layout.setContentsMargins(STEP, 0, 0, 0)
        self.setLayout(layout)
        editor.currentCharFormatChanged.connect(self._show_manner)

    def _tool(self, text: str, pressed: object, does: str, name: str) -> QPushButton:
        made = button(text, pressed, kind="tool", tip=f"{name} ({first(does)})", name=name, does=does)  # type: ignore[arg-type]
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor stays in the text; every one of them has a key
        return made

    def _show_manner(self, manner: QTextCharFormat) -> None:
        for tool, on in ((self._bold, manner.fontWeight() > 500), (self._italic, manner.fontItalic())):
            tool.setProperty("on", on)
            tool.style().unpolish(tool)
            tool.style().polish(tool)

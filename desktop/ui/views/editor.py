"""Where a mail's words are written: formatted as far as ``mime.rich`` goes, and no further, whatever is pasted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QImage,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from desktop.mime.rich import (
    BULLET,
    NUMBER,
    Paragraph,
    Rich,
    Run,
    from_html,
    is_plain,
    normal,
    of_text,
    pictures_in,
    to_html,
    to_text,
)
from desktop.ports.store.drafts import DraftFile
from desktop.ui.picturing import picture_of
from desktop.ui.views.nesting import STYLES, Nest, deepened, depth_of, item_of, left
from desktop.ui.views.spelling import Spelling

_BOLD = 600
"""Weight from which letters are bold."""

_SHOWN_WIDTH = 320
"""Pixels of a picture in the editor; it leaves as it is."""


class Editor(QTextEdit):
    told = Signal(str)
    """What became of a picture, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[str, DraftFile] = {}
        self._formats = True
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # the composer decides what becomes of what is dropped
        self.spelling = Spelling(self)

    # -- what is written ----------------------------------------------------------------------------------------

    def open(self, text: str, html: str = "", pictures: tuple[DraftFile, ...] = (), *, formats: bool = True) -> None:
        """``formats``: whether anything but plain text is taken."""
        self._formats = formats
        self._pictures = {one.cid: one for one in pictures}
        rich = from_html(html) if html else ()
        self.clear()
        self.textCursor().setBlockFormat(QTextBlockFormat())
        self.setCurrentCharFormat(QTextCharFormat())  # else what was written before lends its manner to this text
        if not rich:
            self.setPlainText(text)
            return
        self._show_pictures()
        _insert(self.textCursor(), rich)
        self.document().clearUndoRedoStacks()

    def put_above(self, text: str, html: str, pictures: tuple[DraftFile, ...]) -> None:
        """Another text comes to stand above this one; the cursor stays in its words."""
        rich = from_html(html) if html else of_text(text.strip("\n"))
        self._pictures |= {one.cid: one for one in pictures}
        self._show_pictures()
        cursor = QTextCursor(self.document())
        _insert(cursor, (*rich, Paragraph(), Paragraph()) if self.toPlainText().strip() else rich)

    @property
    def rich(self) -> Rich:
        return normal(tuple(_paragraphs(self.document())))

    @property
    def text(self) -> str:
        """As it stands, or as it reads without its formatting."""
        rich = self.rich
        return self.toPlainText() if is_plain(rich) else to_text(rich)

    @property
    def html(self) -> str:
        """Empty where the plain text says it all."""
        rich = self.rich
        return "" if is_plain(rich) else to_html(rich)

    @property
    def pictures(self) -> tuple[DraftFile, ...]:
        """Those that still stand in the text."""
        shown = pictures_in(self.rich) if self._pictures else frozenset[str]()
        return tuple(one for cid, one in self._pictures.items() if cid in shown)

    # -- formatting ---------------------------------------------------------------------------------------------

    def embolden(self) -> None:
        bold = self._formats and self.currentCharFormat().fontWeight() < _BOLD
        self.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)

    def italicise(self) -> None:
        self.setFontItalic(self._formats and not self.currentCharFormat().fontItalic())

    def bullets(self) -> None:
        self._listed(BULLET)

    def numbers(self) -> None:
        self._listed(NUMBER)

    @property
    def linked(self) -> tuple[str, str]:
        """The words that are selected, or the link that the cursor is in, and where it leads."""
        cursor = self._link_cursor()
        return cursor.selectedText().replace("\u2029", " "), cursor.charFormat().anchorHref()

    def link(self, address: str) -> None:
        """What is selected, or the link that the cursor is in, leads there; with nothing selected the address itself
        is written. An empty one takes the link away."""
        cursor = self._link_cursor()
        if not address:
            plain = QTextCharFormat()
            plain.setAnchor(False)
            plain.setFontUnderline(False)
            plain.clearProperty(QTextCharFormat.Property.AnchorHref)
            bold, italic = cursor.charFormat().fontWeight(), cursor.charFormat().fontItalic()
            plain.setFontWeight(bold)
            plain.setFontItalic(italic)
            cursor.setCharFormat(plain)
            return
        words = cursor.selectedText() or address.removeprefix("mailto:").removeprefix("https://")
        manner = _manner(Run("", link=address))
        if cursor.hasSelection():
            cursor.mergeCharFormat(manner)
            cursor.setPosition(cursor.selectionEnd())
        else:
            cursor.insertText(words, manner)
        cursor.setCharFormat(QTextCharFormat())
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(QTextCharFormat())

    def _link_cursor(self) -> QTextCursor:
        cursor = self.textCursor()
        if cursor.hasSelection() or not cursor.charFormat().isAnchor():
            return cursor
        address = cursor.charFormat().anchorHref()
        begin = end = cursor.position()
        probe = QTextCursor(cursor)
        while begin > cursor.block().position():
            probe.setPosition(begin)
            if probe.charFormat().anchorHref() != address:
                break
            begin -= 1
        probe.setPosition(end)
        while probe.movePosition(QTextCursor.MoveOperation.NextCharacter) and not probe.atBlockStart():
            if probe.charFormat().anchorHref() != address:
                break
            end = probe.position()
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _listed(self, item: str) -> None:
        """On when it is off, off when it is on, over all that is selected."""
        cursor = self.textCursor()
        current = cursor.currentList()
        if not self._formats:
            return
        cursor.beginEditBlock()
        if current is not None and item_of(cursor.block()) == item:
            for block in _blocks_of(cursor):
                current.remove(block)
                QTextCursor(block).setBlockFormat(QTextBlockFormat())
        elif current is not None:
            kind = current.format()
            kind.setStyle(STYLES[item])
            current.setFormat(kind)
        else:
            cursor.createList(STYLES[item])
        cursor.endEditBlock()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own name
        """Tab, and Shift+Tab: an item of a list goes deeper, or comes back, where it can."""
        return deepened(self.textCursor(), 1 if forward else -1) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """What is typed behind a link is not part of it; Enter in an empty item goes out of its list."""
        cursor = self.textCursor()
        if event.key() == Qt.Key.Key_Return and not event.modifiers() and left(cursor):
            return
        if event.text() and cursor.charFormat().isAnchor() and not cursor.hasSelection():
            behind = QTextCursor(cursor)
            on = behind.movePosition(QTextCursor.MoveOperation.NextCharacter) and not behind.atBlockStart()
            if not on or behind.charFormat().anchorHref() != cursor.charFormat().anchorHref():
                self.setCurrentCharFormat(QTextCharFormat())
        super().keyPressEvent(event)

    # -- pictures -----------------------------------------------------------------------------------------------

    def add_picture(self, name: str, image: QImage | bytes) -> bool:
        """Where the cursor is; a big one is made smaller. False when it is no picture."""
        found = picture_of(image)
        if found is None:
            self.told.emit(self.tr("That is no picture that can stand in a text: attach it as a file"))
            return False
        cid = f"{hashlib.sha256(found.content).hexdigest()[:24]}@sportello"
        stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
        file = DraftFile(f"{stem}.{found.suffix}", found.content_type, found.content, cid)
        self._pictures[cid] = file
        self._show_pictures()
        _insert(self.textCursor(), (Paragraph((Run(file.filename, picture=cid),)),))
        if found.shrunk_to:
            smaller = self.tr("The picture was made smaller: %1 pixels across")
            self.told.emit(smaller.replace("%1", str(found.shrunk_to)))
        return True

    def _show_pictures(self) -> None:
        for cid, file in self._pictures.items():
            url = QUrl(f"cid:{cid}")
            kind = QTextDocument.ResourceType.ImageResource.value
            image = QImage.fromData(file.content)
            if image.width() > _SHOWN_WIDTH:
                image = image.scaledToWidth(_SHOWN_WIDTH)
            self.document().addResource(kind, url, image)

    # -- spelling -----------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's own name
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not self.textCursor().hasSelection():
            cursor = self.cursorForPosition(event.pos())
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            self.setTextCursor(cursor)
        self.spelling.add_to(menu)
        menu.popup(event.globalPos())

    # -- clipboard ----------------------------------------------------------------------------------------------

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's own name
        return source.hasText() or (self._formats and (source.hasHtml() or source.hasImage()))

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's own name
        """Formatted words reduced to what a mail may have; a picture; else the text alone."""
        rich = from_html(source.html()) if self._formats and source.hasHtml() else ()
        known = frozenset(self._pictures)
        rich = tuple(
            replace(one, runs=tuple(run for run in one.runs if not run.picture or run.picture in known)) for one in rich
        )
        if any(one.runs for one in rich):
            _insert(self.textCursor(), rich)
        elif self._formats and source.hasImage():
            self.add_picture(self.tr("picture"), QImage(source.imageData()))
        elif source.hasText():
            self.textCursor().insertText(source.text())
        self.ensureCursorVisible()

    def paste_plain(self) -> None:
        """The words alone."""
        self.textCursor().insertText(QApplication.clipboard().text())


def _blocks_of(cursor: QTextCursor) -> list:  # type: ignore[type-arg]
    first = cursor.document().findBlock(cursor.selectionStart())
    last = cursor.document().findBlock(cursor.selectionEnd())
    found = [first]
    while found[-1] != last and found[-1].isValid():
        found.append(found[-1].next())
    return found


def _paragraphs(document: QTextDocument) -> Iterator[Paragraph]:
    block = document.begin()
    while block.isValid():
        item = item_of(block)
        runs: list[Run] = []
        walk = block.begin()
        while not walk.atEnd():
            fragment = walk.fragment()
            if fragment.isValid():
                runs += _runs(fragment.text(), fragment.charFormat())
            walk += 1
        yield Paragraph(tuple(runs), item, depth_of(block))
        block = block.next()


def _runs(text: str, manner: QTextCharFormat) -> Iterator[Run]:
    bold, italic = manner.fontWeight() >= _BOLD, manner.fontItalic()
    link = manner.anchorHref() if manner.isAnchor() else ""
    if manner.isImageFormat():
        image = manner.toImageFormat()
        name = str(manner.property(QTextCharFormat.Property.ImageAltText) or "")
        for _ in text:
            yield Run(name, bold, italic, link, image.name().removeprefix("cid:"))
        return
    yield Run(text, bold, italic, link)


def _manner(run: Run) -> QTextCharFormat:
    manner: QTextCharFormat = QTextImageFormat() if run.picture else QTextCharFormat()
    if run.bold:
        manner.setFontWeight(QFont.Weight.Bold)
    if run.italic:
        manner.setFontItalic(True)
    if run.link:
        manner.setAnchor(True)
        manner.setAnchorHref(run.link)
        manner.setFontUnderline(True)
    if isinstance(manner, QTextImageFormat):
        manner.setName(f"cid:{run.picture}")
        manner.setProperty(QTextCharFormat.Property.ImageAltText, run.text)
    return manner


def _insert(cursor: QTextCursor, rich: Rich) -> None:
    """The first paragraph goes on in the one where the cursor is, unless it is of a list."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    nest = Nest()
    first = Paragraph()
    for before, paragraph in pairwise((first, *rich)):
        begins = before is first
        if not begins or (paragraph.item and not cursor.atBlockStart()):
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        nest.put(cursor.block(), paragraph.item, paragraph.depth)
        for run in paragraph.runs:
            manner = _manner(run)
            if isinstance(manner, QTextImageFormat):
                cursor.insertImage(manner)
            else:
                cursor.insertText(run.text.replace("\n", "\u2028"), manner)
    cursor.setCharFormat(QTextCharFormat())
    cursor.endEditBlock()

"""A conversation on paper, or as a PDF: its plain words alone, so that nothing that a mail brings is laid out or
loaded."""

from __future__ import annotations

import html
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QStandardPaths, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from desktop.domain.ticket import shown_reference
from desktop.engine.timeline import EventLine, Line, MailLine, NoteLine
from desktop.ui import vocabulary
from desktop.ui.moments import moment
from desktop.ui.views.conversation import TicketPane
from desktop.ui.vocabulary import size

_MOST = 300_000
"""Characters on paper, some hundred pages: laying out more would hold the window."""

_STYLE = (
    "body { font-family: sans-serif; font-size: 10pt; color: #000000; }"
    " h1 { font-size: 14pt; } p { margin: 2pt 0; } .small { color: #444444; font-size: 9pt; }"
)


class Paper(QObject):
    advice = Signal(str)

    def __init__(self, pane: TicketPane) -> None:
        super().__init__(pane)
        self._pane = pane

    def print(self) -> None:
        made = self.document()
        if made is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._pane.window())
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            made.print_(printer)

    def save(self) -> None:
        found = self._pane.conversation
        if found is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._pane.window(), self.tr("Save the conversation as a PDF"), folder, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{shown_reference(found.ticket.reference)}.pdf")
        dialog.fileSelected.connect(self.write)
        dialog.fileSelected.connect(dialog.deleteLater)
        dialog.rejected.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: str) -> None:
        made = self.document()
        if made is None:
            return
        try:
            Path(path).open("ab").close()
        except OSError as error:
            said = self.tr("The file could not be written (%1). Choose another folder, or make room on the disk.")
            self.advice.emit(said.replace("%1", error.strerror or str(error)))
            return
        writer = QPdfWriter(path)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout.Unit.Millimeter)
        writer.setTitle(made.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
        made.print_(writer)

    def document(self) -> QTextDocument | None:
        """As it is shown now, with what is folded; None while there is nothing."""
        found = self._pane.conversation
        if found is None:
            return None
        line = found.row
        title = line.subject or self.tr("(no subject)")
        facts = (line.customer, line.customer_address, f"#{found.ticket.number}", line.mailbox)
        parts = [f"<h1>{html.escape(title)}</h1>", _small("  ·  ".join(dict.fromkeys(filter(None, facts))))]
        room = _MOST
        for one in self._pane.thread_view.lines:
            part = self._part(one, room)
            room -= len(part)
            parts.append(part)
            if room <= 0:
                parts.append(_small(self.tr("The rest is left out: the conversation is too long for paper.")))
                break
        made = QTextDocument(self)
        made.setDefaultStyleSheet(_STYLE)
        made.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
        made.setHtml("".join(parts))
        return made

    def _part(self, line: Line, room: int) -> str:
        match line:
            case MailLine():
                head = f"<b>{html.escape(line.sender)}</b> {html.escape(f'<{line.address}>')} · {_when(line)}"
                files = [f"{one.filename} ({size(one.size)})" for one in line.attachments]
                below = _small(self.tr("Files: %1").replace("%1", ", ".join(files))) if files else ""
                words = "\n".join(stretch.text for stretch in line.stretches)
                return f"<hr/><p>{head}</p>{_words(words, room)}{below}"
            case NoteLine():
                head = self.tr("Internal note by %1").replace("%1", line.agent)
                return f"<hr/><p><i>{html.escape(head)}</i> · {_when(line)}</p>{_words(line.text, room)}"
            case EventLine():
                return _small(f"{vocabulary.event(line)} · {moment(line.when)}")


def _when(line: MailLine | NoteLine) -> str:
    return html.escape(moment(line.when))


def _words(text: str, room: int) -> str:
    paragraphs = html.escape(text[: max(0, room)]).strip("\n").split("\n")
    return "".join(f"<p>{paragraph or '&nbsp;'}</p>" for paragraph in paragraphs)


def _small(text: str) -> str:
    return f'<p class="small">{html.escape(text)}</p>'

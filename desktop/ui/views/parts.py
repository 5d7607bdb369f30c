"""What a mail's card has beside the plain text: its files, and the mail as its sender wrote it, when a person asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSizeF, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QHBoxLayout, QMessageBox, QPushButton, QWidget

from desktop.engine.timeline import MailLine
from desktop.mime.filenames import may_run
from desktop.mime.mail import Attachment, Page
from desktop.ui.theme import STEP
from desktop.ui.viewer import Viewer
from desktop.ui.views.widgets import Elided, button, column, label, row
from desktop.ui.vocabulary import size

_TALLEST = 12_000
"""Pixels of a page; a longer one has a bar of its own."""


class MailParts(QWidget):
    """Empty where there is nothing of the kind. Asks for what it shows; whoever has it gives it."""

    page_wanted = Signal(str)
    """The mail's slot."""
    remote_wanted = Signal(str, object)
    """The slot, and the places of its pictures with their addresses."""
    save_wanted = Signal(str, str, str)
    """The slot, the part, and the file that it shall become."""
    look_wanted = Signal(str, str)
    """The slot and the part of a file to be opened; where it may run something, the person has been asked."""
    body_wanted = Signal(str)
    """The slot of a mail that is kept on the server only."""
    laid_out = Signal(bool)
    """The sender's layout is shown instead of the text, or no more."""

    def __init__(self, line: MailLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot = line.key
        self._saving: Attachment | None = None
        self._looking: Attachment | None = None
        self._go_on: QPushButton | None = None
        self._viewer: Viewer | None = None
        self._layout = column(self, margins=0, spacing=STEP // 2)
        self._switch = button(self.tr("Show as the sender wrote it"), self._switched, kind="link")
        if not line.has_page:
            self._switch.hide()
        self._remote = self._remote_bar()
        self._layout.addWidget(self._remote)
        if line.server_only:
            self._layout.addLayout(self._away())
        for attachment in line.attachments:
            self._layout.addLayout(self._file(attachment))
        self._layout.addLayout(row(self._switch, None))
        if not line.has_page and not line.attachments and not line.server_only:
            self.hide()

    @property
    def viewer(self) -> Viewer | None:
        """None while the text is shown."""
        return self._viewer if self._viewer is not None and not self._viewer.isHidden() else None

    def only_name(self) -> None:
        """Names and sizes, and nothing to do about them."""
        for one in self.findChildren(QPushButton):
            one.hide()

    def show_page(self, page: Page, images: Mapping[str, bytes]) -> None:
        viewer = self._viewer = self._viewer or self._made()
        viewer.show_page(page, images)
        self._turn(shown=True)

    def provide(self, place: str, data: bytes) -> None:
        if self._viewer is not None:
            self._viewer.provide(place, data)

    def _switched(self) -> None:
        if self._viewer is None:
            self.page_wanted.emit(self._slot)
        else:
            self._turn(shown=self._viewer.isHidden())

    def _turn(self, *, shown: bool) -> None:
        assert self._viewer is not None
        self._viewer.setVisible(shown)
        self._remote.setVisible(shown and self._viewer.remote_images > 0)
        self._switch.setText(self.tr("Show the text alone") if shown else self.tr("Show as the sender wrote it"))
        self._switch.setAccessibleName(self._switch.text())
        self.laid_out.emit(shown)

    def _made(self) -> Viewer:
        viewer = Viewer()
        viewer.setFrameShape(Viewer.Shape.NoFrame)
        viewer.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        viewer.document().documentLayout().documentSizeChanged.connect(self._fit)
        viewer.remote_wanted.connect(self._ask_for_remote)
        viewer.link_chosen.connect(open_link)
        self._layout.insertWidget(1, viewer)
        return viewer

    def _fit(self, wanted: QSizeF) -> None:
        """As tall as what it shows: the conversation is what scrolls."""
        if self._viewer is not None:
            bar = self._viewer.horizontalScrollBar().sizeHint().height()
            self._viewer.setFixedHeight(min(_TALLEST, int(wanted.height()) + bar + 2))

    # -- what is not here ---------------------------------------------------------------------------------------

    def _away(self) -> QHBoxLayout:
        words = label(self.tr("The text of this mail is kept on the server only."), kind="small", wraps=True)
        fetch = button(self.tr("Fetch it"), self._ask_for_body, kind="link")
        fetch.setAccessibleName(self.tr("Fetch the text of this mail"))
        line = row(words, fetch)
        line.setStretch(0, 1)
        return line

    def _ask_for_body(self) -> None:
        self.body_wanted.emit(self._slot)

    # -- pictures from elsewhere --------------------------------------------------------------------------------

    def _remote_bar(self) -> QWidget:
        bar = QWidget()
        words = label(
            self.tr("Some pictures lie elsewhere. Loading them tells the sender that this mail was read, and when."),
            kind="small",
            wraps=True,
        )
        line = row(words, button(self.tr("Load the pictures"), self._load))
        line.setStretch(0, 1)
        bar.setLayout(line)
        bar.hide()
        return bar

    def _load(self) -> None:
        if self._viewer is not None:
            self._remote.hide()
            self._viewer.ask_for_remote()

    def _ask_for_remote(self, places: object) -> None:
        self.remote_wanted.emit(self._slot, places)

    # -- files --------------------------------------------------------------------------------------------------

    def _file(self, attachment: Attachment) -> QHBoxLayout:
        name = Elided(attachment.filename)
        look = self._link(self.tr("Open"), self.tr("Open %1"), attachment)
        look.clicked.connect(self._look)
        save = self._link(self.tr("Save as …"), self.tr("Save %1 as …"), attachment)
        save.clicked.connect(self._ask_where)
        line = row(name, label(size(attachment.size), kind="small"), look, save)
        line.setStretch(0, 1)
        return line

    def _link(self, text: str, name: str, attachment: Attachment) -> QPushButton:
        link = QPushButton(text)
        link.setProperty("kind", "link")
        link.setAccessibleName(name.replace("%1", attachment.filename))
        link.setProperty("attachment", attachment)
        return link

    def _look(self) -> None:
        """What may run is opened by a person's second word only, and the first answer offered is no."""
        wanted: Attachment = self.sender().property("attachment")
        if not may_run(wanted.filename):
            self.look_wanted.emit(self._slot, wanted.part)
            return
        self._looking = wanted
        said = self.tr(
            "%1 is of a kind that can run what its sender wrote, and harm this computer and its mail. Open it only if"
            " you know who sent it and why."
        )
        asking = QMessageBox(self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.setIcon(QMessageBox.Icon.Warning)
        asking.setWindowTitle(self.tr("Open the file?"))
        asking.setTextFormat(Qt.TextFormat.PlainText)
        asking.setText(said.replace("%1", wanted.filename))
        self._go_on = asking.addButton(self.tr("Open it all the same"), QMessageBox.ButtonRole.DestructiveRole)
        leave = asking.addButton(self.tr("Leave it closed"), QMessageBox.ButtonRole.RejectRole)
        asking.setDefaultButton(leave)
        asking.setEscapeButton(leave)
        asking.buttonClicked.connect(self._answered)
        asking.open()

    def _answered(self, answer: QAbstractButton) -> None:
        if answer is self._go_on and self._looking is not None:
            self.look_wanted.emit(self._slot, self._looking.part)

    def _ask_where(self) -> None:
        """Where, and under which name, is the person's to say; nothing is written over."""
        self._saving = self.sender().property("attachment")
        assert self._saving is not None
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self, self.tr("Save the file"), folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(str(Path(folder) / self._saving.filename))
        dialog.fileSelected.connect(self._save)
        dialog.open()

    def _save(self, path: str) -> None:
        if self._saving is not None:
            self.save_wanted.emit(self._slot, self._saving.part, path)


def open_file(path: str) -> None:
    """With the program that this computer has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def open_link(address: str) -> None:
    """In the person's own browser or mail program, after their click. The page itself says where a link leads whose
    text names another place; it lets through nothing but these."""
    url = QUrl(address)
    if url.scheme().lower() in ("http", "https", "mailto", "tel"):
        QDesktopServices.openUrl(url)

"""What a mail's card has beside the plain text: its files, and the mail as its sender wrote it, when a person asks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.engine.mail_notices import Glimpsed, Remote
from desktop.engine.timeline import MailLine
from desktop.mime.glimpses import glimpse_kind
from desktop.mime.mail import Attachment, Page
from desktop.ui.pictures import Pictures
from desktop.ui.theme import STEP
from desktop.ui.viewer import Viewer
from desktop.ui.views.glimpse import PictureGlimpse
from desktop.ui.views.widgets import Elided, button, column, label, row
from desktop.ui.vocabulary import size

_GLIMPSED = 3_000_000
"""Pixels that are read whole for one glimpse: some 20 ms. A JPEG is made smaller while it is read, and counts a
quarter."""

_TALLEST = 12_000
"""Pixels of a page; a longer one has a bar of its own."""


class MailParts(QWidget):
    """Empty where there is nothing of the kind. Asks for what it shows; whoever has it gives it."""

    page_wanted = Signal(str)
    """The mail's slot."""
    remote_wanted = Signal(str, object)
    """The slot, and the places of its pictures with their addresses."""
    look_wanted = Signal(str, object)
    """The slot, and the Attachment that a person wants to open."""
    file_wanted = Signal(str, object)
    """The slot, and the Attachment that a person wants to save."""
    body_wanted = Signal(str)
    """The slot of a mail that is kept on the server only."""
    trust_wanted = Signal(str, bool)
    """The slot, and whether the pictures of its sender are wanted without asking."""
    browser_wanted = Signal(str)
    source_wanted = Signal(str)
    """The slot."""
    glimpse_wanted = Signal(str)
    """The slot: of its attachments, once the card is read."""
    laid_out = Signal(bool)
    """The sender's layout is shown instead of the text, or no more."""

    def __init__(self, line: MailLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot = line.key
        self._viewer: Viewer | None = None
        self._files: dict[str, tuple[Attachment, QVBoxLayout]] = {}
        """By part: with what is seen of it below its name."""
        self._glimpses = Pictures(largest=_GLIMPSED)
        self._layout = column(self, margins=0, spacing=STEP // 2)
        self._switch = button(self.tr("Show as the sender wrote it"), self._switched, kind="link")
        self._browser = button(self.tr("Open in the browser"), self._browse, kind="link", does="browser")
        if not line.has_page:
            self._switch.hide()
            self._browser.hide()
        self._asks = True
        self._asking = Remote.ASKED
        self._page_cut = False
        self._words = label(kind="small", wraps=True)
        self._once, self._always = button("", self._load), button("", self._trust, kind="link")
        self._remote = self._remote_bar()
        self._layout.addWidget(self._remote)
        said = self.tr("Too long to be shown whole with its layout: the text alone has the rest.")
        self._cut = label(said, kind="small", wraps=True)
        self._cut.hide()
        self._layout.addWidget(self._cut)
        if line.refuted:
            said = self.tr(
                "The mail server could not confirm that this comes from %1. Look twice before you follow a link or send"
                " anything."
            )
            self._layout.addWidget(label(said.replace("%1", line.address or "-"), kind="bad", wraps=True))
        if line.server_only:
            self._layout.addLayout(self._away())
        if line.damage:
            self._layout.addLayout(self._damage())
        for attachment in line.attachments:
            self._layout.addLayout(self._file(attachment))
        self._layout.addLayout(row(self._switch, self._browser, None))
        if not (line.has_page or line.attachments or line.damage or line.server_only or line.refuted):
            self.hide()

    @property
    def viewer(self) -> Viewer | None:
        """None while the text is shown."""
        return self._viewer if self._viewer is not None and not self._viewer.isHidden() else None

    def only_name(self) -> None:
        """Names and sizes, and nothing to do about them."""
        for one in self.findChildren(QPushButton):
            one.hide()

    def show_page(self, page: Page, pictures: Pictures, remote: Remote) -> None:
        self._asking = remote
        viewer = self._viewer = self._viewer or self._made()
        viewer.show_page(page, pictures)
        self._page_cut = page.cut
        self._turn(shown=True)

    def provide(self, place: str, data: bytes) -> None:
        if self._viewer is not None:
            self._viewer.provide(place, data)

    def _browse(self) -> None:
        self.browser_wanted.emit(self._slot)

    def _ask_for_source(self) -> None:
        self.source_wanted.emit(self._slot)

    def _damage(self) -> QHBoxLayout:
        """What could not be read stays readable as it came."""
        words = label(
            self.tr("This mail could not be read whole: only a part of it is shown."), kind="small", wraps=True
        )
        line = row(words, button(self.tr("Show the mail as it came"), self._ask_for_source, kind="link"))
        line.setStretch(0, 1)
        return line

    def _switched(self) -> None:
        if self._viewer is None:
            self.page_wanted.emit(self._slot)
        else:
            self._turn(shown=self._viewer.isHidden())

    def _turn(self, *, shown: bool) -> None:
        assert self._viewer is not None
        self._viewer.setVisible(shown)
        self._cut.setVisible(shown and self._page_cut)
        self._say_remote(shown=shown)
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
        self._layout.insertWidget(2, viewer)
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
        line = row(self._words, self._once, self._always)
        line.setStretch(0, 1)
        bar.setLayout(line)
        bar.hide()
        return bar

    def _say_remote(self, *, shown: bool) -> None:
        assert self._viewer is not None
        loaded, unproven = self._asking is Remote.LOADED, self._asking is Remote.UNPROVEN
        if loaded:
            words = self.tr("Pictures of this sender are loaded unasked, which tells the sender when a mail is read.")
        else:
            words = self.tr(
                "Some pictures lie elsewhere. Loading them tells the sender that this mail was read, and when."
            )
        if unproven:
            words += " " + self.tr("Nothing proves that this mail is from its sender: you are asked each time.")
        always = self.tr("Ask again") if loaded else self.tr("Always for this sender")
        self._words.setText(words)
        for one, text in ((self._once, self.tr("Load the pictures")), (self._always, always)):
            one.setText(text)
            one.setAccessibleName(text)
        self._once.setHidden(loaded)
        self._always.setHidden(unproven)
        self._remote.setVisible(shown and self._viewer.has_remote and (loaded or self._viewer.remote_images > 0))

    def _trust(self) -> None:
        """Or no more. The page comes anew."""
        self.trust_wanted.emit(self._slot, self._asking is Remote.ASKED)

    def _load(self) -> None:
        if self._viewer is not None:
            self._remote.hide()
            self._viewer.ask_for_remote()

    def _ask_for_remote(self, places: object) -> None:
        self.remote_wanted.emit(self._slot, places)

    # -- files --------------------------------------------------------------------------------------------------

    def _file(self, attachment: Attachment) -> QVBoxLayout:
        name = Elided(attachment.filename)
        look = self._link(self.tr("Open"), self.tr("Open %1"), self._look, attachment)
        save = self._link(self.tr("Save as …"), self.tr("Save %1 as …"), self._save, attachment)
        line = row(name, label(size(attachment.size), kind="small"), look, save)
        line.setStretch(0, 1)
        made = QVBoxLayout()
        made.setSpacing(STEP // 2)
        made.addLayout(line)
        self._files[attachment.part] = attachment, made
        return made

    def show_glimpse(self, found: Glimpsed) -> None:
        """Once for each file."""
        attachment, below = self._files.get(found.part, (None, None))
        if attachment is None or below is None or below.count() > 1:
            return
        if found.text:
            below.addWidget(label(found.text, kind="small", wraps=True))
        elif self._glimpses.keep(found.part, found.picture):
            image = self._glimpses.get(found.part)
            assert image is not None
            picture = PictureGlimpse(image, self.tr("Open %1").replace("%1", attachment.filename))
            picture.setProperty("attachment", attachment)
            picture.pressed.connect(self._look)
            below.addWidget(picture, 0, Qt.AlignmentFlag.AlignLeft)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        super().showEvent(event)
        if self._asks and any(glimpse_kind(file) for file, _ in self._files.values()):
            self._asks = False
            self.glimpse_wanted.emit(self._slot)

    def _link(self, text: str, name: str, pressed: Callable[[], None], attachment: Attachment) -> QPushButton:
        link = button(text, pressed, kind="link")
        link.setAccessibleName(name.replace("%1", attachment.filename))
        link.setProperty("attachment", attachment)
        return link

    def _look(self) -> None:
        self.look_wanted.emit(self._slot, self.sender().property("attachment"))

    def _save(self) -> None:
        self.file_wanted.emit(self._slot, self.sender().property("attachment"))


def open_file(path: str) -> None:
    """With the program that this computer has for it; nothing for an empty path."""
    if path:
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def open_link(address: str) -> None:
    """In the person's own browser or mail program, after their click. The page itself says where a link leads whose
    text names another place; it lets through nothing but these."""
    url = QUrl(address)
    if url.scheme().lower() in ("http", "https", "mailto", "tel"):
        QDesktopServices.openUrl(url)

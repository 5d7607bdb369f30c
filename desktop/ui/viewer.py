"""A mail's HTML body on the screen. It loads nothing: what it may show is given to it.

Qt asks ``loadResource`` for everything (images of any scheme, CSS, files), and what comes back empty it looks for in
the working directory itself; so every question is answered here, with a picture, and never by Qt.
"""

from __future__ import annotations

from base64 import b64decode

from PySide6.QtCore import QByteArray, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QPalette, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.mime.mail import Page
from desktop.ui.pictures import Pictures

_PAPER, _INK, _LINK = QColor("#ffffff"), QColor("#1d1d1f"), QColor("#0b57d0")
"""Mails are written for white paper, also in a dark window."""


class Viewer(QTextBrowser):
    link_chosen = Signal(str)
    """A person chose a link: its address. Nothing is opened here; the window asks, and opens."""

    remote_wanted = Signal(object)
    """A person wants the images that lie elsewhere: their places (``remote:N``) to their addresses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = Page("")
        self._pictures = Pictures()
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Mail with its layout"))
        self.setPalette(_paper(self.palette()))
        self.anchorClicked.connect(self._chosen)
        self._coming = QTimer(self)
        self._coming.setSingleShot(True)
        self._coming.timeout.connect(self._lay_out)

    def show_page(self, page: Page, pictures: Pictures) -> None:
        """The page with the pictures that there are; further ones may be given later."""
        self._page, self._pictures = page, pictures
        self._lay_out()

    def provide(self, place: str, data: bytes) -> None:
        """An image that has come: ``cid:...`` or ``remote:N``. What is no image is passed over; several that come
        together are laid out together."""
        if self._pictures.keep(place, data):
            self._coming.start(0)

    @property
    def has_remote(self) -> bool:
        """Whether the page wants images that lie elsewhere at all."""
        return bool(self._page.remote)

    @property
    def remote_images(self) -> int:
        """How many lie elsewhere and have not been given."""
        return sum(self._pictures.get(place) is None for place in self._places())

    def ask_for_remote(self) -> None:
        """By a click only: whoever fetches them tells their sender that the mail was read."""
        self.remote_wanted.emit(self._places())

    def loadResource(self, kind: int, url: QUrl | str) -> object:  # noqa: N802 - Qt's own name
        """What was given, else nothing to see; never what Qt would find itself."""
        if QTextDocument.ResourceType(kind) is not QTextDocument.ResourceType.ImageResource:
            return QByteArray()
        asked = QUrl(url)
        place = f"{asked.scheme()}:{asked.path(QUrl.ComponentFormattingOption.FullyDecoded)}"
        if place.startswith("data:") and self._pictures.get(place) is None:
            self._pictures.keep(place, _data(place))
        return self._pictures.get(place) or self._nothing

    def doSetSource(self, url: QUrl | str, kind: object = None) -> None:  # noqa: N802 - Qt's own name
        """It goes nowhere."""

    def _chosen(self, url: QUrl) -> None:
        self.link_chosen.emit(url.toString())

    def _places(self) -> dict[str, str]:
        return {f"remote:{number}": address for number, address in enumerate(self._page.remote)}

    def _lay_out(self) -> None:
        """Anew, where the person was reading."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self.document().clear()
        self.setHtml(self._page.html)
        bar.setValue(place)


def _data(place: str) -> bytes:
    """The octets of a ``data:`` address."""
    head, _, body = place.partition(",")
    try:
        return b64decode(body, validate=True) if head.endswith(";base64") else b""
    except ValueError:
        return b""


def _paper(palette: QPalette) -> QPalette:
    for role, colour in (
        (QPalette.ColorRole.Base, _PAPER),
        (QPalette.ColorRole.Text, _INK),
        (QPalette.ColorRole.Link, _LINK),
    ):
        palette.setColor(role, colour)
    return palette

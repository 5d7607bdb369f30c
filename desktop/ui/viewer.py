"""A mail's HTML body on the screen. It loads nothing: what it may show is given to it.

Qt asks ``loadResource`` for everything (images of any scheme, CSS, files), and what comes back empty it looks for in
the working directory itself; so every question is answered here, with a picture, and never by Qt.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPalette, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.mime.mail import Page

_FORMATS = ("png", "jpeg", "jpg", "gif", "webp", "bmp")
"""No SVG: it is a document of its own, that may ask for more."""

_LARGEST = QSize(4_000, 4_000)
"""Pixels: a picture of a few octets can unfold to gigabytes."""

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
        self._images: dict[str, QImage] = {}
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Mail with its layout"))
        self.setPalette(_paper(self.palette()))
        self.anchorClicked.connect(self._chosen)

    def show_page(self, page: Page, images: Mapping[str, bytes]) -> None:
        """The page with the mail's own images, by ``cid:`` place; further ones may be given later."""
        self._page = page
        self._images = {}
        for place, data in images.items():
            self._keep(place, data)
        self._lay_out()

    def provide(self, place: str, data: bytes) -> None:
        """An image that has come: ``cid:...`` or ``remote:N``. What is no image is passed over."""
        if self._keep(place, data):
            self._lay_out()

    @property
    def has_remote(self) -> bool:
        """Whether the page wants images that lie elsewhere at all."""
        return bool(self._page.remote)

    @property
    def remote_images(self) -> int:
        """How many lie elsewhere and have not been given."""
        return sum(place not in self._images for place in self._places())

    def ask_for_remote(self) -> None:
        """By a click only: whoever fetches them tells their sender that the mail was read."""
        self.remote_wanted.emit(self._places())

    def loadResource(self, kind: int, url: QUrl | str) -> object:  # noqa: N802 - Qt's own name
        """What was given, else nothing to see; never what Qt would find itself."""
        if QTextDocument.ResourceType(kind) is not QTextDocument.ResourceType.ImageResource:
            return QByteArray()
        asked = QUrl(url)
        place = f"{asked.scheme()}:{asked.path(QUrl.ComponentFormattingOption.FullyDecoded)}"
        if place.startswith("data:"):
            return _image(_data(place)) or self._nothing
        return self._images.get(_named(place), self._nothing)

    def doSetSource(self, url: QUrl | str, kind: object = None) -> None:  # noqa: N802 - Qt's own name
        """It goes nowhere."""

    def _chosen(self, url: QUrl) -> None:
        self.link_chosen.emit(url.toString())

    def _places(self) -> dict[str, str]:
        return {f"remote:{number}": address for number, address in enumerate(self._page.remote)}

    def _keep(self, place: str, data: bytes) -> bool:
        image = _image(data)
        if image is not None:
            self._images[_named(place)] = image
        return image is not None

    def _lay_out(self) -> None:
        """Anew, where the person was reading."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self.document().clear()
        self.setHtml(self._page.html)
        bar.setValue(place)


def _named(place: str) -> str:
    """A scheme's letters may be of any case; what it names may not."""
    scheme, colon, name = place.partition(":")
    return f"{scheme.lower()}{colon}{name}"


def _image(data: bytes) -> QImage | None:
    """A picture of a kind and size that may be shown, else None."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if bytes(reader.format().data()).decode("ascii", "replace") not in _FORMATS:
        return None
    if not size.isValid() or size.width() > _LARGEST.width() or size.height() > _LARGEST.height():
        return None
    image = reader.read()
    return None if image.isNull() else image


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

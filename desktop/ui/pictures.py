"""A mail's pictures, unfolded once and never larger than a screen needs. A file of a few octets can unfold to
gigabytes, and a mail may bring any number of them: both what is read and what is kept have an end for each mail."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

_FORMATS = ("png", "jpeg", "jpg", "gif", "webp", "bmp")
"""No SVG: it is a document of its own, that may ask for more."""

_LARGEST = 16_000_000
"""Pixels of one picture as it was sent: reading as many takes a third of a second."""

_READ = 3 * _LARGEST
"""Pixels read for one mail. A JPEG counts a quarter: it is made smaller while it is read."""

_KEPT = 16_000_000
"""Pixels kept for one mail, of four octets each."""

_SHARE = 8
"""One picture gets this part of what is left at most, so that there is always something left for the next."""


class Pictures:
    """By the place where the page names them: ``cid:...``, ``remote:N`` or ``data:...``."""

    def __init__(self, images: Mapping[str, bytes] | None = None, largest: int = _LARGEST) -> None:
        """``largest``: pixels of one picture that has to be read whole to be made smaller."""
        self._largest = largest
        self._images: dict[str, QImage] = {}
        self._read = 0
        for place, data in (images or {}).items():
            self.keep(place, data)

    def keep(self, place: str, data: bytes) -> bool:
        """Whether it is a picture of a kind and size that may be shown."""
        image = self._image(data)
        if image is not None:
            self._images[_named(place)] = image
        return image is not None

    def get(self, place: str) -> QImage | None:
        return self._images.get(_named(place))

    def _image(self, data: bytes) -> QImage | None:
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        size, kind = reader.size(), bytes(reader.format().data()).decode("ascii", "replace")
        cost = _area(size) // 4 if kind in ("jpeg", "jpg") else _area(size)
        if kind not in _FORMATS or not size.isValid() or _area(size) > _LARGEST or cost > self._largest:
            return None
        if self._read + cost > _READ:
            return None
        self._read += cost
        left = _KEPT - sum(_area(kept.size()) for kept in self._images.values())
        share = left // _SHARE
        if _area(size) > share:
            by = sqrt(share / _area(size))
            reader.setScaledSize(QSize(max(1, int(size.width() * by)), max(1, int(size.height() * by))))
        image = reader.read()
        return None if image.isNull() else image


def _area(size: QSize) -> int:
    return size.width() * size.height()


def _named(place: str) -> str:
    """A scheme's letters may be of any case; what it names may not."""
    scheme, colon, name = place.partition(":")
    return f"{scheme.lower()}{colon}{name}"

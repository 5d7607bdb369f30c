"""A picture that is to stand in a mail's text: of a kind that every mail program shows, no larger than is of use."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

WIDEST, HIGHEST = 1_200, 2_400
"""Pixels; what is larger is made smaller."""

_MOST_PIXELS = 100_000_000
_KINDS = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}
_SUFFIXES = {"jpeg": "jpg"}
_LARGE = 1024 * 1024
"""Octets above which a moving picture stands still, and one without a transparent ground becomes a JPEG."""


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    content_type: str
    suffix: str
    shrunk_to: int
    """Pixels across; 0 for one that is as it was."""


def shown_in_text(path: str) -> bool:
    """By its name: whether a file may be one."""
    return path.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"))


def picture_of(source: QImage | bytes) -> Picture | None:
    """None for what is no picture."""
    if isinstance(source, bytes):
        return _of_file(source)
    if source.isNull():
        return None
    small = _fitting(source)
    return _written(small, "png", small.width() if small.width() != source.width() else 0)


def _of_file(content: bytes) -> Picture | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    kind, size = bytes(reader.format().data()).decode("ascii", "replace").replace("jpg", "jpeg"), reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    fits = size.width() <= WIDEST and size.height() <= HIGHEST
    if fits and kind == "gif" and len(content) <= _LARGE:  # it may move
        return Picture(content, _KINDS[kind], kind, 0)
    if not fits:
        reader.setScaledSize(size.scaled(WIDEST, HIGHEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    return _written(image, "png" if image.hasAlphaChannel() else "jpeg", 0 if fits else image.width())


def _fitting(image: QImage) -> QImage:
    if image.width() <= WIDEST and image.height() <= HIGHEST:
        return image
    return image.scaled(WIDEST, HIGHEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _written(image: QImage, kind: str, shrunk_to: int) -> Picture:
    """Painted anew, without anything that the file said beside: where it was taken, and with what."""
    for name in image.textKeys():
        image.setText(name, "")
    content = _encoded(image, kind)
    if kind == "png" and len(content) > _LARGE and not image.hasAlphaChannel():
        kind, content = "jpeg", _encoded(image, "jpeg")
    return Picture(content, _KINDS[kind], _SUFFIXES.get(kind, kind), shrunk_to)


def _encoded(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind.upper(), 88 if kind == "jpeg" else -1)  # type: ignore[call-overload]
    return bytes(buffer.data().data())

"""A little of an attachment, to be seen without opening it: which ones, and the first lines of a text."""

from __future__ import annotations

from desktop.mime.mail import Attachment
from desktop.mime.safe import safe_text

_PICTURES = ("image/png", "image/jpeg", "image/jpg", "image/pjpeg", "image/gif", "image/webp", "image/bmp")
_TEXTS = ("text/plain", "text/csv")
_LARGEST_PICTURE = 6 * 1024 * 1024
_READ = 2_000
"""Octets of a text."""

_LINES = 6
_WIDE = 160


def glimpse_kind(file: Attachment) -> str:
    """``picture``, ``text``, or nothing: only what is as harmless as the mail itself, and quickly shown. What stands in
    the mail's own page is shown there."""
    if file.content_id:
        return ""
    if file.content_type in _PICTURES:
        return "picture" if file.size <= _LARGEST_PICTURE else ""
    return "text" if file.content_type in _TEXTS else ""


def first_lines(content: bytes) -> str:
    """With dots where something is left out."""
    lines = safe_text(content[:_READ], cut=len(content) > _READ).strip().splitlines()
    shown = [line if len(line) <= _WIDE else f"{line[:_WIDE]}…" for line in lines[:_LINES]]
    return "\n".join([*shown, "…"] if len(lines) > _LINES or len(content) > _READ else shown)

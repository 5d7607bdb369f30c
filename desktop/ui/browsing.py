"""A page in the person's own browser."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_page(page: str) -> bool:
    """Whether there was a browser to hand it to."""
    return QDesktopServices.openUrl(QUrl(page, QUrl.ParsingMode.StrictMode))

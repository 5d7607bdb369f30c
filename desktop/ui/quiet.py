"""What Qt says of itself that nobody needs: an offscreen window cannot be raised, and says so each time."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_KNOWN = "This plugin does not support "


def be_quiet() -> None:
    """From now on; everything else still goes to standard error."""
    qInstallMessageHandler(_say)


def _say(_: QtMsgType, __: QMessageLogContext, message: str) -> None:
    if not message.startswith(_KNOWN):
        sys.stderr.write(f"{message}\n")

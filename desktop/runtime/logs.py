"""A log file per profile for support, with nothing secret in it."""

from __future__ import annotations

import logging
import logging.handlers
import os
from pathlib import Path

_SIZE = 1_000_000
_HIDDEN = "***"
_VARIABLE = "SPORTELLO_PASSWORD"


class Redacted(logging.Filter):
    """Removes every password that this process was given from what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self._secrets = [value for name, value in os.environ.items() if name.startswith(_VARIABLE) and value]

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        record.msg, record.args = text, ()
        return True


def to_file(profile: Path) -> None:
    """``sportello.log`` in the profile, rotated at 1 MB; a file that cannot be written is no reason to stop."""
    try:
        handler = logging.handlers.RotatingFileHandler(
            profile / "sportello.log", maxBytes=_SIZE, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(Redacted())
    root = logging.getLogger("desktop")
    root.setLevel(logging.INFO)
    root.addHandler(handler)

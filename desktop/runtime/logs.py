"""A log file per profile for support, with nothing secret in it."""

from __future__ import annotations

import logging
import logging.handlers
import os
from collections.abc import Iterator
from contextlib import contextmanager
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


class _Quiet(logging.handlers.RotatingFileHandler):
    """A file that cannot be written is no reason to stop, nor to print a traceback."""

    def handleError(self, record: logging.LogRecord) -> None: ...  # noqa: N802 - logging's own name


@contextmanager
def to_file(profile: Path) -> Iterator[None]:
    """Meanwhile what is logged goes to ``sportello.log`` in the profile, rotated at 1 MB."""
    handler = _Quiet(profile / "sportello.log", maxBytes=_SIZE, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(Redacted())
    root = logging.getLogger("desktop")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()

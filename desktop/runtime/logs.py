"""A log file per profile for support, with nothing secret in it."""

from __future__ import annotations

import logging
import logging.handlers
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.domain.errors import SportelloError

_FILE = "sportello.log"
REPORTS = "crashes"
"""The folder of what is written of crashes, beside it."""

_SIZE = 1_000_000
_END, _LINES = 16_384, 60
"""Octets and lines that are shown with an error: what led to it, in a screenful or two."""
_HIDDEN = "***"
_IS_SECRET = re.compile(r"SPORTELLO_(OLD_)?PASSWORD")


def redacted(text: str, told: Collection[str] = ()) -> str:
    """Without any password that this process was given, or that the keyring has told it."""
    given = (value for name, value in os.environ.items() if _IS_SECRET.match(name))
    for secret in sorted(filter(None, (*given, *told)), key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return text


class Redacted(logging.Formatter):
    """Removes every password from what is written, tracebacks included."""

    def __init__(self, told: Collection[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._told = told

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record), self._told)


class _Quiet(logging.handlers.RotatingFileHandler):
    """A file that cannot be written is no reason to stop, nor to print a traceback."""

    def handleError(self, record: logging.LogRecord) -> None: ...  # noqa: N802 - logging's own name


def end_of(profile: Path, told: Collection[str] = ()) -> str:
    """The last lines, empty when there are none."""
    try:
        with (profile / _FILE).open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - _END))
            lines = log.read(_END).decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return redacted("\n".join(lines[-_LINES:]), told)


def files(profile: Path) -> list[Path]:
    """Those that there are, older ones too."""
    return sorted(profile.glob(f"{_FILE}*"))


@contextmanager
def to_file(profile: Path, command: str, told: Collection[str] = ()) -> Iterator[None]:
    """What is logged while a command runs goes to ``sportello.log`` in the profile, rotated at 1 MB; and how the
    command ended, for support to read: the error's code and facts, or the traceback of a fault of ours."""
    handler = _Quiet(profile / _FILE, maxBytes=_SIZE, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(Redacted(told))
    root = logging.getLogger("desktop")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        yield
        root.info("%s: done", command)
    except SportelloError as error:
        root.info("%s: %s", command, error)
        raise
    except Exception:
        root.exception("%s: a fault of the program", command)
        raise
    finally:
        root.removeHandler(handler)
        handler.close()

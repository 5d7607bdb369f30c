"""What a person hands over in files or on standard input, and asks to be written: read up to a limit, and refused
with a sentence beyond it.

Only regular files are read: a device never ends, a pipe waits for a writer who may never come.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desktop.domain.errors import UsageError

_MB = 1024 * 1024
LONGEST_TEXT = 20 * _MB


class FileTooLarge(UsageError):
    """Its sentence is ``file-too-large``."""


def text_of(file: str) -> str:
    """A person's text from a UTF-8 file or, for ``-``, standard input. Raises UsageError; for an empty one too."""
    data = _typed() if file == "-" else bytes_of(Path(file), LONGEST_TEXT)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").strip("\n")
    except UnicodeDecodeError as error:
        raise UsageError("not-utf8", path=file, line=data.count(b"\n", 0, error.start) + 1) from error
    if not text.strip():
        raise UsageError("empty-text", path=file)
    return text


def bytes_of(path: Path, most: int) -> bytes:
    """A file's content. Raises UsageError, also for one of more than ``most`` octets."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageError("not-a-file", path=str(path))
        with path.open("rb") as file:
            return _read(file, str(path), most)
    except FileNotFoundError as error:
        raise UsageError("no-such-file", path=str(path)) from error
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", "") or str(error)
        raise UsageError("unreadable-file", path=str(path), detail=detail) from error


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """For this user's eyes alone, and gone again when nothing comes of it: an invitation that cannot be written down
    must not be in the journal."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            try:
                yield out
            except BaseException:
                path.unlink()
                raise
    except FileExistsError as there:
        raise UsageError("file-exists", path=str(path)) from there
    except OSError as error:
        raise UsageError("unwritable-file", path=str(path), detail=error.strerror or str(error)) from error


def _typed() -> bytes:
    if sys.stdin is None:
        raise UsageError("no-input")
    try:
        return _read(sys.stdin.buffer, "-", LONGEST_TEXT)
    except OSError as error:
        raise UsageError("unreadable-file", path="-", detail=error.strerror or str(error)) from error


def _read(file: BinaryIO, path: str, most: int) -> bytes:
    """One octet more than may be: a size that was asked for before says nothing of a file that grows."""
    data = file.read(most + 1)
    if len(data) > most:
        raise FileTooLarge("file-too-large", path=path, limit=max(most // _MB, 1))
    return data

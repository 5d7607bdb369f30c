"""mbox and EML files, read mail by mail."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.domain.errors import UsageError
from desktop.mime.mbox import mbox_mails
from desktop.runtime.files import FileTooLarge, bytes_of

_LARGEST = 64 * 1024 * 1024
"""Octets of a mail: twice what any provider takes."""


def mails(files: Sequence[Path]) -> Iterator[tuple[str, bytes | None]]:
    """Where each stands, and its octets; None for one that is too big. All files are looked at before this returns: a
    wrong name is said before anything is taken in. Raises UsageError ``not-a-file``, ``no-such-file``,
    ``unreadable-file``."""
    for path in files:
        _check(path)
    return _read(files)


def _check(path: Path) -> None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageError("not-a-file", path=str(path))
    except FileNotFoundError as error:
        raise UsageError("no-such-file", path=str(path)) from error
    except (OSError, ValueError) as error:
        raise UsageError("unreadable-file", path=str(path), detail=str(error)) from error


def _read(files: Sequence[Path]) -> Iterator[tuple[str, bytes | None]]:
    for path in files:
        try:
            with path.open("rb") as file:
                if file.read(5) == b"From ":
                    file.seek(0)
                    for number, mail in enumerate(mbox_mails(file, _LARGEST), 1):
                        yield f"{path}:{number}", mail
                    continue
        except OSError as error:
            raise UsageError("unreadable-file", path=str(path), detail=error.strerror or str(error)) from error
        try:
            yield str(path), bytes_of(path, _LARGEST)
        except FileTooLarge:
            yield str(path), None

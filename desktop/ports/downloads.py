"""Files that a person saves out of a mail."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Downloads(Protocol):
    def save(self, folder: Path, name: str, content: bytes) -> Path:
        """A new file of that name in the folder, readable by this user alone and never a program to be run. Raises
        UsageError ``attachment-exists`` for a name that is taken, ``no-such-folder``, ``unwritable-file``; then there
        is no file, not even a part of one."""
        ...

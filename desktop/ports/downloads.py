"""Files that a person takes out of a mail."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Downloads(Protocol):
    """Each file carries the system's mark of what came from elsewhere, where the disk can hold one."""

    def save(self, folder: Path, name: str, content: bytes) -> Path:
        """A new file of that name in the folder, readable by this user alone and never a program to be run. Raises
        UsageError ``attachment-exists`` for a name that is taken, ``no-such-folder``, ``unwritable-file``; then there
        is no file, not even a part of one."""
        ...

    def lend(self, name: str, content: bytes) -> Path:
        """A copy that nobody can write to, in a folder of this user's alone, to be looked at until ``take_back``.
        Raises what ``save`` raises."""
        ...

    def take_back(self) -> None:
        """Removes what was lent, also what an earlier run that ended badly has left."""
        ...

"""One process per profile: only the process that holds this lock may append or send (WIRE.md section 5).

The system drops the lock when the process ends, however it ends. On Linux and macOS the folder itself is
locked, so there is no lock file that a person could delete while the lock is held; on Windows it is a file,
which cannot be deleted while it is open. The handle is closed in every program that is started from here
(PEP 446); a child made by a bare fork would share it, and nothing in Sportello forks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from desktop.adapters.platform.drives import on_network_drive
from desktop.domain.errors import ProfileInUse, SportelloError

if sys.platform == "win32":
    import msvcrt

    def _lock(profile: Path) -> int:
        handle = os.open(profile / "profile.lock", os.O_RDWR | os.O_CREAT | os.O_BINARY)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as taken:
            os.close(handle)
            raise BlockingIOError from taken
        return handle

else:
    import fcntl

    def _lock(profile: Path) -> int:
        handle = os.open(profile, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle


class ProfileLock:
    """The exclusive lock on a profile folder; a context manager."""

    def __init__(self, profile: Path, remote: Callable[[Path], bool] = on_network_drive) -> None:
        self._profile = profile
        self._remote = remote
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock or fail at once; makes the folder (for this user alone) when it is not there.

        Raises ProfileInUse ``profile-in-use``; SportelloError ``profile-on-network-drive`` or
        ``profile-not-usable`` (the folder cannot be made or opened, or cannot be locked).
        """
        shown = str(self._profile)
        try:
            self._profile.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._remote(self._profile):
                raise SportelloError("profile-on-network-drive", profile=shown)
            self._handle = _lock(self._profile)
        except BlockingIOError as taken:
            raise ProfileInUse("profile-in-use", profile=shown) from taken
        except OSError as error:
            raise SportelloError("profile-not-usable", profile=shown, detail=str(error)) from error

    def held(self) -> bool:
        """Whether a process holds it, this one included. Where that cannot be told, as if one did."""
        if self._handle is not None:
            return True
        try:
            os.close(_lock(self._profile))
        except OSError:
            return True
        return False

    def release(self) -> None:
        """Let go; nothing to do when the lock is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> ProfileLock:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

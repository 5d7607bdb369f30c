"""``ports.downloads`` on this system's disk. The name comes from a stranger's mail: it names a file in that folder and
nothing else, whatever it says."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desktop.adapters.platform.origin import mark_origin
from desktop.domain.errors import UsageError
from desktop.mime.filenames import safe_filename

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class FolderDownloads:
    """``lent``: a folder of its own for what is lent, made when it is needed. ``mark`` notes on a file that it came
    from elsewhere."""

    def __init__(self, lent: Path, mark: Callable[[Path], None] = mark_origin) -> None:
        self._lent = lent
        self._mark = mark

    def save(self, folder: Path, name: str, content: bytes) -> Path:
        if not folder.is_dir():
            raise UsageError("no-such-folder", path=str(folder))
        path = folder / safe_filename(name)
        try:
            handle = os.open(path, _NEW, 0o600)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(content)  # a few kilobytes reach the disk when the file is closed, and may fail there
            except BaseException:
                path.unlink()
                raise
        except FileExistsError as there:
            raise UsageError("attachment-exists", path=str(path)) from there
        except OSError as error:
            raise UsageError("unwritable-file", path=str(path), detail=error.strerror or str(error)) from error
        self._mark(path)
        return path

    def lend(self, name: str, content: bytes) -> Path:
        """Each in a folder of its own: two mails may well bring a ``scan.pdf``."""
        try:
            self._lent.mkdir(mode=0o700, exist_ok=True)
            folder = Path(tempfile.mkdtemp(dir=self._lent))
        except OSError as error:
            raise UsageError("unwritable-file", path=str(self._lent), detail=error.strerror or str(error)) from error
        path = self.save(folder, name, content)
        path.chmod(stat.S_IRUSR)
        return path

    def take_back(self) -> None:
        """Windows does not remove what nobody may write to, nor what is open in another program."""
        for path in self._lent.rglob("*"):
            if path.is_file() and not path.is_symlink():
                with suppress(OSError):
                    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        shutil.rmtree(self._lent, ignore_errors=True)

"""``ports.downloads`` on this system's disk. The name comes from a stranger's mail: it names a file in that folder and
nothing else, whatever it says."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.domain.errors import UsageError
from desktop.mime.filenames import safe_filename

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class FolderDownloads:
    def save(self, folder: Path, name: str, content: bytes) -> Path:
        if not folder.is_dir():
            raise UsageError("no-such-folder", path=str(folder))
        path = folder / safe_filename(name, "application/octet-stream", "1")
        try:
            with os.fdopen(os.open(path, _NEW, 0o600), "wb") as out:
                try:
                    out.write(content)
                except BaseException:
                    path.unlink()
                    raise
        except FileExistsError as there:
            raise UsageError("attachment-exists", path=str(path)) from there
        except OSError as error:
            raise UsageError("unwritable-file", path=str(path), detail=error.strerror or str(error)) from error
        return path

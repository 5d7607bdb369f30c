"""Files for a person's own browser: in a folder of the profile's that nobody else can read, until the program ends, or
has started again after a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.domain.errors import UsageError
from desktop.ports.downloads import Downloads


class HandedOver:
    def __init__(self, folder: Path, downloads: Downloads) -> None:
        self._folder = folder
        self._downloads = downloads

    def put(self, name: str, text: str) -> Path:
        """Raises UsageError ``unwritable-file`` and what the downloads raise."""
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise UsageError("unwritable-file", path=str(self._folder), detail=error.strerror or str(error)) from error
        return self._downloads.save(self._folder, f"{name}.html", text.encode())

    def clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
